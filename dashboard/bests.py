"""The best choices of siting, found over the edition that is open."""

from threading import Lock
from typing import Any

import pandas as pd
from cachetools import LRUCache

from dashboard import planning, siting_questions
from dashboard.filters import Filters
from dashboard.sought import Sought
from queries import siting
from queries.errors import CannotAnswer
from queries.scenarios import hours as clock
from queries.siting import (
    Effort,
    Infeasible,
    Problem,
    Progress,
    Solution,
    capacities,
    sensitivity,
    telling,
)
from queries.siting.explaining import NAMED

__all__ = [
    "NAMED",
    "Effort",
    "Infeasible",
    "NotPossible",
    "Problem",
    "Progress",
    "Solution",
]
NotPossible = CannotAnswer
SECONDS = 4.5
"""A choice that is not proven best by then is shown with what is proven."""
MOST_KEPT = 64
"""Ten sets of sites, and their frames, are a few kB."""
COUNTS = (1, 2, 3, 4, 5, 6, 8, 10)
REACHES = (15, 20, 30, 45, 60)


_KEPT: LRUCache[str, Solution] = LRUCache(MOST_KEPT)
_TURN = Lock()


def best(found: Problem, sought: Sought, effort: Effort) -> Solution:
    """The best choice, with ten near it.

    Raises: NotPossible, with the places that fail if no choice meets the conditions.
    """
    return siting.solve(
        found,
        siting_questions.objective(sought),
        siting_questions.rules(found, sought),
        effort,
    )


def keep(key: str, solution: Solution) -> None:
    """Keep what a page found to its end: the paper is of that choice, not of another."""
    with _TURN:
        _KEPT[key] = solution


def kept(key: str) -> Solution | None:
    """What was found to the question of this key, if a page has it."""
    with _TURN:
        return _KEPT.get(key)


def gained(found: Problem, solution: Solution) -> dict[str, tuple[float, float]]:
    """Of residents and of modelled need: who comes into reach, and who goes out of it."""
    standing = siting_questions.standing(found)
    before = telling.is_covered(found, standing)
    after = telling.is_covered(found, solution.chosen)
    return {
        name: (
            float(demand[after & ~before].sum()),
            float(demand[before & ~after].sum()),
        )
        for name, demand in found.demands.items()
    }


def reach(found: Problem, solution: Solution) -> pd.DataFrame:
    """Small areas by whether one is in reach at some of the hours, now and then.

    Shape: a row an area, by code: area_code (index), residents, is_now, is_then.
    """
    return (
        pd.DataFrame(
            {
                "area_code": found.cells["area_code"],
                "residents": found.demands["residents"],
                "is_now": telling.is_covered(found, siting_questions.standing(found)),
                "is_then": telling.is_covered(found, solution.chosen),
            }
        )
        .groupby("area_code")
        .agg({"residents": "sum", "is_now": "any", "is_then": "any"})
    )


def value_now(found: Problem, sought: Sought) -> float:
    """What the objective is worth as it is; null where somebody has nothing at all."""
    standing = siting_questions.standing(found)
    return sensitivity.worths(found, siting_questions.objective(sought), [standing])[0]


def has_rooms(found: Problem) -> bool:
    """Whether sites have room for so many, so that the most served are sought."""
    return capacities.are_asked(found)


def new_sites(solution: Solution) -> pd.DataFrame:
    """Sites of the choice that do not stand yet, the most valuable first.

    Shape: as `solution.moves`, ranked anew.
    """
    moves = solution.moves[~solution.moves["is_existing"].astype(bool)]
    return moves.assign(move_rank=range(1, len(moves) + 1))


def closed(found: Problem, solution: Solution) -> list[str]:
    """Names of services that the choice closes."""
    gone = sorted(set(siting_questions.standing(found)) - set(solution.chosen))
    return [str(name) for name in found.sites["site_name"].iloc[gone]]


def by_count(found: Problem, sought: Sought, effort: Effort) -> pd.DataFrame:
    """What each number of sites could do: the front of reach against number.

    Raises: NotPossible where no number of them can meet the conditions.
    """
    return siting.pareto(
        found,
        siting_questions.objective(sought),
        siting_questions.rules(found, sought),
        counts=COUNTS,
        effort=effort,
    )


def by_reach(
    found: Problem, sought: Sought, own: Solution, effort: Effort
) -> pd.DataFrame:
    """The best at other reaches, and what this choice, `own`, is worth there.

    Raises: NotPossible if the conditions cannot be met at the reach chosen.
    """
    return siting.to_reach(
        found,
        siting_questions.objective(sought),
        lambda there: siting_questions.rules(there, sought),
        reaches=REACHES,
        effort=effort,
        own=own,
    )


def by_error(
    found: Problem, sought: Sought, solution: Solution, effort: Effort
) -> pd.DataFrame:
    """How often each near-tie is best if minutes are as wrong as is known or assumed."""
    objective = siting_questions.objective(sought)
    return siting.to_travel_error(found, objective, solution, effort=effort)


def moves(
    found: Problem, solution: Solution, sought: Sought, chosen: Filters
) -> planning.Words:
    """The choice as moves of a plan, in the words of the address."""
    made: list[dict[str, object]] = []
    for position in solution.chosen:
        site = found.sites.iloc[position]
        if not site["is_existing"]:
            made.append(_move(site.to_dict(), sought, chosen))
    made += [
        {"do": "close", "service": found.sites["service_id"].iloc[at]}
        for at in sorted(set(siting_questions.standing(found)) - set(solution.chosen))
    ]
    return planning.words_of_records(made)


def _move(site: dict[Any, Any], sought: Sought, chosen: Filters) -> dict[str, object]:
    if sought.where == "longer":
        parts = (planning.hours(str(site["service_id"])), str(site["shift"]))
        hours = "; ".join(part for part in parts if part)
        return {
            "do": "hours",
            "service": site["service_id"],
            "hours": clock.ALWAYS if clock.ALWAYS in parts else hours,
        }
    access = "police_ambulance" if sought.leg != "health" else chosen.arrive
    return {
        "do": "add",
        "type": sought.kind,
        "at": site["at"],
        "hours": site["shift"],
        "ages": [chosen.age],
        "access": [access],
    }
