"""Small areas of 2011 with their boundaries and sub-ICB location.

Limit of method: boundaries are generalised to about 20 m and clipped to the coast, so
the tidal Thames lies outside every area and points on an edge may fall outside.
"""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from geodata import sources
from geodata.errors import UnexpectedFile
from geodata.readers import Reading, csv_table, require_columns


def areas(path: Path, boroughs: pd.DataFrame) -> Reading:
    """London's small areas, one row each, with their boundary.

    Shape: one row per `area_code`: area_code, area_name, borough_code, geometry.
    CRS: EPSG:27700.
    Out of scope: areas of other local authorities.
    Raises: UnexpectedFile if columns, coordinates or a borough's areas are missing.
    Source: `sources.BOUNDARIES`.
    """
    try:
        found = gpd.read_file(path, columns=["LSOA11CD", "LSOA11NM"])
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as bad:
        raise UnexpectedFile(
            f"{sources.BOUNDARIES.title}: expected GeoJSON, found: {bad} ({path}). "
            "Install the data packages again: make run."
        ) from bad
    columns = {"LSOA11CD", "LSOA11NM"}
    require_columns(found.columns, columns, sources.BOUNDARIES, path)
    codes = boroughs.set_index("borough_name")["borough_code"]
    # "City of London 001A": the name of the authority, then the area's own number.
    authority = found["LSOA11NM"].str.rsplit(" ", n=1).str[0]
    inside = found.assign(borough_code=authority.map(codes)).dropna(
        subset=["borough_code"]
    )
    absent = sorted(set(codes) - set(inside["borough_code"]))
    if absent:
        raise UnexpectedFile(
            f"{sources.BOUNDARIES.title}: expected areas of every borough, found none "
            f"of {absent} ({path}). Are the names of geodata/registers/boroughs.csv "
            "those of the publisher?"
        )
    kept = (
        inside.rename(columns={"LSOA11CD": "area_code", "LSOA11NM": "area_name"})
        .to_crs("EPSG:27700")
        .sort_values("area_code", ignore_index=True)
    )
    return Reading(
        source=sources.BOUNDARIES,
        frame=kept[["area_code", "area_name", "borough_code", "geometry"]],
        rows_read=len(found),
        rows_kept=len(kept),
        rows_out_of_scope=len(found) - len(kept),
    )


def regions(path: Path, area_codes: pd.Series) -> Reading:
    """Sub-ICB location of each small area of London.

    Shape: one row per `area_code`: area_code, sub_icb_name.
    Out of scope: areas outside London.
    Raises: UnexpectedFile if an area of London has no row.
    Source: `sources.REGIONS`.
    """
    found = csv_table(path, sources.REGIONS, {"lsoa_code", "region"})
    kept = found[found["lsoa_code"].isin(area_codes)].rename(
        columns={"lsoa_code": "area_code", "region": "sub_icb_name"}
    )
    missing = sorted(set(area_codes) - set(kept["area_code"]))
    if missing:
        raise UnexpectedFile(
            f"{sources.REGIONS.title}: expected a row for every area of London, found "
            f"none for {len(missing)}, first '{missing[0]}' ({path})."
        )
    return Reading(
        source=sources.REGIONS,
        frame=kept[["area_code", "sub_icb_name"]].reset_index(drop=True),
        rows_read=len(found),
        rows_kept=len(kept),
        rows_out_of_scope=len(found) - len(kept),
    )
