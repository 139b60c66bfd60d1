"""Opening hours as hours of the week, 0 = Monday 00:00 to 167 = Sunday 23:00.

Hours are London civil time. An hour counts as open when the service is open throughout
it; a service that opens at 07:30 counts from 08:00. On the two nights when the clocks
change the week has 167 or 169 hours; the civil hour is shown.
"""

import pandas as pd

from geodata.readers.registers import WEEKDAYS

MINUTES_A_DAY = 24 * 60
HOURS_A_WEEK = 7 * 24


def minutes_of(clock: str) -> int:
    """Minutes since midnight of 'HH:MM'; '24:00' is 1440.

    >>> minutes_of("07:30")
    450
    """
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def days_of(weekdays: str) -> list[int]:
    """Weekday numbers of a span, Monday = 0; a span may run over the weekend.

    >>> days_of("Sat-Mon")
    [5, 6, 0]
    """
    first, *rest = (WEEKDAYS.index(day) for day in weekdays.split("-"))
    last = rest[0] if rest else first
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def daily(registered: pd.DataFrame) -> pd.DataFrame:
    """Registered spans as one row per day: weekday, opens_minute, closes_minute.

    Shape: service_id, weekday 0 to 6, opens_minute 0 to 1439, closes_minute up to
    2880 (past midnight counts on from 1440), confidence, source_date, note.
    """
    rows = []
    for row in registered.to_dict("records"):
        opens, closes = minutes_of(row["opens"]), minutes_of(row["closes"])
        if closes <= opens:
            closes += MINUTES_A_DAY
        rows += [
            {
                "service_id": row["service_id"],
                "weekday": day,
                "opens_minute": opens,
                "closes_minute": closes,
                "confidence": row["confidence"],
                "source_date": row["source_date"],
                "note": row["note"],
            }
            for day in days_of(row["weekdays"])
        ]
    columns = ["service_id", "weekday", "opens_minute", "closes_minute"]
    columns += ["confidence", "source_date", "note"]
    return pd.DataFrame(rows, columns=columns)


def open_hours(days: pd.DataFrame) -> pd.DataFrame:
    """Hours of the week throughout which a service is open: service_id, hour_of_week.

    Spans that touch or overlap are joined first, so 00:00 to 24:00 every day is one
    unbroken week.
    """
    rows = []
    for service_id, spans in days.groupby("service_id"):
        open_minutes = [False] * (7 * MINUTES_A_DAY)
        for span in spans.to_dict("records"):
            start = span["weekday"] * MINUTES_A_DAY
            for minute in range(span["opens_minute"], span["closes_minute"]):
                open_minutes[(start + minute) % len(open_minutes)] = True
        rows += [
            {"service_id": service_id, "hour_of_week": hour}
            for hour in range(HOURS_A_WEEK)
            if all(open_minutes[60 * hour : 60 * hour + 60])
        ]
    return pd.DataFrame(rows, columns=["service_id", "hour_of_week"])
