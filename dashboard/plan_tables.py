"""Before and after of a plan as tables: boroughs, fifths, the places that lose most."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import plan_answers, plan_fifths, plan_sentences
from dashboard.filters import Filters
from dashboard.planning import Words

_NUMBER = st.column_config.NumberColumn
WORST = 10
COLUMNS: dict[str, Any] = {
    "out_residents_before": _NUMBER("Out before", format="localized"),
    "out_residents_after": _NUMBER("Out after", format="localized"),
    "out_need_before": _NUMBER("Modelled calls out before", format="%.0f"),
    "out_need_after": _NUMBER("Modelled calls out after", format="%.0f"),
    "gained_residents": _NUMBER("Gain reach", format="localized"),
    "lost_residents": _NUMBER("Lose reach", format="localized"),
    "longer_residents": _NUMBER("Farther to go", format="localized"),
    "shorter_residents": _NUMBER("Nearer", format="localized"),
    "gained_need": _NUMBER("Modelled calls gained", format="%.0f"),
    "lost_need": _NUMBER("Modelled calls lost", format="%.0f"),
    "mean_before_min": _NUMBER("Minutes before", format="%.1f"),
    "mean_after_min": _NUMBER("Minutes after", format="%.1f"),
}
"""Before and after in a table: persons, modelled need, mean minutes to the nearest."""
ALL_NEED: dict[str, Any] = {
    "need_before": _NUMBER("Modelled calls in all before", format="%.0f"),
    "need_after": _NUMBER("Modelled calls in all after", format="%.0f"),
}
"""Need whether in reach or not: another amount only where moves make it grow."""
CALLS = (
    "Modelled calls: mental-health calls a year at all hours, worked out from residents, "
    "not recorded."
)
ANSWERS = (
    "plan_week_by_borough",
    "plan_week_by_fifth",
    "plan_worst_hit",
    "plan_by_fifth",
    "plan_by_borough",
)
_WEEK_COLUMNS: dict[str, Any] = {
    "gained_residents": _NUMBER("Gain reach at some hour", format="localized"),
    "lost_residents": _NUMBER("Lose reach at some hour", format="localized"),
    "gained_person_hours": _NUMBER("Person-hours gained a week", format="localized"),
    "lost_person_hours": _NUMBER("Person-hours lost a week", format="localized"),
    "longer_residents": _NUMBER("Farther to go at some hour", format="localized"),
    "shorter_residents": _NUMBER("Nearer at some hour", format="localized"),
}
_ROOM_COLUMNS: dict[str, Any] = {
    "service_name": "Service",
    "rooms_before": _NUMBER("Rooms before", format="%d"),
    "rooms_after": _NUMBER("Rooms after", format="%d"),
    "per_100000_before": _NUMBER("Per 100,000 before", format="%.2f"),
    "per_100000_after": _NUMBER("Per 100,000 after", format="%.2f"),
}


def boroughs(moves: Words, leg: str, chosen: Filters) -> None:
    """Boroughs where anything changes at the hour."""
    st.subheader("By borough")
    found = plan_answers.told(moves, "plan_by_borough", chosen)
    changed = found[(found["leg"] == leg) & plan_sentences.changes(found)]
    if changed.empty:
        st.write("At this hour nothing changes in any borough.")
        return
    table(changed, {"borough_name": "Borough"})
    st.caption(CALLS)


def week_by_borough(moves: Words, leg: str, chosen: Filters) -> None:
    """Boroughs where anything changes at any hour of the week; most lost first."""
    changed = _changed_in_week(moves, "plan_week_by_borough", leg, chosen).sort_values(
        ["lost_person_hours", "gained_person_hours"], ascending=False, kind="stable"
    )
    _week("By borough", changed, {"borough_name": "Borough"})


def week_by_fifth(moves: Words, leg: str, chosen: Filters) -> None:
    """Fifths where anything changes at any hour of the week."""
    changed = _changed_in_week(moves, "plan_week_by_fifth", leg, chosen)
    by, first = plan_fifths.ranking(changed)
    named = changed.assign(group=plan_fifths.names(changed))
    _week(f"By {by}", named, {"group": f"Fifth (1: {first})"})


def _changed_in_week(
    moves: Words, answer: str, leg: str, chosen: Filters
) -> pd.DataFrame:
    found = plan_answers.told(moves, answer, chosen)
    is_moved = found[plan_sentences.MOVED].any(axis="columns")
    return found[(found["leg"] == leg) & is_moved]


def _week(title: str, changed: pd.DataFrame, first: dict[str, str]) -> None:
    """Draw rows of groups that change over the week; `first` names each."""
    if changed.empty:
        return
    st.markdown(f"**{title}, over all hours of the week**")
    columns = first | _WEEK_COLUMNS
    st.dataframe(changed[list(columns)], hide_index=True, column_config=columns)


def fifths(moves: Words, leg: str, chosen: Filters) -> None:
    """Fifths of deprivation, or of need where no decile is known."""
    found = plan_answers.told(moves, "plan_by_fifth", chosen)
    of_leg = found[found["leg"] == leg]
    by, first = plan_fifths.ranking(of_leg)
    st.subheader(f"By {by}")
    named = of_leg.assign(group=plan_fifths.names(of_leg))
    table(named, {"group": f"Fifth (1: {first})"})
    st.caption(CALLS)


def rooms(moves: Words, chosen: Filters) -> None:
    """Services whose rooms the plan changes, and rooms for those who share them."""
    st.subheader("Rooms")
    found = plan_answers.rooms(moves, chosen)
    if found.empty:
        st.write(
            "No service whose rooms change counts at this hour for the person asked for."
        )
        return
    st.dataframe(
        found[list(_ROOM_COLUMNS)], hide_index=True, column_config=_ROOM_COLUMNS
    )
    st.caption(
        "Per 100,000 people who share the rooms, by weight of their journey "
        "(catchment_by_service). Rooms change nobody's reach, and how many are free is "
        "not known."
    )


def worst_hit(moves: Words, leg: str, chosen: Filters) -> None:
    """The places that lose most over the week, by name."""
    st.subheader("Who loses")
    found = plan_answers.told(moves, "plan_worst_hit", chosen, list_count=WORST)
    shown = found[found["leg"] == leg]
    if shown.empty:
        st.write(
            "No small area with residents loses reach or has a longer way at any hour "
            "of the week, on this leg."
        )
        return
    columns: dict[str, Any] = {
        "area_name": "Small area",
        "borough_name": "Borough",
        "added_min": _NUMBER("Minutes added", format="%.0f"),
        "lost_hours": _NUMBER("Hours lost"),
        "longer_hours": _NUMBER("Hours farther"),
        "residents": _NUMBER("Residents", format="localized"),
    }
    st.dataframe(shown[list(columns)], hide_index=True, column_config=columns)


def table(found: pd.DataFrame, first: dict[str, str]) -> None:
    """Draw rows before and after; `first` is the column that names each."""
    # An answer by hour knows neither all need nor the way to the nearest.
    grows = "need_after" in found and plan_sentences.differs(found, "need").any()
    wanted = first | COLUMNS | (ALL_NEED if grows else {})
    shown = {name: label for name, label in wanted.items() if name in found}
    st.dataframe(found[list(shown)], hide_index=True, column_config=shown)
