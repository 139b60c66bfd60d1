"""Everything a file of incidents says about itself, as a proposal with its reasons.

Nothing is stored. The mapping is to be confirmed by a person; doubts are what they are
asked first. Names and cells are looked at in a sample of rows spread over the file;
the order of day and month is told from all of them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from geodata.own import (
    date_columns,
    files,
    guess_dates,
    guess_kinds,
    guess_places,
    layouts,
    personal,
    publishers,
)
from geodata.own.files import Opened
from geodata.own.mapping import Mapping
from geodata.own.sampling import sample

_REFERENCE = re.compile(
    r"(.*\b)?(reference|ref|urn|(incident|call|cad|event|log|case|record) "
    r"?(number|no|id)|id)( (number|no))?"
)
EARLY_SHARE = 0.3
"""Of dates before 1990: a log of calls has none, birthdays have more."""


@dataclass(frozen=True)
class Guess:
    """A mapping with plain sentences: what it was told from, and what is in doubt.

    `preview` has a row per column: column, used_for, filled_share, distinct (in the
    sample), looks_like (its commonest pattern: A a letter, 9 a digit), blank where the
    column is personal or says where.
    """

    mapping: Mapping
    evidence: tuple[str, ...]
    doubts: tuple[str, ...]
    preview: pd.DataFrame


def guess(path: Path) -> Guess:
    """What the file at `path` seems to be.

    Raises: UnexpectedFile if it is no table with column names.
    """
    layout, said = layouts.layout(path)
    with files.opened(path, layout) as opened:
        cells = sample(opened, opened.columns)
        known = publishers.builtin(opened.columns)
        mapping, evidence, doubts = (
            _known(known, opened, cells) if known else _unknown(path, opened, cells)
        )
        counted = f"{opened.rows_counted:,} rows, {len(opened.columns)} columns."
        return Guess(
            mapping,
            (*said, counted, *opened.notes, *evidence, *_personal_words(mapping)),
            (*_header_doubts(opened), *doubts),
            _preview(mapping, opened, cells),
        )


def _known(
    known: Mapping, opened: Opened, cells: dict[str, list[str]]
) -> tuple[Mapping, list[str], list[str]]:
    """A built-in mapping, its order of dates checked against the file's."""
    when, doubts = known.when, []
    named = when.stamp or when.date
    looks = date_columns.dates({named: cells[named]})
    if looks and looks[0].order != when.order:
        doubts.append(
            f"'{named}' is written otherwise than in this publisher's earlier files: "
            f"{looks[0].order} instead of {when.order}. Taken as it is written."
        )
        when = replace(when, order=looks[0].order)
    evidence = [f"The columns are those of: {known.name}."]
    return replace(known, layout=opened.layout, when=when), evidence, doubts


def _unknown(
    path: Path, opened: Opened, cells: dict[str, list[str]]
) -> tuple[Mapping, list[str], list[str]]:
    named = {c: why for c in opened.columns if (why := personal.by_name(c))}
    free = _left(cells, named)
    dated = date_columns.dates(free)
    births = {
        column.name: "dates of birth by the years in its cells"
        for column in dated
        if column.early_share >= EARLY_SHARE
    }
    free = _left(free, births)
    dated = [column for column in dated if column.name not in births]
    when = guess_dates.when(opened, free, dated)
    where = guess_places.where(free, publishers.boroughs())
    taken = {when.when.stamp, when.when.date, when.when.time, when.when.hour}
    taken |= {column for place in where.where for column in place.columns}
    free = _left(free, taken)
    looks = {c: why for c, found in free.items() if (why := personal.by_cells(found))}
    free = _left(free, looks)
    kinds = guess_kinds.kinds(opened, free)
    reference = _reference(free, kinds.kinds.columns)
    mapping = Mapping(
        name=path.stem,
        layout=opened.layout,
        when=when.when,
        where=where.where,
        kinds=kinds.kinds,
        reference=reference,
        personal=named | births | looks,
    )
    evidence = when.evidence + where.evidence + kinds.evidence
    doubts = when.doubts + where.doubts + kinds.doubts
    if reference:
        evidence.append(f"'{reference}' tells incidents apart: no two are alike.")
    else:
        doubts.append(
            "No column tells incidents apart; rows that are alike are told by number."
        )
    return _with_ignored(mapping, opened), evidence, doubts


def _with_ignored(mapping: Mapping, opened: Opened) -> Mapping:
    used = {*mapping.used(), *mapping.personal}
    return replace(mapping, ignored=tuple(c for c in opened.columns if c not in used))


def _left(cells: dict[str, list[str]], taken: Iterable[str]) -> dict[str, list[str]]:
    gone = set(taken)
    return {column: found for column, found in cells.items() if column not in gone}


def _reference(cells: dict[str, list[str]], taken: tuple[str, ...]) -> str:
    for name, found in cells.items():
        named = _REFERENCE.fullmatch(personal.words(name)) and name not in taken
        if named and found and len(set(found)) == len(found):
            return name
    return ""


def _personal_words(mapping: Mapping) -> list[str]:
    return [
        f"'{column}' is personal and will not be read: {why}."
        for column, why in mapping.personal.items()
    ]


def _header_doubts(opened: Opened) -> list[str]:
    copies = [c for c in opened.columns if re.search(r" \(\d+\)$", c)]
    blank = [c for c in opened.columns if re.fullmatch(r"column \d+", c)]
    doubts = []
    if copies:
        doubts.append(f"Names stand twice in the header; numbered: {copies}.")
    if blank:
        doubts.append(
            f"Columns without a name: {blank}. If the header is short, names may be "
            "shifted against the cells."
        )
    return doubts


def _preview(
    mapping: Mapping, opened: Opened, cells: dict[str, list[str]]
) -> pd.DataFrame:
    when = mapping.when
    used = dict.fromkeys(mapping.kinds.columns, "kind")
    used |= {c: place.basis for place in mapping.where for c in place.columns}
    used |= dict.fromkeys((when.stamp, when.date, when.time, when.hour), "when")
    used |= {mapping.reference: "reference"}
    used |= dict.fromkeys(mapping.personal, "personal, not read")
    places = {c for place in mapping.where for c in place.columns}
    hidden = places | set(mapping.personal)
    size = max((len(found) for found in cells.values()), default=0) or 1
    return pd.DataFrame(
        {
            "column": list(opened.columns),
            "used_for": [used.get(c, "not read") for c in opened.columns],
            "filled_share": [round(len(cells[c]) / size, 3) for c in opened.columns],
            "distinct": [len(set(cells[c])) for c in opened.columns],
            "looks_like": [
                "" if c in hidden else _pattern(cells[c]) for c in opened.columns
            ],
        }
    )


def _pattern(found: list[str]) -> str:
    masks = Counter(re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", c))[:24] for c in found)
    return masks.most_common(1)[0][0] if masks else ""
