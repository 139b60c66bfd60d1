"""The layer of cars: where one comes into reach, or goes out of it."""

import pandas as pd

from dashboard import theme
from dashboard.layers import Layer, layer_of

WORDS = {
    "in": "A car in reach, as before",
    "out": "None in reach",
    "gains": "Comes into reach of a car",
    "loses": "Goes out of reach of a car",
}
COUNTS = (
    "A place counts as in reach if it is so at some of the hours asked about, whether or "
    "not the car is free; that it may be busy is in the share above."
)


def areas(reach: pd.DataFrame) -> Layer:
    """Small areas by whether a car comes into reach of them; as `bests.reach`."""
    codes = list(WORDS)
    kinds = [
        codes.index(
            ("gains" if then else "out") if not now else ("in" if then else "loses")
        )
        for now, then in zip(reach["is_now"], reach["is_then"], strict=True)
    ]
    return layer_of(
        "area",
        "Cars in reach",
        tuple(theme.CHANGE_COLOURS[code] for code in codes),
        list(WORDS.values()),
        kinds,
        [WORDS[codes[kind]] for kind in kinds],
        reach["residents"],
    )
