"""Published figures by place and period, from workbooks and tables of many shapes.

All come out in one shape, SERIES_COLUMNS: `state` says whether an amount is known,
suppressed (withheld so that no person can be singled out) or missing.
"""

import re
from pathlib import Path

import pandas as pd

from geodata import sources
from geodata.errors import UnexpectedFile
from geodata.readers import Reading, csv_table, set_aside
from geodata.readers.sheets import workbook

SERIES_COLUMNS = (
    "geography place_code place_name measure breakdown period amount unit state"
).split()
LONDON_ICB_NAME = "London"
MOST_AMOUNT = 1e9
"""No count, rate or index of any publication comes near: more is a fault of the file."""


def amounts(cells: pd.Series) -> pd.Series:
    """Cells as numbers from 0 to MOST_AMOUNT; nan for all else."""
    numbers = pd.to_numeric(cells, errors="coerce").astype(float)
    return numbers.where(numbers.between(0, MOST_AMOUNT))


def ambulance_months(path: Path) -> Reading:
    """Incidents attended by the ambulance service, by borough and month, all causes.

    Shape: SERIES_COLUMNS, geography 'borough', period 'YYYY-MM'.
    Counted: one row read per cell of borough and month; sheets of other kinds of
    incident hold small counts and are not read.
    Sets aside: cells that are no number.
    Raises: UnexpectedFile if months do not follow each other, but for one mistyped
        between two right neighbours, which is mended and noted.
    Source: `sources.of("ambulance_incidents_monthly")`.
    """
    source = sources.of("ambulance_incidents_monthly")
    cells = workbook(path, source, "All Ambulance Attended")
    months, notes = _months([str(c) for c in cells.iloc[0, 2:]], path)
    body = cells.iloc[1:].set_axis(
        ["place_code", "place_name", *months], axis="columns"
    )
    boroughs = body[body["place_code"].astype(str).str.fullmatch(r"E09\d{6}")]
    long = boroughs.melt(["place_code", "place_name"], var_name="period")
    amount = amounts(long["value"])
    bad = long[amount.isna()]
    frame = long.assign(
        geography="borough",
        measure="ambulance incidents attended, all causes",
        breakdown="all",
        amount=amount,
        unit="incidents",
        state="known",
    ).drop(index=bad.index)
    return Reading(
        source=source,
        frame=frame[SERIES_COLUMNS].reset_index(drop=True),
        rows_read=len(long),
        rows_kept=len(frame),
        rejected=set_aside(bad, "amount_no_number", "the cell is blank or no number"),
        vintage=f"{months[0]} to {months[-1]}",
        notes=notes,
    )


def _months(labels: list[str], path: Path) -> tuple[list[str], tuple[str, ...]]:
    parsed = [
        pd.to_datetime(re.sub(r"\s+", "", label), format="%b%Y", errors="coerce")
        for label in labels
    ]
    if not parsed or pd.isna(parsed[0]):
        raise UnexpectedFile(
            f"Ambulance incidents by month: expected months such as 'Jul 2009' above the "
            f"columns, found {labels[:3]} ({path})."
        )
    expected = pd.date_range(parsed[0], periods=len(labels), freq="MS")
    wrong = [i for i, month in enumerate(parsed) if month != expected[i]]
    lonely = all(i - 1 not in wrong and i + 1 not in wrong for i in wrong)
    if not lonely or (wrong and wrong[-1] == len(labels) - 1):
        raise UnexpectedFile(
            f"Ambulance incidents by month: expected months that follow each other, "
            f"found {[labels[i] for i in wrong][:6]} out of order ({path}). Which month "
            "a column is cannot be told; fetch the file again."
        )
    notes = tuple(
        f"column '{labels[i]}' stands where {expected[i]:%b %Y} belongs, and is read so"
        for i in wrong
    )
    return [f"{month:%Y-%m}" for month in expected], notes


def health_index(path: Path) -> Reading:
    """Health Index of London's integrated care boards: 100 is England in 2015.

    Shape: SERIES_COLUMNS, geography 'icb', one row per indicator and year.
    Out of scope: boards outside London.
    Sets aside: rows whose value is no number.
    Source: `sources.of("health_index")`.
    """
    source = sources.of("health_index")
    columns = {"icb22_code", "icb22_name", "year", "indicator", "value"}
    found = csv_table(path, source, columns)
    inside = found[found["icb22_name"].str.contains(LONDON_ICB_NAME)]
    amount = amounts(inside["value"])
    bad = inside[amount.isna()]
    frame = inside.assign(
        geography="icb",
        place_code=inside["icb22_code"],
        place_name=inside["icb22_name"],
        measure="health index: " + inside["indicator"].str.replace("_", " "),
        breakdown="all",
        period=inside["year"],
        amount=amount,
        unit="index, England 2015 = 100",
        state="known",
    ).drop(index=bad.index)
    return Reading(
        source=source,
        frame=frame[SERIES_COLUMNS].reset_index(drop=True),
        rows_read=len(found),
        rows_kept=len(frame),
        rows_out_of_scope=len(found) - len(inside),
        rejected=set_aside(bad, "amount_no_number", "the value is blank or no number"),
        vintage=f"{found['year'].min()} to {found['year'].max()}",
    )
