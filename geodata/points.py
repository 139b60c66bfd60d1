"""Which small area a point lies in, and which services are nearest, for many points.

Limit of method: boundaries are generalised, so a point in no area, as on a bridge over
the Thames, joins the nearest area within INCIDENT_SNAP.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import KDTree

from geodata.decisions.thresholds import INCIDENT_SNAP
from queries.car_curve import Floats, Points


@dataclass(frozen=True)
class Shapes:
    """Small areas to place points in: codes and polygons in one order, EPSG:27700."""

    area_codes: NDArray[np.object_]
    tree: shapely.STRtree

    @classmethod
    def of(cls, boundaries: pd.DataFrame) -> "Shapes":
        """Areas of the table `boundaries` (boundary_geojson, EPSG:4326)."""
        areas = boundaries[boundaries["boundary_kind"] == "area"]
        degrees = shapely.from_geojson(areas["boundary_geojson"].to_numpy(object))
        metres = gpd.GeoSeries(degrees, crs="EPSG:4326").to_crs("EPSG:27700")
        return cls(
            areas["boundary_code"].to_numpy(object), shapely.STRtree(metres.to_numpy())
        )


def areas_of(points: pd.DataFrame, shapes: Shapes) -> pd.DataFrame:
    """Area of each distinct point: easting_m, northing_m, area_code or null.

    A point on a boundary belongs to the first of its areas by code. CRS: EPSG:27700.
    """
    distinct = points[["easting_m", "northing_m"]].dropna().drop_duplicates()
    made = shapely.points(
        distinct["easting_m"].to_numpy(float), distinct["northing_m"].to_numpy(float)
    )
    found = np.full(len(made), len(shapes.area_codes))
    # The tree is of the points: a polygon is prepared once and asked for all of them.
    area, which = shapely.STRtree(made).query(
        shapes.tree.geometries, predicate="intersects"
    )
    # Written backwards, so that of several areas the first by code stays.
    found[which[::-1]] = area[::-1]
    lost = np.flatnonzero(found == len(shapes.area_codes))
    if len(lost):
        near, area = shapes.tree.query_nearest(
            made[lost], max_distance=INCIDENT_SNAP.amount, all_matches=False
        )
        found[lost[near]] = area
    codes = np.array([*shapes.area_codes, None], dtype=object)
    return distinct.assign(area_code=codes[found])


def nearest(
    points: Points, services: Points, count: int
) -> tuple[NDArray[np.intp], Floats]:
    """The `count` nearest services of each point: positions and metres, nearest first.

    Shape: two arrays, points × count; beyond the number of services the position is
    that number and the distance infinite. CRS: EPSG:27700, straight lines.
    """
    tree = KDTree(np.column_stack([services.easting_m, services.northing_m]))
    sought = np.column_stack([points.easting_m, points.northing_m])
    metres, position = tree.query(sought, k=np.arange(1, count + 1), workers=-1)
    return position, metres
