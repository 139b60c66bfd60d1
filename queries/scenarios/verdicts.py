"""What a scenario does to people over the week, as sentences.

"Nobody" is said only where it is true of every hour of the week and every area with
residents; of reach and of the way to the nearest service apart; and only of those asked
about.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from queries.scenarios import telling
from queries.scenarios.moves import Add, AddCar, Move, Open, SetRooms, Surge

_LEGS = {
    "health": "Health support",
    "safety": "A place of safety",
    "ambulance": "Ambulance support",
}


OTHERS = (
    "People of another age, or who come another way, are not in these sentences: ask for "
    "them too, for they may lose by it."
)
ROOMS = "Reach does not ask for room: these sentences say nothing of rooms that go."
_ADDS = (Add, AddCar, Open, Surge)


def verdicts(week: pd.DataFrame, *, age: str, access: str) -> list[str]:
    """A sentence for each leg of the answer plan_of_week, asked of these persons.

    Of no rows, none.
    """
    return [
        f"{_LEGS[leg]}, {_for_whom(leg, age, access)}: {_reach(row)}; {_way(row)}."
        for row in week.to_dict("records")
        for leg in [str(row["leg"])]
    ]


def unsaid(moves: Iterable[Move]) -> list[str]:
    """What the verdicts of these moves leave out: others who may lose, and rooms."""
    made = list(moves)
    taken = any(not isinstance(move, (*_ADDS, SetRooms)) for move in made)
    rooms = any(isinstance(move, SetRooms) for move in made)
    return [OTHERS] * taken + [ROOMS] * rooms


def _for_whom(leg: str, age: str, access: str) -> str:
    """For whom a leg is asked: two of them for who is brought.

    >>> _for_whom("safety", "under_18s", "walk_in")
    'for under-18s who are brought by police or ambulance'
    """
    come = telling.COME[access if leg == "health" else "police_ambulance"]
    return f"for {telling.PEOPLE[age]} who {come}"


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
