"""Sites of publishers' files in one shape: context, and candidates for siting."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from pyproj import Transformer

from geodata.errors import UnmappedCategory
from geodata.readers import Reading, reading_of, set_aside
from geodata.readers.postcodes import normalised
from geodata.sources import Source
from queries.car_curve import Floats

SITE_COLUMNS = (
    "site_code site_name site_kind parent_code postcode easting_m northing_m is_open "
    "opened_on closed_on"
).split()
GRID_EAST_M, GRID_NORTH_M = 700_000, 1_300_000
"""Extent of the National Grid, EPSG:27700."""
TO_GRID = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


def sites(
    source: Source, found: pd.DataFrame, again: pd.DataFrame, vintage: str
) -> Reading:
    """Sites of one file, each once; `again` are rows its reader found to be repeats.

    Shape: SITE_COLUMNS and row_number, the row of the file. CRS: EPSG:27700.
    Sets aside: rows without code or name, listed twice.
    """
    blank = found[(found["site_code"] == "") | (found["site_name"] == "")]
    rows = found.drop(index=blank.index.union(again.index))
    twice = rows[rows.duplicated("site_code")]
    kept = rows.drop(index=twice.index)
    kept = kept.assign(
        postcode=normalised(kept["postcode"]).where(kept["postcode"] != "", ""),
        row_number=kept.index,
    )
    return reading_of(
        source,
        found,
        kept[[*SITE_COLUMNS, "row_number"]],
        set_aside(blank, "site_without_name", "it has no code or no name"),
        set_aside(
            again.drop(index=again.index.intersection(blank.index)),
            "site_listed_twice",
            "the same name and postcode came before in the file",
        ),
        set_aside(twice, "site_listed_twice", "its code came before in the file"),
        vintage=vintage,
    )


def on_grid(lon: pd.Series, lat: pd.Series) -> tuple[Floats, Floats]:
    """Metres east and north of degrees given as text; nan where there are none."""
    east, north = TO_GRID.transform(_numbers(lon), _numbers(lat))
    return _on_grid(east, north)


def grid_points(easting: pd.Series, northing: pd.Series) -> tuple[Floats, Floats]:
    """Metres east and north given as text; nan for a point that is not on the grid."""
    return _on_grid(_numbers(easting), _numbers(northing))


def day(dates: pd.Series) -> pd.Series:
    """'20171031' or '20171031.0' as '2017-10-31', blank where there is none."""
    digits = dates.str.extract(r"^(\d{8})(?:\.0)?$")[0].fillna("")
    days = digits.str[:4] + "-" + digits.str[4:6] + "-" + digits.str[6:]
    return days.where(digits != "", "")


def require_known(
    codes: pd.Series, known: set[str], column: str, source: Source, path: Path
) -> None:
    """Raise UnmappedCategory unless every code has been decided about."""
    unknown = sorted(set(codes) - known)
    if unknown:
        raise UnmappedCategory(
            f"{source.title}: expected codes of '{column}' that are decided about, found "
            f"{unknown} ({path}). Decide about them in "
            "geodata/decisions/publisher_codes.py."
        )


def _numbers(cells: pd.Series) -> Floats:
    return np.asarray(pd.to_numeric(cells, errors="coerce"), float)


def _on_grid(east: ArrayLike, north: ArrayLike) -> tuple[Floats, Floats]:
    # Degrees of 0 and 0, or swapped, and infinities lie off the grid: no point at all.
    easting, northing = np.asarray(east, float), np.asarray(north, float)
    lies = (easting > 0) & (easting < GRID_EAST_M)
    lies &= (northing > 0) & (northing < GRID_NORTH_M)
    return (
        np.where(lies, easting, np.nan).round(1),
        np.where(lies, northing, np.nan).round(1),
    )
