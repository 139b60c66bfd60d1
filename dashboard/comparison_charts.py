"""Charts of the Compare page: shares with intervals, the funnel, peers, deprivation.

What is chosen is filled, what is context is an outline, so that charts hold in grey.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import charts, theme, verdicts

STEP_PX = 20
NAME_PX = 185
HEIGHT_PX = 360
MOST_NAMED = 6
"""Names beside dots; of more, only those that stand out are named."""
AXIS_PX = 85
SHARES = [0, 0.25, 0.5, 0.75, 1]


def ranking(shares: pd.DataFrame, names: Sequence[str], labels: Sequence[str]) -> Any:  # noqa: ANN401 - a layered chart
    """Bars by share out of reach with intervals; `labels` name the rows."""
    drawn = shares.assign(is_chosen=shares["place"].isin(names), label=labels)
    order = list(drawn.sort_values("out_share")["label"])
    rows = alt.Chart(drawn).encode(y=_places("label", order))
    bars = rows.mark_bar(height={"band": 0.7}, strokeWidth=1).encode(
        x=_share("out_share"),
        color=_colour(),
        stroke=_colour(),
        fillOpacity=alt.condition("datum.is_chosen", alt.value(0.5), alt.value(0.12)),
        tooltip=_told("place", "out_share", "out_share_low", "out_share_high"),
    )
    lines = rows.mark_rule(strokeWidth=2).encode(
        x=_share("out_share_low"), x2="out_share_high", color=_colour()
    )
    dots = rows.mark_point(filled=True, opacity=1, size=45).encode(
        x=_share("out_share"), color=_colour()
    )
    return (bars + lines + dots).properties(height=_height(len(drawn)))


def funnel(found: pd.DataFrame, limits: pd.DataFrame, names: Sequence[str]) -> Any:  # noqa: ANN401 - a layered chart
    """Shares by effective number of areas, between the limits about London's share."""
    drawn = found.assign(
        is_chosen=found["borough_name"].isin(names),
        told=found["verdict"].replace(verdicts.NOT_APART),
    )
    curves = alt.Chart(limits).encode(x=_areas())
    lines = [
        curves.mark_line(
            color=theme.OTHER_COLOUR, strokeDash=dash, clip=True, strokeWidth=1.5
        ).encode(y=_share_up(column))
        for column, dash in (
            ("inner_low", [6, 3]),
            ("inner_high", [6, 3]),
            ("outer_low", [2, 3]),
            ("outer_high", [2, 3]),
            ("london_share", [1, 0]),
        )
    ]
    dots = (
        alt.Chart(drawn)
        .mark_point(size=60, opacity=1)
        .encode(
            x=_areas(),
            y=_share_up("out_share"),
            color=_colour(),
            fill=_colour(),
            fillOpacity=alt.condition("datum.is_chosen", alt.value(1), alt.value(0)),
            tooltip=[
                *_told("borough_name", "out_share", "inner_low", "inner_high"),
                alt.Tooltip("told:N", title="verdict"),
            ],
        )
    )
    by_name = drawn[drawn["is_chosen"]]
    if len(by_name) > MOST_NAMED:
        by_name = by_name[~by_name["verdict"].isin(verdicts.NOT_APART)]
    named = (
        alt.Chart(by_name)
        .mark_text(align="right", dx=-7, dy=-7, fontSize=11)
        .encode(
            x=_areas(), y=_share_up("out_share"), text="borough_name", color=_text()
        )
    )
    return alt.layer(*lines, dots, named).properties(height=HEIGHT_PX)


def peers(found: pd.DataFrame) -> Any:  # noqa: ANN401 - a layered chart
    """Each borough (filled) among its peers (outlines) by share out of reach.

    Shape: borough_name, place, out_share, is_chosen; a row per borough and peer.
    """
    return (
        alt.Chart(found)
        .mark_point(size=70, opacity=1)
        .encode(
            x=_share("out_share"),
            y=_places("borough_name", None),
            color=_colour(),
            fill=_colour(),
            fillOpacity=alt.condition("datum.is_chosen", alt.value(1), alt.value(0)),
            tooltip=_told("place", "out_share"),
        )
        .properties(height=_height(found["borough_name"].nunique()))
    )


def gradient(groups: pd.DataFrame, label: str, title: str) -> Any:  # noqa: ANN401 - a layered chart
    """London's share out of reach by groups of areas in order, with intervals."""
    rows = alt.Chart(groups).encode(
        y=alt.Y(
            label,
            sort=list(groups[label]),
            title=title,
            axis=alt.Axis(labelOverlap=False, labelFlush=False),
        )
    )
    lines = rows.mark_rule(strokeWidth=2, color=theme.CHOSEN_COLOUR).encode(
        x=_share("out_share_low"), x2="out_share_high"
    )
    dots = rows.mark_point(
        filled=True, size=60, opacity=1, color=theme.CHOSEN_COLOUR
    ).encode(
        x=_share("out_share"),
        tooltip=_told(label, "out_share", "out_share_low", "out_share_high"),
    )
    return (lines + dots).properties(height=_height(len(groups)))


def _height(row_count: int) -> int:
    """Height of so many rows, px, and of the axis title below them."""
    # A step a row would make Vega complain: Streamlit asks it to fit the height as well.
    return STEP_PX * row_count + AXIS_PX


def _share(column: str) -> alt.X:
    return alt.X(
        column,
        type="quantitative",
        title="Share out of reach",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(labelExpr=theme.PERCENT_AXIS, values=SHARES),
    )


def _share_up(column: str) -> alt.Y:
    return alt.Y(
        column,
        type="quantitative",
        title="Share out of reach",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(labelExpr=theme.PERCENT_AXIS, values=SHARES),
    )


def _areas() -> alt.X:
    return alt.X("effective_areas:Q", title="Small areas (effective number)")


def _places(column: str, order: Sequence[str] | None) -> alt.Y:
    return alt.Y(
        column,
        type="nominal",
        sort=None if order is None else list(order),
        title=None,
        axis=_name_axis(NAME_PX),
    )


def _name_axis(limit: int) -> alt.Axis:
    # Streamlit leaves out labels that come near each other.
    return alt.Axis(
        labelLimit=limit,
        labelOverlap=False,
        labelFlush=False,
        ticks=False,
        domain=False,
    )


def _colour() -> Any:  # noqa: ANN401 - a condition of altair
    return alt.condition(
        "datum.is_chosen", alt.value(theme.CHOSEN_COLOUR), alt.value(theme.OTHER_COLOUR)
    )


def _text() -> Any:  # noqa: ANN401 - a condition of altair
    return alt.value(charts.words_colour())


def _told(*columns: str) -> list[Any]:
    return [
        alt.Tooltip(c, format=".0%")
        if "share" in c or c.endswith(("_low", "_high"))
        else c
        for c in columns
    ]
