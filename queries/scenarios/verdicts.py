"""What a scenario does to people over the week, as sentences.

"Nobody" is said only where it is true of every hour of the week and every area with
residents; of reach and of the way to the nearest service apart.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

_LEGS = {
    "health": "Health support",
    "safety": "A place of safety",
    "ambulance": "Ambulance support",
}


def verdicts(week: pd.DataFrame) -> list[str]:
    """A sentence for each leg of the answer plan_of_week; of no rows, none."""
    return [
        f"{_LEGS[str(row['leg'])]}: {_reach(row)}; {_way(row)}."
        for row in week.to_dict("records")
    ]


def _reach(row: Mapping[Any, Any]) -> str:
    gained, lost = int(row["gained_residents"]), int(row["lost_residents"])
    gains = f"{gained:,} people gain reach at some hour of the week" if gained else ""
    if row["nobody_loses_reach"]:
        loses = "nobody loses reach at any hour of the week"
    else:
        loses = (
            f"{lost:,} people, in {int(row['lost_area_count']):,} small areas, lose "
            "reach at some hour of the week"
        )
    return " and ".join(part for part in (gains, loses) if part)


def _way(row: Mapping[Any, Any]) -> str:
    shorter, longer = int(row["shorter_residents"]), int(row["longer_residents"])
    nearer = f"{shorter:,} people have a service nearer at some hour" if shorter else ""
    if row["nobody_goes_farther"]:
        farther = "nobody's nearest service is farther off at any hour"
    else:
        farther = (
            f"{longer:,} people's nearest service is farther off, or gone, at some hour"
        )
    return " and ".join(part for part in (nearer, farther) if part)
