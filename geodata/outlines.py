"""Boundaries for the map: areas, boroughs, London and the tidal Thames.

Boroughs are dissolved from their small areas. The Thames is the gap that areas clipped
to the tidal river leave open: London's outline closed over 500 m, less the areas. It
ends at Teddington, where the tide and with it the clipping ends.
"""

import geopandas as gpd
import pandas as pd
import shapely

CLOSING_M = 500
RIVER_LEAST_M2 = 100_000
COORDINATE_DECIMALS = 5
"""About a metre in London; shapes are generalised to 20 m."""


def boundaries(areas: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> pd.DataFrame:
    """Every boundary that the map draws, as GeoJSON.

    `zones` are shapes of further kinds: boundary_kind, boundary_code, geometry.
    Shape: one row per `boundary_kind` and `boundary_code`: boundary_geojson.
    CRS: EPSG:4326.
    """
    boroughs = areas.dissolve("borough_code").reset_index()
    london = areas.union_all()
    river = _river(london)
    parts = [
        areas.assign(boundary_kind="area", boundary_code=areas["area_code"]),
        boroughs.assign(
            boundary_kind="borough", boundary_code=boroughs["borough_code"]
        ),
        _single("london", shapely.union(london, river), areas),
        _single("thames", river, areas),
        *([zones] if len(zones) else []),
    ]
    columns = ["boundary_kind", "boundary_code", "geometry"]
    drawn = gpd.GeoDataFrame(
        pd.concat([p[columns] for p in parts], ignore_index=True), crs=areas.crs
    ).to_crs("EPSG:4326")
    rounded = shapely.transform(
        drawn.geometry.array, lambda xy: xy.round(COORDINATE_DECIMALS)
    )
    return pd.DataFrame(
        {
            "boundary_kind": drawn["boundary_kind"],
            "boundary_code": drawn["boundary_code"],
            "boundary_geojson": shapely.to_geojson(rounded),
        }
    )


def _single(
    kind: str, shape: shapely.Geometry, areas: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"boundary_kind": [kind], "boundary_code": [kind]},
        geometry=[shape],
        crs=areas.crs,
    )


def _river(london: shapely.Geometry) -> shapely.Geometry:
    closed = london.buffer(CLOSING_M).buffer(-CLOSING_M)
    gaps = shapely.get_parts(closed.difference(london))
    return shapely.union_all([g for g in gaps if g.area >= RIVER_LEAST_M2])
