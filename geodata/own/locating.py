"""Where each row happened: the first way of the mapping that gives a valid answer.

Limits of method: a point is taken for London by a box on the National Grid, whose
corners are Essex, Kent, Surrey and Hertfordshire; the build places it in an area. lon
and lat are turned into the grid without the OSTN15 correction, up to 3 m off. A
postcode gives its own point, a borough none.
"""

from dataclasses import dataclass

import duckdb
import pandas as pd
from pyproj import Transformer

from geodata.own import boroughs
from geodata.own.mapping import Place

POSTCODE_PRECISION_M = 100.0
"""Half of London's postcodes span less; most are one side of a street."""
LONDON_BOX_M = (503_000, 155_000, 562_500, 201_500)
"""West, south, east, north: boroughs' extremes (503,574 to 561,957 and 155,850 to
200,934) and half a kilometre."""
BRITAIN_BOX_M = (1_000, 1_000, 700_000, 1_300_000)
BRITAIN_BOX_DEGREES = (-9.0, 49.0, 2.5, 61.0)

LOCATED = """
create table located (
    row_number bigint, easting_m double, northing_m double, precision_m double,
    location_basis varchar, is_elsewhere boolean
);
create table borough_of (borough_text varchar, borough_code varchar, is_elsewhere boolean);
create macro as_number(cell) as try_cast(replace(trim(cell), ',', '') as double);
create macro packed(cell) as upper(regexp_replace(cell, '[^A-Za-z0-9]', '', 'g'));
"""
INTO = """
insert into located
select
    row_number, easting_m, northing_m, $precision_m, $basis,
    not (easting_m between $west and $east and northing_m between $south and $north),
from found anti join located using (row_number)
where easting_m is not null
"""


@dataclass(frozen=True)
class Places:
    """What places can be looked up in.

    `postcodes`: postcode, easting_m, northing_m. `boroughs`: borough_code, borough_name.
    """

    postcodes: pd.DataFrame
    boroughs: pd.DataFrame


def locate(
    connection: duckdb.DuckDBPyConnection, where: tuple[Place, ...], places: Places
) -> None:
    """Make `located` and `borough_of` from the columns `place0a`, … of `picked`.

    Shape: `located`: a row per row that has a place; easting_m is null where only the
    borough is known. `borough_of`: a row per distinct text of the borough column.
    """
    connection.execute(LOCATED)
    for number, place in enumerate(where):
        first, second = f"place{number}a", f"place{number}b"
        match place.basis:
            case "degrees":
                _degrees(connection, first, second)
            case "postcode":
                _postcodes(connection, first, places.postcodes)
            case "borough":
                _boroughs(connection, first, places.boroughs)
                continue
            case _:
                _grid(connection, first, second)
        precision = place.precision_m
        if precision is None and place.basis == "postcode":
            precision = POSTCODE_PRECISION_M
        west, south, east, north = LONDON_BOX_M
        connection.execute(
            INTO,
            {"precision_m": precision, "basis": place.basis}
            | {"west": west, "south": south, "east": east, "north": north},
        )


def _grid(connection: duckdb.DuckDBPyConnection, easting: str, northing: str) -> None:
    west, south, east, north = BRITAIN_BOX_M
    connection.execute(
        f"""create or replace temp view found as
        select row_number, as_number({easting}) as easting_m,
            as_number({northing}) as northing_m
        from picked
        where as_number({easting}) between {west} and {east}
            and as_number({northing}) between {south} and {north}"""
    )


def _degrees(connection: duckdb.DuckDBPyConnection, lon: str, lat: str) -> None:
    west, south, east, north = BRITAIN_BOX_DEGREES
    given = connection.execute(
        f"""select row_number, as_number({lon}) as lon, as_number({lat}) as lat
        from picked
        where as_number({lon}) between {west} and {east}
            and as_number({lat}) between {south} and {north}"""
    ).fetchnumpy()
    to_grid = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    easting, northing = to_grid.transform(given["lon"], given["lat"])
    connection.register(
        "projected",
        pd.DataFrame(
            {
                "row_number": given["row_number"],
                "easting_m": easting.round(1),
                "northing_m": northing.round(1),
            }
        ),
    )
    connection.execute("create or replace temp view found as from projected")


def _postcodes(
    connection: duckdb.DuckDBPyConnection, cell: str, postcodes: pd.DataFrame
) -> None:
    connection.register("postcodes_given", postcodes)
    connection.execute(
        """create table if not exists postcode_points as
        select packed(postcode) as postcode, any_value(easting_m) as easting_m,
            any_value(northing_m) as northing_m
        from postcodes_given group by all"""
    )
    connection.execute(
        f"""create or replace temp view found as
        select picked.row_number, postcode_points.easting_m, postcode_points.northing_m
        from picked
        inner join postcode_points on postcode_points.postcode = packed({cell})"""
    )


def _boroughs(
    connection: duckdb.DuckDBPyConnection, cell: str, known: pd.DataFrame
) -> None:
    texts = connection.execute(
        f"select distinct {cell} from picked where {cell} is not null"
    ).fetchall()
    connection.register("codes", boroughs.codes((t for (t,) in texts), known))
    connection.execute("delete from borough_of")
    connection.execute("insert into borough_of from codes")
    connection.execute(
        f"""insert into located
        select row_number, null, null, null, 'borough', borough_of.is_elsewhere
        from picked inner join borough_of on picked.{cell} = borough_of.borough_text
        anti join located using (row_number)
        where borough_of.borough_code is not null or borough_of.is_elsewhere"""
    )
