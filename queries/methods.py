"""Method cards: what an answer's header promises, as a page that people read."""

import json
import re
from collections.abc import Iterable, Mapping

from queries import catalogue, landing
from queries.catalogue import Question
from queries.parameters import Parameter

HEAD = """# Methods

Every answer of [queries/answers](../queries/answers), from the header of its file, which
tests hold against DuckDB. A measure has a card: formula and source, what it cannot say,
what it takes (with unit, threshold and the value taken if none is given) and what it
returns. Written by `python -m queries docs`; do not edit.
"""


def page(presets: Mapping[str, Parameter]) -> str:
    """Text of docs/methods.md: cards by family, other answers a line each."""
    asked = [catalogue.question(name) for name in catalogue.names()]
    asked += [landing.counting_question(name) for name in landing.counting_names()]
    parts = [HEAD]
    for family, words in catalogue.FAMILIES.items():
        of_family = [one for one in asked if one.family == family]
        if not of_family:
            continue
        parts.append(f"## {family}: {escaped(words)}\n")
        parts += [card(one, presets) for one in of_family if one.method]
        others = [_line(one) for one in of_family if not one.method]
        parts += ["\n".join(others) + "\n"] if others else []
    return "\n".join(parts)


def card(asked: Question, presets: Mapping[str, Parameter]) -> str:
    """The method card of one answer, as Markdown."""
    told = [f"### {asked.name}\n", f"{escaped(asked.purpose)}\n"]
    told += [f"**Method.** {escaped(asked.method)}\n"] if asked.method else []
    told += [f"**Limits.** {escaped(asked.limits)}\n"] if asked.limits else []
    told.append(f"**{_grain(asked)}**\n")
    takes = landing.takes(asked)
    if takes:
        taken = [
            (f"`{name}`", *_words(asked, name, presets), *_preset(presets.get(name)))
            for name in takes
        ]
        told.append(table(("takes", "in words", "unit", "preset"), taken))
    returned = [(f"`{name}`", escaped(words)) for name, words in asked.returns.items()]
    told.append(table(("returns", "in words"), returned))
    told.append(f"    python -m queries run {asked.name}{_example(asked, presets)}\n")
    return "\n".join(told)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown; cells are escaped by who gives them."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *map(list, rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def escaped(words: str) -> str:
    """Words in which Markdown finds nothing to obey."""
    return re.sub(r"([\\|*<>$\[\]`])", r"\\\1", words)


def _line(asked: Question) -> str:
    takes = ", ".join(f"`{name}`" for name in landing.takes(asked))
    return (
        f"- `{asked.name}`: {escaped(asked.purpose)} {_grain(asked)}"
        f"{f' Takes {takes}.' if takes else ''}"
    )


def _grain(asked: Question) -> str:
    if asked.grain == ("one", "row"):
        return "One row."
    return f"One row per {', '.join(f'`{column}`' for column in asked.grain)}."


def _words(asked: Question, name: str, presets: Mapping[str, Parameter]) -> tuple[str]:
    """The header's words, or the label of what chooses incidents."""
    label = presets[name].label if name in presets else ""
    return (escaped(asked.params.get(name, label)),)


def _preset(parameter: Parameter | None) -> tuple[str, str]:
    if parameter is None:
        return "", ""
    return escaped(parameter.unit), f"`{written(parameter.preset)}`"


def written(value: object) -> str:
    """A value as --param takes it: lists as a,b,c."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value)


def _example(asked: Question, presets: Mapping[str, Parameter]) -> str:
    takes = landing.takes(asked)
    if "at_hour" in takes:
        return ' --param at_hour="Sunday 03:00"'
    first = next((name for name in takes if name in presets), None)
    return f" --param {first}={written(presets[first].preset)}" if first else ""
