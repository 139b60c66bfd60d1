"""What a paper is made of: sections of sentences, tables, maps, weeks and bars.

Numbers stay numbers here. A column says how it is written; the writers (`paper`, `deck`,
`sheets`) say where.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from dashboard import theme
from dashboard.briefs.columns import Column


@dataclass(frozen=True)
class Table:
    """Rows to print, and the same as a sheet.

    `key` names the sheet; `answer` is the question of the catalogue that its numbers
    come from, blank where a scenario gave them, and `params` what that was asked with;
    `note` is what its sheet says beside. `marked` are positions of rows that stand out. A
    slide has room for the rows `few` and the columns `slim`; for all of them if these are
    empty.
    """

    key: str
    caption: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    answer: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    marked: frozenset[int] = frozenset()
    few: tuple[int, ...] = ()
    slim: Sequence[str] = ()

    def rows(self) -> list[list[str]]:
        """Every cell in words, a list for each row."""
        columns = [
            [column.told(value) for value in self.frame[column.name]]
            for column in self.columns
        ]
        return [list(cells) for cells in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Entry:
    """One line of a legend: a colour or a mark, and its words."""

    colour: str
    words: str
    mark: str = ""


@dataclass(frozen=True)
class Picture:
    """A map as a PNG, what a screen reader hears for it, and its legend.

    `note` is what its sheet says beside.
    """

    key: str
    caption: str
    alt: str
    png: bytes
    width_px: int
    height_px: int
    legend: tuple[Entry, ...]
    frame: pd.DataFrame
    answer: str
    params: Mapping[str, object]
    note: str = ""


@dataclass(frozen=True)
class Week:
    """Shares out of reach of 168 hours, Monday 00:00 first, for one leg of support.

    `note` is what its sheet says beside.
    """

    key: str
    caption: str
    frame: pd.DataFrame
    answer: str
    params: Mapping[str, object]
    at_hour: int
    note: str = ""

    def shares(self) -> list[float]:
        """Share out of reach at each hour."""
        return [float(value) for value in self.frame["out_share"]]


@dataclass(frozen=True)
class Bars:
    """Bars of shares by name, with intervals where there are any, some of them marked."""

    key: str
    caption: str
    names: Sequence[str]
    shares: Sequence[float]
    marked: frozenset[int] = frozenset()

    def alt(self) -> str:
        """What a screen reader hears."""
        told = [
            f"{name} {theme.percent(amount)}"
            for name, amount in zip(self.names, self.shares, strict=True)
        ]
        return f"{self.caption} {'; '.join(told)}."


Part = Table | Picture | Week | Bars


@dataclass(frozen=True)
class Section:
    """A heading, what it says, what of that is modelled, and what shows it.

    A slide has room for `in_short`, or the first of `says`, and for one part or two:
    those of the keys `on_slide`.
    """

    key: str
    heading: str
    says: tuple[str, ...]
    basis: str
    parts: tuple[Part, ...] = ()
    on_slide: tuple[str, ...] = ()
    in_short: str = ""


@dataclass(frozen=True)
class Card:
    """How one answer is measured, what it cannot say, its SQL and where to run it.

    `link` is blank where it is asked of a scenario, which the Query page has not; `sql`
    too where no SQL gives it.
    """

    answer: str
    purpose: str
    method: str
    limits: str
    sql: str
    link: str


@dataclass(frozen=True)
class Content:
    """A whole paper, gathered once; every writer says the same from it.

    `as_it_is` is the present beside a scenario, blank without one; `stamp` is blank
    while the rule of disclosure holds.
    """

    title: str
    subtitle: str
    question: str
    answer: str
    basis: str
    sections: tuple[Section, ...]
    limits: tuple[str, ...]
    cards: tuple[Card, ...]
    sources: Table
    attributions: tuple[str, ...]
    edition: str
    made: str
    link: str
    rule: str
    as_it_is: str = ""
    stamp: str = ""

    def parts(self) -> list[Part]:
        """Every part of every section, in order."""
        return [part for section in self.sections for part in section.parts]
