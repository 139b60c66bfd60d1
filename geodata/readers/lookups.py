"""Lookups between geographies: sub-ICB and ICB, wards, areas of 2011 and 2021, names.

Conversions and the publisher's own spelling are both taken ('lsoa21_code' and
'LSOA21CD'); the vintage is the two digits in the names of the columns.
"""

from pathlib import Path

import pandas as pd

from geodata import sources
from geodata.decisions.publisher_codes import AREA_CHANGES
from geodata.errors import UnexpectedFile, UnmappedCategory
from geodata.readers import Reading, column_of_year, csv_table, reading_of, set_aside
from geodata.sources import Source


def sub_icbs(path: Path, area_codes: pd.Series) -> Reading:
    """Sub-ICB location and integrated care board of each small area of London.

    Shape: one row per `area_code`: area_code, sub_icb_name, icb_code, icb_name.
    Out of scope: areas outside London.
    Raises: UnexpectedFile if an area of London has no row.
    Source: `sources.of("lsoa_2021_to_icb")`.
    """
    source = sources.of("lsoa_2021_to_icb")
    found = csv_table(path, source, set())
    names = {
        "area_code": _column(found, r"lsoa(\d\d)(?:_code|cd)", source, path),
        "sub_icb_name": _column(found, r"sicbl(\d\d)(?:_name|nm)", source, path),
        "icb_code": _column(found, r"icb(\d\d)(?:_code|cd)", source, path),
        "icb_name": _column(found, r"icb(\d\d)(?:_name|nm)", source, path),
    }
    _, year = column_of_year(found.columns, r"icb(\d\d)(?:_code|cd)", source, path)
    return _of_areas(found, names, area_codes, source, path, f"icb_20{year}")


def wards(path: Path, area_codes: pd.Series) -> Reading:
    """Electoral ward of each small area of London, by the publisher's best fit.

    Shape: one row per `area_code`: area_code, ward_code, ward_name.
    Out of scope: areas outside London.
    Raises: UnexpectedFile if an area of London has no row.
    Source: `sources.of("lsoa_2021_to_ward")`.
    """
    source = sources.of("lsoa_2021_to_ward")
    found = csv_table(path, source, set())
    names = {
        "area_code": _column(found, r"lsoa(\d\d)(?:_code|cd)", source, path),
        "ward_code": _column(found, r"(?:ward|wd)(\d\d)(?:_code|cd)", source, path),
        "ward_name": _column(found, r"(?:ward|wd)(\d\d)(?:_name|nm)", source, path),
    }
    year = column_of_year(
        found.columns, r"(?:ward|wd)(\d\d)(?:_code|cd)", source, path
    )[1]
    return _of_areas(found, names, area_codes, source, path, f"ward_20{year}")


def area_changes(path: Path, area_codes: pd.Series) -> Reading:
    """Areas of 2011 and what became of them in 2021, for London.

    Shape: one row per pair: old_area_code, area_code, change (unchanged, split, merged,
    irregular).
    Out of scope: pairs outside London.
    Raises: UnmappedCategory for a code of change never decided about; UnexpectedFile if
        an area of 2021 has no row.
    Source: `sources.of("lsoa_2011_to_2021")`.
    """
    source = sources.of("lsoa_2011_to_2021")
    found = csv_table(path, source, set())
    change = _column(found, r"(?:change_code|chgind)()", source, path)
    unknown = sorted(set(found[change]) - set(AREA_CHANGES))
    if unknown:
        raise UnmappedCategory(
            f"{source.title}: expected codes of change {sorted(AREA_CHANGES)}, found "
            f"{unknown} ({path}). Decide about them in "
            "geodata/decisions/publisher_codes.py, AREA_CHANGES."
        )
    pairs = found.assign(change=found[change].map(AREA_CHANGES))
    names = {
        "old_area_code": _column(found, r"lsoa(11)(?:_code|cd)", source, path),
        "area_code": _column(found, r"lsoa(21)(?:_code|cd)", source, path),
        "change": "change",
    }
    return _of_areas(pairs, names, area_codes, source, path, "lsoa_2021")


def middle_area_names(path: Path) -> Reading:
    """Names by which people know London's middle layer areas of 2021.

    Shape: one row per `msoa_code`: msoa_code, place_name.
    Out of scope: areas outside London, and rows of other vintages.
    Sets aside: a code named twice.
    Source: `sources.of("msoa_names")`.
    """
    source = sources.of("msoa_names")
    found = csv_table(path, source, set())
    code = _column(found, r"msoa(21)cd", source, path)
    name = _column(found, r"msoa(?:21)?hclnm()", source, path)
    authority = [c for c in ("LADCD_ACTIVE", "localauthoritycode") if c in found]
    inside = found[found[code].str.match(r"E02\d{6}$")]
    if authority:
        inside = inside[inside[authority[0]].str.startswith("E09")]
    twice = inside[inside.duplicated(code)]
    kept = inside.drop(index=twice.index).rename(
        columns={code: "msoa_code", name: "place_name"}
    )
    return reading_of(
        source,
        found,
        kept[["msoa_code", "place_name"]],
        set_aside(twice, "area_listed_twice", "its code came before in the file"),
        vintage="msoa_2021",
    )


def _column(found: pd.DataFrame, like: str, source: Source, path: Path) -> str:
    return column_of_year(found.columns, like, source, path)[0]


def _of_areas(  # noqa: PLR0913, PLR0917 - one lookup, its names and its place
    found: pd.DataFrame,
    names: dict[str, str],
    area_codes: pd.Series,
    source: Source,
    path: Path,
    vintage: str,
) -> Reading:
    renamed = found[list(names.values())].set_axis(list(names), axis="columns")
    kept = renamed[renamed["area_code"].isin(area_codes)]
    # An area of 2011 may have several of 2021; for all else an area has one row.
    keys = [name for name in ("old_area_code", "area_code") if name in names]
    twice = kept[kept.duplicated(keys)]
    kept = kept.drop(index=twice.index)
    missing = sorted(set(area_codes) - set(kept["area_code"]))
    if missing:
        raise UnexpectedFile(
            f"{source.title}: expected a row for every small area of London, found none "
            f"for {len(missing)}, first '{missing[0]}' ({path}). Is it the lookup of "
            "the same vintage? Take it out of the folder to build without it."
        )
    return reading_of(
        source,
        found,
        kept,
        set_aside(twice, "row_listed_twice", "its code came before in the file"),
        vintage=vintage,
    )
