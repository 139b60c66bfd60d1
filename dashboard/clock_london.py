"""Panels of the Clock page about London as a whole: legs, demand and boroughs."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    clock_charts,
    clock_frames,
    clock_grids,
    clock_sentences,
    figure,
    figure_sentences,
    theme,
    weeks,
)
from dashboard.clock_frames import Place
from dashboard.filters import Filters
from geodata.decisions import disclosure

LEGS = {
    "without_health": "Health",
    "without_safety": "Safety",
    "without_ambulance": "Ambulance",
}

SPELL_COLUMNS = {
    "begins": "From",
    "ends": "To",
    "percent": st.column_config.NumberColumn("% without", format="%.1f"),
}


def legs(chosen: Filters, counted: str) -> None:
    """London by leg: a strip of 168 hours for each."""
    found = clock_frames.legs(chosen)
    long = found.melt(
        ["hour_of_week", "residents"], list(LEGS), var_name="leg", value_name="without"
    ).replace({"leg": LEGS})
    long["share"] = long["without"] / long["residents"]
    spells = weeks.spells(long, "leg", "share")
    figure.show(
        clock_charts.strips(
            spells,
            "leg",
            order=list(LEGS.values()),
            title=f"Share of {counted.lower()} in London without the leg",
        ),
        figure_sentences.legs(long, counted),
        _told(spells, "leg"),
        chosen,
        ("clock_of_london_by_leg",),
        columns={"leg": "Leg", **SPELL_COLUMNS},
    )


def demand(chosen: Filters) -> None:
    """London's incidents by hour; diamonds on the hours at which its support is worst."""
    found = clock_frames.incidents()
    shown = found[found["incident_count"] > 0]
    if shown.empty:
        st.write(
            "No hour has a count of recorded incidents that may be shown: each is zero or "
            f"withheld (* stands for {disclosure.STAR})."
        )
        behind.figures("incidents_by_hour_of_week", otherwise=None)
        return
    week = clock_frames.week(chosen, clock_frames.OF_LONDON)
    is_flat = clock_sentences.is_flat(week, clock_frames.OF_LONDON)
    worst = [] if is_flat else week["worst_hours"]
    basis, period = str(found["basis"].iloc[0]), str(found["period"].iloc[0])
    chart = clock_grids.grid(
        found,
        "incident_count",
        title="Invented incidents" if basis == "demonstration" else "Incidents",
        colours=theme.DEMAND_COLOURS,
        chosen=chosen.at_hour,
        worst=worst,
        zero=True,
    )
    says = figure_sentences.demand(basis, period, shown)
    if worst:
        says += " ◆ marks the hours at which support in London is worst."
    figure.show(
        chart,
        says,
        _starred(found),
        chosen,
        ("incidents_by_hour_of_week",),
        columns={"when": "Hour", "incidents": "Incidents (* withheld)"},
    )


def _starred(found: pd.DataFrame) -> pd.DataFrame:
    shown = theme.starred(found["incident_count"], found["is_suppressed"])
    return weeks.table(found)[["when"]].assign(incidents=shown)


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
