"""Joins what the visitor chose to its layer and its table."""

import json
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import (
    choices,
    database,
    frames,
    layers,
    marks,
    painting,
    panels,
    recorded_layers,
)
from dashboard.filters import LAYERS, LINES, Filters
from dashboard.layers import Layer

LISTED = "Places on the map"
"""The fold that has a map as a table."""


def painted(chosen: Filters) -> tuple[Layer, str]:
    """The layer chosen as the map takes it, and before that its legend alone."""
    asked = json.dumps(frames.asked(chosen))
    return _painted(database.version(), asked, chosen.shade, chosen.grain, chosen)


# What every shape says takes thirty times as much as what is sent of it: 15 kB.
@st.cache_resource(max_entries=2_000, show_spinner=False)
def _painted(
    version: tuple[str, int, int],  # noqa: ARG001 - the cache's key, with the next three
    asked: str,  # noqa: ARG001
    shade: str,  # noqa: ARG001
    grain: str,  # noqa: ARG001
    _chosen: Filters,
) -> tuple[Layer, str]:
    whole = layer(_chosen)
    sent = json.dumps(painting.paint(whole), separators=(",", ":"))
    return replace(whole, classes="", values=[], details=[]), sent


def layer(chosen: Filters) -> Layer:
    """The layer of the shading and grain chosen: what each shape shows and says."""
    grain = chosen.grain
    if chosen.shade == "incidents":
        return recorded_layers.recorded(frames.recorded_by(grain), grain)
    return _of_areas(chosen) if grain == "area" else _of_places(chosen)


def _of_places(chosen: Filters) -> Layer:
    grain = chosen.grain
    if chosen.shade == "legs":
        return layers.places_by_legs(frames.legs_by(grain, chosen), grain)
    access = frames.access_by(grain, chosen)
    if chosen.shade == "minutes":
        return layers.places_by_minutes(access, grain)
    return layers.places_by_share(access, grain)


def _of_areas(chosen: Filters) -> Layer:
    if chosen.shade == "legs":
        return layers.areas_by_legs(frames.legs_by_area(chosen))
    areas = frames.access_by_area(chosen)
    if chosen.shade == "minutes":
        return layers.areas_by_minutes(areas)
    return layers.areas_by_cause(areas)


def states(chosen: Filters) -> str:
    """How each service with a place stands at the hour chosen, as the map takes it."""
    asked = json.dumps(frames.asked(chosen))
    return _states(
        database.version(), asked, (*chosen.layers, str(chosen.context)), chosen
    )


def states_of(services: pd.DataFrame, chosen: Filters) -> str:
    """How services stand, as the map takes it: those of the types that it draws."""
    order = frames.services_placed()["service_id"]
    return marks.states(switched_on(services, chosen), list(order))


def drawn(chosen: Filters) -> pd.DataFrame:
    """Services of the types that the visitor has on the map, as a legend takes them."""
    # All that is known of them would be copied at every change.
    return switched_on(frames.services(chosen)[["service_type", "lat"]], chosen)


def switched_on(services: pd.DataFrame, chosen: Filters) -> pd.DataFrame:
    """Those of the types that the visitor has on the map."""
    off = [code for code in LAYERS if code not in chosen.layers]
    return services[~services["service_type"].isin(off)]


def hidden(chosen: Filters) -> tuple[str, ...]:
    """Lines of the map that are switched off."""
    return tuple(code for code in LINES if code not in chosen.layers)


@st.cache_resource(max_entries=2_000, show_spinner=False)
def _states(
    version: tuple[str, int, int],  # noqa: ARG001 - the cache's key, with the next two
    asked: str,  # noqa: ARG001
    layers: tuple[str, ...],  # noqa: ARG001
    _chosen: Filters,
) -> str:
    return states_of(frames.services(_chosen), _chosen)


def table(chosen: Filters, counted: str) -> None:
    """The table twin of the map; `counted` says whom the figures count."""
    if chosen.shade == "incidents":
        panels.recorded_table(frames.recorded_by(chosen.grain))
        return
    legs = frames.legs_by(chosen.grain, chosen)
    access = frames.access_by(chosen.grain, chosen)
    if chosen.grain != "area":
        panels.places_table(legs, access, chosen.grain, counted)
    else:
        panels.areas_table(legs, access, counted)


def twin(whole: Layer, chosen: Filters) -> None:
    """Draw the fold that has a map of small areas as a table: what each shows and says."""
    listed = choices.fold(LISTED, "listed")
    if not listed.open:
        return
    known = frames.access_by_area(chosen)
    notes = [
        note + detail
        for note, detail in zip(
            whole.values, whole.details or [""] * len(whole.values), strict=True
        )
    ]
    with listed:
        st.dataframe(
            known[["area_name", "residents"]].assign(note=notes),
            hide_index=True,
            column_config={
                "area_name": "Small area",
                "residents": st.column_config.NumberColumn(
                    "People", format="localized"
                ),
                "note": whole.title,
            },
        )


def answers(chosen: Filters) -> tuple[str, ...]:
    """Names of the answers behind map and table."""
    if chosen.shade == "incidents":
        return (f"recorded_by_{chosen.grain}",)
    return f"legs_by_{chosen.grain}", f"access_by_{chosen.grain}"
