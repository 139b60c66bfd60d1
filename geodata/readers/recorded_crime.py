"""Recorded crime by small area, from the police's table with months as columns.

Limit of method: where and when police recorded an offence, not where people need help;
the City of London has a force of its own and is absent.
"""

import re
from pathlib import Path

import duckdb
import pandas as pd

from geodata import sources
from geodata.errors import UnexpectedFile
from geodata.readers import Reading, set_aside
from geodata.readers.series import SERIES_COLUMNS, amounts
from geodata.sources import Source

MONTHS = 12
KEYS = ["lsoa_code", "lsoa_name", "major_category"]


def recorded_crime(path: Path, area_codes: pd.Series) -> Reading:
    """Recorded crime of the last twelve months by small area and major category.

    Shape: SERIES_COLUMNS, geography 'area'; one row read per area and minor category.
    Sets aside: areas that this edition does not have, and rows with a month that is no
        count or without a category.
    Raises: UnexpectedFile if it is no such Parquet file.
    Source: `sources.of("recorded_crime")`.
    """
    source = sources.of("recorded_crime")
    found, months = _table(path, source)
    last = months[-MONTHS:]
    counts = found[last].apply(amounts)
    inside = found["lsoa_code"].isin(area_codes)
    whole = counts.notna().all(axis=1) & found[KEYS].notna().all(axis=1)
    known = inside & whole
    totals = found.loc[known, KEYS].assign(amount=counts[known].sum(axis=1))
    strange = "this edition has no such area"
    return Reading(
        source=source,
        frame=_by_category(totals, last),
        rows_read=len(found),
        rows_kept=int(known.sum()),
        rejected=pd.concat(
            [
                set_aside(found[~inside], "area_of_another_vintage", strange),
                set_aside(found[inside & ~whole], "amount_no_number", "no count"),
            ],
            ignore_index=True,
        ),
        vintage=f"{months[0]} to {months[-1]}",
    )


def _table(path: Path, source: Source) -> tuple[pd.DataFrame, list[str]]:
    try:
        found = duckdb.read_parquet(str(path)).df()
    except duckdb.Error as bad:
        raise UnexpectedFile(
            f"{source.title}: expected a Parquet file, found: {bad} ({path}). Fetch it "
            f"again from {source.official_page}."
        ) from bad
    found.index = pd.RangeIndex(1, len(found) + 1)
    months = sorted(str(c) for c in found.columns if re.fullmatch(r"20\d{4}", str(c)))
    if not months or not set(KEYS) <= set(found):
        raise UnexpectedFile(
            f"{source.title}: expected columns {KEYS} and months such as '202401', found "
            f"{list(found.columns)[:8]} ({path}). If the publisher renamed them, change "
            "geodata/readers/recorded_crime.py."
        )
    return found, months


def _by_category(totals: pd.DataFrame, months: list[str]) -> pd.DataFrame:
    summed = totals.groupby(KEYS)["amount"].sum().reset_index()
    first, last = (f"{month[:4]}-{month[4:]}" for month in (months[0], months[-1]))
    return summed.assign(
        geography="area",
        place_code=summed["lsoa_code"],
        place_name=summed["lsoa_name"],
        measure="recorded crime",
        breakdown=summed["major_category"].str.capitalize(),
        period=f"{first}/{last}",
        unit="offences",
        state="known",
    )[SERIES_COLUMNS]
