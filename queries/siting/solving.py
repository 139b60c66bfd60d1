"""The best choice of sites, how sure that is, and what nearly was."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from queries.errors import CannotAnswer
from queries.siting import (
    choosing,
    explaining,
    farthest,
    fewest,
    measuring,
    narrowing,
    searching,
    telling,
)
from queries.siting.choosing import Choice
from queries.siting.enumerating import Walk
from queries.siting.journeys import Farthest
from queries.siting.pools import Clock, Pool
from queries.siting.problems import Problem
from queries.siting.rules import Effort, Objective, Rules

if TYPE_CHECKING:
    from queries.siting.bounds import Bound

NEAR_TIES = 10
EFFORT = Effort()
STARTS = 1
CLOSE = 1e-6
"""A bound this near, of the loss, is proof: one person in a million out of reach."""


@dataclass(frozen=True, eq=False)
class Solution:
    """A choice of sites with its proof.

    `chosen` are positions in `problem.sites`. `value` is in the unit of
    `rules.WORDS`; `bound` is what no choice can be better than, `gap` how far apart the
    two are, of the value. `near_ties` (sites in `tied`) and `moves`: see `telling`; the
    ties are the ten best without doubt where `are_ties_proven`. `stopped`: '', time or
    cancelled.
    """

    chosen: tuple[int, ...]
    value: float
    bound: float
    is_proven: bool
    are_ties_proven: bool
    near_ties: pd.DataFrame
    tied: tuple[tuple[int, ...], ...]
    moves: pd.DataFrame
    seconds: float
    stopped: str

    @property
    def gap(self) -> float:
        """Of the value; 0 where proven."""
        return abs(self.bound - self.value) / max(abs(self.value), 1e-12)


@dataclass(frozen=True, eq=False)
class Best:
    """The best few sets of a choice, and what no set loses less than; null: unknown."""

    choice: Choice
    pool: Pool
    least: float | None
    is_complete: bool


def solve(
    problem: Problem,
    objective: Objective,
    rules: Rules,
    effort: Effort = EFFORT,
) -> Solution:
    """The best choice that keeps to the rules, and the ten best near it.

    Raises: Infeasible, with the cells or groups that fail; CannotAnswer if the rules
        ask for nothing, or nothing was found in time.
    """
    explaining.refuse_hopeless(problem, objective, rules)
    clock = Clock(effort.most_seconds, effort.watch)
    if objective.kind == "fewest":
        return _fewest(problem, objective, rules, clock, effort.seed)
    if rules.count is None and rules.budget is None:
        raise CannotAnswer(
            "Expected a count of sites or a budget to choose by, found none."
        )
    choice = measuring.made_ready(problem, objective, rules)
    best = best_sets(choice, clock, effort.seed)
    if not best.pool.sets:
        raise explaining.no_choice(problem, choice, is_complete=best.is_complete)
    return told(problem, objective, choice, best, clock)


def _fewest(
    problem: Problem, objective: Objective, rules: Rules, clock: Clock, seed: int
) -> Solution:
    """The fewest or cheapest sites; ties are other sets of as many, or of that cost."""
    choice = measuring.made_ready(problem, objective, rules)
    found = fewest.least(choice, objective.share, clock)
    if found.chosen is None:
        raise explaining.no_choice(problem, choice, is_complete=found.is_infeasible)
    alike = replace(rules, count=max(1, len(found.chosen)))
    if choice.is_costed:
        alike = replace(rules, budget=found.cost)
    again = measuring.made_ready(problem, replace(objective, kind="coverage"), alike)
    best = best_sets(again, clock, seed)
    loss = choice.loss(found.chosen)[0]
    if best.pool.best is None or best.pool.best > loss + choosing.TIE:
        # Swaps need not have found any that reach the share: these do.
        best.pool.offer(best.choice.inner(again.own(found.chosen)), loss)
    solution = told(problem, objective, again, best, clock)
    return replace(
        solution,
        value=found.cost,
        bound=found.bound,
        is_proven=found.cost - found.bound < choosing.TIE,
    )


def best_sets(choice: Choice, clock: Clock, seed: int) -> Best:
    """The ten best sets, and how sure that is."""
    first = Pool(NEAR_TIES)
    bound: Bound | None = None
    if isinstance(choice.objective, Farthest) and not narrowing.is_small(choice):
        proven = farthest.halved(choice, first, clock)
        is_hopeless = not first.sets and np.isinf(proven)
        return Best(choice, first, proven, is_complete=is_hopeless)
    searching.search(choice, first, clock, starts=STARTS, seed=seed)
    if not narrowing.is_small(choice):
        choice, first, bound = narrowing.narrowed(choice, first, clock, seed)
    pool = Pool(NEAR_TIES)
    if len(first.sets) == NEAR_TIES:
        pool.limit = max(first.sets.values())
    if Walk(choice, pool, clock, bound).through():
        return Best(choice, pool, pool.best, is_complete=True)
    for chosen, loss in first.ranked():
        pool.offer(chosen, loss)
    least = None if bound is None else min(bound.least, pool.best or np.inf)
    return Best(choice, pool, least, is_complete=False)


def told(
    problem: Problem, objective: Objective, choice: Choice, best: Best, clock: Clock
) -> Solution:
    """The solution of what was found."""
    ranked = [(best.choice.own(inner), loss) for inner, loss in best.pool.ranked()]
    ranked.sort(key=lambda one: (round(one[1], 10), one[0]))
    values = [(chosen, valued(objective, loss)) for chosen, loss in ranked]
    chosen, value = values[0]
    without = {}
    for site in set(chosen):
        left = tuple(other for other in chosen if other != site)
        without[site] = _loss_without(problem, objective, choice, left)
    moves = telling.moves(problem, chosen, without)
    left_out = [
        valued(objective, without[site])
        for site in sorted(without, key=lambda one: (-without[one], one))
    ]
    least = best.least or 0.0
    return Solution(
        chosen=chosen,
        value=value,
        bound=value if best.is_complete else valued(objective, least),
        is_proven=best.is_complete or ranked[0][1] - least <= CLOSE * ranked[0][1],
        are_ties_proven=best.is_complete,
        near_ties=telling.near_ties(problem, values),
        tied=tuple(chosen for chosen, _ in values),
        moves=moves.assign(value_without=left_out),
        seconds=clock.seconds,
        stopped=clock.stopped,
    )


def valued(objective: Objective, loss: float) -> float:
    """A loss as the objective's value; null where somebody would have nothing."""
    if objective.kind in {"median", "centre"}:
        return loss if np.isfinite(loss) else np.nan
    # All of them are all of them, whatever the last digit.
    return round(1 - loss, 12)


def _loss_without(
    problem: Problem, objective: Objective, choice: Choice, left: tuple[int, ...]
) -> float:
    """Loss of what is left of a choice; infinite where somebody would have nothing."""
    if objective.kind in {"median", "centre"}:
        demanded = sum(problem.demands[name] for name in objective.over) > 0
        if not np.isfinite(telling.nearest(problem, left)[demanded]).all():
            return np.inf
    return choice.loss(choice.inner(left))[0]
