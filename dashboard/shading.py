"""Joins what the visitor chose to its layer and its table."""

import json

import streamlit as st

from dashboard import database, frames, layers, marks, painting, panels
from dashboard.filters import Filters
from dashboard.layers import Layer


def layer(chosen: Filters) -> tuple[Layer, str]:
    """The layer of the shading and grain chosen, and the same as the map takes it."""
    asked = json.dumps(frames.asked(chosen))
    return _painted(database.version(), asked, chosen.shade, chosen.grain, chosen)


@st.cache_resource(max_entries=256, show_spinner=False)
def _painted(
    version: tuple[str, int, int],  # noqa: ARG001 - the cache's key, with the next three
    asked: str,  # noqa: ARG001
    shade: str,  # noqa: ARG001
    grain: str,  # noqa: ARG001
    _chosen: Filters,
) -> tuple[Layer, str]:
    drawn = _layer(_chosen)
    return drawn, json.dumps(painting.paint(drawn), separators=(",", ":"))


def _layer(chosen: Filters) -> Layer:
    if chosen.grain == "borough":
        if chosen.shade == "legs":
            return layers.boroughs_by_legs(frames.legs_by_borough(chosen))
        access = frames.access_by_borough(chosen)
        if chosen.shade == "minutes":
            return layers.boroughs_by_minutes(access)
        return layers.boroughs_by_share(access)
    if chosen.shade == "legs":
        return layers.areas_by_legs(frames.legs_by_area(chosen))
    areas = frames.access_by_area(chosen)
    if chosen.shade == "minutes":
        return layers.areas_by_minutes(areas)
    return layers.areas_by_cause(areas)


def states(chosen: Filters) -> str:
    """How each service with a place stands at the hour chosen, as the map takes it."""
    asked = json.dumps(frames.asked(chosen))
    return _states(database.version(), asked, chosen.context, chosen)


@st.cache_resource(max_entries=256, show_spinner=False)
def _states(
    version: tuple[str, int, int],  # noqa: ARG001 - the cache's key, with the next two
    asked: str,  # noqa: ARG001
    context: bool,  # noqa: ARG001, FBT001
    _chosen: Filters,
) -> str:
    order = frames.services_placed()["service_id"]
    return marks.states(frames.services(_chosen), list(order))


def table(chosen: Filters, counted: str) -> None:
    """The table twin of the map; `counted` says whom the figures count."""
    if chosen.grain == "borough":
        legs, access = frames.legs_by_borough(chosen), frames.access_by_borough(chosen)
        panels.boroughs_table(legs, access, counted)
    else:
        legs, access = frames.legs_by_area(chosen), frames.access_by_area(chosen)
        panels.areas_table(legs, access, counted)


def answers(chosen: Filters) -> tuple[str, str]:
    """Names of the answers behind map and table."""
    return f"legs_by_{chosen.grain}", f"access_by_{chosen.grain}"
