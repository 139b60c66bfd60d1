"""The best choice of sites, how sure that is, and what nearly was."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from queries.errors import CannotAnswer
from queries.siting import (
    capacities,
    choosing,
    explaining,
    farthest,
    fewest,
    measuring,
    narrowing,
    searching,
    serving,
    telling,
)
from queries.siting.choosing import Choice
from queries.siting.enumerating import Walk
from queries.siting.journeys import Farthest
from queries.siting.pools import Clock, Pool
from queries.siting.problems import Problem
from queries.siting.rules import Effort, Objective, Rules
from queries.siting.solutions import Outcome, Solution, solution

if TYPE_CHECKING:
    from queries.siting.bounds import Bound

NEAR_TIES = 10
EFFORT = Effort()
CLOSE = 1e-6
"""A bound this near, of the loss, is proof: one person in a million out of reach."""


@dataclass(frozen=True, eq=False)
class Best:
    """The best few sets of a choice, and what no set loses less than; null: unknown."""

    choice: Choice
    pool: Pool
    least: float | None
    is_complete: bool

    def losing(self, at_most: float) -> "Best":
        """The same without sets that lose more."""
        pool = Pool(self.pool.size)
        for chosen, loss in self.pool.ranked():
            if loss <= at_most + choosing.TIE:
                pool.offer(chosen, loss)
        return replace(self, pool=pool)


def solve(
    problem: Problem,
    objective: Objective,
    rules: Rules,
    effort: Effort = EFFORT,
) -> Solution:
    """The best choice that keeps to the rules, and the ten best near it.

    Raises: Infeasible, with the cells or groups that fail; NotFound if nothing was found
        in time; CannotAnswer if the rules ask for nothing.
    """
    explaining.refuse_hopeless(problem, objective, rules)
    clock = Clock(effort.most_seconds, effort.watch)
    is_limited = capacities.are_asked(problem)
    is_fewest = objective.kind == "fewest"
    if is_fewest and not is_limited:
        return _fewest(problem, objective, rules, clock, effort.seed)
    if rules.count is None and rules.budget is None and not is_fewest:
        raise CannotAnswer(
            "Expected a count of sites or a budget to choose by, found none."
        )
    if is_limited:
        return _limited(problem, objective, rules, clock)
    choice = measuring.made_ready(problem, objective, rules)
    best = best_sets(choice, clock, effort.seed)
    if not best.pool.sets:
        raise _none(problem, choice, clock, is_complete=best.is_complete)
    return told(problem, objective, choice, best, clock)


def _none(
    problem: Problem, choice: Choice, clock: Clock, *, is_complete: bool
) -> CannotAnswer:
    if not is_complete:
        return explaining.not_found(clock)
    return explaining.no_choice(problem, choice)


def _limited(
    problem: Problem, objective: Objective, rules: Rules, clock: Clock
) -> Solution:
    """The most served where sites have capacities; each tie is a program of its own."""
    found = capacities.rooms(problem, objective, rules)
    ranked: list[tuple[tuple[int, ...], float]] = []
    bound = 1.0
    is_complete = True
    while len(ranked) < NEAR_TIES and is_complete:
        without = [chosen for chosen, _ in ranked]
        served = serving.best(found, problem, rules, clock, without=without)
        bound = bound if ranked else min(1.0, served.bound)
        if served.chosen is None:
            is_complete = served.is_infeasible
            break
        ranked.append((served.chosen, 1 - served.share))
        is_complete = served.bound - served.share <= CLOSE and not clock.is_over()
    if not ranked:
        choice = measuring.made_ready(problem, objective, rules)
        raise _none(problem, choice, clock, is_complete=is_complete)
    chosen, loss = ranked[0]
    without_each = {
        site: 1
        - serving.share_of(
            found,
            problem,
            tuple(other for other in chosen if other != site),
            Clock(60, clock.watch),
        )
        for site in chosen
    }
    outcome = Outcome(
        ranked,
        without_each,
        1 - bound,
        is_proven=bound - (1 - loss) <= CLOSE,
        are_ties_proven=is_complete,
    )
    return solution(problem, objective, outcome, clock)


def _fewest(
    problem: Problem, objective: Objective, rules: Rules, clock: Clock, seed: int
) -> Solution:
    """The fewest or cheapest sites; ties are other sets of as many, or of that cost."""
    choice = measuring.made_ready(problem, objective, rules)
    found = fewest.least(choice, objective.share, clock)
    if found.chosen is None:
        raise _none(problem, choice, clock, is_complete=found.is_infeasible)
    if not found.chosen:
        return _nothing_needed(problem, objective, choice, clock)
    alike = replace(rules, count=len(found.chosen))
    if choice.is_costed:
        alike = replace(rules, budget=found.cost)
    again = measuring.made_ready(problem, replace(objective, kind="coverage"), alike)
    best = best_sets(again, clock, seed)
    loss = choice.loss(found.chosen)[0]
    if best.pool.best is None or best.pool.best > loss + choosing.TIE:
        # Swaps need not have found any that reach the share: these do.
        best.pool.offer(best.choice.inner(again.own(found.chosen)), loss)
    enough = best.losing(at_most=1 - objective.share)
    solved = told(problem, objective, again, enough, clock)
    return replace(
        solved,
        value=found.cost,
        bound=found.bound,
        is_proven=found.cost - found.bound < choosing.TIE,
        near_ties=solved.near_ties.assign(
            value=solved.near_ties["cost"],
            worse_by=solved.near_ties["cost"] - found.cost,
        ),
    )


def _nothing_needed(
    problem: Problem, objective: Objective, choice: Choice, clock: Clock
) -> Solution:
    """Of the fewest none, where what stands is enough."""
    loss = choice.loss(())[0]
    ranked: list[tuple[tuple[int, ...], float]] = [((), loss)]
    outcome = Outcome(ranked, {}, loss, is_proven=True, are_ties_proven=True)
    solved = solution(problem, objective, outcome, clock)
    return replace(
        solved, value=0.0, bound=0.0, near_ties=solved.near_ties.assign(value=0.0)
    )


def best_sets(choice: Choice, clock: Clock, seed: int) -> Best:
    """The ten best sets, and how sure that is."""
    first = Pool(NEAR_TIES)
    bound: Bound | None = None
    if isinstance(choice.objective, Farthest) and not narrowing.is_small(choice):
        proven = farthest.halved(choice, first, clock)
        is_hopeless = not first.sets and np.isinf(proven)
        return Best(choice, first, proven, is_complete=is_hopeless)
    searching.search(choice, first, clock, seed=seed)
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
    chosen, loss = ranked[0]
    without = {}
    for site in set(chosen):
        left = tuple(other for other in chosen if other != site)
        without[site] = _loss_without(problem, objective, choice, left)
    least = loss if best.is_complete else (best.least or 0.0)
    found = Outcome(
        ranked,
        without,
        least,
        is_proven=best.is_complete or loss - least <= CLOSE * loss,
        are_ties_proven=best.is_complete,
    )
    return solution(problem, objective, found, clock)


def _loss_without(
    problem: Problem, objective: Objective, choice: Choice, left: tuple[int, ...]
) -> float:
    """Loss of what is left of a choice; infinite where somebody would have nothing."""
    if objective.is_by_minutes and not telling.serves_all(
        problem, left, objective.over
    ):
        return np.inf
    return choice.loss(choice.inner(left))[0]
