"""How far an answer hangs on the reach that was chosen, and on wrong minutes."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from queries.siting import capacities, measuring, serving, telling
from queries.siting.pools import Clock
from queries.siting.problems import Floats, Infeasible, NotFound, Problem
from queries.siting.rules import Effort, Objective, Rules
from queries.siting.solutions import Solution, valued
from queries.siting.solving import EFFORT, solve

DRAWS = 100
"""Draws of wrong minutes: a share of them is known to about 5 points."""
INTERVAL = (0.05, 0.95)
MOST_SECONDS = 60.0
"""For one program of who is served where sites have capacities: far more than it takes."""


def to_reach(  # noqa: PLR0913 - a question, and how to ask it
    problem: Problem,
    objective: Objective,
    rules: Rules | Callable[[Problem], Rules],
    *,
    reaches: Iterable[float],
    effort: Effort = EFFORT,
    own: Solution | None = None,
) -> pd.DataFrame:
    """The best choice at each reach, and what the choice of the problem's own is there.

    `own` is that choice where it is known; else it is looked for. `rules` may be a
    function of the problem at a reach, where they hang on what stands within it.
    Shape: one row per reach, in order: within_min, value (of the best there; null where
    none was found), sites, kept (of the sites chosen at the problem's own reach, how
    many), own_value (of those sites at this reach: of the fewest, the share they bring
    within it), own_worse_by (null of the fewest), is_own, is_proven (that none is better,
    or that no choice keeps to the rules), gap (to the bound, of the value).
    Raises: as `solve`, of the problem's own reach.
    """
    own = own or solve(problem, objective, _at(problem, rules), effort)
    rows = []
    for within_min in sorted({*reaches, problem.within_min}):
        there = problem.within(within_min)
        at_own = worths(there, objective, [own.chosen])[0]
        row = {
            "within_min": within_min,
            "value": np.nan,
            "sites": "",
            "kept": 0,
            "own_value": at_own,
            "own_worse_by": np.nan,
            "is_own": within_min == problem.within_min,
            "is_proven": False,
            "gap": np.nan,
        }
        rows.append(row)
        found, kept_to = own, _at(there, rules)
        if not row["is_own"]:
            try:
                found = solve(there, objective, kept_to, effort)
            except Infeasible:
                row["is_proven"] = True
                continue
            except NotFound as why:
                if why.stopped == "cancelled":
                    break
                continue
        value, sites = found.value, found.chosen
        if not (found.is_proven or kept_to.floors) and _beats(objective, at_own, value):
            # Cut short, it has not come across the choice that is known.
            value, sites = at_own, own.chosen
        row |= {
            "value": value,
            "sites": telling.named(problem, sites),
            "kept": len(set(sites) & set(own.chosen)),
            "is_proven": found.is_proven,
            "gap": replace(found, value=value).gap,
        }
        if objective.kind != "fewest":
            row["own_worse_by"] = abs(value - at_own)
        if found.stopped == "cancelled" and not row["is_own"]:
            break
    return pd.DataFrame(rows)


def _beats(objective: Objective, one: float, other: float) -> bool:
    if objective.kind == "fewest":
        return False
    return one < other if objective.is_by_minutes else one > other


def _at(problem: Problem, rules: Rules | Callable[[Problem], Rules]) -> Rules:
    return rules if isinstance(rules, Rules) else rules(problem)


def to_travel_error(
    problem: Problem,
    objective: Objective,
    solution: Solution,
    *,
    draws: int = DRAWS,
    effort: Effort = EFFORT,
) -> pd.DataFrame:
    """How often each near-tie is the best of them, if minutes are wrong.

    Errors are normal: a part that all journeys to one site share, a part of each journey
    and a share of the minutes (`Problem.error`). Sites that are not among the near-ties
    are not tried, so this says how firm the order is, not what else might come in.
    Of the fewest sites those are best that bring the most within reach.
    Where time runs out, of so many draws as were made.
    Shape: as `solution.near_ties`: tie_rank, sites, value, draw_count, best_share (of the
    draws), low_value and high_value (nine draws of ten lie between; minutes or shares).
    """
    clock = Clock(effort.most_seconds, effort.watch)
    sets = [tuple(chosen) for chosen in solution.tied]
    used = sorted({site for chosen in sets for site in chosen})
    places = {site: place for place, site in enumerate(used)}
    fewer = problem.only(np.array(used, np.intp))
    moved = [tuple(places[site] for site in chosen) for chosen in sets]
    random = np.random.default_rng(effort.seed)
    values = np.empty((draws, len(sets)))
    for draw in range(draws):
        if draw and clock.is_over():
            values = values[:draw]
            break
        wrong = replace(
            fewer,
            minutes=_erring(fewer, fewer.sites, fewer.minutes, random),
            fixed_minutes=_erring(fewer, fewer.fixed, fewer.fixed_minutes, random),
        )
        values[draw] = worths(wrong, objective, moved)
    best = values.argmin(axis=1) if objective.is_by_minutes else values.argmax(axis=1)
    low, high = np.quantile(values, INTERVAL, axis=0)
    return solution.near_ties[["tie_rank", "sites", "value"]].assign(
        draw_count=len(values),
        best_share=np.bincount(best, minlength=len(sets)) / len(values),
        low_value=low,
        high_value=high,
    )


def worths(
    problem: Problem, objective: Objective, sets: list[tuple[int, ...]]
) -> list[float]:
    """Minutes or shares of choices on a problem, whether they keep to its rules or not.

    Null where somebody would have nothing, and so no minutes.
    """
    if capacities.are_asked(problem):
        rooms = capacities.rooms(problem, objective, Rules())
        return [
            serving.share_of(rooms, problem, chosen, Clock(MOST_SECONDS))
            for chosen in sets
        ]
    measure = measuring.objective_measure(
        problem, objective, np.arange(len(problem.sites))
    )
    found = []
    for chosen in sets:
        if objective.is_by_minutes and not telling.serves_all(
            problem, chosen, objective.over
        ):
            found.append(np.nan)
            continue
        state = measure.start()
        for site in chosen:
            state = measure.added(state, site)
        found.append(valued(objective, float(measure.now(state).max())))
    return found


def _erring(
    problem: Problem,
    sites: pd.DataFrame,
    minutes: Floats,
    random: np.random.Generator,
) -> Floats:
    """Minutes with errors drawn; none below nothing, and never stays never.

    A journey is as wrong at every hour and on every shift: errors of a place and an
    area are drawn once, else they would average out over the week.
    """
    error = problem.error
    place, places = pd.factorize(sites["only_one"])
    codes = problem.cells["area_code" if "area_code" in problem.cells else "cell_code"]
    area, areas = pd.factorize(codes)
    shared = random.normal(0.0, 1.0, (len(places), 1))[place] * error.shared_min
    own = random.normal(0.0, 1.0, (len(places), len(areas)))[place][:, area]
    known = np.isfinite(minutes)
    spread = error.own_min + error.of_minutes * np.where(known, minutes, 0.0)
    return np.where(known, np.maximum(0.0, minutes + shared + own * spread), np.inf)
