"""Panels of the Clock page: a day for each age; how hours stand in a table."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    clock_charts,
    clock_frames,
    figure,
    figure_sentences,
    theme,
    weeks,
)
from dashboard.clock_frames import Place
from dashboard.filters import HOURS, Filters

AGES = dict(zip(("adults", "under_18s"), theme.WEEK_LINE_COLOURS, strict=True))
"""Label of each age that a day is drawn for."""


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
        columns=columns("Persons counted"),
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


def columns(counted: str) -> dict[str, Any]:
    """Labels of the columns of a clock, as `st.dataframe` takes them."""
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
