"""Candidates from a list of one's own: every row that is no place is told at once."""

from collections.abc import Hashable
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from queries.errors import CannotAnswer
from queries.scenarios.spots import spot, to_grid
from queries.siting.candidates import Candidates

COLUMNS = (
    "site_code site_name place at service_id easting_m northing_m cost capacity"
).split()
MOST_LAT, MOST_LON = 90, 180
_ALIKE = {"latitude": "lat", "longitude": "lon", "lng": "lon", "name": "site_name"}


def of_points(connection: duckdb.DuckDBPyConnection, given: pd.DataFrame) -> Candidates:
    """A list of one's own: site_name, at (postcode, area, service or point).

    In place of `at` it may have lat and lon (degrees, EPSG:4326). It may have a cost, and
    a capacity in people (or need) within reach; empty cells are a cost of 1 and room for
    all.

    Raises: CannotAnswer, with every row that is no place, or a missing column.
    """
    listed = given.rename(columns=lambda name: _ALIKE.get(_plain(name), _plain(name)))
    in_degrees = "at" not in listed and {"lat", "lon"} <= set(listed.columns)
    absent = (
        {"site_name", "at"} - set(listed.columns) - ({"at"} if in_degrees else set())
    )
    if absent:
        raise CannotAnswer(
            "Expected a list with the columns site_name and at (a postcode, a small "
            "area, a service or a point), or lat and lon in degrees; found no "
            f"{' and no '.join(sorted(absent))}."
        )
    found, faults = [], []
    names = dict(_rows(connection, "select borough_code, borough_name from boroughs"))
    for number, row in enumerate(listed.to_dict("records"), start=1):
        try:
            if in_degrees:
                row["at"] = _grid_point(row)
            found.append(_of_row(connection, number, row, names))
        except CannotAnswer as fault:
            faults.append(f"row {number} ({row['site_name']}): {fault}")
    if faults:
        raise CannotAnswer("\n".join(faults))
    return Candidates(pd.DataFrame(found, columns=COLUMNS))


def _of_row(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    row: dict[Hashable, Any],
    names: dict[str | None, str],
) -> dict[str, object]:
    place = spot(connection, str(row["at"]))
    return {
        "site_code": f"P{number}",
        "site_name": str(row["site_name"]),
        "place": names.get(place.borough_code, "outside London"),
        "at": str(row["at"]),
        "service_id": None,
        "easting_m": place.easting_m,
        "northing_m": place.northing_m,
        "cost": _number(row, "cost", 1.0),
        "capacity": _number(row, "capacity", np.inf),
    }


def _plain(name: object) -> str:
    return str(name).strip().lower()


def _grid_point(row: dict[Hashable, Any]) -> str:
    """The place of a row in degrees as a point of the National Grid, to the metre."""
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
    except (TypeError, ValueError) as fault:
        raise CannotAnswer(
            "Expected lat and lon in degrees, such as 51.5074 and -0.1278, found "
            f"{row['lat']!r} and {row['lon']!r}."
        ) from fault
    if not (abs(lat) <= MOST_LAT and abs(lon) <= MOST_LON):
        raise CannotAnswer(
            "Expected lat and lon in degrees, such as 51.5074 and -0.1278, found "
            f"{lat:g} and {lon:g}."
        )
    east, north = to_grid(lon, lat)
    return f"{east:.0f},{north:.0f}"


def _number(row: dict[Hashable, Any], name: str, otherwise: float) -> float:
    """A number of a list, or what stands for an empty cell or no column."""
    given = row.get(name)
    if given is None or pd.isna(given):
        return otherwise
    try:
        amount = float(given)
    except ValueError as fault:
        raise CannotAnswer(f"Expected a {name} in digits, found {given!r}.") from fault
    if not 0 <= amount < np.inf:
        raise CannotAnswer(f"Expected a {name} of 0 or more, found {given!r}.")
    return amount


def _rows(
    connection: duckdb.DuckDBPyConnection, statement: str
) -> list[tuple[str | None, str]]:
    cursor = connection.cursor()
    cursor.execute("use london")
    return cursor.execute(statement).fetchall()
