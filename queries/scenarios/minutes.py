"""Minutes from every area to places that the register does not have.

A place on the point of a service of the edition has that service's minutes. One within
thresholds.ROUTED_MATCH of a service whose minutes are routed, or measured over roads,
takes those; others walk a straight line with its detour and drive by the curve that the
build fitted, whose error is that of a hospital left out (calibration_summary).
"""

from collections.abc import Mapping

import duckdb
import numpy as np
import pandas as pd

from queries.car_curve import TERMS, CarCurve, Floats, Points, distance_km

COLUMNS = ["travel_mode", "service_id", "area_code", "minutes", "basis"]
SAME_POINT_M = 1.0
"""Points this near are one: coordinates are of whole metres."""

_MATCHED = """
with near as (
    select
        services.service_id,
        sqrt(
            (services.easting_m - $east) ** 2 + (services.northing_m - $north) ** 2
        ) as metres,
    from services
    where services.is_placed
),
measured as (
    select distinct near.service_id, near.metres, minutes.travel_mode, minutes.basis,
    from near
    inner join travel_minutes as minutes using (service_id)
    where near.metres <= (
        select amount from thresholds where threshold_code = 'routed_match_m'
    )
)
select travel_mode, arg_min(service_id, (metres, service_id)),
from measured
where metres <= $same_point_m or basis in ('routed', 'network')
group by travel_mode
"""
_TAKEN = """
select
    travel_mode, $name as service_id, area_code, minutes::double as minutes, basis,
from travel_minutes
where service_id = $matched and travel_mode = $mode
"""


def minutes(
    present: duckdb.DuckDBPyConnection, places: Mapping[str, tuple[float, float]]
) -> pd.DataFrame:
    """Minutes from every area to places, by the name that each is given here.

    `present` is a cursor on an edition, unchanged; `places` are easting and northing in
    metres, EPSG:27700.
    Shape: travel_mode, service_id (the name given), area_code, minutes (one decimal),
    basis; as the table travel_minutes.
    """
    parts = []
    for name, (east, north) in places.items():
        point = {"east": east, "north": north, "same_point_m": SAME_POINT_M}
        matched = dict(present.execute(_MATCHED, point).fetchall())
        for mode, service_id in matched.items():
            taken = {"name": name, "matched": service_id, "mode": mode}
            parts.append(present.execute(_TAKEN, taken).df())
        if missing := {"walk", "car", "blue_light"} - set(matched):
            made = worked_out(present, name, east, north)
            parts.append(made[made["travel_mode"].isin(missing)])
    return pd.concat(parts, ignore_index=True) if parts else _none()


def worked_out(
    present: duckdb.DuckDBPyConnection, name: str, east: float, north: float
) -> pd.DataFrame:
    """Minutes from every area to one place, none of them taken from a service's."""
    areas = present.execute(
        "select area_code, easting_m, northing_m, delay_min from areas "
        "inner join area_delays using (area_code) order by area_code"
    ).df()
    homes = Points.of(areas)
    site = Points(np.array([east]), np.array([north]))
    decided = dict(
        present.execute("select threshold_code, amount from thresholds").fetchall()
    )
    car = curve(present, areas).minutes(homes, site)[:, 0]
    detour, speed = decided["walking_detour"], decided["walking_speed_km_per_h"]
    walk = distance_km(homes, site)[:, 0] * detour / speed * 60
    by_mode = (
        ("blue_light", car * decided["blue_light_factor"], "calibrated"),
        ("car", car, "calibrated"),
        ("walk", walk, "straight_line"),
    )
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "travel_mode": mode,
                    "service_id": name,
                    "area_code": areas["area_code"],
                    "minutes": np.round(amount, 1),
                    "basis": basis,
                }
            )
            for mode, amount, basis in by_mode
        ]
    )


def curve(present: duckdb.DuckDBPyConnection, areas: pd.DataFrame) -> CarCurve:
    """The curve that the build fitted; `areas` are all of them, with delay_min."""
    fitted = dict(present.execute("select term, amount from car_curve").fetchall())
    *amounts, factor = (fitted[term] for term in TERMS)
    delay: Floats = areas["delay_min"].to_numpy(float)
    return CarCurve(np.array(amounts), delay, factor)


def _none() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
