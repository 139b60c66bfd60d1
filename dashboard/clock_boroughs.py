"""Panels of the Clock page that rank the weeks of boroughs."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    clock_charts,
    clock_frames,
    figure,
    figure_sentences,
    weeks,
)
from dashboard.clock_frames import Place
from dashboard.filters import Filters

SPELL_COLUMNS = {
    "begins": "From",
    "ends": "To",
    "percent": st.column_config.NumberColumn("% without", format="%.1f"),
}


def boroughs(chosen: Filters, place: Place, counted: str) -> None:
    """Boroughs ranked by hours without, and the week of each as a strip."""
    found = clock_frames.hours_without(chosen).sort_values(
        "mean_hours_without", ascending=False, ignore_index=True
    )
    says = figure_sentences.ranking(found, counted)
    if len(found["mean_hours_without"].drop_duplicates()) == 1:
        st.markdown(says)
        behind.figures("hours_without_by_borough", otherwise=None)
    else:
        figure.show(
            clock_charts.ranking(found, place.code),
            says,
            found[["borough_name", "residents", "mean_hours_without"]],
            chosen,
            ("hours_without_by_borough",),
            columns=_ranking_columns(counted),
        )
    if (found["worst_hour_count"] == weeks.WEEK).all():
        st.write("In every borough all hours of the week are alike: no strip is drawn.")
    else:
        _strips(chosen, found, counted)


def _ranking_columns(counted: str) -> dict[str, Any]:
    number = st.column_config.NumberColumn
    return {
        "borough_name": "Borough",
        "residents": number(counted, format="localized"),
        "mean_hours_without": number("Hours a week without", format="%.0f"),
    }


def _strips(chosen: Filters, ranked: pd.DataFrame, counted: str) -> None:
    names = ranked[["borough_code", "borough_name"]]
    clock = clock_frames.boroughs(chosen).merge(names, on="borough_code")
    spells = weeks.spells(clock, "borough_name", "out_share")
    figure.show(
        clock_charts.strips(
            spells,
            "borough_name",
            order=list(ranked["borough_name"]),
            title=f"Share of {counted.lower()} out of reach",
        ),
        "Each row is the week of a borough, in the order of the ranking; darker is worse.",
        _told(spells, "borough_name"),
        chosen,
        ("clock_by_borough",),
        columns={"borough_name": "Borough", **SPELL_COLUMNS},
        key="strips",
    )


def _told(spells: pd.DataFrame, row: str) -> pd.DataFrame:
    shown = spells.assign(percent=100 * spells["share"])
    return shown[[row, "begins", "ends", "percent"]]
