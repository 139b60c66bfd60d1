"""Sites of publishers' files in one shape: context, and candidates for siting."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from pyproj import Transformer

from geodata.calibration import Floats
from geodata.errors import UnmappedCategory
from geodata.readers import Reading, reading_of, set_aside
from geodata.readers.postcodes import normalised
from geodata.sources import Source

SITE_COLUMNS = (
    "site_code site_name site_kind parent_code postcode easting_m northing_m is_open "
    "opened_on closed_on"
).split()
TO_GRID = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


def sites(
    source: Source, found: pd.DataFrame, again: pd.DataFrame, vintage: str
) -> Reading:
    """Sites of one file, each once; `again` are rows its reader found to be repeats.

    Shape: SITE_COLUMNS. CRS: EPSG:27700.
    Sets aside: rows without code or name, listed twice.
    """
    blank = found[(found["site_code"] == "") | (found["site_name"] == "")]
    rows = found.drop(index=blank.index.union(again.index))
    twice = rows[rows.duplicated("site_code")]
    kept = rows.drop(index=twice.index)
    kept = kept.assign(
        postcode=normalised(kept["postcode"]).where(kept["postcode"] != "", "")
    )
    return reading_of(
        source,
        found,
        kept[SITE_COLUMNS],
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
    east, north = TO_GRID.transform(
        pd.to_numeric(lon, errors="coerce").to_numpy(float),
        pd.to_numeric(lat, errors="coerce").to_numpy(float),
    )
    return _finite(east), _finite(north)


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
            f"{unknown} ({path}). Decide about them in geodata/decisions/categories.py."
        )


def _finite(amounts: ArrayLike) -> Floats:
    values = np.asarray(amounts, float)
    return np.where(np.isfinite(values), values.round(1), np.nan)
