"""Section of a paper: the maps of where support is missing, and the services on them."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd

from dashboard import frames, layers, sentences
from dashboard.briefs import columns, map_parts, numbers
from dashboard.briefs.parts import Section, Table
from dashboard.briefs.view import View
from geodata.decisions import service_types

BORDERS = (
    "What is near ignores borough lines: services outside the borough and outside London "
    "count, and a borough may rely on those of its neighbours."
)
ON_MAPS = (*service_types.HEALTH_TYPES, *service_types.SAFETY_TYPES)


def section(view: View, *, is_beside: bool = False) -> Section:
    """Two maps of small areas, by legs and by minutes, and a table of what is marked.

    `is_beside` a scenario they say that they show the present.
    """
    services = _services(view)
    stamp = frames.edition()
    legs = frames.legs_by_area(view.chosen)
    access = frames.access_by_area(view.chosen)
    shown = (
        map_parts.picture(
            view, "legs_by_area", legs, layers.areas_by_legs(legs), services
        ),
        map_parts.picture(
            view, "access_by_area", access, layers.areas_by_minutes(access), services
        ),
    )
    listed = () if view.is_of_london else _listed(view, services)
    return Section(
        "maps",
        "Where support is missing" + (", as it is now" if is_beside else ""),
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
    return map_parts.numbered(view, known)


def _listed(view: View, services: gpd.GeoDataFrame) -> tuple[Table, ...]:
    if services.empty:
        return ()
    frame = pd.DataFrame(services.drop(columns="geometry"))
    return (
        Table(
            "services",
            "Services on the maps; filled marks are open and suitable at this hour, those "
            "of the safety leg for someone whom police or an ambulance bring",
            frame,
            (
                columns.words("number", "Number"),
                columns.words("service_name", "Service"),
                columns.words("type_label", "Type"),
                columns.words("provider_name", "Run by"),
                columns.words("barrier_label", "At this hour"),
                columns.words("confidence", "Confidence"),
            ),
            "services_at_hour",
            numbers.asked(view),
        ),
    )
