"""The week drawn: seven rows of 24 hours, a day's line, and a row of 168 hours each.

What is worse is darker, so that a figure holds in greyscale; worst and chosen hour are
marked by shape.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from dashboard import theme, weeks
from dashboard.filters import HOURS
from geodata.decisions import thresholds

PICK = "picked"
ROW_PX = 26
BAND_PX = 16
BELOW_PX = 130
"""Axis and legend below the rows of a chart: its height is that of the whole."""
DAYS = list(theme.WEEKDAYS)


def grid(  # noqa: PLR0913 - what is drawn, and its marks
    clock: pd.DataFrame,
    amount: str,
    *,
    title: str,
    colours: Sequence[str],
    chosen: int,
    worst: Sequence[int] = (),
    form: str = ",.0f",
    zero: bool = False,
) -> Any:  # noqa: ANN401 - a chart of layers
    """Seven days by 24 hours; a diamond on the worst hours, a frame on the one chosen."""
    frame = weeks.told_apart(clock)
    scale = _classes(frame[amount], colours, least=0 if zero else None)
    shown = frame.dropna(subset=[amount])
    cells = _cells(shown).encode(
        color=alt.Color(
            f"{amount}:Q",
            scale=scale,
            legend=alt.Legend(
                title=title, orient="bottom", format=form, titleLimit=340
            ),
        ),
        tooltip=[
            alt.Tooltip("when", title="Hour"),
            alt.Tooltip(amount, title=title, format=form),
        ],
    )
    withheld = _place(frame[frame[amount].isna()]).mark_text(
        text="×", color=theme.WEEK_EDGE_COLOUR
    )
    return _marked(cells, withheld, frame, chosen, worst)


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
            legend=alt.Legend(title=None, orient="bottom", columns=1, labelLimit=340),
        ),
        tooltip=[
            alt.Tooltip("when", title="Hour"),
            alt.Tooltip(kind, title="Reach"),
            alt.Tooltip("nearest_min", title="Minutes", format=".0f"),
            alt.Tooltip("nearest_service", title="Nearest"),
        ],
    )
    return _marked(cells, _place(frame.iloc[:0]).mark_text(), frame, chosen, [worst])


def lines(day: pd.DataFrame, amount: str, *, title: str, form: str, chosen: int) -> Any:  # noqa: ANN401 - a chart of layers
    """One day by hour, a line for each age."""
    colours = theme.WEEK_LINE_COLOURS
    scale = partial(_scale, list(colours))
    legend = alt.Legend(title=None, orient="top", symbolSize=120)
    frame = weeks.told_apart(day)
    along = alt.X("clock_hour:O", sort=HOURS, title=None, axis=_hours_axis())
    drawn = (
        alt.Chart(frame)
        .mark_line(point={"size": 60, "filled": False, "strokeWidth": 2}, strokeWidth=2)
        .encode(
            x=along,
            y=alt.Y(
                f"{amount}:Q",
                title=title,
                axis=alt.Axis(format=form),
                scale=alt.Scale(zero=True),
            ),
            color=alt.Color(
                "age:N", scale=scale(list(colours.values())), legend=legend
            ),
            strokeDash=alt.StrokeDash(
                "age:N", scale=scale([[1, 0], [6, 3]]), legend=legend
            ),
            shape=alt.Shape("age:N", scale=scale(["circle", "square"]), legend=legend),
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
    days = ", ".join(f"'{day[:3]}'" for day in DAYS)
    return (
        alt.Chart(spells)
        .mark_rect()
        .encode(
            x=alt.X(
                "from_hour:Q",
                title=None,
                scale=alt.Scale(domain=[0, weeks.WEEK], nice=False),
                axis=alt.Axis(
                    values=list(range(0, weeks.WEEK, len(HOURS))),
                    labelExpr=f"[{days}][datum.value / {len(HOURS)}]",
                    labelAlign="left",
                    grid=False,
                ),
            ),
            x2="to_hour:Q",
            y=alt.Y(f"{row}:N", sort=list(order), title=None, axis=_names_axis()),
            color=alt.Color(
                "share:Q",
                scale=alt.Scale(
                    type="threshold",
                    # Nobody is a class of its own, as on the map.
                    domain=[1e-9, *thresholds.CLASS_BREAKS_SHARE[1:]],
                    range=list(theme.SHARE_COLOURS),
                ),
                legend=alt.Legend(
                    title=title,
                    orient="bottom",
                    format=theme.PERCENT_FORMAT,
                    titleLimit=340,
                ),
            ),
            tooltip=[
                alt.Tooltip(row, title=" "),
                alt.Tooltip("begins", title="From"),
                alt.Tooltip("ends", title="To"),
                alt.Tooltip("share", title=title, format=theme.PERCENT_FORMAT),
            ],
        )
        .properties(height=BAND_PX * spells[row].nunique() + BELOW_PX)
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


def _place(frame: pd.DataFrame) -> Any:  # noqa: ANN401 - a chart without a mark
    return alt.Chart(frame).encode(
        x=alt.X("clock_hour:O", sort=HOURS, title=None, axis=_hours_axis()),
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
        .mark_rect(stroke=theme.WEEK_EDGE_COLOUR, strokeWidth=0.5)
        .add_params(
            alt.selection_point(name=PICK, fields=["hour_of_week"], toggle=False)
        )
    )


def _marked(
    cells: Any,  # noqa: ANN401 - a chart of any kind
    beside: Any,  # noqa: ANN401 - the same
    frame: pd.DataFrame,
    chosen: int,
    worst: Sequence[int],
) -> Any:  # noqa: ANN401 - a chart of layers
    now = _place(frame[frame["hour_of_week"] == chosen])
    # White under colour: seen on the darkest cell and on the lightest.
    frames = [
        now.mark_rect(fill=None, stroke=colour, strokeWidth=width)
        for colour, width in (("white", 5), (theme.WEEK_CHOSEN_COLOUR, 3))
    ]
    diamonds = _place(frame[frame["hour_of_week"].isin(worst)]).mark_point(
        shape="diamond",
        fill="black",
        stroke="white",
        strokeWidth=1.5,
        size=110,
        opacity=1,
    )
    return alt.layer(cells, beside, *frames, diamonds).properties(
        height=ROW_PX * len(DAYS) + BELOW_PX
    )


def _classes(
    amounts: pd.Series, colours: Sequence[str], least: float | None
) -> alt.Scale:
    """Classes of equal width from the least to the most.

    A continuous scale would draw its legend with a gradient that a browser looks up by
    the page's address, and the address moves with every step.
    """
    low = float(amounts.min()) if least is None else least
    high = float(amounts.max())
    return alt.Scale(type="quantize", domain=[low, high], range=list(colours))


def _scale(domain: list[str], values: list[Any]) -> alt.Scale:
    return alt.Scale(domain=domain, range=values)


def _hours_axis() -> alt.Axis:
    return alt.Axis(values=HOURS[::3], labelAngle=0)


def _names_axis() -> alt.Axis:
    return alt.Axis(labelLimit=170, labelOverlap=False, labelFlush=False)
