"""Scenarios as words of an address: one for each move, of signs that need no escape.

`hours~CAFE001~daily.1800-0200`: fields in order behind the kind, those left out at the
end as they would be. A space is a full stop, two of them part the codes of a list, and
another sign is its number between `_-` and `-`.
"""

import dataclasses
import re
from collections.abc import Iterable

from queries.errors import CannotAnswer
from queries.scenarios.moves import MOVES, Move, Scenario
from queries.scenarios.records import of_record, to_record

_PLAIN = re.compile(r"[A-Za-z0-9_]")
_NUMBERED = re.compile(r"_-([0-9a-f]{1,6})-")


def to_link(scenario: Scenario) -> list[str]:
    """One short word for each move, of letters, digits and `- . _ ~` alone."""
    return [_word(move) for move in scenario.moves]


def from_link(words: Iterable[str], name: str) -> Scenario:
    """The scenario of this name that words of an address say.

    Raises: CannotAnswer, with the word, if one says nothing that can be.
    """
    return Scenario(name=name, moves=tuple(_move(word) for word in words))


def _word(move: Move) -> str:
    record = to_record(move)
    cells = [move.do]
    for field in dataclasses.fields(move):
        held = record.get(field.name, "")
        if isinstance(held, list):
            cells.append("..".join(map(_packed, held)))
        else:
            # Clock times read as well without their colon.
            dropped = ":" if field.name == "hours" else ""
            cells.append(
                _packed(str(held).replace(dropped, "") if dropped else str(held))
            )
    return "~".join(cells).rstrip("~")


def _move(word: str) -> Move:
    do, *cells = word.split("~")
    kind = MOVES.get(do)
    names = [field.name for field in dataclasses.fields(kind)] if kind else []
    if kind is None or len(cells) > len(names):
        raise CannotAnswer(
            f"Expected a move in the link, such as close~CAFE001, found {word!r}. "
            "Copy the whole link, or make the move anew."
        )
    given = {n: _unpacked(c) for n, c in zip(names, cells, strict=False) if c}
    return of_record({"do": do, **given})


def _packed(text: str) -> str:
    signs, before = [], ""
    for sign in " ".join(text.split()):
        if sign == " ":
            signs.append(".")
        elif _PLAIN.fullmatch(sign) or (sign == "-" and before != "_"):
            signs.append(sign)
        else:
            signs.append(f"_-{ord(sign):x}-")
        before = sign
    return "".join(signs)


def _unpacked(cell: str) -> str | list[str]:
    codes = [
        _NUMBERED.sub(lambda found: _sign(found[1]), code.replace(".", " "))
        for code in cell.split("..")
    ]
    return codes[0] if len(codes) == 1 else codes


def _sign(number: str) -> str:
    code = int(number, 16)
    return chr(code) if code <= 0x10FFFF else ""  # noqa: PLR2004 - the last of Unicode
