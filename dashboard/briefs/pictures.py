"""Maps of a paper, drawn by geopandas and matplotlib in the palette of the dashboard.

Classes darken with the gap, and services differ in shape, so a map holds in greyscale.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import geopandas as gpd
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path

from dashboard.briefs import map_marks, shapes_drawn
from dashboard.layers import Layer

DPI = 150
WIDE_IN = 7.4
LEAST_RATIO, MOST_RATIO = 0.6, 0.95
"""Height of a map by its width, at least and at most."""
ROUND = 0.06
"""Room around the place, as a share of its size."""
GROUND = "#EEF1F3"
WATER = "#B7D3E6"
LINE = "#3D4750"
INSIDE_LINE = "#9AA5AD"


class _DrawnOnce(FigureCanvasAgg):
    """A canvas that is drawn when it is written: geopandas would at every layer."""

    def draw_idle(self, *_args: object, **_kwargs: object) -> None:
        """Do nothing: nobody looks on."""


@dataclass(frozen=True)
class Sheet:
    """A map as drawn: its PNG and its size."""

    png: bytes
    width_px: int
    height_px: int


@dataclass(frozen=True)
class Window:
    """The ground that a map shows, in metres, and how high it is drawn."""

    own: gpd.GeoDataFrame
    west: float
    south: float
    east: float
    north: float

    @property
    def high_in(self) -> float:
        """Height of the map at the width that all have."""
        return WIDE_IN * (self.north - self.south) / (self.east - self.west)


def window(borough: str) -> Window:
    """The ground around a borough, or around London if blank."""
    shape = shapes_drawn.of("borough")
    own = shape[shape["code"] == borough] if borough else shapes_drawn.of("london")
    west, south, east, north = own.total_bounds
    wide, high = (1 + 2 * ROUND) * (east - west), (1 + 2 * ROUND) * (north - south)
    # What is too flat or too high for a page shows more of what lies around.
    high, wide = max(high, LEAST_RATIO * wide), max(wide, high / MOST_RATIO)
    x, y = (west + east) / 2, (south + north) / 2
    return Window(own, x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def drawn(
    layer: Layer, inside: Sequence[bool], borough: str, services: gpd.GeoDataFrame
) -> Sheet:
    """The small areas that are `inside` a borough, or London if blank, with services.

    Services have a `number` to be known by, blank where there are too many, their type,
    and whether they are usable (filled) or not (hollow).
    """
    seen = window(borough)
    figure, axes = _sheet(seen)
    boroughs = shapes_drawn.outlines("borough")
    if borough:
        _plot(axes, boroughs, GROUND, edgecolor=INSIDE_LINE, linewidth=0.6)
    there = list(compress(shapes_drawn.outlines("area"), inside))
    colours = [layer.palette[int(code)] for code in compress(layer.classes, inside)]
    # 4,835 outlines of the usual width would hide what they hold.
    thin = 0.4 if borough else 0.05
    _plot(axes, there, colours, edgecolor=INSIDE_LINE, linewidth=thin)
    _plot(axes, shapes_drawn.outlines("thames"), WATER, edgecolor=WATER)
    # White under dark: seen on the lightest class and on the darkest.
    _plot(axes, boroughs, "none", edgecolor="white", linewidth=1.5)
    _plot(axes, boroughs, "none", edgecolor=LINE, linewidth=0.7)
    seen.own.plot(ax=axes, aspect=None, facecolor="none", edgecolor=LINE, linewidth=1.6)
    map_marks.services(axes, services)
    map_marks.scale(axes)
    return _written(figure)


def within(borough: str, services: pd.DataFrame) -> gpd.GeoDataFrame:
    """Services with a place that a map of the borough, or of London if blank, shows."""
    placed = services.dropna(subset=["lon", "lat"])
    degrees = shapes_drawn.DEGREES
    points = gpd.points_from_xy(placed["lon"], placed["lat"], crs=degrees)
    found = gpd.GeoDataFrame(placed, geometry=points).to_crs(shapes_drawn.METRES)
    seen = window(borough)
    there = found.cx[seen.west : seen.east, seen.south : seen.north]  # type: ignore[misc] # metres
    return there.reset_index(drop=True)


def _plot(
    axes: Axes,
    outlines: Sequence[Path],
    colours: str | Sequence[str],
    *,
    edgecolor: str,
    linewidth: float = 1.0,
) -> None:
    """Draw shapes in one colour, or each in its own."""
    drawn = PathCollection(
        outlines, facecolor=colours, edgecolor=edgecolor, linewidth=linewidth
    )
    axes.add_collection(drawn, autolim=False)


def _sheet(seen: Window) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDE_IN, seen.high_in))
    _DrawnOnce(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(seen.west, seen.east)
    axes.set_ylim(seen.south, seen.north)
    axes.set_autoscale_on(False)
    return figure, axes


def _written(figure: Figure) -> Sheet:
    file = io.BytesIO()
    figure.set_dpi(DPI)
    # Without matplotlib's own stamp, so that the same view gives the same bytes.
    figure.savefig(file, format="png", dpi=DPI, metadata={"Software": None})
    wide, high = figure.canvas.get_width_height()
    return Sheet(file.getvalue(), wide, high)
