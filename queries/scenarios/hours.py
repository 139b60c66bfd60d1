"""Opening hours as people write them: "daily 18:00-02:00", "mon-fri 9:00-17:00", "always".

A closing time at or before the opening one is after midnight. An hour of the week counts
as open only when the service is open throughout it, as in the build.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from queries.errors import CannotAnswer

DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES
EVERY_MINUTE = (1 << WEEK_MINUTES) - 1
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS = "always"
FORM = (
    "'daily 18:00-02:00', 'mon-fri 09:00-17:00; sat-sun 12:00-20:00' or 'always'; "
    "a closing time at or before the opening one is after midnight"
)
_PART = re.compile(r"([a-z]+(?:-[a-z]+)?) (\d{1,2}):?(\d\d) ?- ?(\d{1,2}):?(\d\d)")


@dataclass(frozen=True)
class Span:
    """Weekdays, Monday = 0, with one opening and one closing time in minutes.

    `closes` counts on from 1440 after midnight, as in the table `opening_hours`.
    """

    first_day: int
    last_day: int
    opens: int
    closes: int

    def days(self) -> list[int]:
        """Weekday numbers in order; a span may run over the weekend."""
        count = (self.last_day - self.first_day) % 7 + 1
        return [(self.first_day + step) % 7 for step in range(count)]


def spans(text: str) -> tuple[Span, ...]:
    """Spans that a text of opening hours says, in its order.

    Raises: CannotAnswer, with the form expected, if it cannot be read.
    """
    words = " ".join(text.lower().replace("–", "-").split())
    if words == ALWAYS:
        words = "daily 00:00-24:00"
    parts = [part.strip() for part in words.split(";") if part.strip()]
    found = tuple(_span(part, text) for part in parts)
    if not found:
        raise _misread(text)
    return found


def canonical(text: str) -> str:
    """The same hours in the form that is written to files.

    >>> canonical("Mon–Fri 900-1700;daily 18:00 - 2:00")
    'mon-fri 09:00-17:00; daily 18:00-02:00'
    """
    read = spans(text)
    return ALWAYS if read == spans(ALWAYS) else "; ".join(map(written, read))


def week(daily_spans: Iterable[tuple[int, int, int]]) -> int:
    """Minutes of the week at which a service is open, as bits: 0 = Monday 00:00.

    Spans are weekday, opening and closing minute of a day, as `daily` has them.
    """
    minutes = 0
    for day, opens, closes in daily_spans:
        span = ((1 << (closes - opens)) - 1) << (day * DAY_MINUTES + opens)
        # Sunday night runs on into Monday.
        minutes |= (span & EVERY_MINUTE) | (span >> WEEK_MINUTES)
    return minutes


def whole_hours(minutes: int) -> list[int]:
    """Hours of the week that are open throughout."""
    hour_long = (1 << 60) - 1
    return [
        hour
        for hour in range(WEEK_MINUTES // 60)
        if (minutes >> 60 * hour) & hour_long == hour_long
    ]


def daily(read: Iterable[Span]) -> list[tuple[int, int, int]]:
    """Weekday, opening and closing minute of each day that spans say, in order.

    Of two spans that open at one time of a day the longer one is kept.
    """
    closing: dict[tuple[int, int], int] = {}
    for span in read:
        for day in span.days():
            known = closing.get((day, span.opens), 0)
            closing[day, span.opens] = max(known, span.closes)
    return sorted((day, opens, closes) for (day, opens), closes in closing.items())


def daily_of(minutes: int) -> list[tuple[int, int, int]]:
    """Weekday, opening and closing minute of each stretch of open minutes.

    A stretch of up to a day stays whole over midnight; a longer one is cut there.
    """
    if minutes == EVERY_MINUTE:
        return [(day, 0, DAY_MINUTES) for day in range(7)]
    bits = f"{minutes:0{WEEK_MINUTES}b}"[::-1]
    shut = bits.index("0")
    found = []
    # From a minute that is shut, so that no stretch is cut where the week begins anew.
    for stretch in re.finditer("1+", bits[shut:] + bits[:shut]):
        length = stretch.end() - stretch.start()
        day, opens = divmod((stretch.start() + shut) % WEEK_MINUTES, DAY_MINUTES)
        while length > DAY_MINUTES:
            found.append((day, opens, DAY_MINUTES))
            length -= DAY_MINUTES - opens
            day, opens = (day + 1) % 7, 0
        found.append((day, opens, opens + length))
    return sorted(found)


def minute_of(text: str) -> int:
    """Minutes after midnight of a clock time such as 02:00."""
    return spans(f"daily {text}-{text}")[0].opens


def _span(part: str, text: str) -> Span:
    read = _PART.fullmatch(part)
    if read is None:
        raise _misread(text)
    days = "mon-sun" if read[1] == "daily" else read[1]
    ends = days.split("-")
    opens = 60 * int(read[2]) + int(read[3])
    closes = 60 * int(read[4]) + int(read[5])
    is_clock = int(read[3]) < 60 and int(read[5]) < 60  # noqa: PLR2004 - minutes of an hour
    if (
        not set(ends) <= set(WEEKDAYS)
        or not is_clock
        or not 0 <= opens < DAY_MINUTES
        or not 0 <= closes <= DAY_MINUTES
    ):
        raise _misread(text)
    first, last = WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1])
    return Span(first, last, opens, closes if closes > opens else closes + DAY_MINUTES)


def written(span: Span) -> str:
    """One span as a text of opening hours says it."""
    first, last = WEEKDAYS[span.first_day], WEEKDAYS[span.last_day]
    days = first if first == last else f"{first}-{last}"
    if days == "mon-sun":
        days = "daily"
    closes = span.closes - DAY_MINUTES if span.closes > DAY_MINUTES else span.closes
    return f"{days} {_clock(span.opens)}-{_clock(closes)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _misread(text: str) -> CannotAnswer:
    return CannotAnswer(f"Expected opening hours such as {FORM}; found {text!r}.")
