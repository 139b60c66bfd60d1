"""Columns that hold dates, and how these are written, by a sample of their cells."""

import re
from dataclasses import dataclass

import duckdb

from geodata.own import times
from geodata.own.personal import words

ENOUGH = 0.8
"""Share of a column's cells that must read as a date; footers and blanks may not."""
ENOUGH_BY_NAME = 0.5
"""The same for a column that is named as one: a short file may hold many slips."""
SERIALS = (30_000, 60_000)
"""Days of Excel that are 1982 to 2064; other numbers are no dates."""
WRITTEN = ("iso", "day_first", "month_first", "month_name")
LOOKS = """
with cells as (
    select unnest($names::varchar[]) as name, trim(unnest($cells::varchar[])) as cell
),
parts as (
    select *, day_part(cell) as day, clock_part(cell) as clock from cells
),
read as (
    select
        *,
        dated(day, $long_iso, $short_iso) as iso,
        dated(day, $long_day_first, $short_day_first) as day_first,
        dated(day, $long_month_first, $short_month_first) as month_first,
        dated(spaced(day), $long_month_name, $short_month_name) as month_name,
        try_cast(cell as double) as serial,
    from parts
)
select
    name,
    avg((iso is not null and year(iso) between 1900 and 2100)::int),
    avg((day_first is not null and year(day_first) between 1900 and 2100)::int),
    avg((month_first is not null and year(month_first) between 1900 and 2100)::int),
    avg((month_name is not null and year(month_name) between 1900 and 2100)::int),
    avg((clock != '')::int),
    coalesce(bool_and(regexp_full_match(clock, '0?0:00(:00([.]0+)?)?')
        or clock = ''), false),
    avg(regexp_matches(clock, '(z|utc|gmt|bst|[+-]\\d\\d:?\\d*)$')::int),
    avg(coalesce(serial between $low and $high, false)::int),
    avg(coalesce(serial != floor(serial), false)::int),
    avg(regexp_matches(day, '\\b19[0-8]\\d\\b')::int),
from read
group by name
order by name
"""
_WANTED = re.compile(
    r"occur|incident|call|event|start|creat|receiv|report|log|when|stamp"
)
UNWANTED = re.compile(
    r"clos|end|updat|arriv|dispatch|left|clear|modif|export|attend|finish|load|print"
)
_SERIAL_NAME = re.compile(r"date|time|when|day")


@dataclass(frozen=True)
class Column:
    """A column of dates: how it is written, and shares of its sample.

    `clock_share` has a time of day (`is_midnight`: always midnight), `offset_share` an
    offset, `early_share` a year from 1900 to 1989.
    """

    name: str
    order: str
    clock_share: float
    is_midnight: bool
    offset_share: float = 0.0
    early_share: float = 0.0


def dates(cells: dict[str, list[str]]) -> list[Column]:
    """Columns of dates among samples of columns, the likeliest first."""
    dated = {
        name: sample
        for name, sample in cells.items()
        if sum(any(c.isdigit() for c in s) for s in sample) > 0.5 * len(sample)
    }
    if not dated:
        return []
    pairs = [(name, cell) for name, sample in dated.items() for cell in sample]
    with duckdb.connect() as connection:
        connection.execute(times.MACROS)
        rows = connection.execute(
            LOOKS,
            {
                "names": [name for name, _ in pairs],
                "cells": [cell for _, cell in pairs],
                "low": SERIALS[0],
                "high": SERIALS[1],
            }
            | {f"long_{o}": times.LONG_FORMS[o] for o in WRITTEN}
            | {f"short_{o}": times.SHORT_FORMS[o] for o in WRITTEN},
        ).fetchall()
    found = [_looked_at(*row) for row in rows]
    return sorted((c for c in found if c is not None), key=_rank)


def _rank(column: Column) -> tuple[int, float]:
    name = words(column.name)
    return (
        2 * (UNWANTED.search(name) is not None) - (_WANTED.search(name) is not None),
        -column.clock_share,
    )


def _looked_at(name: str, *looks: float) -> Column | None:
    shares = dict(zip(WRITTEN, looks, strict=False))
    clock, midnight, offset, serial, fraction, early = looks[len(WRITTEN) :]
    best = max(shares, key=lambda order: shares[order])
    enough = ENOUGH_BY_NAME if _SERIAL_NAME.search(words(name)) else ENOUGH
    if shares[best] >= enough:
        return Column(name, best, clock, bool(midnight), offset, early)
    if serial >= ENOUGH and _SERIAL_NAME.search(words(name)):
        return Column(name, "excel_serial", fraction, is_midnight=False)
    return None
