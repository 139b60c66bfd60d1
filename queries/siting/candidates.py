"""Where a service could stand: sites of the NHS, small areas, or a list of one's own.

A candidate is a place, not an offer: whether a building has room, a lease or a licence is
for those who know it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd

MOST = 500
"""Areas taken as candidates: so many are solved in seconds."""

_SERVICES = """
select
    services.service_id as site_code,
    services.service_name as site_name,
    coalesce(boroughs.borough_name, 'outside London') as place,
    services.service_id as at,
    services.service_id,
    services.easting_m,
    services.northing_m,
    1.0 as cost,
from services
inner join service_types using (service_type)
left join boroughs using (borough_code)
where
    services.is_placed
    and list_contains($types, services.service_type)
    and (
        not $is_usable
        or services.service_id in (
            select suitability.service_id,
            from service_suitability(
                $types, $age, $access, $floor_rank, $count_restricted
            ) as suitability
            where suitability.lasting_barrier is null
        )
    )
order by service_types.type_rank, services.service_id
"""
_SITES = """
select
    sites.site_code,
    sites.site_name,
    boroughs.borough_name as place,
    printf('%d,%d', round(sites.easting_m)::int, round(sites.northing_m)::int) as at,
    null::varchar as service_id,
    sites.easting_m,
    sites.northing_m,
    1.0 as cost,
from sites
inner join boroughs using (borough_code)
where sites.is_open and list_contains($kinds, sites.site_kind)
qualify row_number() over (partition by sites.site_code order by sites.source_code) = 1
order by sites.site_code
"""
# One area for each square of a grid, the one with most residents: as coarse a grid as
# leaves few enough.
_AREAS = """
with squares as (
    select
        areas.*,
        floor(easting_m / $square_m) as square_east,
        floor(northing_m / $square_m) as square_north,
    from areas
    where $boroughs = [] or list_contains($boroughs, areas.borough_code)
)
select
    squares.area_code as site_code,
    known_as(squares.area_name, squares.place_name) as site_name,
    boroughs.borough_name as place,
    squares.area_code as at,
    null::varchar as service_id,
    squares.easting_m,
    squares.northing_m,
    1.0 as cost,
from squares
inner join boroughs using (borough_code)
qualify row_number() over (
    partition by square_east, square_north
    order by squares.residents desc, squares.area_code
) = 1
order by squares.area_code
"""


@dataclass(frozen=True, eq=False)
class Candidates:
    """Places that could be chosen, one row each.

    Shape: site_code, site_name, place (a borough, in words), at (as a scenario's moves
    take it), service_id (null but for a service of the register), easting_m, northing_m
    (EPSG:27700), cost; capacity, if the list has one.
    """

    places: pd.DataFrame


def of_services(
    connection: duckdb.DuckDBPyConnection,
    types: Iterable[str],
    usable_by: Mapping[str, Any] | None = None,
) -> Candidates:
    """Sites of services of these types that have a place, whatever their hours.

    `usable_by`, parameters of access_by_area: only services that would take this person
    if they were open, for more hours of others help nobody who asks.
    """
    person = {"age": "", "access": "", "floor_rank": 0, "count_restricted": False}
    if usable_by is not None:
        person = {name: usable_by[name] for name in person}
    return Candidates(
        _asked(
            connection,
            _SERVICES,
            types=list(types),
            is_usable=usable_by is not None,
            **person,
        )
    )


def of_nhs_sites(
    connection: duckdb.DuckDBPyConnection, kinds: Iterable[str]
) -> Candidates:
    """Open NHS sites of these kinds, where the edition has the publishers' file."""
    return Candidates(_asked(connection, _SITES, kinds=list(kinds)))


def of_areas(
    connection: duckdb.DuckDBPyConnection,
    *,
    boroughs: Iterable[str] = (),
    most: int = MOST,
) -> Candidates:
    """Points of small areas, all of them or as many as an even grid leaves."""
    square_m = 1.0
    while True:
        found = _asked(connection, _AREAS, boroughs=list(boroughs), square_m=square_m)
        if len(found) <= most:
            return Candidates(found)
        square_m = max(250.0, 1.1 * square_m)


def joined(*several: Candidates, apart_m: float = 0.0) -> Candidates:
    """All of them, each place once; of places nearer than `apart_m` the first alone.

    Two names of one campus would be near-ties that tell nothing: 300 m keep them out.
    """
    every = pd.concat([one.places for one in several], ignore_index=True)
    every = every.drop_duplicates("site_code", ignore_index=True)
    points = every[["easting_m", "northing_m"]].to_numpy(float)
    kept: list[int] = []
    for place, point in enumerate(points):
        metres = np.hypot(*(points[kept] - point).T)
        if not (metres < apart_m).any():
            kept.append(place)
    return Candidates(every.iloc[kept].reset_index(drop=True))


def _asked(
    connection: duckdb.DuckDBPyConnection, statement: str, **params: object
) -> pd.DataFrame:
    cursor = connection.cursor()
    cursor.execute("use london")
    return cursor.execute(statement, params).df()
