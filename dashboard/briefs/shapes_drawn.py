"""Boundaries of an edition in metres, ready to be drawn: read once, kept for all papers.

EPSG:27700, so that a length on paper is a length on the ground. Shapes are the
generalised ones of the dashboard's map.
"""

import geopandas as gpd
import shapely
import streamlit as st

from dashboard import frames

METRES = "EPSG:27700"
DEGREES = "EPSG:4326"


def of(kind: str) -> gpd.GeoDataFrame:
    """Shapes of one kind of place (area, borough, thames, london) with their codes."""
    return _read(frames.edition_key(), kind)


@st.cache_resource(max_entries=8, show_spinner=False)
def _read(edition_key: str, kind: str) -> gpd.GeoDataFrame:  # noqa: ARG001 - the cache's key
    found = frames.boundaries(kind)
    shapes = shapely.from_geojson(found["boundary_geojson"].to_numpy())
    drawn = gpd.GeoDataFrame(
        {"code": found["boundary_code"].to_numpy()}, geometry=shapes, crs=DEGREES
    )
    return drawn.to_crs(METRES)
