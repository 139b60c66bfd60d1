"""Panel of the week of a place: its 168 hours by people without support, or by minutes."""

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    clock_choices,
    clock_frames,
    clock_grids,
    clock_measures,
    clock_panels,
    clock_sentences,
    figure,
    figure_sentences,
    theme,
    weeks,
)
from dashboard.clock_frames import Place
from dashboard.clock_measures import MINUTES
from dashboard.filters import Filters
from geodata.decisions import categories

GRID_KEY = "clock_grid"


def week(chosen: Filters, place: Place, counted: str) -> int | None:
    """Seven rows of 24 hours; in words alone where all hours are alike.

    Returns the hour with most without support, the farthest where that is alike at all
    hours, or None where no hour is worse than another.
    """
    if not chosen.types:
        return None
    found = clock_frames.week(chosen, place)
    clock = clock_frames.clock(chosen, place)
    is_flat = clock_sentences.is_flat(found, place)
    minutes_differ = clock_measures.differ(clock, place)
    shown = clock_measures.drawn(
        place, shares_differ=not is_flat, minutes_differ=minutes_differ
    )
    names = [clock_frames.CLOCKS[place.kind], clock_frames.WEEKS[place.kind]]
    if is_flat:
        if not minutes_differ:
            st.markdown(figure_sentences.minutes_alike(clock, place))
        kinds = clock_frames.kinds_of_week(chosen)
        st.markdown(clock_sentences.reason(kinds, found, place))
        clock_choices.offer(chosen, place)
        names.append("services_by_week")
    if not shown:
        behind.figures(*names, otherwise=None, **place.held())
        return None
    farthest, worst = clock_measures.farthest(clock, place), int(found["worst_hour"])
    if shown == MINUTES:
        chart = _minutes(clock, chosen, place, farthest)
        says = figure_sentences.minutes(clock, place, counted)
    else:
        draw = _grid_of_area if place.kind == "area" else _grid
        chart = draw(clock, chosen, worst)
        says = figure_sentences.shares(place, counted)
    figure.show(
        chart,
        says,
        weeks.table(clock),
        chosen,
        names,
        columns=clock_panels.columns(counted),
        held=place.held(),
        key=GRID_KEY,
        on_pick=_go_to_picked,
    )
    return farthest if is_flat else worst


def _grid(clock: pd.DataFrame, chosen: Filters, worst: int) -> object:
    return clock_grids.grid(
        clock,
        "out_share",
        title="Share out of reach",
        colours=theme.WEEK_COLOURS,
        chosen=chosen.at_hour,
        worst=worst,
        form=theme.PERCENT_FORMAT,
    )


def _grid_of_area(clock: pd.DataFrame, chosen: Filters, worst: int) -> object:
    labels = categories.labels("cause")
    return clock_grids.grid_of_kinds(
        clock.assign(reach=clock["cause_code"].map(labels)),
        "reach",
        {labels[code]: colour for code, colour in theme.CAUSE_COLOURS.items()},
        chosen=chosen.at_hour,
        worst=worst,
    )


def _minutes(
    clock: pd.DataFrame, chosen: Filters, place: Place, farthest: int
) -> object:
    return clock_grids.grid(
        clock,
        clock_measures.amount(place),
        title="Minutes to the nearest usable",
        colours=theme.WEEK_COLOURS,
        chosen=chosen.at_hour,
        worst=farthest,
    )


def _go_to_picked() -> None:
    picked = st.session_state[GRID_KEY].selection.get(clock_grids.PICK) or []
    if picked:
        weeks.go(int(picked[0]["hour_of_week"]))
