"""Section of a paper: the maps of where support is missing, and the services on them."""

from collections import Counter
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from dashboard import frames, layers, sentences, theme
from dashboard.briefs import numbers, parts, pictures
from dashboard.briefs.parts import Entry, Picture, Section, Table
from dashboard.briefs.view import View
from dashboard.layers import Layer
from geodata.decisions import service_types

MOST_NUMBERED = 30
BORDERS = (
    "What is near ignores borough lines: services outside the borough and outside London "
    "count, and a borough may rely on those of its neighbours."
)
ON_MAPS = (*service_types.HEALTH_TYPES, *service_types.SAFETY_TYPES)


def section(view: View) -> Section:
    """Two maps of small areas, by legs and by minutes, and a table of what is marked."""
    services = _services(view)
    stamp = frames.edition()
    legs = frames.legs_by_area(view.chosen)
    access = frames.access_by_area(view.chosen)
    shown = (
        _picture(view, "legs_by_area", legs, layers.areas_by_legs(legs), services),
        _picture(
            view, "access_by_area", access, layers.areas_by_minutes(access), services
        ),
    )
    listed = () if view.is_of_london else _listed(view, services)
    return Section(
        "maps",
        "Where support is missing",
        (
            f"{sentences.legs(numbers.legs(view))} The darker a place, the less it has.",
            BORDERS,
        ),
        f"{numbers.basis_in_short(view.chosen)} {stamp['vintage']}.",
        (*shown, *listed),
        on_slide=("legs_by_area", "access_by_area"),
    )


def _services(view: View) -> gpd.GeoDataFrame:
    """Services on the map, usable first, numbered in a borough."""
    chosen = replace(view.chosen, context=False)
    known = frames.services(chosen).drop_duplicates("service_id")
    known = known[known["service_type"].isin(ON_MAPS)]
    known = known.assign(is_usable=known["barrier"] == "in_reach")
    known = known.sort_values(
        ["is_usable", "type_label", "service_name"], ascending=[False, True, True]
    )
    code = "" if view.is_of_london else view.place.code
    there = pictures.within(code, known)
    is_numbered = bool(code) and len(there) <= MOST_NUMBERED
    return there.assign(
        number=[str(i + 1) if is_numbered else "" for i in range(len(there))]
    )


def _picture(
    view: View,
    answer: str,
    frame: pd.DataFrame,
    layer: Layer,
    services: gpd.GeoDataFrame,
) -> Picture:
    code = "" if view.is_of_london else view.place.code
    there = _is_inside(view)
    sheet = pictures.drawn(layer, there, code, services)
    inside = _by_class(layer, there)
    told = "; ".join(
        f"{entry.words}: {count} small areas"
        for entry, count in zip(layer.legend, inside, strict=True)
        if count
    )
    return Picture(
        answer,
        f"{layer.title} (modelled), {view.place.name}, {view.chosen.words()['when']}",
        f"Map of {view.place.name} by small area. {layer.title}. {told}. "
        f"{len(services)} services are marked.",
        sheet.png,
        sheet.width_px,
        sheet.height_px,
        (*_classes(layer, inside), *_marks(services)),
        frame[there],
        answer,
        numbers.asked(view),
    )


def _is_inside(view: View) -> list[bool]:
    """Whether each small area is of the place, in the order of every layer."""
    codes = frames.access_by_area(view.chosen)["borough_code"]
    return [view.is_of_london or code == view.place.code for code in codes]


def _by_class(layer: Layer, there: list[bool]) -> list[int]:
    """Small areas of the place in each class of a layer."""
    counts = Counter(
        int(c) for c, is_there in zip(layer.classes, there, strict=True) if is_there
    )
    return [counts[position] for position in range(len(layer.palette))]


def _classes(layer: Layer, inside: list[int]) -> list[Entry]:
    return [
        Entry(entry.colour, f"{entry.words}: {count:,}")
        for entry, count in zip(layer.legend, inside, strict=True)
        if count
    ]


def _marks(services: gpd.GeoDataFrame) -> list[Entry]:
    there = services.drop_duplicates("service_type")
    return [
        Entry(
            theme.MARKS[row.service_type][1],
            row.type_label,
            theme.MARKS[row.service_type][0],
        )
        for row in there.itertuples()
        if row.service_type in theme.MARKS
    ]


def _listed(view: View, services: gpd.GeoDataFrame) -> tuple[Table, ...]:
    if services.empty:
        return ()
    labels = {"high": "high", "medium": "medium", "low": "low"}
    frame = pd.DataFrame(services.drop(columns="geometry"))
    return (
        Table(
            "services",
            "Services on the maps; filled marks are open and suitable at this hour",
            frame.assign(confidence=frame["confidence"].map(labels)),
            (
                parts.words("number", "Number"),
                parts.words("service_name", "Service"),
                parts.words("type_label", "Type"),
                parts.words("provider_name", "Run by"),
                parts.words("barrier_label", "At this hour"),
                parts.words("confidence", "Confidence"),
            ),
            "services_at_hour",
            numbers.asked(view),
        ),
    )
