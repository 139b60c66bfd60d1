"""Maps of a paper, drawn by geopandas and matplotlib in the palette of the dashboard.

Classes darken with the gap, and services differ in shape, so a map holds in greyscale.
"""

import io
from dataclasses import dataclass
from math import ceil
from typing import Any

import geopandas as gpd
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from dashboard.briefs import map_marks, shapes_drawn
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
    map_marks.services(axes, services)
    map_marks.scale(axes)
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


def _inside(areas: gpd.GeoDataFrame, own: gpd.GeoDataFrame) -> Any:  # noqa: ANN401 - a mask of geopandas
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


def _written(figure: Figure) -> Sheet:
    file = io.BytesIO()
    # Without matplotlib's own stamp, so that the same view gives the same bytes.
    figure.savefig(file, format="png", dpi=DPI, metadata={"Software": None})
    wide, high = figure.get_size_inches()
    return Sheet(file.getvalue(), ceil(wide * DPI), ceil(high * DPI))
