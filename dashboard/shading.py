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
    grain = chosen.grain
    if grain != "area":
        if chosen.shade == "legs":
            return layers.places_by_legs(frames.legs_by(grain, chosen), grain)
        access = frames.access_by(grain, chosen)
        if chosen.shade == "minutes":
            return layers.places_by_minutes(access, grain)
        return layers.places_by_share(access, grain)
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
    legs = frames.legs_by(chosen.grain, chosen)
    access = frames.access_by(chosen.grain, chosen)
    if chosen.grain != "area":
        panels.places_table(legs, access, chosen.grain, counted)
    else:
        panels.areas_table(legs, access, counted)


def answers(chosen: Filters) -> tuple[str, str]:
    """Names of the answers behind map and table."""
    return f"legs_by_{chosen.grain}", f"access_by_{chosen.grain}"
