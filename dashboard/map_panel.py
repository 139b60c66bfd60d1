"""Draws the folium map: a base that never changes, and a change of classes and marks."""

import json
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import folium
import streamlit as st
from branca.element import MacroElement
from jinja2 import Template
from streamlit_folium import st_folium

from dashboard import kept_files, places

CENTRE = (51.49, -0.11)
ZOOM = 10
HEIGHT_PX = 560
FIRST_S = 1.0
"""Pause behind the first map of a visit: a browser that has all of a page to draw mounts
the map's frame last, after a second; with the pause, at once."""
CHANGE_S = 0.12
"""Pause behind a map that changes, for the same reason: the words come a moment later."""
_SHOWN = "map_shown"
_TAG = re.compile(r"\{(?=[{%#])")


def _own(name: str) -> tuple[str, str]:
    """Name and address of a file of ours, new whenever its content is."""
    file = Path(__file__).parent / "static" / name
    return file.stem, f"/app/static/{name}?{kept_files.stamp(file)}"


# Leaflet is served by the app; folium's own lists name hosts outside.
folium.Map.default_js = [
    _own("vendor/leaflet/leaflet.js"),
    _own("canvas.js"),
    _own("marks.js"),
    _own("map.js"),
]
folium.Map.default_css = [
    _own("vendor/leaflet/leaflet.css"),
    _own("map.css"),
]


def go_first(paint: str) -> None:
    """Let a browser draw the map, if it is another, before more is sent to it."""
    pause = FIRST_S if _SHOWN not in st.session_state else CHANGE_S
    is_other = st.session_state.get(_SHOWN) != paint
    st.session_state[_SHOWN] = paint
    # Nobody waits where no browser asks.
    if is_other and st.context.headers:
        time.sleep(pause)


class Script(MacroElement):
    """A piece of script that runs when its parent is added to the map."""

    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.script }}{% endmacro %}"
    )

    def __init__(self, script: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca has no types
        self._name = "Script"
        self.script = script


def _inert(text: str) -> str:
    r"""JSON in which nothing opens a tag of Jinja: branca reads what it draws as one.

    Only texts can hold such a sign, so it can be written by its number.

    >>> _inert('{"shapes": "!{#", "name": "{{ 7 }}"}')
    '{"shapes": "!\\u007b#", "name": "\\u007b{ 7 }}"}'
    """
    return _TAG.sub(r"\\u007b", text)


def show(  # noqa: PLR0913 - the parts of one view
    served: Mapping[str, object],
    paint: str,
    *,
    states: str = "",
    picked: str = "",
    focus: Mapping[str, object] | None = None,
    hidden: tuple[str, ...] = (),
    more: Sequence[tuple[list[object], int]] = (),
    dots: Sequence[tuple[float, float]] = (),
    key: str = places.MAP_KEY,
) -> None:
    """Paint a layer and the marks; a click opens the profile of its shape.

    `served` names the files of the edition (`shapes.of_edition`), `paint` is a layer as
    `painting.paint` makes it, in JSON; `states` draws services (`marks.states`), `focus`
    brings a place into view, `more` are services that the edition's file does not hold
    (`marks.rows` and the sign of each), `dots` places
    where one could stand: lat and lon. A map of another `key` than those of
    `places.CLICKED` is looked at, not clicked.
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
    base.add_child(Script(f"window.startMap(map_div, {_inert(json.dumps(served))});"))
    view: dict[str, object] = {
        "states": states,
        "picked": picked,
        "focus": focus,
        "hidden": hidden,
    }
    # Said only where it is so: most maps have none of these.
    view |= {"dark": True} if st.context.theme.type == "dark" else {}
    view |= {"more": more} if more else {}
    view |= {"dots": dots} if dots else {}
    change = folium.FeatureGroup()
    # The paint is JSON already, and long.
    said = f"{{...{_inert(json.dumps(view))}, paint: {_inert(paint)}}}"
    change.add_child(Script(f"window.crisis.apply({said});"))
    reported, follow = places.CLICKED.get(key, ("", None))
    st_folium(
        base,
        key=key,
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=[reported] if reported else [],
        feature_group_to_add=change,
        # Else it is drawn twice.
        render=False,
        on_change=follow,
    )
