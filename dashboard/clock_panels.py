"""Panels of the Clock page: the week, the day, what changes, legs and demand."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    clock_charts,
    clock_choices,
    clock_frames,
    clock_grids,
    clock_sentences,
    figure,
    figure_sentences,
    theme,
    weeks,
)
from dashboard.clock_frames import Place
from dashboard.filters import HOURS, Filters
from geodata.decisions import categories

GRID_KEY = "clock_grid"
AGES = dict(zip(("adults", "under_18s"), theme.WEEK_LINE_COLOURS, strict=True))
"""Label of each age that a day is drawn for."""


def week(chosen: Filters, place: Place, counted: str) -> None:
    """Seven rows of 24 hours; in words alone where all hours are alike."""
    found = clock_frames.week(chosen, place)
    if not chosen.types:
        return
    if clock_sentences.is_flat(found, place):
        kinds = clock_frames.kinds_of_week(chosen)
        st.markdown(clock_sentences.reason(kinds, found, place))
        clock_choices.offer(chosen, place)
        names = (clock_frames.WEEKS[place.kind], clock_frames.CLOCKS[place.kind])
        behind.figures(*names, "services_by_week", otherwise=None, **place.held())
        return
    clock = clock_frames.clock(chosen, place)
    draw = _grid_of_area if place.kind == "area" else _grid
    figure.show(
        draw(clock, chosen, int(found["worst_hour"])),
        _says_of_grid(place, counted),
        weeks.table(clock),
        chosen,
        (clock_frames.CLOCKS[place.kind], clock_frames.WEEKS[place.kind]),
        columns=_columns(counted),
        held=place.held(),
        key=GRID_KEY,
        on_pick=_go_to_picked,
    )


def day(chosen: Filters, place: Place, *, has_ages: bool) -> None:
    """The day chosen, hour by hour: asked for an adult and for someone under 18."""
    is_area = place.kind == "area"
    amount = "nearest_min" if is_area else "out_share"
    parts = _day_by_age(chosen, place)
    says = figure_sentences.ages(parts, amount, chosen, has_ages=has_ages)
    if all(len(part[amount].drop_duplicates()) == 1 for part in parts):
        st.markdown(says)
        behind.figures(clock_frames.CLOCKS[place.kind], otherwise=None, **place.held())
        return
    both = pd.concat(parts, ignore_index=True)
    apart = {label: chosen.aged(age) for age, label in AGES.items()}
    figure.show(
        clock_charts.lines(
            both,
            amount,
            title="Minutes to the nearest usable" if is_area else "Share out of reach",
            form=".0f" if is_area else theme.PERCENT_FORMAT,
            chosen=chosen.at_hour,
        ),
        says,
        weeks.table(both),
        chosen,
        (clock_frames.CLOCKS[place.kind],),
        columns=_columns("Persons counted"),
        held=place.held(),
        apart=apart,
        key="clock_day",
    )


def _day_by_age(chosen: Filters, place: Place) -> list[pd.DataFrame]:
    """The hours of the day chosen, a frame for each age."""
    first = chosen.at_hour - chosen.at_hour % len(HOURS)
    of_day = slice(first, first + len(HOURS))
    return [
        clock_frames.clock(chosen.aged(age), place).iloc[of_day].assign(age=label)
        for age, label in AGES.items()
    ]


def _grid(clock: pd.DataFrame, chosen: Filters, worst: int) -> object:
    return clock_grids.grid(
        clock,
        "out_share",
        title="Share out of reach",
        colours=theme.WEEK_COLOURS,
        chosen=chosen.at_hour,
        worst=[worst],
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


def _says_of_grid(place: Place, counted: str) -> str:
    what = (
        f"whether anything open and suitable is in reach of {place.name}, or why not"
        if place.kind == "area"
        else f"share of {counted.lower()} in {place.name} out of reach; darker is worse"
    )
    return (
        f"Each cell is an hour: {what}. ◆ marks the worst hour (the first, if several "
        "are alike), the blue frame the hour chosen. Click a cell to go to its hour."
    )


def _go_to_picked() -> None:
    picked = st.session_state[GRID_KEY].selection.get(clock_grids.PICK) or []
    if picked:
        weeks.go(int(picked[0]["hour_of_week"]))


def _columns(counted: str) -> dict[str, Any]:
    number = st.column_config.NumberColumn
    return {
        "when": "Hour",
        "age": "Asked for",
        "residents": number(counted, format="localized"),
        "out_residents": number("Out of reach", format="localized"),
        "out_share": number("% out of reach", format="%.1f"),
        "need": number("Modelled calls a year", format="%d"),
        "out_need": number("Of those out of reach", format="%d"),
        "mean_min": number("Mean minutes", format="%.1f"),
        "unreachable_residents": number("With none anywhere", format="localized"),
        "usable_count": "Usable services",
        "unplaced_count": "Of those without a place",
        "nearest_min": number("Minutes", format="%.1f"),
        "nearest_service": "Nearest usable service",
        "in_reach_count": "In reach",
        "cause_code": "Cause",
    }
