"""Recorded incidents as a layer: binned counts under the rule, withheld ones apart."""

from bisect import bisect_left
from itertools import pairwise

import pandas as pd

from dashboard import theme
from dashboard.layers import Layer, layer_of

STATES = ("zero", "suppressed", "missing")
STATE_WORDS = (
    "none recorded",
    "* withheld: few, or another could be worked out",
    "not counted",
)
BIN_COUNT = 5


def recorded(counts: pd.DataFrame, grain: str) -> Layer:
    """Small areas or boroughs by their counts, in bins of about as many places each."""
    known = counts["incident_count"].dropna().astype(float)
    known = known[known > 0]
    cuts = known.quantile([at / BIN_COUNT for at in range(1, BIN_COUNT + 1)])
    edges = [0.0, *sorted(set(cuts))] if len(known) else []
    bins = [f"over {theme.number(a)} to {theme.number(b)}" for a, b in pairwise(edges)]
    rows = zip(counts["recorded_state"], counts["incident_count"], strict=True)
    found = [
        (STATES.index(state), STATE_WORDS[STATES.index(state)])
        if state in STATES
        else (
            len(STATES) + bisect_left(edges[1:], float(count)),
            f"about {theme.number(float(count))}",
        )
        for state, count in rows
    ]
    colours = (theme.MINUTE_COLOURS[0], theme.WITHHELD, theme.NOBODY)
    return layer_of(
        grain,
        _title(counts),
        (*colours, *theme.MINUTE_COLOURS[1 : 1 + len(bins)]),
        [*STATE_WORDS, *bins],
        [at for at, _ in found],
        [f"Incidents: {words}" for _, words in found],
        counts["residents"],
    )


def _title(counts: pd.DataFrame) -> str:
    known = counts.dropna(subset=["basis"])
    if known.empty:
        return "Incidents of a crisis kind: no records here"
    basis = known["basis"].iloc[0]
    invented = "; demonstration: invented" if basis == "demonstration" else ", recorded"
    period = str(known["period"].iloc[0]).replace("/", " to ")
    return f"Incidents of a crisis kind, {period}{invented}"
