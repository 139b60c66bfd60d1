"""The map as the manuals draw it: `folium.Choropleth`, whole, through `st_folium`.

An app of its own for tests/bench_map.py; the path of the database is its argument.
"""

import json
import sys
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

import queries
from dashboard import theme
from tests.questions import asked


@st.cache_resource
def connection():
    return queries.connect(Path(sys.argv[1]))


@st.cache_resource
def shapes():
    found = queries.fetch(connection(), "boundaries_by_kind", kind="area")
    features = [
        {
            "type": "Feature",
            "properties": {"code": row.boundary_code},
            "geometry": json.loads(row.boundary_geojson),
        }
        for row in found.itertuples()
    ]
    return {"type": "FeatureCollection", "features": features}


@st.cache_data
def legs(at_hour):
    return queries.fetch(connection(), "legs_by_area", **asked(at_hour=at_hour))


st.set_page_config(layout="wide")
day = st.sidebar.selectbox("Day", theme.WEEKDAYS, index=1)
hour = st.sidebar.slider("Hour", 0, 23, 14)
drawn = folium.Map((51.49, -0.11), zoom_start=10, tiles=None)
choropleth = folium.Choropleth(
    shapes(),
    data=legs(24 * theme.WEEKDAYS.index(day) + hour),
    columns=["area_code", "leg_count"],
    key_on="feature.properties.code",
    bins=[0, 1, 2, 3, 4],
    fill_color="OrRd",
)
# The legend asks two outside hosts for d3, and would not be drawn without them.
for name in [key for key in choropleth._children if key.startswith("color_map")]:
    del choropleth._children[name]
choropleth.add_to(drawn)
st_folium(drawn, key="map", height=560, use_container_width=True)
