"""The least minutes of whoever is farthest, where there are too many sets to try.

Whether so many sites can be within some minutes of everybody is a question of covering:
halving the minutes between what is proven too few and what is known to do gives the
p-centre (Minieka 1970).
"""

from dataclasses import replace

import numpy as np

from queries.siting import fewest
from queries.siting.choosing import TIE, Choice
from queries.siting.covers import Counted
from queries.siting.journeys import Farthest
from queries.siting.pools import Clock, Pool
from queries.siting.searching import swapped


def halved(choice: Choice, pool: Pool, clock: Clock) -> float:
    """Offer the pool sets for ever fewer minutes; minutes that none is below."""
    objective = choice.objective
    if not isinstance(objective, Farthest):
        raise TypeError("expected the minutes of whoever is farthest")
    nearest = np.minimum(objective.nearest, objective.minutes.min(axis=0))
    # Nobody is nearer than to the nearest of all.
    least = float((objective.counted * nearest).max())
    minutes = np.unique(objective.minutes)
    best = pool.best if pool.best is not None else float(minutes[-1])
    steps = minutes[(minutes >= least - TIE) & (minutes < best - TIE)]
    while len(steps) and not clock.is_over(pool.best, least):
        middle = len(steps) // 2
        found = fewest.least(
            _within(choice, objective, float(steps[middle])), 1.0, clock
        )
        if found.chosen is not None:
            swapped(choice, found.chosen, pool, clock)
            reached = pool.best if pool.best is not None else float(steps[middle])
            steps = steps[:middle]
            steps = steps[steps < reached - TIE]
        elif found.is_infeasible:
            steps = steps[middle + 1 :]
            least = float(steps[0]) if len(steps) else (pool.best or least)
        else:
            break
    return least if len(steps) else (pool.best or least)


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
