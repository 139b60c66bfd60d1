"""Panel of the Clock page: when incidents are recorded, over the week's lack of support.

Incidents are London's alone: by borough and hour most counts would be withheld.
"""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    clock_charts,
    clock_frames,
    demand_charts,
    demand_sentences,
    figure,
    theme,
    weeks,
)
from dashboard.clock_frames import Place
from dashboard.filters import Filters

LEGS = {
    "without_health": "Health",
    "without_safety": "Safety",
    "without_ambulance": "Ambulance",
}
DEMONSTRATION = "demonstration"


def over_support(chosen: Filters, place: Place, counted: str) -> None:
    """London's incidents by hour above its legs of support, and the place's own week.

    Where no count of an hour may be shown the strips stand alone.
    """
    strips = _strips(chosen, place)
    spells = weeks.spells(strips, "row", "share")
    order = list(dict.fromkeys(strips["row"]))
    incidents = clock_frames.incidents()
    is_shown = bool((incidents["incident_count"] > 0).any())
    title = "Share without support"
    answers = ["clock_of_london_by_leg", "incidents_by_hour_of_week"]
    files = {"support": "clock_of_london_by_leg"}
    if place.kind != clock_frames.LONDON:
        own = clock_frames.CLOCKS[place.kind]
        answers.append(own)
        files[f"of {place.name}"] = own
    if is_shown:
        invented = incidents["basis"].iloc[0] == DEMONSTRATION
        chart = demand_charts.over_strips(
            incidents,
            spells,
            "row",
            order=order,
            called="Invented incidents" if invented else "Incidents recorded",
            title=title,
            chosen=chosen.at_hour,
        )
        files["incidents"] = "incidents_by_hour_of_week"
    else:
        chart = clock_charts.strips(spells, "row", order=order, title=title)
    figure.show(
        chart,
        demand_sentences.over_support(incidents, strips, counted, is_shown=is_shown),
        _table(incidents, strips),
        chosen,
        answers,
        held=place.held(),
        columns=_columns(order),
        files=files,
        key="demand",
    )


def _strips(chosen: Filters, place: Place) -> pd.DataFrame:
    """Share without support by row and hour of the week.

    Rows: the place, unless it is London, then London's legs. Shape: row, said (as a
    sentence names it), hour_of_week, share, and of legs leg and people without it.
    """
    found = clock_frames.legs(chosen)
    long = found.melt(
        ["hour_of_week", "residents"], list(LEGS), var_name="leg", value_name="people"
    ).replace({"leg": LEGS})
    is_london = place.kind == clock_frames.LONDON
    legs = long.assign(
        row=long["leg"] if is_london else "London: " + long["leg"].str.lower(),
        said=("the " if is_london else "London’s ") + long["leg"].str.lower() + " leg",
        share=long["people"] / long["residents"],
    )
    if is_london:
        return legs
    clock = clock_frames.clock(chosen, place)
    share = (
        (clock["cause_code"] != "in_reach").astype(float)
        if place.kind == "area"
        else clock["out_share"]
    )
    own = clock[["hour_of_week"]].assign(row=place.name, said=place.name, share=share)
    return pd.concat([own, legs], ignore_index=True)


def _table(incidents: pd.DataFrame, strips: pd.DataFrame) -> pd.DataFrame:
    shares = 100 * strips.pivot_table(
        index="hour_of_week", columns="row", values="share", sort=False
    )
    shown = theme.starred(incidents["incident_count"], incidents["is_suppressed"])
    told = incidents[["hour_of_week"]].assign(incidents=shown)
    return weeks.table(told.merge(shares.reset_index(), on="hour_of_week"))


def _columns(rows: list[str]) -> dict[str, Any]:
    percent = st.column_config.NumberColumn
    return {
        "when": "Hour",
        "incidents": "Incidents (* withheld)",
        **{row: percent(f"% without: {row}", format="%.1f") for row in rows},
    }
