"""Small maps side by side: each borough's small areas in the classes of Explore's map.

Static pictures (SVG), each to its own scale with a bar of 2 km; nothing to drag, so they
print. Shapes are the generalised ones of the map.
"""

import json
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from math import cos, radians

import streamlit as st

from dashboard import comparisons, frames, patterns, shading, theme
from dashboard.filters import Filters
from dashboard.layers import Layer

MOST = 6
SIZE_PX = 220
BAR_KM = 2
KM_PER_DEGREE = 111.2
SHRINK = cos(radians(51.5))
"""Degrees of longitude in London by degrees of latitude."""
STYLE = (
    "<style>.small-maps{display:grid;gap:.8rem;grid-template-columns:"
    "repeat(auto-fill,minmax(min(100%,200px),1fr))}.small-maps figure{margin:0;"
    "max-width:260px}.small-maps img{width:100%;height:auto}"
    ".small-maps figcaption{font-weight:600;font-size:.9rem}"
    ".small-maps p{margin:0;font-size:.75rem;line-height:1}"
    ".small-maps span{display:inline-block;border-top:2px solid;margin-right:.4em;"
    "vertical-align:middle}</style>"
)

Point = tuple[float, float]
Drawn = dict[str, list[tuple[str, int]]]
"""Codes of boroughs with their small areas: the code of each and its class."""


@dataclass(frozen=True)
class Picture:
    """The corner of a borough, and how many units of the picture a degree takes."""

    west: float
    north: float
    scale: float

    def path(self, rings: list[list[Point]]) -> str:
        """Rings of longitude and latitude as an SVG path."""
        return "".join(
            "M"
            + "L".join(
                f"{(lon - self.west) * SHRINK * self.scale:.1f},"
                f"{(self.north - lat) * self.scale:.1f}"
                for lon, lat in ring
            )
            + "Z"
            for ring in rings
        )


def by_borough(chosen: Filters, codes: Iterable[str], layer: Layer) -> Drawn:
    """Every small area of these boroughs with its class, by borough."""
    areas = frames.access_by_area(chosen)
    inside: Drawn = {borough: [] for borough in codes}
    for area, borough, position in zip(
        areas["area_code"], areas["borough_code"], layer.classes, strict=True
    ):
        if borough in inside:
            inside[borough].append((area, int(position)))
    return inside


def show(drawn: Drawn, names: Mapping[str, str], layer: Layer) -> None:
    """Draw the maps of boroughs, in the classes of the layer of areas."""
    rings = _shapes(frames.edition_key())
    pictures = "".join(
        _figure(names[borough], [(rings[area], at) for area, at in classes], layer)
        for borough, classes in drawn.items()
        if classes
    )
    st.html(f'{STYLE}<div class="small-maps">{pictures}</div>')


def says(drawn: Drawn, names: Mapping[str, str], layer: Layer) -> str:
    """The class that most small areas of each borough drawn are in."""
    told = []
    for borough, classes in drawn.items():
        counts = Counter(position for _, position in classes)
        for position, count in counts.most_common(1):
            words = theme.within_sentence(layer.legend[position].words)
            told.append(f"**{names[borough]}**: {words} in {count} of {len(classes)}")
    return f"{layer.title}, as most small areas have it. {'; '.join(told)}."


def layer_of_areas(chosen: Filters) -> Layer:
    """The layer of small areas in the shading chosen for Explore's map."""
    return shading.layer(comparisons.by_area(chosen))


@st.cache_data(max_entries=2, show_spinner=False)
def _shapes(edition_key: str) -> dict[str, list[list[Point]]]:  # noqa: ARG001 - the cache's key
    """Rings of every small area, by its code."""
    known = frames.boundaries("area")
    codes, shapes = known["boundary_code"], known["boundary_geojson"]
    return {
        code: _rings(json.loads(text)) for code, text in zip(codes, shapes, strict=True)
    }


def _rings(geometry: dict[str, list[list[list[Point]]]]) -> list[list[Point]]:
    parts = geometry["coordinates"]
    polygons = parts if str(geometry["type"]) == "MultiPolygon" else [parts]
    return [[(p[0], p[1]) for p in ring] for polygon in polygons for ring in polygon]  # type: ignore[misc] # depth follows the type


def _figure(
    name: str, shapes: list[tuple[list[list[Point]], int]], layer: Layer
) -> str:
    frame = _picture([p for rings, _ in shapes for ring in rings for p in ring])
    by_class: dict[int, list[list[Point]]] = defaultdict(list)
    for rings, position in shapes:
        by_class[position] += rings
    paths = "".join(
        f'<path d="{frame.path(rings)}" fill="{patterns.fill(layer.palette[position])}" '
        'fill-rule="evenodd" stroke="#768692" stroke-width="0.4"/>'
        for position, rings in by_class.items()
    )
    bar = BAR_KM / KM_PER_DEGREE * frame.scale / (SIZE_PX + 2)
    counts = Counter(position for _, position in shapes)
    told = "; ".join(
        f"{layer.legend[position].words}: {count} small areas"
        for position, count in sorted(counts.items())
    )
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        # One box for all, so that the maps of all are of one width.
        f'viewBox="-1 -1 {SIZE_PX + 2} {SIZE_PX + 2}" '
        f'width="{SIZE_PX + 2}" height="{SIZE_PX + 2}">'
        f"{patterns.definitions(layer.palette)}{paths}</svg>"
    )
    return (
        f"<figure><figcaption>{escape(name)}</figcaption>"
        f'<img alt="{escape(f"Map of {name}. {told}")}" src="{_address(picture)}">'
        # Below the picture, in the colour of the page's words: paper is white.
        f'<p><span style="width:{100 * bar:.1f}%"></span>{BAR_KM} km</p></figure>'
    )


def _address(picture: str) -> str:
    # As an address of its own: Streamlit takes drawings out of its own HTML.
    coded = b64encode(picture.encode()).decode()
    return f"data:image/svg+xml;base64,{coded}"


def _picture(points: list[Point]) -> Picture:
    longitudes, latitudes = [p[0] for p in points], [p[1] for p in points]
    wide = (max(longitudes) - min(longitudes)) * SHRINK
    high = max(latitudes) - min(latitudes)
    scale = SIZE_PX / max(wide, high)
    return Picture(min(longitudes), max(latitudes), scale)
