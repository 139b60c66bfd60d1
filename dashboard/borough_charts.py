"""Charts of the boroughs chosen: legs, causes, spread of minutes, gaps, open ranks."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import charts, theme
from geodata.decisions import categories

BAR_PX = 15
AXIS_PX = 85
LEGEND_PX = 45
ENTRY_PX = 24


def legs(found: pd.DataFrame) -> Any:  # noqa: ANN401 - a layered chart
    """Share of people without each leg, by borough (comparisons.legs)."""
    drawn = found.assign(words=[theme.percent(s) for s in found["share"]])
    marks = {k: c for k, c in theme.LEG_MARKS.items() if k in set(found["leg"])}
    rows = _offset_rows(drawn, "leg", list(marks))
    bars = rows.mark_bar().encode(
        x=alt.X(
            "share:Q",
            title="Share without this leg",
            scale=alt.Scale(domain=[0, 1.1], nice=False),
            axis=alt.Axis(labelExpr=theme.PERCENT_AXIS, values=[0, 0.25, 0.5, 0.75, 1]),
        ),
        color=_coloured("leg", marks),
        tooltip=["borough_name", "leg", alt.Tooltip("persons", format=",")],
    )
    return (bars + _end_words(rows, "share:Q")).properties(
        height=_height(drawn, len(marks), len(marks))
    )


def causes(found: pd.DataFrame) -> Any:  # noqa: ANN401 - a chart of altair
    """Residents by cause as parts of each borough's whole (causes_by_borough)."""
    labels = categories.labels("cause")
    there = [code for code in labels if code in set(found["cause_code"])]
    drawn = found.assign(place_in_row=[there.index(c) for c in found["cause_code"]])
    return (
        alt.Chart(drawn)
        .mark_bar(**charts.EDGE)
        .encode(
            x=alt.X(
                "residents:Q",
                stack="normalize",
                title="Share of people",
                axis=alt.Axis(labelExpr=theme.PERCENT_AXIS),
            ),
            y=_boroughs(),
            color=_coloured(
                "cause", {labels[code]: theme.CAUSE_COLOURS[code] for code in there}
            ),
            order="place_in_row:Q",
            tooltip=["borough_name", "cause", alt.Tooltip("residents", format=",")],
        )
        .properties(height=_height(drawn, 2, len(there)))
    )


def spread(areas: pd.DataFrame, centiles: pd.DataFrame, within_min: int) -> Any:  # noqa: ANN401 - a layered chart
    """Each small area's minutes as a tick; a bar for the middle eight tenths of people.

    Shape: areas have borough_name, area_name, nearest_min; centiles spread_by_borough.
    """
    minutes = "Minutes to the nearest open, suitable service"
    ticks = (
        alt.Chart(areas.dropna(subset=["nearest_min"]))
        .mark_tick(thickness=1, opacity=0.45, color=theme.CHOSEN_COLOUR, size=16)
        .encode(
            x=alt.X("nearest_min:Q", title=minutes),
            y=_boroughs(),
            tooltip=["area_name", alt.Tooltip("nearest_min", format=".0f")],
        )
    )
    rows = alt.Chart(centiles).encode(y=_boroughs())
    middle = rows.mark_bar(
        height=22, fillOpacity=0, stroke=theme.OTHER_COLOUR, strokeWidth=1.5
    ).encode(x=alt.X("minutes_p10:Q", title=minutes), x2="minutes_p90:Q")
    half = rows.mark_point(
        filled=True, shape="diamond", size=90, opacity=1, color=theme.MIDDLE_COLOUR
    ).encode(x="minutes_p50:Q")
    reach = (
        alt.Chart(pd.DataFrame({"within_min": [within_min]}))
        .mark_rule(strokeDash=[5, 3], color=theme.OTHER_COLOUR, strokeWidth=2)
        .encode(x="within_min:Q")
    )
    return (ticks + middle + half + reach).properties(height=_height(centiles, 2))


def gaps(found: pd.DataFrame) -> Any:  # noqa: ANN401 - a layered chart
    """People more in reach if a borough matched the median, or its best peer.

    Shape: borough_name, matched, persons.
    """
    drawn = found.assign(words=[theme.people(n) for n in found["persons"]])
    rows = _offset_rows(drawn, "matched", list(theme.GAP_MARKS))
    bars = rows.mark_bar().encode(
        x=alt.X("persons:Q", title="People more in reach"),
        color=_coloured("matched", theme.GAP_MARKS, "If it matched"),
        tooltip=["borough_name", "matched", alt.Tooltip("persons", format=",")],
    )
    return (bars + _end_words(rows, "persons:Q")).properties(
        height=_height(drawn, 2, 3)
    )


def open_ranks(found: pd.DataFrame, place_count: int) -> Any:  # noqa: ANN401 - a layered chart
    """Ranges of ranks, by chance and by choices.

    Shape: borough_name, kind, rank_low, rank_high, out_rank.
    """
    # Half a place on either side, so that a rank that is sure is seen too.
    drawn = found.assign(
        low_edge=found["rank_low"] - 0.5, high_edge=found["rank_high"] + 0.5
    )
    ranges = _offset_rows(drawn, "kind", list(theme.RANK_MARKS)).mark_bar()
    return ranges.encode(
        x=alt.X(
            "low_edge:Q",
            title="Rank (1 = fewest out of reach)",
            scale=alt.Scale(domain=[0.5, place_count + 0.5], nice=False),
            axis=alt.Axis(values=list(range(1, place_count + 1, 4))),
        ),
        x2="high_edge:Q",
        color=_coloured("kind", theme.RANK_MARKS),
        tooltip=["borough_name", "kind", "rank_low", "rank_high"],
    ).properties(height=_height(found, 2, 2))


def _height(found: pd.DataFrame, bar_count: int, entry_count: int = 0) -> int:
    """Height of a chart with so many bars a borough and entries of a legend, px."""
    legend = LEGEND_PX + ENTRY_PX * entry_count if entry_count else 0
    return BAR_PX * bar_count * found["borough_name"].nunique() + AXIS_PX + legend


def _offset_rows(found: pd.DataFrame, kind: str, order: Sequence[str]) -> alt.Chart:
    offset = alt.YOffset(f"{kind}:N", sort=list(order))
    return alt.Chart(found).encode(y=_boroughs(), yOffset=offset)


def _boroughs() -> alt.Y:
    return alt.Y(
        "borough_name:N",
        title=None,
        axis=alt.Axis(
            labelLimit=150,
            labelOverlap=False,
            labelFlush=False,
            ticks=False,
            domain=False,
        ),
    )


def _coloured(
    column: str, marks: dict[str, str], title: str | None = None
) -> alt.Color:
    return alt.Color(
        f"{column}:N",
        scale=alt.Scale(domain=list(marks), range=list(marks.values())),
        # One column, so that a phone shows every word.
        legend=alt.Legend(
            orient="top", title=title, columns=1, labelLimit=300, symbolStrokeWidth=1
        ),
    )


def _end_words(rows: alt.Chart, at: str) -> Any:  # noqa: ANN401 - a chart of altair
    words = rows.mark_text(align="left", dx=4, fontSize=11)
    return words.encode(x=at, text="words:N", color=alt.value(charts.words_colour()))
