"""Minutes from every area to services and to places, as matrices of siting."""

import duckdb
import numpy as np
import pandas as pd

from queries.scenarios.sites import site_minutes
from queries.siting.problems import Floats

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
    listed = "select area_code from areas order by area_code"
    areas = cursor.execute(listed).df()["area_code"]
    found = np.full((len(places), len(areas)), np.inf)
    if places.empty:
        return found
    points = zip(places["easting_m"], places["northing_m"], strict=True)
    named = {
        str(n): (float(east), float(north)) for n, (east, north) in enumerate(points)
    }
    known = site_minutes(cursor, named, modes=[mode])
    columns = pd.Index(areas).get_indexer(known["area_code"])
    found[known["service_id"].astype(int), columns] = known["minutes"]
    return found
