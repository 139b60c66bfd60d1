"""English Indices of Deprivation 2025 by small area of 2021.

Limit of method: a small area is not a person; a decile is a rank in England. The
mental-health indicator pools prescriptions, hospital stays, benefits and suicides of the
years before, and higher is worse.
"""

import re
from pathlib import Path

import pandas as pd

from geodata import sources
from geodata.errors import UnexpectedFile
from geodata.readers import Reading, csv_table, reading_of, require_columns, set_aside
from geodata.readers.sheets import is_workbook, sheet_table
from geodata.sources import Source

PUBLISHED_NAMES = {
    r"lsoa code \(2021\)": "lsoa21_code",
    r"index of multiple deprivation \(imd\) decile.*": "IMD_decile",
    r"index of multiple deprivation \(imd\) rank.*": "IMD_rank",
    r"health deprivation and disability decile.*": "Health_decile",
}
"""The publisher's own names of columns, beside those of a common conversion."""
INDICATOR_COLUMNS = {
    "lsoa21_code": r"(?i)lsoa code \(2021\)",
    "mental_health_indicator": r"(?i)mental health indicator.*",
}
RANKS = {
    "IMD_decile": "deprivation_decile",
    "IMD_rank": "deprivation_rank",
    "Health_decile": "health_deprivation_decile",
}
DECILES = 10
AREAS_OF_ENGLAND = 33_755
"""Small areas of 2021 that are ranked."""
WIDEST_INDICATOR = 10.0
"""Standard scores run from -2.5 to 3.0: beyond this is a fault of the file, and need
grows with their exponential."""


def ranks(path: Path, area_codes: pd.Series) -> Reading:
    """Deprivation of London's small areas: deciles of England, 1 = most deprived.

    Shape: one row per `area_code`: area_code, deprivation_decile, deprivation_rank,
    health_deprivation_decile.
    Out of scope: areas outside London.
    Sets aside: an area listed twice, a decile outside 1 to 10 or a rank
        beyond AREAS_OF_ENGLAND.
    Raises: UnexpectedFile if columns or an area of London are missing.
    Source: `sources.of("deprivation_2025")`.
    """
    source = sources.of("deprivation_2025")
    found = csv_table(path, source, set()).rename(columns=_our_name)
    require_columns(found.columns, {"lsoa21_code", *RANKS}, source, path)
    rows, twice = _london(found, area_codes)
    numbers = rows[list(RANKS)].apply(pd.to_numeric, errors="coerce")
    deciles = numbers[["IMD_decile", "Health_decile"]]
    right = deciles.isin(range(1, DECILES + 1)).all(axis=1)
    right &= numbers["IMD_rank"].isin(range(1, AREAS_OF_ENGLAND + 1))
    wrong = rows[~right]
    kept = (
        numbers.drop(index=wrong.index)
        .astype(int)
        .rename(columns=RANKS)
        .assign(area_code=rows["lsoa21_code"].drop(index=wrong.index))
    )
    _require(kept, area_codes, source, path)
    return reading_of(
        source,
        found,
        kept[["area_code", *RANKS.values()]],
        set_aside(twice, "area_listed_twice", "its code came before in the file"),
        set_aside(wrong, "decile_out_of_range", "no decile 1 to 10, or no rank"),
        vintage="iod_2025",
    )


def mental_health(path: Path, area_codes: pd.Series) -> Reading:
    """Mental-health indicator of London's small areas; higher is worse, England's mean 0.

    Shape: one row per `area_code`: area_code, mental_health_indicator.
    Out of scope: areas outside London.
    Sets aside: an area listed twice; an indicator that is blank, as where the publisher
        suppressed it, no number, or beyond WIDEST_INDICATOR.
    Raises: UnexpectedFile if columns are missing.
    Source: `sources.of("deprivation_2025_indicators")`.
    """
    source = sources.of("deprivation_2025_indicators")
    if is_workbook(path):
        found = sheet_table(path, source, INDICATOR_COLUMNS)
    else:
        found = csv_table(path, source, set(INDICATOR_COLUMNS))
    rows, twice = _london(found, area_codes)
    amount = pd.to_numeric(rows["mental_health_indicator"], errors="coerce")
    blank = rows[amount.isna()]
    absurd = rows[amount.abs() > WIDEST_INDICATOR]
    kept = pd.DataFrame(
        {"area_code": rows["lsoa21_code"], "mental_health_indicator": amount}
    ).drop(index=[*blank.index, *absurd.index])
    return reading_of(
        source,
        found,
        kept,
        set_aside(twice, "area_listed_twice", "its code came before in the file"),
        set_aside(blank, "indicator_missing", "suppressed or missing at the publisher"),
        set_aside(
            absurd, "indicator_out_of_range", "no standard score lies so far out"
        ),
        vintage="iod_2025",
    )


def _our_name(name: str) -> str:
    for published, ours in PUBLISHED_NAMES.items():
        if re.fullmatch(published, str(name).strip().lower()):
            return ours
    return str(name)


def _london(
    found: pd.DataFrame, area_codes: pd.Series
) -> tuple[pd.DataFrame, pd.DataFrame]:
    inside = found[found["lsoa21_code"].isin(area_codes)]
    twice = inside[inside.duplicated("lsoa21_code")]
    return inside.drop(index=twice.index), twice


def _require(
    kept: pd.DataFrame, area_codes: pd.Series, source: Source, path: Path
) -> None:
    missing = sorted(set(area_codes) - set(kept["area_code"]))
    if missing:
        raise UnexpectedFile(
            f"{source.title}: expected a row for every small area of London, found none "
            f"for {len(missing)}, first '{missing[0]}' ({path}). The file must be by "
            "areas of 2021; take it out of the folder to build without it."
        )
