"""Changes of one service in the copies of a scenario: its hours, its ages, itself."""

import duckdb

from queries.scenarios import hours as clock
from queries.scenarios import known
from queries.scenarios.spots import Spot

Cursor = duckdb.DuckDBPyConnection
SOURCE = "a scenario"
"""What stands where the register names a source."""


def keep_hours(
    cursor: Cursor, service_id: str, daily: list[tuple[int, int, int]]
) -> None:
    """Give a service these hours and no others; they are then known."""
    cursor.execute(
        "update services set hours_known = true where service_id = $1", [service_id]
    )
    cursor.execute("delete from opening_hours where service_id = $1", [service_id])
    cursor.execute("delete from open_hours where service_id = $1", [service_id])
    if daily:
        days, opens, closes = map(list, zip(*daily, strict=True))
        cursor.execute(
            "insert into opening_hours select $1, unnest($2::integer[]), "
            "unnest($3::integer[]), unnest($4::integer[]), 'high', $5, null",
            [service_id, days, opens, closes, SOURCE],
        )
        cursor.execute(
            "insert into open_hours select $1, unnest($2::integer[])",
            [service_id, clock.whole_hours(clock.week(daily))],
        )


def take(cursor: Cursor, service_id: str, scheme: str, codes: tuple[str, ...]) -> None:
    """Let a service take these ages, or ways of arriving, and no others.

    Raises: CannotAnswer if the edition has no such code.
    """
    known.require(cursor, scheme, codes)
    table = {"age_group": "service_age_groups", "access_mode": "service_access_modes"}
    cursor.execute(f"delete from {table[scheme]} where service_id = $1", [service_id])  # noqa: S608 - names of our own
    cursor.execute(
        f"insert into {table[scheme]} select $1, unnest($2::varchar[])",
        [service_id, list(codes)],
    )


def added(
    cursor: Cursor, service_type: str, name: str, place: Spot | None = None
) -> str:
    """Id of a new service, without hours, ages and ways in as yet."""
    service_id = known.new_id(cursor)
    lon, lat = place.lonlat if place else (None, None)
    cursor.execute(
        "insert into services by name select $1 as service_id, $2 as service_name, "
        "$3 as service_type, $4 as postcode, $5 as location_basis, "
        "$6 as borough_code, false as hours_known, 'open' as status, "
        "'high' as confidence, $7 as source_url, $7 as source_date, "
        "$8::double as easting_m, $9::double as northing_m, $10::double as lon, "
        "$11::double as lat, $8 is not null as is_placed",
        [
            *(service_id, name, service_type, place and place.postcode),
            place.location_basis if place else "mobile",
            *(place and place.borough_code, SOURCE, place and place.easting_m),
            *(place and place.northing_m, lon, lat),
        ],
    )
    return service_id
