"""A plan drawn: who gains and who loses at each hour of the week."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard import charts, theme, weeks
from dashboard.clock_charts import through_the_week

GAIN, LOSE = "Come into reach", "Go out of reach"


def week(by_hour: pd.DataFrame, chosen: int) -> Any:  # noqa: ANN401 - a chart of layers
    """People who gain reach above the line, who lose it below; one leg, by hour."""
    hours = by_hour["hour_of_week"]
    frame = pd.concat(
        [
            pd.DataFrame(
                {"hour": hours, "what": GAIN, "people": by_hour["gained_residents"]}
            ),
            pd.DataFrame(
                {"hour": hours, "what": LOSE, "people": -by_hour["lost_residents"]}
            ),
        ],
        ignore_index=True,
    )
    frame["when"] = [weeks.words(hour) for hour in frame["hour"]]
    frame["next_hour"] = frame["hour"] + 1
    frame["count"] = frame["people"].abs()
    colours = [theme.CHANGE_COLOURS["gains"], theme.CHANGE_COLOURS["loses"]]
    bars = (
        alt.Chart(frame[frame["count"] > 0])
        .mark_rect(**charts.EDGE)
        .encode(
            x=through_the_week("hour"),
            x2="next_hour:Q",
            y=alt.Y("people:Q", title="People", axis=alt.Axis(format=",.0f")),
            y2=alt.Y2Datum(0),
            color=alt.Color(
                "what:N",
                scale=alt.Scale(domain=[GAIN, LOSE], range=colours),
                legend=alt.Legend(title=None, orient="top", **charts.LEGEND_EDGE),
            ),
            tooltip=[
                alt.Tooltip("when", title="Hour"),
                alt.Tooltip("what", title=" "),
                alt.Tooltip("count", title="People", format=",.0f"),
            ],
        )
    )
    now = alt.Chart(pd.DataFrame({"hour": [chosen + 0.5]}))
    rule = now.mark_rule(color=theme.WEEK_EDGE_COLOUR, strokeDash=[2, 2])
    return (rule.encode(x="hour:Q") + bars).properties(height=220)
