"""Boundaries of an edition in metres, ready to be drawn: made once, kept for all papers.

EPSG:27700, so that a length on paper is a length on the ground. Shapes are the
generalised ones of the dashboard's map.
"""

import geopandas as gpd
import numpy as np
import shapely
import streamlit as st
from matplotlib.figure import Figure
from matplotlib.path import Path

from dashboard import frames

METRES = "EPSG:27700"
DEGREES = "EPSG:4326"


def of(kind: str) -> gpd.GeoDataFrame:
    """Shapes of one kind of place (area, borough, thames, london) with their codes."""
    return _read(frames.edition_key(), kind)


def outlines(kind: str) -> list[Path]:
    """The same as geopandas draws them, one a shape in their order; of none, no points."""
    return _outlined(frames.edition_key(), kind)


@st.cache_resource(max_entries=8, show_spinner=False)
def _outlined(edition_key: str, kind: str) -> list[Path]:
    shapes = _read(edition_key, kind).geometry
    is_there = ~(shapes.isna() | shapes.is_empty)
    axes = Figure().add_subplot()
    if is_there.any():
        shapes[is_there].plot(ax=axes, aspect=None)
    drawn = iter(path for part in axes.collections for path in part.get_paths())
    return [next(drawn) if there else Path(np.empty((0, 2))) for there in is_there]


@st.cache_resource(max_entries=8, show_spinner=False)
def _read(edition_key: str, kind: str) -> gpd.GeoDataFrame:  # noqa: ARG001 - the cache's key
    found = frames.boundaries(kind)
    shapes = shapely.from_geojson(found["boundary_geojson"].to_numpy())
    drawn = gpd.GeoDataFrame(
        {"code": found["boundary_code"].to_numpy()}, geometry=shapes, crs=DEGREES
    )
    return drawn.to_crs(METRES)
