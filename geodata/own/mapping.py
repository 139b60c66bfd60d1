"""What each column of an agency's file means, as a person confirmed it.

A mapping is plain data and lives as a JSON file, so that next month's file is read as
this month's was. Column names are those of the file's header, made unique: a second
'Date' is 'Date (2)', a blank name is 'column 7'.
"""

import dataclasses
import json
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geodata.errors import UnexpectedFile

LONDON = "Europe/London"
ORDERS = {
    "iso": "year first, 2026-01-31",
    "day_first": "day first, 31/01/2026",
    "month_first": "month first, 01/31/2026",
    "month_name": "month by its name, 31 Jan 2026 or 31-Jan-26",
    "excel_serial": "days since 30 December 1899, 46053.5",
}
ZONES = {
    LONDON: "London civil time",
    "UTC": "UTC",
    "offset": "an offset in each cell, such as +01:00",
}
BASES = ("coordinates", "rounded_coordinates", "degrees", "postcode", "borough")
FORMATS = ("text", "workbook", "parquet")
OUT_OF_SCOPE = "out_of_scope"
SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class Layout:
    """How the file is laid out; `header_row` counts from 1, blank rows included."""

    file_format: str = "text"
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    header_row: int = 1


@dataclass(frozen=True)
class When:
    """Columns of the time: `stamp`, or `date` with `time` or `hour`.

    An offset in a cell ('Z', '+01:00') always wins over `zone`. With `time_known` false
    the hour is not read: publishers write midnight where they mean a whole day.
    """

    order: str
    zone: str = LONDON
    stamp: str = ""
    date: str = ""
    time: str = ""
    hour: str = ""
    time_known: bool = True


@dataclass(frozen=True)
class Place:
    """One way to place a row: easting and northing, lon and lat, postcode or borough."""

    basis: str
    columns: tuple[str, ...]
    precision_m: float | None = None


@dataclass(frozen=True)
class Kinds:
    """The publisher's values, one or several columns joined by ' | ', and our kinds.

    `every` is the kind of each row of a file that has no column for it. `scheme` names
    the values of registers/incident_categories.csv that are meant.
    """

    columns: tuple[str, ...] = ()
    kind_of: Dictionary[str, str] = field(default_factory=dict)
    every: str = ""
    scheme: str = ""


@dataclass(frozen=True)
class Exclusion:
    """Rows that a cell takes out: `outcome` is out_of_scope or set_aside."""

    column: str
    value: str
    outcome: str
    rule: str
    reason: str


@dataclass(frozen=True)
class Mapping:
    """What the columns of one kind of file mean."""

    name: str
    layout: Layout
    when: When
    where: tuple[Place, ...]
    kinds: Kinds
    reference: str = ""
    exclusions: tuple[Exclusion, ...] = ()
    personal: Dictionary[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    def used(self) -> tuple[str, ...]:
        """Columns that are read, each once, in the order of their meaning."""
        when = self.when
        named = [self.reference, when.stamp, when.date, when.time, when.hour]
        named += [column for place in self.where for column in place.columns]
        named += [*self.kinds.columns, *(e.column for e in self.exclusions)]
        return tuple(dict.fromkeys(column for column in named if column))

    def kept(self) -> tuple[str, ...]:
        """Columns that may be shown to whoever gave the file: all but personal ones."""
        return tuple(
            c
            for c in dict.fromkeys((*self.used(), *self.ignored))
            if c not in self.personal
        )


def save(mapping: Mapping, path: Path) -> None:
    """Write a mapping as JSON, in the order of its fields."""
    text = json.dumps(dataclasses.asdict(mapping), indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def load(path: Path) -> Mapping:
    """The mapping that `save` wrote, its parts checked by `mapping_checks.checked`.

    Raises: UnexpectedFile if it is no JSON of a mapping.
    """
    try:
        return from_plain(json.loads(path.read_text(encoding="utf-8")))
    except (
        *(OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError),
        *(TypeError, KeyError, AttributeError, ValueError),
    ) as bad:
        raise UnexpectedFile(
            f"Mapping: expected JSON with the fields of a mapping, found: {bad} "
            f"({path}). Guess the mapping again from the file, or restore it."
        ) from bad


def from_plain(plain: Dictionary[str, Any]) -> Mapping:
    """A mapping from the dictionaries and lists that JSON knows."""
    return Mapping(
        name=str(plain["name"]),
        layout=Layout(**plain["layout"]),
        when=When(**plain["when"]),
        where=tuple(
            Place(p["basis"], tuple(p["columns"]), p.get("precision_m"))
            for p in plain["where"]
        ),
        kinds=Kinds(
            tuple(plain["kinds"].get("columns", ())),
            dict(plain["kinds"].get("kind_of", {})),
            str(plain["kinds"].get("every", "")),
            str(plain["kinds"].get("scheme", "")),
        ),
        reference=str(plain.get("reference", "")),
        exclusions=tuple(Exclusion(**e) for e in plain.get("exclusions", ())),
        personal=dict(plain.get("personal", {})),
        ignored=tuple(plain.get("ignored", ())),
    )


def unique_names(cells: Iterable[str]) -> list[str]:
    """Names of columns from the cells of a header, each made unique.

    >>> unique_names(["Date", "", "date ", "Date"])
    ['Date', 'column 2', 'date', 'Date (2)']
    """
    names: list[str] = []
    for position, cell in enumerate(cells, start=1):
        plain = " ".join(cell.split()) or f"column {position}"
        name, copy = plain, 1
        while name in names:
            copy += 1
            name = f"{plain} ({copy})"
        names.append(name)
    return names
