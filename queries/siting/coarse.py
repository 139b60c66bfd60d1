"""First prices for many cells, from those of a few that stand for them.

Neighbours pay nearly the same for being served. Prices of every so many cells are walked
to in an eighth of the time, and each other cell begins at those of the one most like it.
"""

from dataclasses import replace

import numpy as np
from scipy.spatial import cKDTree

from queries.siting.bounds import PriceWalk
from queries.siting.choosing import Choice
from queries.siting.journeys import Timed
from queries.siting.pools import Clock
from queries.siting.problems import Floats

EVERY = 8
LEAST_CELLS = 1_000
"""With fewer cells the walk over all of them is soon done."""
ROUNDS = 300
LANDMARKS = 12
"""Sites whose minutes tell how alike two cells are."""


def first_prices(choice: Choice, good: tuple[int, ...], clock: Clock) -> Floats | None:
    """Prices of all cells to begin with; null where they are few, or not of minutes."""
    objective = choice.objective
    if not isinstance(objective, Timed) or len(objective.nearest) < LEAST_CELLS:
        return None
    few = np.arange(0, len(objective.nearest), EVERY)
    weights = objective.weights[:, few]
    if (weights.sum(axis=1) == 0).any():
        return None
    part = Timed(
        np.ascontiguousarray(objective.minutes[:, few]),
        weights / weights.sum(axis=1, keepdims=True),
        objective.nearest[few],
    )
    walk = PriceWalk(replace(choice, objective=part, floors=None), part, good)
    walk.on(ROUNDS, clock)
    mix, paid = walk.first_part()
    landmarks = np.linspace(0, choice.count - 1, LANDMARKS).astype(int)
    seen = np.vstack([objective.nearest, objective.minutes[landmarks]]).T
    _, like = cKDTree(seen[few]).query(seen)
    weight = mix @ part.weights
    minutes = np.divide(paid, weight, out=np.zeros_like(paid), where=weight > 0)
    return np.asarray((mix @ objective.weights) * minutes[like], float)
