"""Demand by hour drawn over the week's strips of support, on one axis of 168 hours."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import clock_charts, theme, weeks
from dashboard.clock_grids import BELOW_PX

WITHHELD = "Withheld (*)"
DEMAND_PX, GAP_PX, ABOVE_PX = 96, 16, 40
"""Height of the demand, of what parts it from the strips, and of the legend above."""


def over_strips(  # noqa: PLR0913 - two pictures on one axis
    incidents: pd.DataFrame,
    spells: pd.DataFrame,
    row: str,
    *,
    order: Sequence[str],
    called: str,
    title: str,
    chosen: int,
) -> Any:  # noqa: ANN401 - a chart of layers
    """A column of incidents for each hour, above a strip of the week for each row.

    `incidents` are those of incidents_by_hour_of_week, `called` so in the legend; what is
    withheld is a tick, no column. `spells` are those of `weeks.spells`.
    """
    whole = DEMAND_PX + GAP_PX + clock_charts.BAND_PX * len(order)
    strips = clock_charts.bands(
        spells, row, order=order, title=title, begin=(DEMAND_PX + GAP_PX) / whole
    )
    demand = _columns(incidents, called, end=DEMAND_PX / whole)
    now = alt.Chart(pd.DataFrame({"hour": [chosen + 0.5]})).mark_rule(
        color=theme.WEEK_EDGE_COLOUR, strokeWidth=2, strokeDash=[2, 2]
    )
    return (
        alt.layer(demand, strips, now.encode(x="hour:Q"))
        .resolve_scale(y="independent", color="independent")
        .properties(height=ABOVE_PX + whole + BELOW_PX)
    )


def _columns(incidents: pd.DataFrame, called: str, *, end: float) -> Any:  # noqa: ANN401 - a chart of any kind
    withheld = incidents["is_suppressed"].astype(bool)
    counted = incidents["incident_count"].astype(float)
    frame = weeks.told_apart(incidents).assign(
        next_hour=incidents["hour_of_week"] + 1,
        what=[WITHHELD if hidden else called for hidden in withheld],
        # A tick of a fixed height: it must not tell one withheld count from another.
        height=counted.where(~withheld, counted.max() / 20),
        told=theme.starred(counted, withheld),
    )
    there = [what for what in (called, WITHHELD) if what in set(frame["what"])]
    colours = {called: theme.CHOSEN_COLOUR, WITHHELD: theme.WITHHELD}
    return (
        alt.Chart(frame[frame["height"] > 0])
        .mark_rect()
        .encode(
            x=clock_charts.through_the_week("hour_of_week"),
            x2="next_hour:Q",
            y=alt.Y(
                "height:Q",
                title=None,
                scale=alt.Scale(
                    domainMin=0, range=[alt.ExprRef(f"{end:.3f} * height"), 0]
                ),
                axis=alt.Axis(orient="left", tickCount=3, format=",.0f"),
            ),
            y2=alt.Y2Datum(0),
            color=alt.Color(
                "what:N",
                scale=alt.Scale(domain=there, range=[colours[what] for what in there]),
                legend=alt.Legend(title=None, orient="top", labelLimit=340),
            ),
            tooltip=[
                alt.Tooltip("when", title="Hour"),
                alt.Tooltip("told", title=called),
            ],
        )
    )
