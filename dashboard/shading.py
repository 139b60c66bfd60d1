"""Joins what the visitor chose to its layer and its table."""

from dashboard import frames, layers, panels
from dashboard.filters import Filters
from dashboard.layers import Layer

marks = layers.marks


def layer(chosen: Filters) -> Layer:
    """The layer of the shading and grain chosen."""
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
