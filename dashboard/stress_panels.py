"""Panels of the Plan page about what could fail: each service in turn, and bad nights."""

import json
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    bad_nights,
    behind,
    choices,
    frames,
    map_panel,
    painting,
    panels,
    plan_keeping,
    plan_layers,
    plan_sentences,
    shading,
    shapes,
    theme,
)
from dashboard.filters import Filters
from geodata.decisions import service_types

LEGS = {leg: words.capitalize() for leg, words in plan_sentences.LEGS.items()}
CARS = (
    "A joint response car covers its boroughs in the hours of its shift: whoever has no "
    "other on duty has none if it is called away. It has no minutes, so nobody has "
    "farther to go."
)
MAP_KEY = "stress_map"
_BROUGHT_TO = {
    "safety": service_types.SAFETY_TYPES,
    "ambulance": service_types.AMBULANCE_TYPES,
}
_NUMBER = st.column_config.NumberColumn
_CLOSURE_COLUMNS: dict[str, Any] = {
    "service_name": "If this closed",
    "type_label": "Type",
    "borough_name": "Borough",
    "sole_residents": _NUMBER("Have no other in reach", format="localized"),
    "sole_need": _NUMBER("Modelled calls a year", format="%.0f"),
    "farther_residents": _NUMBER("Have farther to go", format="localized"),
    "added_min": _NUMBER("Minutes more", format="%.0f"),
    "week_person_hours": _NUMBER("Person-hours a week", format="compact"),
}
_POINT_COLUMNS: dict[str, Any] = {
    "borough_name": "Borough",
    "service_name": "Depends on",
    "sole_residents": _NUMBER("People with no other in reach", format="localized"),
    "percent": _NUMBER("% of the borough", format="%.0f"),
    "sole_need": _NUMBER("Modelled calls a year", format="%.0f"),
}


def nights(chosen: Filters) -> None:
    """Draw a button for each stress that anybody can try; it becomes the plan."""
    st.subheader("Try a bad night")
    percent = choices.select(
        "A surge of need by", bad_nights.SURGES, "surge", default=bad_nights.SURGE
    ).drawn()
    percent = percent or bad_nights.SURGE
    row = st.container(horizontal=True)
    for name, words in bad_nights.stresses(percent).items():
        row.button(
            words.name,
            key=f"stress_{name}",
            help=words.note,
            on_click=bad_nights.begin,
            args=(name, percent, chosen),
        )
    st.caption(
        "Each is shown with its map, its tables, its week and who loses, in place of the "
        "one tried before; moves of your own stay in the plan, and it is then added to "
        "them. A night with no cafés is shown at the hour of night when most of them are "
        "open."
    )


def closures(chosen: Filters, counted: str) -> None:
    """What each service's closing would cost, and where there is only one to lose."""
    st.subheader("Close each service in turn")
    leg = choices.one_of("Support", LEGS, "stress_leg", default="health").drawn()
    asked = chosen
    if leg != "health":
        asked = chosen.brought(_BROUGHT_TO[leg])
    params = frames.asked(asked)
    found = frames.answer("closures_by_service", **params)
    ranked = found.sort_values(
        ["sole_residents", "farther_residents", "week_person_hours"],
        ascending=False,
        ignore_index=True,
    )
    st.markdown(_said(ranked, chosen, counted))
    if leg == "ambulance":
        st.caption(CARS)
    _map(asked, params)
    if not ranked.empty:
        st.dataframe(
            ranked[list(_CLOSURE_COLUMNS)],
            hide_index=True,
            column_config=_CLOSURE_COLUMNS,
        )
        _look(ranked)
    behind.figures("closures_by_service", "backup_by_area", otherwise=None)
    _points(params)


def _said(ranked: pd.DataFrame, chosen: Filters, counted: str) -> str:
    when = chosen.words()["when"]
    alone = ranked[ranked["sole_residents"] > 0]
    if alone.empty:
        words = (
            f"On {when} nobody depends on one service alone: whoever has one in reach "
            "has another."
        )
        if ranked.empty or not ranked["farther_residents"].iloc[0]:
            return words
        first = ranked.iloc[0]
        return (
            f"{words} Most would have farther to go if **{first['service_name']}** "
            f"closed: {theme.people(first['farther_residents'])} {counted.lower()}, "
            f"{first['added_min']:.0f} minutes more on average."
        )
    worst = alone.iloc[0]
    which = f"{len(alone)} services are" if len(alone) > 1 else "1 service is"
    return (
        f"On {when}, {which} the only one in reach for somebody. If "
        f"**{worst['service_name']}** closed, **{theme.people(worst['sole_residents'])} "
        f"{counted.lower()}** would have no other in reach (modelled need: "
        f"{worst['sole_need']:,.0f} calls a year)."
    )


def _map(asked: Filters, params: dict[str, Any]) -> None:
    backup = frames.answer("backup_by_area", **params)
    layer = plan_layers.areas_by_backup(backup)
    map_panel.show(
        shapes.of_edition(),
        json.dumps(painting.paint(layer), separators=(",", ":")),
        states=shading.states(asked),
        hidden=shading.hidden(asked),
        key=MAP_KEY,
    )
    panels.legend(layer, shading.drawn(asked))
    shading.twin(layer, asked)


def _look(ranked: pd.DataFrame) -> None:
    names = dict(zip(ranked["service_id"], ranked["service_name"], strict=True))
    row = st.container(horizontal=True, vertical_alignment="bottom")
    service = row.selectbox(
        "Look at one closing", list(names), format_func=names.__getitem__
    )
    row.button(
        "Try it as a plan", on_click=plan_keeping.add, args=((f"close~{service}",),)
    )


def _points(params: dict[str, Any]) -> None:
    st.subheader("Single points of failure, by borough")
    found = frames.answer("single_points_by_borough", **params)
    alone = found[found["sole_residents"] > 0]
    if alone.empty:
        st.write("At this hour no borough has people who depend on one service alone.")
    else:
        ranked = alone.sort_values("sole_residents", ascending=False)
        st.dataframe(
            ranked.assign(percent=100 * ranked["sole_share"])[list(_POINT_COLUMNS)],
            hide_index=True,
            column_config=_POINT_COLUMNS,
        )
    behind.figures("single_points_by_borough", otherwise=None)
