"""The measure of an objective, and of the groups that have a floor, on a problem."""

from dataclasses import replace

import numpy as np

from queries.siting.choosing import Choice
from queries.siting.covers import Counted
from queries.siting.journeys import Farthest, Timed
from queries.siting.measures import Measure
from queries.siting.problems import Counts, Floats, Positions, Problem, Switches
from queries.siting.rules import Floor, Objective, Rules


def made_ready(problem: Problem, objective: Objective, rules: Rules) -> Choice:
    """A choice in order of what each site is worth by itself."""
    as_given = np.arange(len(problem.sites))
    first = objective_measure(problem, objective, as_given)
    alone = first.losses(first.start(), as_given).max(axis=0)
    # Rounded, so that ties go by the problem's own order and not by the last digit.
    order = np.argsort(np.round(alone, 9), kind="stable")
    # What may come after a site hangs on the order; all else is as it was.
    ordered = first.only(order)
    if isinstance(first, Farthest):
        ordered = objective_measure(problem, objective, order)
    sites = problem.sites.iloc[order]
    floors, limits = must_be_met(problem, objective, rules.floors, order)
    is_met = rules.budget is None and floors is not None and floors.covers.all()
    if is_met and not rules.floors:
        # Whichever sites are chosen, everybody has something.
        floors, limits = None, limits[:0]
    return Choice(
        order=order,
        objective=ordered,
        floors=floors,
        most_short=limits,
        cost=sites["cost"].to_numpy(float),
        family=np.unique(sites["only_one"].to_numpy(str), return_inverse=True)[1],
        is_existing=sites["is_existing"].to_numpy(bool),
        rules=rules,
    )


def objective_measure(
    problem: Problem, objective: Objective, order: Positions
) -> Measure:
    """The measure of an objective, with sites in this order."""
    totals = [problem.demands[name] for name in objective.over]
    weights = np.array([demand / demand.sum() for demand in totals])
    if objective.is_by_minutes:
        return _by_minutes(problem, objective, order, weights)
    worth = {
        "coverage": np.array([0.0, 1.0]),
        "fewest": np.array([0.0, 1.0]),
        "backup": np.array([0.0, 0.0, 1.0]),
        # Beyond 200 cars even a share of 0.9 leaves nothing that a number can hold.
        "expected": 1 - objective.busy_share ** np.arange(200),
    }[objective.kind]
    return counted(problem, weights, worth, order)


def must_be_met(
    problem: Problem, objective: Objective, floors: tuple[Floor, ...], order: Positions
) -> tuple[Counted | None, Floats]:
    """Shares out of reach that must not exceed limits, with the limits.

    The groups that have a floor; and, where minutes are asked, that everybody with
    demand has something at some distance.
    """
    weights = np.zeros((len(floors), len(problem.cells)))
    for row, floor in zip(weights, floors, strict=True):
        amounts = problem.demands[floor.over][floor.cells]
        row[floor.cells] = amounts / amounts.sum()
    limits = np.array([1 - floor.least_share for floor in floors])
    found = None
    if floors:
        found = counted(problem, weights, np.array([0.0, 1.0]), order)
    if objective.is_by_minutes:
        served = _served(problem, objective, order)
        if served is not None:
            return _joined(found, served), np.append(limits, 0.0)
    return found, limits


def _served(problem: Problem, objective: Objective, order: Positions) -> Counted | None:
    """Share of the places with demand that nothing ever serves; null if none can be."""
    demanded = sum(problem.demands[name] for name in objective.over) > 0
    in_doubt = demanded & np.isinf(problem.nearest_now)
    if not in_doubt.any():
        return None
    ever = replace(
        problem,
        within_min=float(np.finfo(float).max),
        on_duty=np.zeros_like(problem.on_duty),
    )
    share = in_doubt[None, :] / in_doubt.sum()
    return counted(ever, share, np.array([0.0, 1.0]), order)


def _joined(one: Counted | None, other: Counted) -> Counted:
    """Both measures as one: the rows of both, each over its own cells."""
    if one is None:
        return other
    blank = np.zeros((len(one.weights), other.weights.shape[1]))
    below = np.zeros((len(other.weights), one.weights.shape[1]))
    return replace(
        one,
        covers=np.hstack([one.covers, other.covers]),
        weights=np.block([[one.weights, blank], [below, other.weights]]),
        standing=np.append(one.standing, other.standing),
    )


def counted(
    problem: Problem, weights: Floats, worth: Floats, order: Positions
) -> Counted:
    """A measure by covers, in which cells that are alike are one."""
    covers = problem.minutes[order] <= problem.within_min
    standing = np.minimum(problem.in_reach_now, len(worth) - 1)
    first, alike = _alike(covers, standing)
    joined = np.array(
        [np.bincount(alike, row, minlength=len(first)) for row in weights]
    ).reshape(len(weights), len(first))
    envelope = np.array([0.0, 0.5, 1.0]) if worth[1] == 0 else worth
    return Counted(
        covers=covers[:, first].astype(float),
        weights=joined,
        standing=standing[first].astype(float),
        worth=worth,
        envelope=envelope,
    )


def _alike(covers: Switches, standing: Counts) -> tuple[Positions, Positions]:
    """The first cell of each kind, and each cell's kind: by whom it is covered."""
    packed = np.packbits(covers, axis=0)
    keys = np.zeros((covers.shape[1], 8 * (1 + len(packed) // 8)), np.uint8)
    keys[:, 0] = standing
    keys[:, 1 : 1 + len(packed)] = packed.T
    # Eight bytes are a number; numbers are sorted ten times as fast as rows of bytes.
    numbers = keys.view(np.uint64)
    if numbers.shape[1] == 1:
        numbers = numbers[:, 0]
    _, first, alike = np.unique(numbers, axis=0, return_index=True, return_inverse=True)
    return first, alike.ravel()


def _by_minutes(
    problem: Problem, objective: Objective, order: Positions, weights: Floats
) -> Measure:
    counts = weights.sum(axis=0) > 0
    minutes, nearest = (
        problem.minutes[np.ix_(order, counts)],
        problem.nearest_now[counts],
    )
    # Where nothing serves a cell, whatever serves it in the end is no farther than this.
    every = np.vstack([minutes, nearest])
    farthest = np.max(every, axis=0, initial=0.0, where=np.isfinite(every))
    minutes, nearest = np.minimum(minutes, farthest), np.minimum(nearest, farthest)
    if objective.kind == "median":
        return Timed(minutes, weights[:, counts], nearest)
    later = np.minimum.accumulate(minutes[::-1], axis=0)[::-1]
    after = np.vstack([later[1:], farthest])
    return Farthest(minutes, (weights[:, counts] > 0).astype(float), nearest, after)
