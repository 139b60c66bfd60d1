"""Small areas of an edition: those of 2021 where their files are there, else of 2011.

Whatever is missing is done without: `needs` says what that costs.
"""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geodata import ages, placing, residents, zones
from geodata.decisions import vintages
from geodata.inputs import Inputs
from geodata.readers import (
    Reading,
    areas_2021,
    boundaries,
    deprivation,
    lookups,
    population,
)

OPTIONAL = (
    "place_name msoa_code ward_code ward_name deprivation_decile deprivation_rank "
    "health_deprivation_decile mental_health_indicator"
).split()


@dataclass(frozen=True)
class Geography:
    """Areas of an edition with shapes, people and what was read to make them.

    `areas` has the columns of the table; `people` is empty where ages are not known;
    `postcodes` are London's with area and point; `pairs` joins areas of 2011 to those of
    the edition; `zones` are shapes of middle layer areas and wards: kind, code,
    geometry. CRS: EPSG:27700.
    """

    areas: pd.DataFrame
    shapes: gpd.GeoDataFrame
    people: pd.DataFrame
    postcodes: pd.DataFrame
    old_areas: pd.DataFrame
    pairs: pd.DataFrame
    zones: gpd.GeoDataFrame
    readings: tuple[Reading, ...]


def geography(
    chosen: Inputs, boroughs: pd.DataFrame, found_postcodes: Reading
) -> Geography:
    """The small areas of an edition, with everything known of them.

    `found_postcodes` are London's, and those of services outside it.
    """
    old = boundaries.areas(chosen.boundaries, boroughs)
    shapes = old
    if chosen.files("lsoa_2021_boundaries"):
        shapes = areas_2021.areas(chosen.files("lsoa_2021_boundaries"), boroughs)
    is_new = shapes is not old
    codes = shapes.frame["area_code"]
    # The areas of 2011 are read in any case: the routed matrix goes by their names.
    readings: list[Reading] = [shapes, old] if is_new else [old]
    lookup = _sub_icbs(chosen, shapes.frame, boroughs, readings, is_new=is_new)
    placed, in_areas = placing.postcodes_in_areas(shapes.frame, found_postcodes)
    readings.append(in_areas)
    vintage = vintages.LSOA_2021 if is_new else vintages.LSOA_2011
    areas = placing.areas(shapes.frame, lookup, placed, vintage.vintage_code)
    areas = _with_residents(chosen, areas, boroughs, readings, is_new=is_new)
    pairs = _pairs(chosen, areas, old.frame, readings, is_new=is_new)
    shapes_of_zones = zones.zones(chosen, boroughs, readings)
    if is_new:
        areas = _with_deprivation(chosen, areas, codes, readings)
    areas = zones.with_places(chosen, areas, shapes_of_zones, readings, is_new=is_new)
    for column in OPTIONAL:
        if column not in areas:
            areas[column] = None
    return Geography(
        areas=areas,
        shapes=shapes.frame,
        people=_people(chosen, areas, pairs, readings),
        postcodes=placed,
        old_areas=pd.DataFrame(old.frame[["area_code", "area_name"]]),
        pairs=pairs,
        zones=shapes_of_zones,
        readings=tuple(readings),
    )


def _sub_icbs(
    chosen: Inputs,
    shapes: pd.DataFrame,
    boroughs: pd.DataFrame,
    readings: list[Reading],
    *,
    is_new: bool,
) -> pd.DataFrame:
    path = chosen.file("lsoa_2021_to_icb")
    if is_new and path is None:
        names = boroughs.set_index("borough_code")["icb_name_2024"]
        return pd.DataFrame(
            {
                "area_code": shapes["area_code"],
                "sub_icb_name": shapes["borough_code"].map(names),
            }
        )
    if is_new and path is not None:
        found = lookups.sub_icbs(path, shapes["area_code"])
    else:
        found = boundaries.regions(chosen.regions, shapes["area_code"])
    readings.append(found)
    return found.frame[["area_code", "sub_icb_name"]]


def _with_residents(
    chosen: Inputs,
    areas: pd.DataFrame,
    boroughs: pd.DataFrame,
    readings: list[Reading],
    *,
    is_new: bool,
) -> pd.DataFrame:
    path = chosen.file("census_2021_residents")
    if not is_new or path is None:
        return areas.assign(
            residents=residents.spread(areas, boroughs), residents_basis="estimated"
        )
    found = population.census_2021(path, areas["area_code"])
    readings.append(found)
    counted = found.frame.set_index("area_code")["residents"]
    return areas.assign(
        residents=areas["area_code"].map(counted), residents_basis="published"
    )


def _pairs(
    chosen: Inputs,
    areas: pd.DataFrame,
    old: gpd.GeoDataFrame,
    readings: list[Reading],
    *,
    is_new: bool,
) -> pd.DataFrame:
    path = chosen.file("lsoa_2011_to_2021")
    if not is_new:
        codes = areas["area_code"]
        return pd.DataFrame({"old_area_code": codes, "area_code": codes})
    if path is not None:
        found = lookups.area_changes(path, areas["area_code"])
        readings.append(found)
        return found.frame[["old_area_code", "area_code"]]
    points = gpd.GeoDataFrame(
        areas[["area_code"]],
        geometry=gpd.points_from_xy(areas["easting_m"], areas["northing_m"]),
        crs="EPSG:27700",
    )
    old_shapes = old[["area_code", "geometry"]].rename(
        columns={"area_code": "old_area_code"}
    )
    joined = points.sjoin_nearest(old_shapes).drop_duplicates("area_code")
    return pd.DataFrame(joined[["old_area_code", "area_code"]])


def _with_deprivation(
    chosen: Inputs, areas: pd.DataFrame, codes: pd.Series, readings: list[Reading]
) -> pd.DataFrame:
    for source_code, read in (
        ("deprivation_2025", deprivation.ranks),
        ("deprivation_2025_indicators", deprivation.mental_health),
    ):
        path = chosen.file(source_code)
        if path is not None:
            found = read(path, codes)
            readings.append(found)
            areas = areas.merge(found.frame, on="area_code", how="left")
    return areas


def _people(
    chosen: Inputs,
    areas: pd.DataFrame,
    pairs: pd.DataFrame,
    readings: list[Reading],
) -> pd.DataFrame:
    path = chosen.file("population_mid_2020")
    if path is None:
        return pd.DataFrame(columns=["area_code", "age_group", "residents", "basis"])
    found = population.ages_2020(path)
    readings.append(found)
    return ages.people(areas, ages.bridged_share(found.frame, pairs))
