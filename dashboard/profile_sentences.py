"""What a profile says of a place: what it lacks, where it lies, incidents counted there."""

from typing import Any

import pandas as pd

from dashboard import theme
from geodata.decisions import disclosure


def lacking(legs: dict[str, Any], counted: str) -> str:
    """Legs of support that people of a place are without at the hour."""
    lacked = {leg: legs[f"without_{leg}"] for leg in ("health", "safety", "ambulance")}
    told = [
        f"the {leg} leg for {theme.people(people)}"
        for leg, people in lacked.items()
        if people
    ]
    if not told:
        return "All three legs of support are there for everybody at this hour."
    return f"**Missing at this hour** {', '.join(told)} {counted.lower()}."


def place(known: dict[str, Any]) -> str:
    """Borough, and ward and deprivation where this edition knows them."""
    words = [str(known["borough_name"])]
    if pd.notna(known["ward_name"]):
        words.append(f"{known['ward_name']} ward")
    if pd.notna(known["deprivation_decile"]):
        words.append(
            f"deprivation tenth {known['deprivation_decile']:.0f} of England "
            "(1 = most deprived)"
        )
    return ", ".join(words)


def calibration(known: dict[str, Any], boroughs: int) -> str:
    """How far the curve that stands in for routes is off in a borough."""
    shift = abs(int(known["rank_shift"]))
    moves = f"by {shift} of {boroughs} places" if shift else "not at all"
    return (
        "**Car minutes** to the nearest hospital are on average "
        f"{known['routed_min']:.1f} by routes and {known['curve_min']:.1f} by the curve "
        f"that stands in where there is no route: it moves the borough's rank {moves}."
    )


def incidents(known: dict[str, Any]) -> str:
    """Incidents counted at a place, whose they are, and the rule they are shown under."""
    # An asterisk would be read as Markdown.
    rule = disclosure.RULE.replace("*", r"\*")
    count = (
        rf"\* ({disclosure.STAR})"
        if known["is_suppressed"]
        else f"{known['incident_count']:,.0f}"
    )
    if known["incident_basis"] == "demonstration":
        return (
            f"**Incidents (demonstration)** {count} in {_period(known)}. Invented by "
            f"this program with a fixed seed, to try the feature. {rule}"
        )
    agencies = known["incident_agencies"]
    if pd.isna(agencies):
        return (
            "**Incidents (recorded)** none of a crisis kind by any agency whose records "
            "are here."
        )
    return (
        f"**Incidents of a crisis kind (recorded by {agencies})** {count} in "
        f"{_period(known)}. {rule}"
    )


def _period(known: dict[str, Any]) -> str:
    return str(known["period"]).replace("/", " to ")
