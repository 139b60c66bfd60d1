"""The least minutes of whoever is farthest, where there are too many sets to try.

Whether so many sites can be within some minutes of everybody is a question of covering:
halving the minutes between what is proven too few and what is known to do gives the
p-centre (Minieka 1970).
"""

from dataclasses import replace

import numpy as np

from queries.siting import covering, fewest
from queries.siting.choosing import TIE, Choice
from queries.siting.covers import Counted
from queries.siting.fewest import Fewest
from queries.siting.journeys import Farthest
from queries.siting.pools import Clock, Pool
from queries.siting.searching import swapped

LEAST_TURN = 0.5
"""Seconds that one question of covering has at least."""


def halved(choice: Choice, pool: Pool, clock: Clock) -> float:
    """Offer the pool sets for ever fewer minutes; minutes that none is below."""
    objective = choice.objective
    if not isinstance(objective, Farthest):
        raise TypeError("expected the minutes of whoever is farthest")
    nearest = np.minimum(objective.nearest, objective.minutes.min(axis=0))
    # Nobody is nearer than to the nearest of all.
    least = float((objective.counted * nearest).max())
    minutes = np.unique(np.append(objective.minutes, objective.nearest))
    parts = [minutes[minutes >= least - TIE]]
    while parts and not clock.is_over(pool.best, least):
        steps = parts.pop()
        best = np.inf if pool.best is None else pool.best
        steps = steps[(steps >= least - TIE) & (steps < best - TIE)]
        if not len(steps):
            continue
        middle = len(steps) // 2
        # A question too hard for now is left; those on both sides are easier.
        turn = Clock(max(LEAST_TURN, clock.left / 4), clock.watch)
        found = _covering(choice, objective, float(steps[middle]), turn)
        if turn.stopped == "cancelled":
            clock.stopped = turn.stopped
        if found.chosen is not None:
            pool.offer(found.chosen, choice.loss(found.chosen)[0])
        elif found.is_infeasible:
            longer = minutes[minutes > steps[middle] + TIE]
            least = float(longer[0]) if len(longer) else np.inf
        if found.chosen is None:
            parts.append(steps[middle + 1 :])
        if not found.is_infeasible:
            parts.append(steps[:middle])
    if pool.sets and not clock.is_over():
        swapped(choice, pool.ranked()[0][0], pool, clock)
    return least


def _covering(
    choice: Choice, objective: Farthest, minutes: float, clock: Clock
) -> Fewest:
    """Sites within these minutes of everybody: by trying, or under rules by HiGHS."""
    rules = choice.rules
    is_plain = not rules.floors and rules.budget is None and rules.most_closed is None
    is_plain &= choice.floors is None or bool(choice.floors.covers.all())
    if not is_plain or choice.has_families:
        return fewest.least(_within(choice, objective, minutes), 1.0, clock)
    asked = objective.counted.any(axis=0) & (objective.nearest > minutes)
    try:
        few = covering.cover(objective.minutes[:, asked] <= minutes, clock)
        chosen = few.chosen(choice.picks)
    except covering.OutOfTimeError:
        return Fewest(None, np.inf, 0.0, is_infeasible=False)
    if chosen is None:
        return Fewest(None, np.inf, np.inf, is_infeasible=True)
    others = [n for n in range(choice.count) if n not in chosen]
    filled = (*chosen, *others[: choice.picks - len(chosen)])
    return Fewest(tuple(sorted(filled)), 0.0, 0.0, is_infeasible=False)


def _within(choice: Choice, objective: Farthest, minutes: float) -> Choice:
    """The choice as one of covering everybody with demand within these minutes."""
    asked = objective.counted.any(axis=0) & (objective.nearest > minutes)
    covers = objective.minutes[:, asked] <= minutes
    _, first = np.unique(np.packbits(covers, axis=0), axis=1, return_index=True)
    cells = len(first)
    covering = Counted(
        covers=covers[:, np.sort(first)].astype(float),
        weights=np.full((1, cells), 1 / max(cells, 1)),
        standing=np.zeros(cells),
        worth=np.array([0.0, 1.0]),
        envelope=np.array([0.0, 1.0]),
    )
    return replace(choice, objective=covering)
