"""Middle layer areas and wards: their shapes, and which of them a small area lies in."""

import geopandas as gpd
import pandas as pd

from geodata import placing
from geodata.inputs import Inputs
from geodata.readers import Reading, areas_2021, lookups


def zones(
    chosen: Inputs, boroughs: pd.DataFrame, readings: list[Reading]
) -> gpd.GeoDataFrame:
    """Shapes of middle layer areas and wards, as far as their files are there.

    Shape: boundary_kind, boundary_code, name, geometry. CRS: EPSG:27700.
    """
    parts = []
    for kind, source_code, read in (
        ("msoa", "msoa_2021_boundaries", areas_2021.middle_areas),
        ("ward", "ward_2025_boundaries", areas_2021.wards),
    ):
        paths = chosen.files(source_code)
        if paths:
            found = read(paths, boroughs)
            readings.append(found)
            parts.append(
                found.frame.rename(
                    columns={f"{kind}_code": "boundary_code", f"{kind}_name": "name"}
                ).assign(boundary_kind=kind)
            )
    columns = ["boundary_kind", "boundary_code", "name", "geometry"]
    if not parts:
        return gpd.GeoDataFrame(
            {name: [] for name in columns}, geometry="geometry", crs="EPSG:27700"
        )
    return gpd.GeoDataFrame(pd.concat(parts)[columns], crs="EPSG:27700")


def with_places(
    chosen: Inputs,
    areas: pd.DataFrame,
    shapes: gpd.GeoDataFrame,
    readings: list[Reading],
    *,
    is_new: bool,
) -> pd.DataFrame:
    """Areas with ward_code, ward_name, msoa_code and place_name, as far as known.

    Areas of 2011 lie in wards too, but no lookup and no name of 2021 is theirs.
    """
    wards = shapes[shapes["boundary_kind"] == "ward"]
    middle = shapes[shapes["boundary_kind"] == "msoa"]
    lookup, names = chosen.file("lsoa_2021_to_ward"), chosen.file("msoa_names")
    if len(wards):
        areas = placing.in_zones(areas, wards, "ward_code", "ward_name")
    elif is_new and lookup is not None:
        found = lookups.wards(lookup, areas["area_code"])
        readings.append(found)
        areas = areas.merge(found.frame, on="area_code", how="left")
    if is_new and len(middle):
        # "Camden 028B" is the second small area of the middle layer area "Camden 028".
        codes = middle.set_index("name")["boundary_code"]
        areas = areas.assign(msoa_code=areas["area_name"].str[:-1].map(codes))
        if names is not None:
            found = lookups.middle_area_names(names)
            readings.append(found)
            areas = areas.merge(found.frame, on="msoa_code", how="left")
    return areas
