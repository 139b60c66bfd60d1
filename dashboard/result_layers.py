"""Results of own questions as a layer of the map: classes of equal count, blanks apart."""

from itertools import pairwise

import numpy as np
import pandas as pd

from dashboard import theme
from dashboard.layers import Layer, LegendEntry

GRAINS = {"area_code": "area", "borough_code": "borough"}
CLASS_COUNT = 5
BLANK = "#E4E7EA"


def mapped_by(frame: pd.DataFrame) -> str | None:
    """Column of codes by which a result can be drawn: one row a place, or None."""
    for column in GRAINS:
        if column in frame and frame[column].notna().any():
            return None if frame[column].duplicated().any() else column
    return None


def layer(frame: pd.DataFrame, column: str, amount: str, places: list[str]) -> Layer:
    """Numbers of a result on the shapes of `places` (codes in the order of the shapes).

    A place without a row or a number is drawn apart, never as the lowest class.
    """
    values = frame.set_index(column)[amount].reindex(places).astype(float)
    known = values.dropna()
    edges = _edges(known)
    classes = np.searchsorted(edges[1:-1], values, side="left")
    positions = np.where(values.isna(), 0, classes + 1)
    words = ["no value"] + [
        f"{'over ' if at else ''}{theme.number(low)} to {theme.number(high)}"
        for at, (low, high) in enumerate(pairwise(edges))
    ]
    palette = (BLANK, *theme.MINUTE_COLOURS[1 : len(words)])
    counts = pd.Series(positions).value_counts()
    notes = [
        f"{amount}: none" if pd.isna(v) else f"{amount}: {theme.number(v)}"
        for v in values
    ]
    legend = [
        LegendEntry(colour, words[at], int(counts.get(at, 0)), None)
        for at, colour in enumerate(palette)
    ]
    return Layer(
        GRAINS[column], amount, palette, "".join(map(str, positions)), notes, legend
    )


def _edges(known: pd.Series) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    if known.empty:
        return np.array([0.0, 0.0])
    cuts = np.unique(np.quantile(known, np.linspace(0, 1, CLASS_COUNT + 1)))
    return cuts if len(cuts) > 1 else np.array([cuts[0], cuts[0]])
