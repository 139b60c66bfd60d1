"""Puts minutes over roads in the place of calibrated ones, where a road file serves.

A cell that the network serves takes its minutes (basis `network`), but routed minutes
of a hospital stay: they are measured, and include congestion. The network's free-flow
car minutes are first brought onto the footing of those in use (`road_scale`).
"""

from pathlib import Path

import numpy as np
import pandas as pd

from geodata import road_scale, roads
from geodata.decisions.thresholds import BLUE_LIGHT_FACTOR
from geodata.readers import Reading
from geodata.readers import roads as road_files
from geodata.travel import Matrices


def over_roads(
    path: Path, areas: pd.DataFrame, services: pd.DataFrame, found: Matrices
) -> tuple[Reading, pd.DataFrame]:
    """Lay the network's minutes over `found`, in place; what was read, cells counted.

    Shape of the cells: travel_mode, outcome, cell_count, and beside `served` the factor
    and the mean absolute errors of the scale (minutes), null elsewhere.
    """
    network = road_files.network(path)
    served = roads.served(network, areas, services)
    unrouted = found.car_basis != "routed"
    in_use = np.where(unrouted, found.car, np.nan)
    scale = road_scale.fitted(served.car_min, in_use)
    if scale.cell_count:
        taken = served.is_served["car"] & unrouted
        found.car[taken] = scale.minutes(served.car_min)[taken]
        found.car_basis[taken] = "network"
        found.blue_light[taken] = found.car[taken] * BLUE_LIGHT_FACTOR.amount
    walked = served.is_served["walk"]
    found.walk[walked] = served.walk_min[walked]
    found.walk_basis[walked] = "network"
    cells = served.cells.rename(columns={"mode": "travel_mode"})
    is_car = (cells["travel_mode"] == "car") & (cells["outcome"] == "served")
    for name in ("factor", "mae_before_min", "mae_after_min"):
        cells[name] = np.where(is_car, round(float(getattr(scale, name)), 3), np.nan)
    return network.reading, cells
