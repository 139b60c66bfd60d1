"""Which columns say when, in which order day and month stand, and in which zone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from geodata.own import times
from geodata.own.date_columns import ENOUGH, UNWANTED, Column
from geodata.own.files import Opened
from geodata.own.mapping import LONDON, ORDERS, When
from geodata.own.personal import words


@dataclass
class Found:
    """A guess with the sentences that support it and those that doubt it."""

    when: When
    evidence: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def when(opened: Opened, cells: dict[str, list[str]], columns: list[Column]) -> Found:
    """Columns of the time, given those of dates and a sample of all columns."""
    if not columns:
        return Found(
            When("iso"),
            [],
            ["No column of dates was found: choose the one that says when."],
        )
    chosen = columns[0]
    time, hour = _clock(cells, chosen)
    with_clock = chosen.clock_share > 0.5 and not chosen.is_midnight  # noqa: PLR2004
    found = Found(
        When(chosen.order), [f"'{chosen.name}' says when, {ORDERS[chosen.order]}."]
    )
    if len(columns) > 1:
        others = ", ".join(f"'{c.name}'" for c in columns[1:])
        found.doubts.append(f"There are other columns of dates: {others}.")
    order = chosen.order
    if order in {"day_first", "month_first"}:
        order = _day_or_month(opened, chosen.name, found)
    zone = _zone(chosen, found)
    if with_clock:
        found.when = When(order, zone, stamp=chosen.name)
    elif time or hour:
        found.when = When(order, zone, date=chosen.name, time=time, hour=hour)
        found.evidence.append(f"'{time or hour}' says the time of day.")
    else:
        found.when = When(order, zone, date=chosen.name, time_known=False)
        found.evidence.append(
            "No time of day is known: every clock reads midnight, or none."
        )
    return found


def _day_or_month(opened: Opened, column: str, found: Found) -> str:
    """Day or month first, by the numbers over 12 of the whole file."""
    cell = f"c{opened.columns.index(column)}"
    first, second = opened.connection.execute(
        f"""select count(*) filter (where parts.a::int > 12),
            count(*) filter (where parts.b::int > 12)
        from (select regexp_extract({cell}, '(\\d{{1,2}})[-/. ](\\d{{1,2}})[-/. ]\\d',
            ['a', 'b']) as parts from source) where parts.a != ''"""
    ).fetchone() or (0, 0)
    found.evidence.pop()
    order = "month_first" if second > first else "day_first"
    number, place = (second, "second") if second > first else (first, "first")
    words_of = ORDERS[order]
    if number:
        found.evidence.append(
            f"'{column}' says when, {words_of}: {number:,} rows have a {place} number "
            "over 12."
        )
    else:
        found.evidence.append(f"'{column}' says when.")
        found.doubts.append(
            f"'{column}' may be day first or month first: no number is over 12. Taken "
            "as day first, as is usual here; confirm it."
        )
    if first and second:
        found.doubts.append(
            f"'{column}' mixes orders: in {min(first, second):,} rows the other number "
            "is over 12. Those rows will be refused."
        )
    return order


def _zone(chosen: Column, found: Found) -> str:
    if chosen.offset_share >= ENOUGH:
        found.evidence.append(
            "Times carry an offset from UTC; turned into London time."
        )
        return "offset"
    if re.search(r"\b(utc|gmt|zulu)\b", words(chosen.name)):
        found.evidence.append(
            f"'{chosen.name}' is named as UTC; turned into London time."
        )
        return "UTC"
    if chosen.offset_share > 0:
        found.doubts.append(
            "Some times carry an offset, most do not: confirm the zone."
        )
    found.evidence.append("Times without an offset are taken as London civil time.")
    return LONDON


def _clock(cells: dict[str, list[str]], chosen: Column) -> tuple[str, str]:
    """Columns of the time of day and of the hour, '' where there is none."""
    clock = re.compile(times.CLOCK)
    near = sorted(cells, key=lambda n: UNWANTED.search(words(n)) is not None)
    near = [n for n in near if cells[n] and n != chosen.name]
    time = [
        n
        for n in near
        if _share(cells[n], lambda c: ":" in c and bool(clock.match(c.lower())))
    ]
    hour = [
        n
        for n in near
        if re.search(r"\bhour\b", words(n))
        and _share(cells[n], lambda c: c.split(".")[0].isdigit() and float(c) < 24)  # noqa: PLR2004
    ]
    first_time = next((n for n in time if not UNWANTED.search(words(n))), "")
    return first_time, next(iter(hour), "")


def _share(sample: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return sum(fits(c) for c in sample) >= ENOUGH * len(sample)
