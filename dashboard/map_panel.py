"""Draws the folium map: a base that never changes, and a change of classes and marks."""

import json
from functools import cache
from pathlib import Path

import folium
from branca.element import MacroElement
from jinja2 import Template
from streamlit_folium import st_folium

from dashboard import places
from dashboard.layers import Layer

CENTRE = (51.49, -0.11)
ZOOM = 10
HEIGHT_PX = 560
# Leaflet is served by the app; folium's own lists name hosts outside.
folium.Map.default_js = [("leaflet", "/app/static/vendor/leaflet/leaflet.js")]
folium.Map.default_css = [("leaflet_css", "/app/static/vendor/leaflet/leaflet.css")]


class Script(MacroElement):
    """A piece of script that runs when its parent is added to the map."""

    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.script }}{% endmacro %}"
    )

    def __init__(self, script: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca has no types
        self._name = "Script"
        self.script = script


def show(
    addresses: dict[str, str],
    layer: Layer,
    marks: list[list[object]],
    picked: str,
    *,
    key: str = places.MAP_KEY,
) -> None:
    """Paint the layer and the marks; a click opens the profile of its shape.

    A map with another `key` than Explore's is looked at, not clicked.
    """
    base = folium.Map(
        CENTRE,
        zoom_start=ZOOM,
        tiles=None,
        prefer_canvas=True,
        max_zoom=17,
        min_zoom=8,
        # A wheel that zooms would trap a reader who scrolls down the page.
        scrollWheelZoom=False,
        zoom_snap=0.25,
        attribution_control=False,
    )
    base.add_child(Script(_base_script().replace("__CONFIG__", json.dumps(addresses))))
    change = folium.FeatureGroup()
    change.add_child(Script(f"window.crisis.apply({_change(layer, marks, picked)});"))
    st_folium(
        base,
        key=key,
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=["last_active_drawing"] if key == places.MAP_KEY else [],
        feature_group_to_add=change,
        on_change=places.follow_click if key == places.MAP_KEY else None,
    )


def _change(layer: Layer, marks: list[list[object]], picked: str) -> str:
    # Each note travels once; areas point at it by its position.
    words = sorted(set(layer.values))
    position = {text: index for index, text in enumerate(words)}
    paint = {
        "grain": layer.grain,
        "classes": layer.classes,
        "palette": layer.palette,
        "words": words,
        "notes": [position[text] for text in layer.values],
        "picked": picked,
    }
    return json.dumps({"paint": paint, "marks": marks}, separators=(",", ":"))


@cache
def _base_script() -> str:
    return (Path(__file__).parent / "map.js").read_text(encoding="utf-8")
