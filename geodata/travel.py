"""Minutes from every area to every placed service, on foot, by car and on blue light.

Limits of method: no public transport; walking is a straight line with a detour; car
minutes are routed for the hospitals of the matrix and calibrated elsewhere.
"""

import numpy as np
import pandas as pd

from geodata import calibration
from geodata.calibration import CarCurve, Floats, Points
from geodata.decisions.thresholds import (
    BLUE_LIGHT_FACTOR,
    ROUTED_MATCH,
    WALKING_DETOUR,
    WALKING_SPEED,
)


def minutes(
    areas: pd.DataFrame,
    services: pd.DataFrame,
    curve: CarCurve,
    units: pd.DataFrame,
    routed_min: Floats,
) -> pd.DataFrame:
    """Minutes from every area to every service, one row per area, service and mode.

    Shape: travel_mode, service_id, area_code, minutes (one decimal), basis.
    """
    homes, sites = Points.of(areas), Points.of(services)
    km = calibration.distance_km(homes, sites)
    car = curve.minutes(homes, sites)
    to_unit = calibration.distance_km(sites, Points.of(units))
    matched = np.flatnonzero(
        to_unit.min(axis=1, initial=np.inf) * 1000 <= ROUTED_MATCH.amount
    )
    if len(matched):
        car[:, matched] = routed_min[:, to_unit[matched].argmin(axis=1)]
    car_basis = np.full(len(services), "calibrated", dtype=object)
    car_basis[matched] = "routed"
    walk = km * WALKING_DETOUR.amount / WALKING_SPEED.amount * 60
    straight = np.full(len(services), "straight_line", dtype=object)
    return pd.concat(
        [
            _long(
                areas, services, "blue_light", car * BLUE_LIGHT_FACTOR.amount, car_basis
            ),
            _long(areas, services, "car", car, car_basis),
            _long(areas, services, "walk", walk, straight),
        ],
        ignore_index=True,
    )


def _long(
    areas: pd.DataFrame,
    services: pd.DataFrame,
    mode: str,
    matrix: Floats,
    basis: np.ndarray,
) -> pd.DataFrame:
    # Service by service: a query for some services reads few row groups.
    return pd.DataFrame(
        {
            "travel_mode": mode,
            "service_id": np.repeat(services["service_id"].to_numpy(), len(areas)),
            "area_code": np.tile(areas["area_code"].to_numpy(), len(services)),
            "minutes": matrix.T.ravel().round(1),
            "basis": np.repeat(basis, len(areas)),
        }
    )
