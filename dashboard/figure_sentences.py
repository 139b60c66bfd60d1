"""What the figures of the Clock page say, each in a sentence."""

import pandas as pd

from dashboard import theme, weeks
from dashboard.filters import Filters


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


def legs(long: pd.DataFrame, counted: str) -> str:
    """Each leg's least and most people without it over the week."""
    told = []
    for leg, part in long.groupby("leg", sort=False):
        worst = part.nlargest(1, "without").to_dict("records")[0]
        least, most = part["without"].min(), worst["without"]
        if least == most:
            told.append(f"{leg}: {theme.people(most)} at every hour")
            continue
        told.append(
            f"**{leg}: {theme.people(least)} to {theme.people(most)}**, most first on "
            f"{weeks.words(worst['hour_of_week'])}"
        )
    return f"{counted} in London without each leg of support. {'. '.join(told)}."


def demand(basis: str, period: str, shown: pd.DataFrame) -> str:
    """What the incidents by hour are, and their busiest hour."""
    top = shown.nlargest(1, "incident_count").to_dict("records")[0]
    told = (
        f"Most fall on {weeks.words(top['hour_of_week'])}: about "
        f"{top['incident_count']:,.0f} in {period.replace('/', ' to ')}."
    )
    if basis == "demonstration":
        return (
            "**Invented**: these incidents are a demonstration and their hours mean "
            f"nothing; bring your own on the Data page. {told}"
        )
    return f"Recorded incidents of a crisis kind, all of London. {told}"


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
