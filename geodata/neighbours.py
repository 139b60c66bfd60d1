"""Which small areas touch: queen contiguity of the shapes as they are published.

Areas are neighbours if their shapes share an edge or a corner, within NEIGHBOUR_GAP.
Limit of method: areas are clipped to the tidal Thames, so those on its two banks do not
touch, with a bridge or without; generalised corners can lose or make a neighbour that
meets in one point alone.
"""

import geopandas as gpd
import pandas as pd
import shapely

from geodata.decisions.patterns import NEIGHBOUR_GAP


def neighbours(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Every pair of small areas that touch, in both directions; none is its own.

    `areas`: area_code, geometry. CRS: EPSG:27700. An area that touches no other has no
    row: an island.
    Shape: one row per `area_code` and `neighbour_code`, in their order.
    """
    shapes = areas.geometry.to_numpy()
    one, other = shapely.STRtree(shapes).query(
        shapes, predicate="dwithin", distance=NEIGHBOUR_GAP.amount
    )
    codes = areas["area_code"].to_numpy(object)
    pairs = pd.DataFrame({"area_code": codes[one], "neighbour_code": codes[other]})
    touching = pd.DataFrame(pairs[one != other])
    return touching.sort_values(["area_code", "neighbour_code"], ignore_index=True)
