"""The most demand served where sites have room for so much and no more.

Current and Storbeck 1988: whoever is within reach of several sites goes where there is
room, so this is the most that could be served, not what would be if people chose the
nearest. Whatever stands without a capacity has room for all within its reach.
"""

from dataclasses import dataclass

import numpy as np

from queries.errors import CannotAnswer
from queries.siting.problems import Floats, Problem, Switches
from queries.siting.rules import Objective, Rules

Chosen = tuple[int, ...]


def are_asked(problem: Problem) -> bool:
    """Whether a site that could be chosen, or one that stands, has a capacity."""
    capacity = np.append(problem.sites["capacity"], problem.fixed["capacity"])
    return bool(np.isfinite(capacity.astype(float)).any())


@dataclass(frozen=True, eq=False)
class Rooms:
    """Demand by kinds of cells, and who could serve it.

    `covers` are sites × kinds, those that could be chosen first and then what stands
    with a capacity; kinds that something else serves are left out, and `served` of all
    demand is theirs. Amounts are shares of all demand. `floors` are floors × kinds.
    """

    covers: Switches
    amounts: Floats
    room: Floats
    served: float
    floors: Floats
    needed: Floats


def rooms(problem: Problem, objective: Objective, rules: Rules) -> Rooms:
    """The problem in kinds of cells that the same sites cover.

    Raises: CannotAnswer for any other objective than the coverage of one demand.
    """
    if objective.kind != "coverage" or len(objective.over) > 1:
        raise CannotAnswer(
            "Expected coverage of one demand where sites have capacities, found "
            f"{objective.kind} of {', '.join(objective.over)}. Ask for coverage, or leave "
            "capacities out."
        )
    if rules.may_repeat:
        raise CannotAnswer("Expected each site once where sites have capacities.")
    demand = problem.demands[objective.over[0]]
    limits = problem.fixed["capacity"].to_numpy(float)
    is_full = np.isfinite(limits)
    open_to_all = problem.fixed_minutes[~is_full] <= problem.within_min
    is_served = open_to_all.any(axis=0) | (problem.on_duty > 0)
    within = np.vstack([problem.minutes, problem.fixed_minutes[is_full]])
    left = np.flatnonzero(~is_served & (demand > 0))
    members = np.array([floor.cells for floor in rules.floors], np.bool_)
    members = members.reshape(len(rules.floors), len(demand))
    keys = np.vstack([within[:, left] <= problem.within_min, members[:, left]])
    _, first, kind = np.unique(keys, axis=1, return_index=True, return_inverse=True)
    amounts = np.bincount(kind.ravel(), demand[left], minlength=len(first))
    floor_demand = [demand[floor.cells] for floor in rules.floors]
    already = [demand[floor.cells & is_served].sum() for floor in rules.floors]
    least = [floor.least_share for floor in rules.floors]
    needed = [
        share * part.sum() - has
        for share, part, has in zip(least, floor_demand, already, strict=True)
    ]
    room = np.append(problem.sites["capacity"].to_numpy(float), limits[is_full])
    total = demand.sum()
    return Rooms(
        covers=keys[: len(within), first],
        amounts=amounts / total,
        room=np.minimum(room, total) / total,
        served=float(demand[is_served].sum() / total),
        floors=members[:, left][:, first].astype(float),
        needed=np.array(needed) / total,
    )
