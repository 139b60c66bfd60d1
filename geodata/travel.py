"""Minutes from every area to every placed service, on foot, by car and on blue light.

Limits of method: no public transport; walking is a straight line with a detour; car
minutes are routed for the hospitals of the matrix and calibrated elsewhere; where a file
of roads lies in the steward's folder, `road_minutes` lays the network's over them.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.decisions.thresholds import (
    BLUE_LIGHT_FACTOR,
    ROUTED_MATCH,
    WALKING_DETOUR,
    WALKING_SPEED,
)
from queries.car_curve import CarCurve, Floats, Points, distance_km

Words = NDArray[np.object_]


@dataclass(frozen=True)
class Matrices:
    """Minutes and their basis by mode, areas × services; written over by `road_minutes`.

    The basis of blue light is that of the car.
    """

    car: Floats
    blue_light: Floats
    walk: Floats
    car_basis: Words
    walk_basis: Words


def matrices(
    areas: pd.DataFrame,
    services: pd.DataFrame,
    curve: CarCurve,
    units: pd.DataFrame,
    routed_min: Floats,
) -> Matrices:
    """Minutes from every area to every service: routed, calibrated, straight line."""
    homes, sites = Points.of(areas), Points.of(services)
    km = distance_km(homes, sites)
    car = curve.minutes(homes, sites)
    to_unit = distance_km(sites, Points.of(units))
    matched = np.flatnonzero(
        to_unit.min(axis=1, initial=np.inf) * 1000 <= ROUTED_MATCH.amount
    )
    car_basis = np.full(car.shape, "calibrated", dtype=object)
    if len(matched):
        car[:, matched] = routed_min[:, to_unit[matched].argmin(axis=1)]
        car_basis[:, matched] = "routed"
    return Matrices(
        car=car,
        blue_light=car * BLUE_LIGHT_FACTOR.amount,
        walk=km * WALKING_DETOUR.amount / WALKING_SPEED.amount * 60,
        car_basis=car_basis,
        walk_basis=np.full(car.shape, "straight_line", dtype=object),
    )


def minutes(
    areas: pd.DataFrame, services: pd.DataFrame, found: Matrices
) -> pd.DataFrame:
    """Minutes from every area to every service, one row per area, service and mode.

    Shape: travel_mode, service_id, area_code, minutes (one decimal), basis.
    """
    modes = (
        ("blue_light", found.blue_light, found.car_basis),
        ("car", found.car, found.car_basis),
        ("walk", found.walk, found.walk_basis),
    )
    return pd.concat(
        [_long(areas, services, *mode) for mode in modes], ignore_index=True
    )


def _long(
    areas: pd.DataFrame,
    services: pd.DataFrame,
    mode: str,
    matrix: Floats,
    basis: Words,
) -> pd.DataFrame:
    # Service by service: a query for some services reads few row groups.
    return pd.DataFrame(
        {
            "travel_mode": mode,
            "service_id": np.repeat(services["service_id"].to_numpy(), len(areas)),
            "area_code": np.tile(areas["area_code"].to_numpy(), len(services)),
            "minutes": matrix.T.ravel().round(1),
            "basis": basis.T.ravel(),
        }
    )
