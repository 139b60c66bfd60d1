"""Moves as plain records: what a file, a link or a form holds of them."""

import dataclasses
import math
from collections.abc import Mapping

from queries.errors import CannotAnswer
from queries.parameters import did_you_mean
from queries.scenarios.moves import MOVES, Move

Cell = str | float | list[str]


def of_record(record: Mapping[str, object]) -> Move:
    """The move that a record says: its `do` names the kind, the rest are its fields.

    A list of codes may be given as a list or as text with commas.
    Raises: CannotAnswer if the kind, a field or a value is none that can be.
    """
    do = str(record.get("do", ""))
    kind = MOVES.get(do)
    if kind is None:
        raise CannotAnswer(
            f"Expected a move (do = one of {', '.join(MOVES)}), found {do!r}."
            f"{did_you_mean(do, MOVES)}"
        )
    fields = {field.name: field for field in dataclasses.fields(kind)}
    unknown = [name for name in record if name not in fields and name != "do"]
    missing = [
        name
        for name, field in fields.items()
        if field.default is dataclasses.MISSING and record.get(name) in (None, "")
    ]
    if unknown or missing:
        faults = [f"{name!r} is no field of it" for name in unknown]
        faults += [f"{name!r} is not there" for name in missing]
        raise CannotAnswer(
            f"Expected a move {do!r} with {', '.join(fields)}; found that "
            f"{' and '.join(faults)}."
        )
    given = {
        name: _read(do, name, str(field.type), record[name])
        for name, field in fields.items()
        if record.get(name) is not None
    }
    return kind(**given)  # type: ignore[arg-type] # each is read by its field's type


def to_record(move: Move) -> dict[str, Cell]:
    """The record of a move: its kind and the fields that are not as they would be."""
    record: dict[str, Cell] = {"do": move.do}
    for field in dataclasses.fields(move):
        held = getattr(move, field.name)
        if held != field.default:
            record[field.name] = _cell(held)
    return record


def _cell(held: object) -> Cell:
    if isinstance(held, tuple):
        return list(held)
    if isinstance(held, float):
        return int(held) if held.is_integer() else held
    return held if isinstance(held, int) else str(held)


def _read(do: str, name: str, kind: str, cell: object) -> object:
    if kind.endswith("str]") or "tuple" in kind:
        listed = cell.split(",") if isinstance(cell, str) else cell
        if isinstance(listed, (list, tuple)) and all(
            isinstance(code, str) for code in listed
        ):
            # Each once: the order says nothing, a second time neither.
            return tuple(dict.fromkeys(c.strip() for c in listed if c.strip()))
        raise _wrong(do, name, "a list of codes", cell)
    if "str" in kind:
        if isinstance(cell, str):
            return " ".join(cell.split())
        raise _wrong(do, name, "text", cell)
    return _number(do, name, cell, is_whole="int" in kind)


def _number(do: str, name: str, cell: object, *, is_whole: bool) -> float:
    words = "a whole number" if is_whole else "a number"
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        raise _wrong(do, name, words, cell)
    try:
        number = float(cell)
    except ValueError:
        raise _wrong(do, name, words, cell) from None
    if not math.isfinite(number) or (is_whole and not number.is_integer()):
        raise _wrong(do, name, words, cell)
    return int(number) if is_whole else number


def _wrong(do: str, name: str, words: str, cell: object) -> CannotAnswer:
    return CannotAnswer(
        f"Expected {words} for {name!r} of a move {do!r}, found {cell!r}."
    )
