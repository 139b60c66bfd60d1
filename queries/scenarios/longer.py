"""Hours as registered in the words of a move, and the same hours with a later close."""

from collections.abc import Iterable
from itertools import groupby

from queries.errors import CannotAnswer
from queries.scenarios import hours as clock
from queries.scenarios.hours import DAY_MINUTES, Span


def hours_of(daily: Iterable[tuple[int, int, int]]) -> str:
    """Opening hours in words of a move; blank for none.

    `daily` are weekday (Monday = 0), opening and closing minute, as the table
    `opening_hours` has them.

    >>> hours_of([(day, 1080, 1560) for day in range(7)])
    'daily 18:00-02:00'
    >>> hours_of([(0, 540, 1020), (1, 540, 1020), (5, 720, 1200)])
    'mon-tue 09:00-17:00; sat 12:00-20:00'
    """
    listed = sorted(daily, key=lambda span: (span[1:], span[0]))
    spans = [
        Span(days[0], days[-1], opens, closes)
        for (opens, closes), alike in groupby(listed, key=lambda span: span[1:])
        for days in _runs([day for day, _, _ in alike])
    ]
    spans.sort(key=lambda span: (span.first_day, span.opens))
    return clock.canonical("; ".join(map(clock.written, spans))) if spans else ""


def longer(text: str, until: str) -> str:
    """The same hours with the last closing of each day moved to a later time.

    A time at or before the opening is after midnight.
    Raises: CannotAnswer if every day closes as late already.

    >>> longer("mon-fri 17:00-22:00; sat 09:00-12:00; sat 17:00-22:00", "02:00")
    'mon-sat 17:00-02:00; sat 09:00-12:00'
    """
    daily = clock.daily(clock.spans(text))
    minute = clock.minute_of(until)
    last = {day: max(opens for d, opens, _ in daily if d == day) for day, _, _ in daily}
    later = [
        (day, opens, max(closes, _close(opens, minute) if opens == last[day] else 0))
        for day, opens, closes in daily
    ]
    if later == daily:
        raise CannotAnswer(
            f"Expected a service that closes before {until} on some day, found one that "
            f"is open {text}. Choose a later time, or give all its hours."
        )
    return hours_of(later)


def _close(opens: int, minute: int) -> int:
    return minute if minute > opens else minute + DAY_MINUTES


def _runs(days: list[int]) -> list[list[int]]:
    """Days in a row, apart from those after a gap."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
