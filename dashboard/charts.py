"""Frames into charts; each has its table twin beside it."""

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from dashboard import theme

ALONG = ("hour_of_week", "month", "period", "weekday", "rank", "deprivation_decile")
"""Columns that run along an axis: a line; any other column of words gives bars."""
WEIGHTS = ("residents", "need", "out_need", "lon", "lat")
MOST_BARS = 60
EDGE: dict[str, Any] = {"stroke": theme.OTHER_COLOUR, "strokeWidth": 1}
"""Round each mark of an ordered palette: 3 to 1 on white and on the dark page, where its
lightest or its darkest class would be lost."""
LEGEND_EDGE: dict[str, Any] = {
    "symbolStrokeColor": theme.OTHER_COLOUR,
    "symbolStrokeWidth": 1,
    "gradientStrokeColor": theme.OTHER_COLOUR,
    "gradientStrokeWidth": 1,
}
INK, CHALK = "#425563", "#C9D3D9"


def words_colour() -> str:
    """Colour of words in a chart: no single one has 4.5 to 1 on white and on dark."""
    return CHALK if st.context.theme.type == "dark" else INK


def axes(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Columns that can stand along the bottom of a chart, and numbers that can be drawn."""
    along = [c for c in ALONG if c in frame]
    words = [str(c) for c in frame if not pd.api.types.is_numeric_dtype(frame[c])]
    numbers = [
        str(c)
        for c in frame.select_dtypes("number")
        if c not in along and not pd.api.types.is_bool_dtype(frame[c])
    ]
    # Names read better than codes, and measures say more than what they weigh by.
    words.sort(key=lambda c: (not c.endswith("_name"), c.endswith("_code")))
    numbers.sort(key=lambda c: c in WEIGHTS)
    return along + words, numbers


def drawing(frame: pd.DataFrame, along: str, amount: str) -> Any:  # noqa: ANN401 - a chart of any kind
    """A line over what runs along, else bars, longest first; at most MOST_BARS."""
    shown = frame[[along, amount]].dropna()
    if along in ALONG:
        return (
            alt.Chart(shown)
            .mark_line(point=len(shown) <= MOST_BARS, color=theme.CHOSEN_COLOUR)
            .encode(x=alt.X(along, sort=None), y=alt.Y(amount), tooltip=[along, amount])
        )
    longest = shown.nlargest(MOST_BARS, amount)
    return (
        alt.Chart(longest)
        .mark_bar(color=theme.CHOSEN_COLOUR)
        .properties(height=alt.Step(18))
        .encode(
            x=alt.X(amount),
            y=alt.Y(
                along, sort="-x", axis=alt.Axis(labelLimit=220, labelOverlap=False)
            ),
            tooltip=[along, amount],
        )
    )


def sentence(frame: pd.DataFrame, along: str, amount: str) -> str:
    """What the chart says, for those who do not see it."""
    shown = frame[[along, amount]].dropna()
    if shown.empty:
        return "Nothing to draw: every value is missing."
    ordered = shown.sort_values(amount, ignore_index=True).to_dict("records")
    low, high = ordered[0], ordered[-1]
    left_out = max(0, len(shown) - MOST_BARS) if along not in ALONG else 0
    return (
        f"{amount} by {along}: most {theme.number(high[amount])} at {high[along]}, "
        f"least {theme.number(low[amount])} at {low[along]}, {len(shown):,} values"
        + (f"; {left_out:,} smaller ones are not drawn." if left_out else ".")
    )
