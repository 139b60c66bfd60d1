"""Where a new or moved service stands: a postcode, a small area, a service or a point.

Limit of method: a point of the National Grid belongs to the borough of the nearest
postcode, since borders are not in the database as numbers.
"""

import re
from dataclasses import dataclass
from functools import cache

import duckdb
from pyproj import Transformer

from queries.errors import CannotAnswer
from queries.parameters import did_you_mean
from queries.rows import rows

GRID_M = ((480_000, 590_000), (140_000, 220_000))
"""Eastings and northings in and around London, as in the checks of the schema."""
_NEAREST_POSTCODE = """
with near as (
    select
        postcode,
        area_code,
        sqrt((easting_m - $east) ** 2 + (northing_m - $north) ** 2) as metres,
    from postcodes
)
select near.postcode, areas.borough_code,
from near
inner join areas using (area_code)
inner join thresholds on thresholds.threshold_code = 'postcode_snap_m'
-- A point farther than this from every postcode of London lies outside.
where near.metres <= thresholds.amount
order by near.metres, near.postcode
limit 1
"""
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}")
_POINT = re.compile(r"(\d{5,7}(?:\.\d+)?) ?[, ] ?(\d{5,7}(?:\.\d+)?)")
_AREA = re.compile(r"E0[0-9]{7}")


@dataclass(frozen=True)
class Spot:
    """A place on the National Grid; `words` are how people call it.

    `borough_code` and `postcode` (its own, or the nearest) are None outside London;
    `location_basis` says whether the point is that of its postcode.
    CRS: `easting_m`, `northing_m` EPSG:27700; `lon`, `lat` EPSG:4326.
    """

    easting_m: float
    northing_m: float
    postcode: str | None
    borough_code: str | None
    location_basis: str
    words: str

    @property
    def lonlat(self) -> tuple[float, float]:
        """Longitude and latitude in degrees."""
        lon, lat = _to_lonlat().transform(self.easting_m, self.northing_m)
        return round(lon, 6), round(lat, 6)


def spot(connection: duckdb.DuckDBPyConnection, at: str) -> Spot:
    """The place that a text says.

    Raises: CannotAnswer if it is no place, or none of this edition.
    """
    text = at.strip()
    if point := _POINT.fullmatch(text):
        return _of_point(connection, float(point[1]), float(point[2]))
    if _AREA.fullmatch(text.upper()):
        return _of_area(connection, text.upper())
    if found := _of_service(connection, text):
        return found
    if _POSTCODE.fullmatch(text.upper()):
        return _of_postcode(connection, text.upper().replace(" ", ""))
    listed = [i for (i,) in rows(connection, "select service_id from services")]
    raise CannotAnswer(
        "Expected a place: a postcode (SE5 8AZ), a small area (E01003930), a service "
        f"that has a place (AE001) or a point ('532500,176200'); found {at!r}."
        f"{did_you_mean(text.upper(), map(str, listed))}"
    )


def _of_point(connection: duckdb.DuckDBPyConnection, east: float, north: float) -> Spot:
    easts, norths = GRID_M
    if not (easts[0] <= east <= easts[1] and norths[0] <= north <= norths[1]):
        raise CannotAnswer(
            "Expected a point of the National Grid in or near London, easting "
            f"{easts[0]:,} to {easts[1]:,} and northing {norths[0]:,} to "
            f"{norths[1]:,} metres; found {east:,.0f},{north:,.0f}. Degrees are not "
            "taken."
        )
    nearest = rows(
        connection,
        _NEAREST_POSTCODE,
        east=east,
        north=north,
    )
    postcode, borough = nearest[0] if nearest else (None, None)
    near = f"a point near {postcode}" if postcode else "a point outside London"
    return Spot(east, north, postcode, borough, "near_postcode", near)


def _of_area(connection: duckdb.DuckDBPyConnection, code: str) -> Spot:
    found = rows(
        connection,
        "select easting_m, northing_m, known_as(area_name, place_name), borough_code "
        "from areas where area_code = $code",
        code=code,
    )
    if not found:
        raise CannotAnswer(
            f"Expected a small area of this edition, found {code!r}. Its codes are of "
            "another vintage than this one's, or it lies outside London."
        )
    east, north, name, borough = found[0]
    near = _of_point(connection, float(east), float(north))
    return Spot(
        float(east),
        float(north),
        near.postcode,
        str(borough),
        "near_postcode",
        str(name),
    )


def _of_service(connection: duckdb.DuckDBPyConnection, text: str) -> Spot | None:
    found = rows(
        connection,
        "select easting_m, northing_m, postcode, borough_code, service_name "
        "from services where upper(service_id) = upper($text)",
        text=text,
    )
    if not found:
        return None
    east, north, postcode, borough, name = found[0]
    if east is None:
        raise CannotAnswer(
            f"Expected a service that has a place, found {text!r} ({name}), whose "
            "place is not known. Give a postcode or a point."
        )
    return Spot(float(east), float(north), postcode, borough, "postcode", str(name))


def _of_postcode(connection: duckdb.DuckDBPyConnection, packed: str) -> Spot:
    postcode = f"{packed[:-3]} {packed[-3:]}"
    found = rows(
        connection,
        # A postcode outside London is known where a service stands on it.
        "select postcodes.easting_m, postcodes.northing_m, borough_code from postcodes "
        "inner join areas using (area_code) where postcode = $postcode "
        "union all select easting_m, northing_m, borough_code from services "
        "where postcode = $postcode and easting_m is not null limit 1",
        postcode=postcode,
    )
    if not found:
        raise CannotAnswer(
            f"Expected a postcode of London, found {postcode!r}. For a place outside "
            "give a point of the National Grid, such as '532500,176200'."
        )
    east, north, borough = found[0]
    return Spot(float(east), float(north), postcode, borough, "postcode", postcode)


def to_grid(lon: float, lat: float) -> tuple[float, float]:
    """Easting and northing in metres (EPSG:27700) of degrees (EPSG:4326)."""
    east, north = _from_lonlat().transform(lon, lat)
    return float(east), float(north)


@cache
def _to_lonlat() -> Transformer:
    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)


@cache
def _from_lonlat() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
