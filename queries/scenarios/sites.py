"""Minutes from every area to places that the register does not have.

A place on the point of a service of the edition has that service's minutes. One within
thresholds.ROUTED_MATCH of a service whose minutes are routed, or measured over roads,
takes those; others walk a straight line with its detour and drive by the curve that the
build fitted, whose error is that of a hospital left out (calibration_summary).
"""

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np
import pandas as pd

from queries.car_curve import TERMS, CarCurve, Floats, Points, distance_km

MODES = ("blue_light", "car", "walk")
SAME_POINT_M = 1.0
"""Points this near are one: coordinates are of whole metres."""
BLOCK = 50
"""Places worked out at a time: 4,835 areas × 50 places × 7 terms are 14 MB."""

_NEAR = """
select
    new_places.name,
    services.service_id,
    sqrt(
        (services.easting_m - new_places.easting_m) ** 2
        + (services.northing_m - new_places.northing_m) ** 2
    ) as metres,
from services
cross join new_places
where
    services.is_placed
    and metres <= (
        select amount from thresholds where threshold_code = 'routed_match_m'
    )
"""
_MATCHED = """
with measured as (
    select distinct near.name, near.service_id, near.metres, travel_mode, basis,
    from travel_minutes
    inner join near using (service_id)
)
select name, travel_mode, arg_min(service_id, (metres, service_id)) as service_id,
from measured
where
    list_contains($modes, travel_mode)
    and (metres <= $same_point_m or basis in ('routed', 'network'))
group by name, travel_mode
"""
_TAKEN = """
select
    travel_mode,
    matched.name as service_id,
    area_code,
    minutes::double as minutes,
    basis,
from travel_minutes
inner join matched using (travel_mode, service_id)
"""


def site_minutes(
    connection: duckdb.DuckDBPyConnection,
    places: Mapping[str, tuple[float, float]],
    *,
    modes: Sequence[str] = MODES,
    database: str = "london",
) -> pd.DataFrame:
    """Minutes from every area to places, by the name that each is given here.

    `database` of the connection is an edition, unchanged; `places` are easting and
    northing in metres, EPSG:27700.
    Shape: travel_mode, service_id (the name given), area_code, minutes (one decimal),
    basis; as the table travel_minutes.
    """
    present = connection.cursor()
    present.execute(f"use {database}")
    points = [(name, *point) for name, point in places.items()]
    sites = pd.DataFrame(points, columns=["name", "easting_m", "northing_m"])
    present.register("new_places", sites)
    present.register("near", present.execute(_NEAR).df())
    asked = {"modes": list(modes), "same_point_m": SAME_POINT_M}
    matched = present.execute(_MATCHED, asked).df()
    present.register("matched", matched)
    taken = present.execute(_TAKEN).df()
    parts = [taken] if len(taken) else []
    for mode in modes:
        has_one = matched.loc[matched["travel_mode"] == mode, "name"]
        left = sites[~sites["name"].isin(has_one)]
        parts += [
            worked_out(present, left[start : start + BLOCK], mode)
            for start in range(0, len(left), BLOCK)
        ]
    present.close()
    return pd.concat(parts, ignore_index=True) if parts else taken


def worked_out(
    present: duckdb.DuckDBPyConnection, sites: pd.DataFrame, mode: str
) -> pd.DataFrame:
    """Minutes from every area to sites in one mode, none taken from a service's.

    `sites` have name, easting_m and northing_m; the shape is that of `site_minutes`.
    """
    areas = present.execute(
        "select area_code, easting_m, northing_m, delay_min from areas "
        "inner join area_delays using (area_code) order by area_code"
    ).df()
    homes, there = Points.of(areas), Points.of(sites)
    decided = dict(
        present.execute("select threshold_code, amount from thresholds").fetchall()
    )
    if mode == "walk":
        detour, speed = decided["walking_detour"], decided["walking_speed_km_per_h"]
        matrix = distance_km(homes, there) * detour / speed * 60
    else:
        factor = decided["blue_light_factor"] if mode == "blue_light" else 1.0
        matrix = _curve(present, areas).minutes(homes, there) * factor
    return pd.DataFrame(
        {
            "travel_mode": mode,
            "service_id": np.repeat(sites["name"].to_numpy(), len(areas)),
            "area_code": np.tile(areas["area_code"].to_numpy(), len(sites)),
            "minutes": matrix.T.ravel().round(1),
            "basis": "straight_line" if mode == "walk" else "calibrated",
        }
    )


def _curve(present: duckdb.DuckDBPyConnection, areas: pd.DataFrame) -> CarCurve:
    fitted = dict(present.execute("select term, amount from car_curve").fetchall())
    *amounts, factor = (fitted[term] for term in TERMS)
    delay: Floats = areas["delay_min"].to_numpy(float)
    return CarCurve(np.array(amounts), delay, factor)
