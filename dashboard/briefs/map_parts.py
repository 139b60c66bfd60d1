"""A map of a paper as a part of a section: picture, caption, legend, alternative text."""

from collections import Counter

import geopandas as gpd
import pandas as pd

from dashboard import frames, theme
from dashboard.briefs import numbers, pictures
from dashboard.briefs.parts import Entry, Picture
from dashboard.briefs.view import View
from dashboard.layers import Layer

MOST_NUMBERED = 30


def numbered(view: View, services: pd.DataFrame) -> gpd.GeoDataFrame:
    """Services that the map shows, numbered in their order on a borough's."""
    there = pictures.within(_code(view), services)
    is_numbered = not view.is_of_london and len(there) <= MOST_NUMBERED
    return there.assign(
        number=[str(i + 1) if is_numbered else "" for i in range(len(there))]
    )


def picture(  # noqa: PLR0913 - what is drawn, and what is said beside
    view: View,
    answer: str,
    frame: pd.DataFrame,
    layer: Layer,
    services: gpd.GeoDataFrame,
    *,
    when: str = "",
    note: str = "",
) -> Picture:
    """The map of a layer of small areas with services; `frame` is its answer.

    `when` stands in for the hour of the view, `note` is what its sheet says beside.
    """
    when = when or view.chosen.words()["when"]
    there = _is_inside(view)
    sheet = pictures.drawn(layer, there, _code(view), services)
    counts = Counter(
        int(c) for c, is_there in zip(layer.classes, there, strict=True) if is_there
    )
    inside = [
        (entry.colour, entry.words, counts[position])
        for position, entry in enumerate(layer.legend)
        if counts[position]
    ]
    told = "; ".join(f"{words}: {count} small areas" for _, words, count in inside)
    return Picture(
        answer,
        f"{layer.title} (modelled), {view.place.name}, {when}",
        f"Map of {view.place.name} by small area. {layer.title}. {told}. "
        f"{len(services)} services are marked.",
        sheet.png,
        sheet.width_px,
        sheet.height_px,
        (
            *(Entry(colour, f"{words}: {count:,}") for colour, words, count in inside),
            *_marks(services),
        ),
        frame[there],
        answer,
        numbers.asked(view),
        note,
    )


def _code(view: View) -> str:
    return "" if view.is_of_london else view.place.code


def _is_inside(view: View) -> list[bool]:
    """Whether each small area is of the place, in the order of every layer."""
    codes = frames.access_by_area(view.chosen)["borough_code"]
    return [view.is_of_london or code == view.place.code for code in codes]


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
