"""Hours of the week in words, and the widgets of day and hour set to one of them.

An hour of the week is 0 for Monday 00:00 to 167 for Sunday 23:00, London time.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import theme
from dashboard.filters import HOURS
from geodata.decisions import categories

NOT_TOLD = (
    "hour_of_week borough_code service_id nearest_service_id service_type "
    "opening_count closing_count"
).split()
"""Columns that a table of hours leaves to its CSV."""
WEEK = len(theme.WEEKDAYS) * len(HOURS)


def words(hour_of_week: float) -> str:
    """Hour of the week as a sentence says it.

    >>> words(147), words(0)
    ('Sunday at 03:00', 'Monday at 00:00')
    """
    day, hour = divmod(int(hour_of_week), len(HOURS))
    return f"{theme.WEEKDAYS[day]} at {HOURS[hour]}"


def go(hour_of_week: int) -> None:
    """Set day and hour of the view; to be called before their widgets are drawn."""
    day, hour = divmod(hour_of_week % WEEK, len(HOURS))
    st.session_state["day"] = theme.WEEKDAYS[day]
    st.session_state["hour"] = HOURS[hour]


def next_of(hours: Sequence[int], now: int) -> int | None:
    """The first of these hours after now, the week running on; None if there is none.

    >>> next_of([10, 40], 40), next_of([10, 40], 11), next_of([], 5)
    (10, 40, None)
    """
    return min(hours, key=lambda hour: (hour - now - 1) % WEEK, default=None)


def last_of(hours: Sequence[int], now: int) -> int | None:
    """The last of these hours before now, the week running back; None if there is none.

    >>> last_of([10, 40], 10), last_of([10, 40], 11)
    (40, 10)
    """
    return min(hours, key=lambda hour: (now - hour - 1) % WEEK, default=None)


def pattern(hours: Sequence[int]) -> str:
    """Hours of the week in words: one spell, or the same spell every day; else the first.

    >>> pattern([hour for hour in range(168) if hour % 24 in (22, 23, 0)])
    'Every day from 22:00 to 01:00'
    >>> pattern([147, 148]), pattern([147])
    ('Sunday from 03:00 to 05:00', 'Sunday at 03:00')
    >>> pattern([1, 5, 99])
    'Monday at 01:00, and 2 hours more,'
    """
    known, day = set(hours), len(HOURS)
    of_day = sorted({hour % day for hour in known})
    begins = [hour for hour in of_day if (hour - 1) % day not in of_day]
    is_one = len(begins) == 1
    if is_one and len(known) == len(theme.WEEKDAYS) * len(of_day):
        return f"Every day from {_span(begins[0], len(of_day))}"
    if len(known) == 1:
        return words(min(known))
    first = min(known)
    if len(known) == max(known) - first + 1 and first // day == max(known) // day:
        return f"{theme.WEEKDAYS[first // day]} from {_span(first % day, len(known))}"
    return f"{words(first)}, and {len(known) - 1} hours more,"


def _span(begin: int, length: int) -> str:
    return f"{HOURS[begin]} to {HOURS[(begin + length) % len(HOURS)]}"


def told_apart(clock: pd.DataFrame) -> pd.DataFrame:
    """A frame by hour of the week, with weekday, hour of the day and words beside it."""
    hours = clock["hour_of_week"]
    return clock.assign(
        when=[words(hour) for hour in hours],
        weekday=[theme.WEEKDAYS[hour // len(HOURS)] for hour in hours],
        clock_hour=[HOURS[hour % len(HOURS)] for hour in hours],
    )


def spells(clock: pd.DataFrame, row: str, share: str) -> pd.DataFrame:
    """Runs of hours alike, of frames by hour of the week in order.

    Shape: one row per run of each `row`: from_hour, to_hour (the hour it ends), share,
    and both hours in words.
    """
    is_new = (clock[row] != clock[row].shift()) | (clock[share] != clock[share].shift())
    runs = clock.groupby(is_new.cumsum(), as_index=False).agg(
        **{row: (row, "first")},
        from_hour=("hour_of_week", "first"),
        to_hour=("hour_of_week", "last"),
        share=(share, "first"),
    )
    return runs.assign(
        to_hour=runs["to_hour"] + 1,
        begins=[words(hour) for hour in runs["from_hour"]],
        ends=[words((hour + 1) % WEEK) for hour in runs["to_hour"]],
    )


def table(clock: pd.DataFrame) -> pd.DataFrame:
    """A frame by hour of the week as a table says it: words, percentages, no codes."""
    told = clock.assign(when=[words(hour) for hour in clock["hour_of_week"]])
    if "out_share" in told:
        told["out_share"] = 100 * told["out_share"]
    if "cause_code" in told:
        told["cause_code"] = told["cause_code"].map(categories.labels("cause"))
    kept = [c for c in told if c != "when" and c not in NOT_TOLD]
    return told[["when", *kept]]
