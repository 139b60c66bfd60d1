"""Free-flow minutes brought onto the footing of the calibrated minutes in use.

The minutes in use come from a routed matrix with some 6 minutes at the door; free-flow
minutes have none. Side by side in one table they would make places on a road file look
7 minutes nearer than their neighbours off it (measured in north London), so they are
scaled: minutes in use = `DOOR_MINUTES` + factor × free-flow minutes. The door is taken
from the matrix and only the factor is fitted: a small file has no long journeys to tell
the two apart, and its short ones would say anything.

Limit of method: one factor for all hours and all roads. It moves the level; what the
network adds is the shape, that is, which places are quicker to reach than a straight
line says.
"""

from dataclasses import dataclass

import numpy as np

from geodata.decisions.road_travel import DOOR_MINUTES
from geodata.road_graph import Floats


@dataclass(frozen=True)
class RoadScale:
    """The fitted factor, the cells it stands on, and the error before and after.

    Units: minutes; `factor` minutes in use per free-flow minute, null without cells.
    """

    factor: float
    cell_count: int
    mae_before_min: float
    mae_after_min: float

    def minutes(self, car_min: Floats) -> Floats:
        """Minutes on the footing of those in use."""
        return DOOR_MINUTES.amount + self.factor * car_min


def fitted(car_min: Floats, in_use_min: Floats) -> RoadScale:
    """The factor by least squares over cells where both have minutes.

    `in_use_min` are routed or calibrated minutes, areas × services, as `car_min`.
    """
    both = ~np.isnan(car_min) & ~np.isnan(in_use_min) & (car_min > 0)
    if not both.any():
        return RoadScale(np.nan, 0, np.nan, np.nan)
    free, wanted = car_min[both], in_use_min[both]
    factor = float(free @ (wanted - DOOR_MINUTES.amount) / (free @ free))
    after = DOOR_MINUTES.amount + factor * free
    return RoadScale(
        factor=factor,
        cell_count=int(both.sum()),
        mae_before_min=float(np.abs(free - wanted).mean()),
        mae_after_min=float(np.abs(after - wanted).mean()),
    )
