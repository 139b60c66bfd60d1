"""The week drawn beside its grid: a day's lines, strips of 168 hours, a ranking."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import charts, theme, weeks
from dashboard.clock_grids import BELOW_PX, DAYS, HOUR_MARKS
from dashboard.filters import HOURS
from geodata.decisions import thresholds

BAND_PX = 16


def lines(day: pd.DataFrame, amount: str, *, title: str, form: str, chosen: int) -> Any:  # noqa: ANN401 - a chart of layers
    """One day by hour, a line for each age."""
    frame = weeks.told_apart(day)
    axis = alt.Axis(values=HOUR_MARKS, labelAngle=0)
    along = alt.X("clock_hour:O", sort=HOURS, title=None, axis=axis)
    drawn = (
        alt.Chart(frame)
        .mark_line(point={"size": 60, "filled": False, "strokeWidth": 2}, strokeWidth=2)
        .encode(
            x=along,
            y=alt.Y(f"{amount}:Q", title=title, axis=alt.Axis(format=form)),
            **_told_apart_by_age(),
            tooltip=[
                alt.Tooltip("when", title="Hour"),
                alt.Tooltip("age", title="Asked for"),
                alt.Tooltip(amount, title=title, format=form),
            ],
        )
    )
    rule = (
        alt.Chart(frame[frame["hour_of_week"] == chosen].iloc[:1])
        .mark_rule(color=theme.WEEK_EDGE_COLOUR, strokeWidth=2, strokeDash=[2, 2])
        .encode(x=along)
    )
    return (rule + drawn).properties(height=240)


def strips(spells: pd.DataFrame, row: str, *, order: Sequence[str], title: str) -> Any:  # noqa: ANN401 - a chart of any kind
    """A strip of the week for each row, one above the other, in the map's classes."""
    drawn = bands(spells, row, order=order, title=title)
    return drawn.properties(height=BAND_PX * len(order) + BELOW_PX)


def bands(
    spells: pd.DataFrame,
    row: str,
    *,
    order: Sequence[str],
    title: str,
    begin: float = 0,
) -> Any:  # noqa: ANN401 - a chart of any kind
    """Strips without a height of their own, as a layer.

    `begin` is the share of the height, 0 to 1, that is left to another picture above.
    """
    below = [alt.ExprRef(f"{begin:.3f} * height"), alt.ExprRef("height")]
    return (
        alt.Chart(spells)
        .mark_rect(**charts.EDGE)
        .encode(
            x=through_the_week("from_hour"),
            x2="to_hour:Q",
            y=alt.Y(
                f"{row}:N",
                sort=list(order),
                title=None,
                axis=_names_axis(),
                scale=alt.Scale(range=below),
            ),
            color=_as_on_the_map(title),
            tooltip=[
                alt.Tooltip(row, title=" "),
                alt.Tooltip("begins", title="From"),
                alt.Tooltip("ends", title="To"),
                alt.Tooltip("share", title=title, format=theme.PERCENT_FORMAT),
            ],
        )
    )


def ranking(boroughs: pd.DataFrame, marked: str) -> Any:  # noqa: ANN401 - a chart of layers
    """Boroughs by hours a week without support, longest first; one may be marked."""
    frame = boroughs.assign(is_marked=boroughs["borough_code"] == marked)
    across = alt.Y("borough_name:N", sort="-x", title=None, axis=_names_axis())
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X(
                "mean_hours_without:Q",
                title=f"Hours of {weeks.WEEK} without support",
                scale=alt.Scale(domain=[0, weeks.WEEK]),
            ),
            y=across,
            color=alt.condition(
                "datum.is_marked",
                alt.value(theme.WEEK_LINE_COLOURS["Under-18s"]),
                alt.value(theme.WEEK_CHOSEN_COLOUR),
            ),
            tooltip=[
                alt.Tooltip("borough_name", title="Borough"),
                alt.Tooltip("mean_hours_without", title="Hours a week", format=".0f"),
            ],
        )
    )
    return bars.properties(height=BAND_PX * len(frame) + BELOW_PX / 2)


def _told_apart_by_age() -> dict[str, Any]:
    """Colour, dash and mark of each age, so that no line stands by its colour alone."""
    colours = theme.WEEK_LINE_COLOURS

    def scale(values: list[Any]) -> alt.Scale:
        return alt.Scale(domain=list(colours), range=values)

    legend = alt.Legend(title=None, orient="top", symbolSize=120)
    return {
        "color": alt.Color("age:N", scale=scale(list(colours.values())), legend=legend),
        "strokeDash": alt.StrokeDash(
            "age:N", scale=scale([[1, 0], [6, 3]]), legend=legend
        ),
        "shape": alt.Shape("age:N", scale=scale(["circle", "square"]), legend=legend),
    }


def through_the_week(hour: str) -> alt.X:
    """An axis of the 168 hours of the week, named by days; `hour` is their column."""
    days = ", ".join(f"'{day[:3]}'" for day in DAYS)
    return alt.X(
        f"{hour}:Q",
        title=None,
        scale=alt.Scale(domain=[0, weeks.WEEK], nice=False),
        axis=alt.Axis(
            values=list(range(0, weeks.WEEK, len(HOURS))),
            labelExpr=f"[{days}][datum.value / {len(HOURS)}]",
            labelAlign="left",
            grid=False,
        ),
    )


def _as_on_the_map(title: str) -> alt.Color:
    """Shares in the map's classes; nobody is a class of its own."""
    breaks = [1e-9, *thresholds.CLASS_BREAKS_SHARE[1:]]
    return alt.Color(
        "share:Q",
        scale=alt.Scale(
            type="threshold", domain=breaks, range=list(theme.SHARE_COLOURS)
        ),
        legend=alt.Legend(
            title=title,
            orient="bottom",
            format=theme.PERCENT_FORMAT,
            titleLimit=340,
            **charts.LEGEND_EDGE,
        ),
    )


def _names_axis() -> alt.Axis:
    return alt.Axis(orient="left", labelLimit=170, labelOverlap=False, labelFlush=False)
