"""A week drawn as seven rows of 24 hours.

What is worse is darker, so that a figure holds in greyscale; worst and chosen hour are
marked by shape.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import charts, theme, weeks
from dashboard.filters import HOURS

PICK = "picked"
ROW_PX = 26
BELOW_PX = 130
"""Axis and legend below the rows of a chart: its height is that of the whole."""
DAYS = list(theme.WEEKDAYS)
HOUR_MARKS = HOURS[::3]


def grid(  # noqa: PLR0913 - what is drawn, and its marks
    clock: pd.DataFrame,
    amount: str,
    *,
    title: str,
    colours: Sequence[str],
    chosen: int,
    worst: int,
    form: str = ",.0f",
) -> Any:  # noqa: ANN401 - a chart of layers
    """Seven days by 24 hours; a diamond on the worst hour, a frame on the one chosen."""
    frame = weeks.told_apart(clock)
    scale = _classes(frame[amount], colours)
    shown = frame.dropna(subset=[amount])
    cells = _cells(shown).encode(
        color=alt.Color(
            f"{amount}:Q",
            scale=scale,
            legend=alt.Legend(
                title=title,
                orient="bottom",
                format=form,
                titleLimit=340,
                **charts.LEGEND_EDGE,
            ),
        ),
        tooltip=[
            alt.Tooltip("when", title="Hour"),
            alt.Tooltip(amount, title=title, format=form),
        ],
    )
    hidden = frame[frame[amount].isna()]
    withheld = _place(hidden).mark_text(text="×", color=theme.WEEK_EDGE_COLOUR)
    drawn = [cells, withheld] if len(hidden) else [cells]
    return _marked(drawn, frame, chosen, worst)


def grid_of_kinds(
    clock: pd.DataFrame, kind: str, colours: dict[str, str], *, chosen: int, worst: int
) -> Any:  # noqa: ANN401 - a chart of layers
    """Seven days by 24 hours, each of one kind, by its label."""
    frame = weeks.told_apart(clock)
    there = [label for label in colours if label in set(frame[kind])]
    cells = _cells(frame).encode(
        color=alt.Color(
            f"{kind}:N",
            scale=alt.Scale(domain=there, range=[colours[label] for label in there]),
            legend=alt.Legend(
                title=None,
                orient="bottom",
                columns=1,
                labelLimit=340,
                **charts.LEGEND_EDGE,
            ),
        ),
        tooltip=[
            alt.Tooltip("when", title="Hour"),
            alt.Tooltip(kind, title="Reach"),
            alt.Tooltip("nearest_min", title="Minutes", format=".0f"),
            alt.Tooltip("nearest_service", title="Nearest"),
        ],
    )
    return _marked([cells], frame, chosen, worst)


def _place(frame: pd.DataFrame) -> Any:  # noqa: ANN401 - a chart without a mark
    return alt.Chart(frame).encode(
        x=alt.X(
            "clock_hour:O",
            sort=HOURS,
            title=None,
            axis=alt.Axis(values=HOUR_MARKS, labelAngle=0),
        ),
        y=alt.Y(
            "weekday:O",
            sort=DAYS,
            title=None,
            axis=alt.Axis(
                labelExpr="slice(datum.label, 0, 3)",
                labelOverlap=False,
                labelFlush=False,
            ),
        ),
    )


def _cells(frame: pd.DataFrame) -> Any:  # noqa: ANN401 - a chart of any kind
    return (
        _place(frame)
        .mark_rect(**charts.EDGE)
        .add_params(
            alt.selection_point(name=PICK, fields=["hour_of_week"], toggle=False)
        )
    )


def _marked(drawn: list[Any], frame: pd.DataFrame, chosen: int, worst: int) -> Any:  # noqa: ANN401 - a chart of layers
    """Layers with the marks of the chosen and the worst hour over them."""
    now = _place(frame[frame["hour_of_week"] == chosen])
    # White under colour: seen on the darkest cell and on the lightest.
    frames = [
        now.mark_rect(fill=None, stroke=colour, strokeWidth=width)
        for colour, width in (("white", 5), (theme.WEEK_CHOSEN_COLOUR, 3))
    ]
    diamond = _place(frame[frame["hour_of_week"] == worst]).mark_point(
        shape="diamond",
        fill="black",
        stroke="white",
        strokeWidth=1,
        size=110,
        opacity=1,
    )
    return alt.layer(*drawn, *frames, diamond).properties(
        height=ROW_PX * len(DAYS) + BELOW_PX
    )


def _classes(amounts: pd.Series, colours: Sequence[str]) -> alt.Scale:
    """Classes of equal width from the least to the most.

    A continuous scale would draw its legend with a gradient that a browser looks up by
    the page's address, and the address moves with every step.
    """
    low = float(amounts.min())
    high = float(amounts.max())
    if low == high:
        # One amount alone: classes without width have no legend.
        low = 0.0
    return alt.Scale(type="quantize", domain=[low, high], range=list(colours))
