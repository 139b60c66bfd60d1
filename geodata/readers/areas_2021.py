"""Small areas of 2021, middle layer areas and wards, from ONS Open Geography.

One file for all, or one a borough, as a steward has them. The vintage is read from the
names of the columns ('LSOA21CD', 'WD25CD').
"""

import warnings
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyproj.exceptions import CRSError

from geodata import sources
from geodata.errors import UnexpectedFile
from geodata.readers import Reading, column_of_year, reading_of, set_aside
from geodata.readers.sites import GRID_EAST_M, GRID_NORTH_M
from geodata.sources import Source


def areas(paths: Sequence[Path], boroughs: pd.DataFrame) -> Reading:
    """London's small areas of 2021, one row each, with their boundary.

    Shape: one row per `area_code`: area_code, area_name, borough_code, geometry.
    CRS: EPSG:27700.
    Out of scope: areas of other local authorities.
    Sets aside: an area listed twice, or without a polygon on the National Grid.
    Raises: UnexpectedFile if columns or a borough's areas are missing.
    Source: `sources.of("lsoa_2021_boundaries")`.
    """
    source = sources.of("lsoa_2021_boundaries")
    return _zones(paths, boroughs, source, r"LSOA(\d\d)CD", r"LSOA(\d\d)NM", "area")


def middle_areas(paths: Sequence[Path], boroughs: pd.DataFrame) -> Reading:
    """London's middle layer areas: msoa_code, msoa_name, borough_code, geometry.

    CRS: EPSG:27700. Raises: UnexpectedFile. Sets aside: as `areas`.
    Source: `sources.of("msoa_2021_boundaries")`.
    """
    source = sources.of("msoa_2021_boundaries")
    return _zones(paths, boroughs, source, r"MSOA(\d\d)CD", r"MSOA(\d\d)NM", "msoa")


def wards(paths: Sequence[Path], boroughs: pd.DataFrame) -> Reading:
    """London's electoral wards: ward_code, ward_name, borough_code, geometry.

    CRS: EPSG:27700. Raises: UnexpectedFile. Sets aside: as `areas`.
    Source: `sources.of("ward_2025_boundaries")`.
    """
    source = sources.of("ward_2025_boundaries")
    return _zones(paths, boroughs, source, r"WD(\d\d)CD", r"WD(\d\d)NM", "ward")


def _zones(  # noqa: PLR0913, PLR0917 - what tells the three kinds apart
    paths: Sequence[Path],
    boroughs: pd.DataFrame,
    source: Source,
    code_like: str,
    name_like: str,
    kind: str,
) -> Reading:
    layers, faults = zip(*(_layer(path, source) for path in paths), strict=True)
    found = pd.concat(layers, ignore_index=True)
    found.index = pd.RangeIndex(1, len(found) + 1)
    code, year = column_of_year(found.columns, code_like, source, paths[0])
    name, _ = column_of_year(found.columns, name_like, source, paths[0])
    shapes = gpd.GeoDataFrame(found, geometry="geometry", crs="EPSG:27700").rename(
        columns={code: f"{kind}_code", name: f"{kind}_name"}
    )
    shapes["borough_code"] = _borough(shapes, f"{kind}_name", boroughs)
    inside = shapes[shapes["borough_code"].isin(boroughs["borough_code"])]
    twice = inside[inside.duplicated(f"{kind}_code")]
    drawn = _is_area_on_grid(inside.geometry)
    blank = inside[~drawn & ~inside.index.isin(twice.index)]
    kept = inside.drop(index=[*twice.index, *blank.index])
    _require_every_borough(kept, boroughs, source, paths)
    columns = [f"{kind}_code", f"{kind}_name", "borough_code", "geometry"]
    return reading_of(
        source,
        found,
        kept[columns].sort_values(f"{kind}_code"),
        set_aside(twice, "area_listed_twice", "its code came before in the files"),
        set_aside(blank, "area_without_boundary", "no polygon on the National Grid"),
        notes=tuple(dict.fromkeys(note for fault in faults for note in fault)),
        vintage=f"{kind if kind != 'area' else 'lsoa'}_20{year}",
    )


def _layer(path: Path, source: Source) -> tuple[pd.DataFrame, list[str]]:
    try:
        # GDAL warns of what it mends, as a ring that is not closed: a note. A coordinate
        # that is no number is judged with the shapes.
        with (
            warnings.catch_warnings(record=True) as warned,
            np.errstate(invalid="ignore"),
        ):
            warnings.simplefilter("always")
            layer = gpd.read_file(path).to_crs("EPSG:27700")
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        CRSError,
        shapely.errors.ShapelyError,
        ValueError,
        AttributeError,
    ) as bad:
        raise UnexpectedFile(
            f"{source.title}: expected boundaries with a coordinate system, found: {bad} "
            f"({path}). Fetch it again from {source.official_page}."
        ) from bad
    return pd.DataFrame(layer), [f"{path.name}: {w.message}" for w in warned]


def _is_area_on_grid(shapes: gpd.GeoSeries) -> pd.Series:
    polygons = shapes.geom_type.isin(["Polygon", "MultiPolygon"]) & ~shapes.is_empty
    corners, at = shapely.get_coordinates(shapes.to_numpy(), return_index=True)
    lies = ((corners > 0) & (corners < [GRID_EAST_M, GRID_NORTH_M])).all(axis=1)
    lies_whole = ~np.isin(np.arange(len(shapes)), at[~lies])
    return pd.Series(polygons & lies_whole)


def _borough(
    shapes: pd.DataFrame, name_column: str, boroughs: pd.DataFrame
) -> pd.Series:
    given = [
        c for c in ("LADCD_ACTIVE", "LAD25CD", "LAD24CD", "LAD22CD") if c in shapes
    ]
    if given:
        return shapes[given[0]]
    # "City of London 001A": the name of the authority, then the area's own number.
    codes = boroughs.set_index("borough_name")["borough_code"]
    return shapes[name_column].astype(str).str.rsplit(" ", n=1).str[0].map(codes)


def _require_every_borough(
    kept: pd.DataFrame, boroughs: pd.DataFrame, source: Source, paths: Sequence[Path]
) -> None:
    absent = sorted(set(boroughs["borough_code"]) - set(kept["borough_code"]))
    if absent:
        raise UnexpectedFile(
            f"{source.title}: expected areas of every borough, found none of {absent} in "
            f"{len(paths)} file(s), first {paths[0]}. Fetch the rest from "
            f"{source.official_page}, or take the files out of the folder to build "
            "without them."
        )
