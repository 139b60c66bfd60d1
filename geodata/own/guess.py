"""Everything a file of incidents says about itself, as a proposal with its reasons.

Nothing is stored. The mapping is to be confirmed by a person; doubts are what they are
asked first. Names and cells are looked at in a sample of rows spread over the file;
the order of day and month is told from all of them.
"""

import re
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
    previews,
    publishers,
)
from geodata.own.files import Opened
from geodata.own.mapping import Mapping
from geodata.own.sampling import sample
from geodata.own.staging import number

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
            previews.preview(mapping, opened, cells),
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
    evidence = when.evidence + where.evidence + kinds.evidence
    doubts = when.doubts + where.doubts + kinds.doubts
    mapping = Mapping(
        name=path.stem,
        layout=opened.layout,
        when=when.when,
        where=where.where,
        kinds=kinds.kinds,
        reference=_reference(opened, free, kinds.kinds.columns, evidence, doubts),
        personal=named | births | looks,
    )
    return _with_ignored(mapping, opened), evidence, doubts


def _with_ignored(mapping: Mapping, opened: Opened) -> Mapping:
    used = {*mapping.used(), *mapping.personal}
    return replace(mapping, ignored=tuple(c for c in opened.columns if c not in used))


def _left(cells: dict[str, list[str]], taken: Iterable[str]) -> dict[str, list[str]]:
    gone = set(taken)
    return {column: found for column, found in cells.items() if column not in gone}


def _reference(
    opened: Opened,
    cells: dict[str, list[str]],
    taken: tuple[str, ...],
    evidence: list[str],
    doubts: list[str],
) -> str:
    """The column that tells incidents apart, '' if none; says what it found."""
    named = [
        name
        for name, found in cells.items()
        if _REFERENCE.fullmatch(personal.words(name)) and name not in taken and found
    ]
    likely = [n for n in named if len(set(cells[n])) > 0.9 * len(cells[n])]
    if not likely:
        doubts.append(
            "No column tells incidents apart; rows that are alike are told by number."
        )
        return ""
    name = likely[0]
    cell = f"c{opened.columns.index(name)}"
    again = number(
        opened.connection, f"select count({cell}) - count(distinct {cell}) from source"
    )
    if again:
        doubts.append(
            f"'{name}' seems to tell incidents apart, but {again:,} rows repeat an "
            "earlier one. They will be refused, unless the reference is left out."
        )
    else:
        evidence.append(f"'{name}' tells incidents apart: no two are alike.")
    return name


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
