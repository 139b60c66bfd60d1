"""Marks on the maps of a paper: services with their numbers, and the bar of kilometres."""

from math import dist

import geopandas as gpd
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.path import Path

from dashboard import theme

UNKNOWN = ("circle", "#3D4750")
MARKERS: dict[str, str | Path] = {
    "cross": "P",
    "square": "s",
    "circle": "o",
    "house": Path([(-1, -1), (1, -1), (1, 0.1), (0, 1), (-1, 0.1), (-1, -1)]),
    "diamond": "D",
    "triangle": "^",
    "wedge": "v",
    "star": "*",
    "bar": Path([(-1, -0.45), (1, -0.45), (1, 0.45), (-1, 0.45), (-1, -0.45)]),
}
"""Shapes of the dashboard's marks, by matplotlib's letters."""
TOGETHER = 0.02
"""Services nearer than this share of the map's width have one label."""
BARS_KM = (1, 2, 5, 10)


def services(axes: Axes, placed: gpd.GeoDataFrame) -> None:
    """Draw each service, filled where it is usable, with its number beside it."""
    # Those that are usable last, on top of others at the same place.
    for service in placed.sort_values("is_usable").itertuples():
        shape, colour = theme.MARKS.get(service.service_type, UNKNOWN)
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
    if len(placed) and placed["number"].iloc[0]:
        west, east = axes.get_xlim()
        for (at_x, at_y), label in labels(placed, (east - west) * TOGETHER).items():
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


def scale(axes: Axes) -> None:
    """A bar of about a sixth of the width, at the foot on the left."""
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    km = max([k for k in BARS_KM if k * 1000 <= (east - west) / 5] or BARS_KM[:1])
    at_x, at_y = west + 0.03 * (east - west), south + 0.03 * (north - south)
    axes.plot([at_x, at_x + km * 1000], [at_y, at_y], color="black", linewidth=3)
    _annotate(axes, f"{km} km", (at_x, at_y), (0, 5))
