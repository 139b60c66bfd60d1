"""Minutes from every area to many places at once, by the rules of scenarios.minutes.

A test holds the two together; this one takes a second for 500 places, not ten.
"""

import duckdb
import numpy as np
import pandas as pd

from queries.car_curve import Points, distance_km
from queries.scenarios.minutes import SAME_POINT_M, curve
from queries.siting.problems import Floats

BLOCK = 50
"""Places at once: the curve's terms of 50 × 5,000 pairs are 14 MB."""

_MINUTES = """
with numbered as (
    select area_code, row_number() over (order by area_code) - 1 as area_place,
    from areas
),
asked as (
    select unnest($services) as service_id, unnest(range(len($services))) as site_place,
)
select asked.site_place, numbered.area_place, travel_minutes.minutes::double as minutes,
from travel_minutes
inner join asked using (service_id)
inner join numbered using (area_code)
where travel_minutes.travel_mode = $mode
"""
_BASES = """
select service_id, basis, from travel_minutes
where travel_mode = $mode and list_contains($services, service_id)
group by all
"""


def to_services(
    cursor: duckdb.DuckDBPyConnection, services: list[str], mode: str, area_count: int
) -> Floats:
    """Minutes to services of the register: services × areas in order of their codes.

    Infinite where the database has none.
    """
    found = np.full((len(services), area_count), np.inf)
    if services:
        asked = {"services": services, "mode": mode}
        known = cursor.execute(_MINUTES, asked).fetchnumpy()
        found[known["site_place"], known["area_place"]] = known["minutes"]
    return found


def to_places(
    cursor: duckdb.DuckDBPyConnection, places: pd.DataFrame, mode: str
) -> Floats:
    """Minutes to places with easting_m and northing_m: places × areas."""
    areas = cursor.execute(
        "select area_code, easting_m, northing_m, delay_min from areas "
        "left join area_delays using (area_code) order by area_code"
    ).df()
    if places.empty:
        return np.empty((0, len(areas)))
    homes, sites = Points.of(areas), Points.of(places)
    decided = dict(
        cursor.execute("select threshold_code, amount from thresholds").fetchall()
    )
    if mode == "walk":
        # In the order of scenarios.minutes: half a tenth is rounded as there.
        detour, speed = decided["walking_detour"], decided["walking_speed_km_per_h"]
        found = distance_km(homes, sites).T * detour / speed * 60
    else:
        fitted = curve(cursor, areas)
        blocks = [
            fitted.minutes(homes, sites.only(np.arange(first, last))).T
            for first, last in _ends(len(places))
        ]
        factor = decided["blue_light_factor"] if mode == "blue_light" else 1.0
        found = np.vstack(blocks) * factor
    found = np.asarray(np.round(found, 1), float)
    for place, service in _matched(cursor, sites, mode, decided["routed_match_m"]):
        found[place] = to_services(cursor, [service], mode, len(areas))[0]
    return found


def _ends(count: int) -> list[tuple[int, int]]:
    return [(n, min(n + BLOCK, count)) for n in range(0, count, BLOCK)]


def _matched(
    cursor: duckdb.DuckDBPyConnection, sites: Points, mode: str, match_m: float
) -> list[tuple[int, str]]:
    """Places that take the minutes of a service: on its point, or near a measured one."""
    services = cursor.execute(
        "select service_id, easting_m, northing_m from services "
        "where is_placed order by service_id"
    ).df()
    metres = 1000 * distance_km(sites, Points.of(services))
    near = np.unique(np.flatnonzero(metres.min(axis=0, initial=np.inf) <= match_m))
    asked = {"mode": mode, "services": list(services["service_id"].iloc[near])}
    bases: dict[str, set[str]] = {}
    for service, basis in cursor.execute(_BASES, asked).fetchall():
        bases.setdefault(service, set()).add(basis)
    found = []
    for place in np.flatnonzero(metres.min(axis=1, initial=np.inf) <= match_m):
        fit = [
            (metres[place, n], services["service_id"].iloc[n])
            for n in near
            if metres[place, n] <= match_m
            and (
                (
                    metres[place, n] <= SAME_POINT_M
                    and bases.get(services["service_id"].iloc[n])
                )
                or bases.get(services["service_id"].iloc[n], set())
                & {"routed", "network"}
            )
        ]
        if fit:
            found.append((int(place), str(min(fit)[1])))
    return found
