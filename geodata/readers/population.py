"""Residents of small areas: Census 2021, and mid-2020 estimates by age band.

Limit of method: where the mid-2020 file has bands only, they end at 15 and 29, so
residents of 16 and 17 are two fourteenths of the band from 16 to 29.
"""

from pathlib import Path

import pandas as pd

from geodata import sources
from geodata.errors import UnexpectedFile
from geodata.readers import Reading, csv_table, reading_of, set_aside
from geodata.readers.sheets import is_workbook, sheet_table
from geodata.sources import Source

BANDS = ("0-15", "16-29", "30-44", "45-64", "65+")
SHARE_UNDER_18 = 2 / 14
"""Of the band 16 to 29, the years 16 and 17."""
MOST_RESIDENTS = 100_000
"""Of a small area, drawn to hold 1,000 to 3,000: more is a fault of the file."""


def census_2021(path: Path, area_codes: pd.Series) -> Reading:
    """Usual residents of each small area of London, Census 2021.

    Shape: one row per `area_code`: area_code, residents (persons).
    Out of scope: areas outside London.
    Sets aside: footnotes and blank lines, an area listed twice, a cell that is no count.
    Raises: UnexpectedFile if an area of London has no number.
    Source: `sources.of("census_2021_residents")`.
    """
    source = sources.of("census_2021_residents")
    found = csv_table(path, source, set())
    code = next(
        (c for c in ("LSOA21CD", "geography code", "mnemonic") if c in found), ""
    )
    amount = [
        c
        for c in found.columns
        if c in {"Population", "2021"} or str(c).startswith("Residence type: Total")
    ]
    if not code or len(amount) != 1:
        raise UnexpectedFile(
            f"{source.title}: expected a column LSOA21CD (or 'geography code') and one "
            f"of residents, found {list(found.columns)[:10]} ({path}). Fetch table "
            f"TS001 by small area of 2021 from {source.official_page}."
        )
    notes = found[~found[code].str.match(r"[EW]01\d{6}$")]
    rows = found.drop(index=notes.index)
    rows = rows[rows[code].isin(area_codes)]
    twice = rows[rows.duplicated(code)]
    rows = rows.drop(index=twice.index)
    residents = pd.to_numeric(rows[amount[0]].str.replace(",", ""), errors="coerce")
    is_count = residents.between(0, MOST_RESIDENTS) & (residents % 1 == 0)
    bad = rows[~is_count]
    kept = pd.DataFrame({"area_code": rows[code], "residents": residents}).drop(
        index=bad.index
    )
    _require_areas(kept, area_codes, path, "census_2021_residents")
    return reading_of(
        source,
        found,
        kept.astype({"residents": int}),
        set_aside(notes, "not_a_record", "a footnote or a blank line"),
        set_aside(twice, "area_listed_twice", "its code came before in the file"),
        set_aside(bad, "residents_no_number", "its residents are no count"),
        vintage="census_2021",
    )


def ages_2020(path: Path) -> Reading:
    """Residents of London's small areas of 2011 in mid-2020, under 18 and adults.

    Shape: one row per `old_area_code`: old_area_code, under_18s, adults (persons, not
    whole: see the limit above).
    Out of scope: areas outside London.
    Sets aside: an area listed twice, or whose bands are no counts that sum to its
        total.
    Raises: UnexpectedFile if columns are missing or no area is London's.
    Source: `sources.of("population_mid_2020")`.
    """
    source = sources.of("population_mid_2020")
    if is_workbook(path):
        return _single_years(path, source)
    persons = [f"Persons_{band}" for band in BANDS]
    found = csv_table(
        path, source, {"LSOA11CD", "LAD11CD", "Persons_All-Ages", *persons}
    )
    inside = found[found["LAD11CD"].str.startswith("E09")]
    if inside.empty:
        raise UnexpectedFile(
            f"{source.title}: expected areas of London (LAD11CD 'E09…'), found none "
            f"({path}). Fetch it again from {source.official_page}, or take it out of "
            "the folder to build without it."
        )
    twice = inside[inside.duplicated("LSOA11CD")]
    inside = inside.drop(index=twice.index)
    numbers = inside[["Persons_All-Ages", *persons]].apply(
        lambda cells: pd.to_numeric(cells.str.replace(",", ""), errors="coerce")
    )
    # What no count can be is no number, nor is a sum with it.
    numbers = numbers.where(numbers.ge(0) & numbers.le(MOST_RESIDENTS))
    sums = numbers[persons].sum(axis=1, skipna=False)
    wrong = inside[sums != numbers["Persons_All-Ages"]]
    kept = numbers.drop(index=wrong.index)
    teens = kept["Persons_16-29"] * SHARE_UNDER_18
    frame = pd.DataFrame(
        {
            "old_area_code": inside["LSOA11CD"].drop(index=wrong.index),
            "under_18s": kept["Persons_0-15"] + teens,
            "adults": kept["Persons_All-Ages"] - kept["Persons_0-15"] - teens,
        }
    )
    return reading_of(
        source,
        found,
        frame,
        set_aside(twice, "area_listed_twice", "its code came before in the file"),
        set_aside(wrong, "ages_do_not_sum", "its age bands do not sum to its total"),
        vintage="mid_2020",
    )


def _single_years(path: Path, source: Source) -> Reading:
    """The publisher's own workbook: single years of age, so under 18 is exact."""
    ages = {str(year): rf"{year}(\.0)?" for year in range(18)}
    columns = {"code": r"LSOA Code", "authority": r"LA Code \(20\d\d boundaries\)"}
    try:
        found = sheet_table(path, source, columns | {"all": r"(?i)all ages"} | ages)
    except UnexpectedFile:
        # Some editions name the authority twice, by two years of boundaries.
        columns["authority"] = r"LA Code \(2021 boundaries\)"
        found = sheet_table(path, source, columns | {"all": r"(?i)all ages"} | ages)
    inside = found[found["authority"].str.startswith("E09")]
    twice = inside[inside.duplicated("code")]
    inside = inside.drop(index=twice.index)
    numbers = inside[["all", *ages]].apply(pd.to_numeric, errors="coerce")
    young = numbers[list(ages)].sum(axis=1, skipna=False)
    wrong = inside[~(young <= numbers["all"])]
    frame = pd.DataFrame(
        {
            "old_area_code": inside["code"],
            "under_18s": young,
            "adults": numbers["all"] - young,
        }
    ).drop(index=wrong.index)
    return reading_of(
        source,
        found,
        frame,
        set_aside(twice, "area_listed_twice", "its code came before in the file"),
        set_aside(wrong, "ages_do_not_sum", "an age is no number, or more than all"),
        vintage="mid_2020",
    )


def _require_areas(
    kept: pd.DataFrame, area_codes: pd.Series, path: Path, source_code: str
) -> None:
    missing = sorted(set(area_codes) - set(kept["area_code"]))
    if missing:
        source = sources.of(source_code)
        raise UnexpectedFile(
            f"{source.title}: expected a number for every small area of London, found "
            f"none for {len(missing)}, first '{missing[0]}' ({path}). Fetch it again "
            f"from {source.official_page}, or take it out of the folder to build "
            "without it."
        )
