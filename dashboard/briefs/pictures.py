"""Maps of a paper, drawn by geopandas and matplotlib in the palette of the dashboard.

Classes darken with the gap, and services differ in shape, so a map holds in greyscale.
"""

import io
from dataclasses import dataclass
from math import ceil, dist

import geopandas as gpd
import pandas as pd
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.path import Path

from dashboard import theme
from dashboard.briefs import shapes_drawn
from dashboard.layers import Layer

DPI = 150
WIDE_IN = 7.4
LEAST_HIGH_IN, MOST_HIGH_IN = 4.2, 7.0
ROUND = 0.06
"""Room around the place, as a share of its size."""
GROUND = "#EEF1F3"
WATER = "#B7D3E6"
LINE = "#3D4750"
INSIDE_LINE = "#9AA5AD"
MARKERS: dict[str, str | Path] = {
    "cross": "P",
    "square": "s",
    "circle": "o",
    "house": Path([(-1, -1), (1, -1), (1, 0.1), (0, 1), (-1, 0.1), (-1, -1)]),
    "diamond": "D",
    "triangle": "^",
}
"""Shapes of the dashboard's marks, by matplotlib's letters."""
TOGETHER = 0.02
"""Services nearer than this share of the map's width have one label."""
BARS_KM = (1, 2, 5, 10)


@dataclass(frozen=True)
class Sheet:
    """A map as drawn: its PNG and its size."""

    png: bytes
    width_px: int
    height_px: int


def drawn(layer: Layer, borough: str, services: gpd.GeoDataFrame) -> Sheet:
    """The small areas of a borough, or of London if blank, with services marked.

    Services have a `number` to be known by, blank where there are too many, their type,
    and whether they are usable (filled) or not (hollow).
    """
    areas = shapes_drawn.of("area").assign(position=[int(c) for c in layer.classes])
    boroughs = shapes_drawn.of("borough")
    if borough:
        own = boroughs[boroughs["code"] == borough]
        areas = areas[_inside(areas, own)]
    else:
        own = shapes_drawn.of("london")
    figure, axes = _sheet(own.total_bounds)
    if borough:
        boroughs.plot(ax=axes, facecolor=GROUND, edgecolor=INSIDE_LINE, linewidth=0.6)
    for position, part in areas.groupby("position"):
        colour = layer.palette[int(str(position))]
        part.plot(
            ax=axes, facecolor=colour, edgecolor=INSIDE_LINE, linewidth=_thin(borough)
        )
    shapes_drawn.of("thames").plot(ax=axes, facecolor=WATER, edgecolor=WATER)
    # White under dark: seen on the lightest class and on the darkest.
    boroughs.boundary.plot(ax=axes, color="white", linewidth=1.5)
    boroughs.boundary.plot(ax=axes, color=LINE, linewidth=0.7)
    own.boundary.plot(ax=axes, color=LINE, linewidth=1.6)
    _mark(axes, services)
    _scale(axes)
    return _written(figure)


def within(borough: str, services: pd.DataFrame) -> gpd.GeoDataFrame:
    """Services with a place that a map of the borough, or of London if blank, shows."""
    placed = services.dropna(subset=["lon", "lat"])
    points = gpd.GeoDataFrame(
        placed,
        geometry=gpd.points_from_xy(placed["lon"], placed["lat"], crs="EPSG:4326"),
    ).to_crs(shapes_drawn.METRES)
    shape = shapes_drawn.of("borough")
    own = shape[shape["code"] == borough] if borough else shapes_drawn.of("london")
    west, south, east, north = _bounds(own.total_bounds)
    return points.cx[west:east, south:north].reset_index(drop=True)  # type: ignore[misc] # metres


def _inside(areas: gpd.GeoDataFrame, own: gpd.GeoDataFrame) -> "pd.Series[bool]":
    shape = own.geometry.union_all()
    return areas.geometry.representative_point().within(shape)


def _thin(borough: str) -> float:
    # 4,835 outlines of the usual width would hide what they hold.
    return 0.4 if borough else 0.05


def _bounds(around: "tuple[float, ...]") -> tuple[float, float, float, float]:
    west, south, east, north = around
    room = ROUND * max(east - west, north - south)
    return west - room, south - room, east + room, north + room


def _sheet(around: "tuple[float, ...]") -> tuple[Figure, Axes]:
    west, south, east, north = _bounds(around)
    high = WIDE_IN * (north - south) / (east - west)
    figure = Figure(figsize=(WIDE_IN, min(max(high, LEAST_HIGH_IN), MOST_HIGH_IN)))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_aspect("equal", adjustable="datalim")
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_autoscale_on(False)
    return figure, axes


def _mark(axes: Axes, services: gpd.GeoDataFrame) -> None:
    # Those that are usable last, on top of others at the same place.
    for service in services.sort_values("is_usable").itertuples():
        shape, colour = theme.MARKS.get(service.service_type, ("circle", LINE))
        axes.plot(
            service.geometry.x,
            service.geometry.y,
            marker=MARKERS[shape],
            linestyle="none",
            markersize=_size(service.number, service.is_usable),
            markerfacecolor=colour if service.is_usable else "white",
            markeredgecolor="white" if service.is_usable else colour,
            markeredgewidth=1.0 if service.is_usable else 1.6,
        )
    if len(services) and services["number"].iloc[0]:
        west, east = axes.get_xlim()
        for (at_x, at_y), label in labels(services, (east - west) * TOGETHER).items():
            _annotate(axes, label, (at_x, at_y), (9, 5), "bold")


def labels(
    services: gpd.GeoDataFrame, within_m: float
) -> dict[tuple[float, float], str]:
    """Numbers of services by where they are written; those close together as one."""
    written: dict[tuple[float, float], list[str]] = {}
    for service in services.itertuples():
        at = (service.geometry.x, service.geometry.y)
        near = [other for other in written if dist(other, at) <= within_m]
        written.setdefault(near[0] if near else at, []).append(service.number)
    return {at: ", ".join(numbers) for at, numbers in written.items()}


def _size(number: str, is_usable: bool) -> float:  # noqa: FBT001 - of a mark
    size = 11 if number else 6
    # A hollow mark that shares its place with a filled one shows around it.
    return size if is_usable else size + 2


def _annotate(
    axes: Axes,
    words: str,
    at: tuple[float, float],
    offset: tuple[float, float],
    weight: str = "normal",
) -> None:
    axes.annotate(
        words,
        at,
        xytext=offset,
        textcoords="offset points",
        fontsize=13,
        fontweight=weight,
        color="black",
        path_effects=[patheffects.withStroke(linewidth=2.5, foreground="white")],
        annotation_clip=True,
    )


def _scale(axes: Axes) -> None:
    """A bar of about a sixth of the width, at the foot on the left."""
    axes.apply_aspect()
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    km = max([k for k in BARS_KM if k * 1000 <= (east - west) / 5] or BARS_KM[:1])
    at_x, at_y = west + 0.03 * (east - west), south + 0.03 * (north - south)
    axes.plot([at_x, at_x + km * 1000], [at_y, at_y], color="black", linewidth=3)
    _annotate(axes, f"{km} km", (at_x, at_y), (0, 5))


def _written(figure: Figure) -> Sheet:
    file = io.BytesIO()
    # Without matplotlib's own stamp, so that the same view gives the same bytes.
    figure.savefig(file, format="png", dpi=DPI, metadata={"Software": None})
    wide, high = figure.get_size_inches()
    return Sheet(file.getvalue(), ceil(wide * DPI), ceil(high * DPI))
