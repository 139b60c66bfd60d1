"""The map of cars: where one comes into reach, and where they would stand."""

import json
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import (
    car_layers,
    frames,
    map_panel,
    marks,
    painting,
    panels,
    shading,
    shapes,
    theme,
)
from dashboard.filters import Filters

Point = tuple[float, float]
_KEY = "car_map"


def show(
    reach: pd.DataFrame,
    stands: Sequence[Point],
    candidates: Mapping[str, Point],
    chosen: Filters,
) -> None:
    """Draw it: `reach` as `bests.reach` has it, `stands` where cars are, lat and lon."""
    layer = car_layers.areas(reach)
    services = frames.services(chosen)
    map_panel.show(
        shapes.of_edition(),
        json.dumps(painting.paint(layer), separators=(",", ":")),
        states=shading.states_of(services, chosen),
        hidden=shading.hidden(chosen),
        more=[_mark(point) for point in dict.fromkeys(stands)],
        dots=list(candidates.values()),
        key=_KEY,
    )
    panels.legend(layer, shading.switched_on(services, chosen))
    st.caption(
        "Ringed in blue: where cars would stand. Small dots: the "
        f"{len(candidates):,} places that could be chosen. {car_layers.COUNTS}"
    )
    shading.twin(layer, chosen)


def _mark(point: Point) -> tuple[list[object], int]:
    usable = [code for code, _ in marks.barriers()].index("in_reach")
    name = "A joint response car"
    return [
        *point,
        "square",
        theme.CHOSEN_COLOUR,
        0,
        name,
        ["Chosen here.", ""],
    ], usable
