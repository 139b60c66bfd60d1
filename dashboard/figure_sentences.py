"""What the figures of the Clock page say, each in a sentence."""

import pandas as pd

from dashboard import clock_measures, theme, weeks
from dashboard.clock_frames import Place
from dashboard.filters import Filters

ALIKE_MIN = 0.05
"""Minutes: what differs by less is the same as it is shown in tables."""
MARKS = (
    "◆ marks the {} hour (the first, if several are alike), the blue frame the hour "
    "chosen. Click a cell to go to its hour."
)


def ages(
    parts: list[pd.DataFrame], amount: str, chosen: Filters, *, has_ages: bool
) -> str:
    """The day chosen for adults and under-18s, from least to most."""
    told = []
    for label, part in zip(theme.WEEK_LINE_COLOURS, parts, strict=True):
        known = part[amount].dropna()
        if known.empty:
            told.append(f"{label}: none with a known place anywhere")
            continue
        form = theme.minutes if amount == "nearest_min" else theme.percent
        low, high = form(known.min()), form(known.max())
        told.append(
            f"{label}: {low} at every hour"
            if low == high and len(known) == len(part)
            else f"{label}: {low} to {high}"
        )
    what = (
        "minutes to the nearest usable" if amount == "nearest_min" else "out of reach"
    )
    note = (
        ""
        if has_ages
        else " This edition does not know ages: both count residents of all ages, and "
        "differ by the services that take them."
    )
    return f"On {chosen.day}, {what}. {'. '.join(told)}.{note}"


def shares(place: Place, counted: str) -> str:
    """What the cells of a week by people without support show."""
    if place.kind == "area":
        return (
            "Each cell is an hour: whether anything open and suitable is in reach of "
            f"{place.name}, or why not. {MARKS.format('worst')}"
        )
    return (
        f"Each cell is an hour: share of {counted.lower()} in {place.name} out of reach; "
        f"darker is worse. {MARKS.format('worst')}"
    )


def minutes(clock: pd.DataFrame, place: Place, counted: str) -> str:
    """What the cells of a week by minutes show, from the shortest to the longest."""
    whose = (
        f"minutes from {place.name} to the nearest usable service"
        if place.kind == "area"
        else f"mean minutes of {counted.lower()} in {place.name} to the nearest usable "
        "service, of those who have one"
    )
    amount = clock_measures.amount(place)
    known = clock.dropna(subset=[amount])
    least, most = (
        f"{weeks.words(row['hour_of_week'])}: {theme.minutes(row[amount])}"
        for row in (
            known.nsmallest(1, amount).to_dict("records")[0],
            known.nlargest(1, amount).to_dict("records")[0],
        )
    )
    told = f"Nearest on {least}; farthest on {most}."
    if known[amount].max() - known[amount].min() < ALIKE_MIN:
        told = f"Where there is one, it is {theme.minutes(known[amount].max())} away."
    if len(known) < len(clock):
        told += " × is an hour with none anywhere."
    return (
        f"Each cell is an hour: {whose}, within the limit or not; darker is longer. "
        f"{told} {MARKS.format('farthest')}"
    )


def minutes_alike(clock: pd.DataFrame, place: Place) -> str:
    """The minutes of a place that are the same at all hours; blank where there are none."""
    known = clock[clock_measures.amount(place)].iloc[0]
    if pd.isna(known):
        return ""
    mean = "" if place.kind == "area" else "on average "
    return f"The nearest usable is {mean}{theme.minutes(known)} away, at every hour."


def ranking(boroughs: pd.DataFrame, counted: str) -> str:
    """Which borough is without support longest, and which least."""
    known = boroughs.dropna(subset=["mean_hours_without"]).to_dict("records")
    if not known:
        return "No borough has residents of this age."
    first, last = known[0], known[-1]
    if first["mean_hours_without"] == last["mean_hours_without"]:
        return (
            f"{counted} of every borough are without support in reach for "
            f"{first['mean_hours_without']:.0f} of {weeks.WEEK} hours a week."
        )
    return (
        f"{counted} of **{first['borough_name']}** are without support in reach for "
        f"{first['mean_hours_without']:.0f} of {weeks.WEEK} hours a week on average, "
        f"those of {last['borough_name']} for {last['mean_hours_without']:.0f}."
    )
