"""What a view says, in words: the finding above the map and the limits below it."""

from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.filters import Filters

TRAVEL_LIMITS = {
    "walk": "Walking is a straight line × 1.3 at 4.8 km/h; public transport is not in "
    "this edition.",
    "car": "Car minutes are routed for the hospitals of a published matrix and "
    "calibrated from straight lines elsewhere; about one area in ten is on the wrong "
    "side of 15 or 20 minutes (see Data).",
    "blue_light": "Blue-light minutes are 0.67 × car minutes, from a programme of "
    "2012-13.",
}

LONDON = "London"
COUNTED = {"adults": "Adults", "under_18s": "Under-18s"}


def finding(
    chosen: Filters,
    access: dict[str, Any],
    causes: pd.DataFrame,
    stamp: dict[str, Any],
    place: str = LONDON,
) -> str:
    """The one sentence: how many people, at this hour, and the main cause.

    `causes` are those of London or of the borough that `place` names.
    """
    words = chosen.words()
    if not chosen.types:
        return (
            "No service type is chosen, so nobody is in reach of one. Choose some under "
            "“What counts”."
        )
    missing = causes[causes["cause_code"] != "in_reach"].sort_values(
        "residents", ascending=False
    )
    support = (
        f"open support that takes {words['who']} who {words['arrive']}, within "
        f"{words['within']} minutes {words['by']}"
    )
    people = people_of(chosen, stamp, place)
    if missing.empty:
        return f"On {words['when']}, all {people} have {support}."
    main = missing.iloc[0]
    return (
        f"On {words['when']}, {theme.about(access['out_residents'])}"
        f"**{theme.people(access['out_residents'])} "
        f"{people} ({theme.percent(access['out_share'])})** have no {support}. "
        f"Main cause: {main['cause'].lower()} "
        f"({theme.percent(main['out_share'])} of all {people})."
    )


def people_of(chosen: Filters, stamp: dict[str, Any], place: str) -> str:
    """Whom the numbers count, with the place they live in."""
    if stamp["has_ages"]:
        return f"{COUNTED[chosen.age].lower()} in {place}"
    return "Londoners" if place == LONDON else f"residents of {place}"


def counted(chosen: Filters, stamp: dict[str, Any]) -> str:
    """Whom the numbers count: those of the age chosen where ages are known."""
    return COUNTED[chosen.age] if stamp["has_ages"] else "Residents"


def legs(found: dict[str, Any]) -> str:
    """Which leg is missing for how many."""
    parts = [
        f"the {leg} leg for {theme.people(found[f'without_{leg}'])}"
        for leg in ("health", "safety", "ambulance")
        if found[f"without_{leg}"]
    ]
    if not parts:
        return "All three legs of support are there for everybody at this hour."
    note = (
        ""
        if not found["without_ambulance"]
        else " The ambulance leg is joint response cars on duty; their bases and numbers "
        "are not published, and their hours are those of the 2018 pilot."
    )
    return f"Missing at this hour: {', '.join(parts)}.{note}"


def limits(chosen: Filters, stamp: dict[str, Any]) -> str:
    """What the numbers beside it can and cannot say."""
    ages = (
        "Adults and under-18s are counted apart, by the shares of mid-2020."
        if stamp["has_ages"]
        else "Residents of all ages are counted, whichever age is chosen."
    )
    roads = (
        " Where a file of roads covers both ends, minutes are the network's."
        if stamp["has_roads"]
        else ""
    )
    return (
        f"{chosen.within} minutes is a planning choice, not a standard. "
        f"{TRAVEL_LIMITS[chosen.travel]}{roads} A gap is a lack in this register at "
        "this date, not proof of absence: crisis cafés were not found for 14 boroughs. "
        "Safety and ambulance legs are asked for someone brought by police or ambulance "
        f"on blue light. {ages}"
    )


def edition(stamp: dict[str, Any]) -> str:
    """Edition, date, vintage and basis, as shown beside numbers."""
    residents = (
        "Census 2021"
        if stamp["residents_basis"] == "published"
        else "Census 2021 by borough, estimated by small area"
    )
    need = (
        "by an indicator of mental health"
        if stamp["has_need_indicator"]
        else "by borough prevalence"
    )
    incidents = (
        "recorded, counted under the rule on the Data page"
        if stamp["incident_basis"] == "recorded"
        else "invented (demonstration)"
    )
    return (
        f"Edition: {stamp['edition']}, built {stamp['built_at']:%-d %b %Y}. "
        f"{stamp['vintage']}. Residents: {residents}. Need is modelled {need}, not "
        f"recorded. Incidents: {incidents}."
    )


def asked(chosen: Filters) -> str:
    """The choices of a view, for a page that is printed."""
    words = chosen.words()
    return (
        f"Asked for: {words['when']}; {words['age']}; {words['arrive']}; within "
        f"{words['within']} minutes {words['by']}."
    )


def question(chosen: Filters, counted: str) -> str:
    """What is compared, in one sentence."""
    words = chosen.words()
    return (
        f"Compared is the share of {counted.lower()} with **no** open support that takes "
        f"{words['who']} who {words['arrive']}, within {words['within']} minutes "
        f"{words['by']}, on {words['when']}."
    )
