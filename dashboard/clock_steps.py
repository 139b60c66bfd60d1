"""Panel of the Clock page that names what opens and closes, and for how many."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import behind, clock_frames, clock_sentences, weeks
from dashboard.clock_frames import Place
from dashboard.filters import Filters


def all_legs(chosen: Filters, place: Place) -> None:
    """Steps of the question asked, then those of the legs that police bring people to."""
    _steps(chosen, place)
    names = [clock_frames.STEPS[place.kind]]
    if place.kind in clock_frames.CLOSINGS:
        names.append(clock_frames.CLOSINGS[place.kind])
        _closings(clock_frames.closings(chosen, place))
    behind.figures(*names, otherwise=None, **place.held())
    for leg, types in clock_frames.BROUGHT.items():
        if chosen.brought(types) == chosen:
            continue
        st.markdown(f"**{leg} leg**, for someone brought by police or ambulance")
        _steps(chosen.brought(types), place)


def _steps(chosen: Filters, place: Place) -> None:
    found = clock_frames.steps(chosen, place)
    if found.empty:
        st.write(
            f"Nothing that counts opens or closes in the week of {place.name}: what is "
            "usable at one hour is usable at all."
        )
        return
    is_counted = place.kind in clock_frames.CLOSINGS
    closings = clock_frames.closings(chosen, place) if is_counted else pd.DataFrame()
    hours = [int(hour) for hour in found["hour_of_week"]]
    told = []
    for head, hour in (
        ("At this hour", chosen.at_hour),
        ("Next", weeks.next_of(hours, chosen.at_hour)),
    ):
        for step in found[found["hour_of_week"] == hour].to_dict("records"):
            named = {str(column): value for column, value in step.items()}
            told.append(f"**{head}**: {clock_sentences.change(named, closings, place)}")
    st.markdown("  \n".join(told))
    with st.expander(f"All {len(found)} openings and closings of the week"):
        st.dataframe(weeks.table(found), hide_index=True, column_config=_step_columns())


def _closings(closings: pd.DataFrame) -> None:
    if closings.empty:
        return
    with st.expander(f"The {len(closings)} closings, one by one"):
        st.caption(
            "Decisive: those who are left with none in reach. Where several close at "
            "once each is decisive, so rows of one hour may count a person twice."
        )
        st.dataframe(
            weeks.table(closings), hide_index=True, column_config=_closing_columns()
        )


def _step_columns() -> dict[str, Any]:
    number = st.column_config.NumberColumn
    return {
        "when": "Hour",
        "opening": "Opens",
        "closing": "Closes",
        "out_before_residents": number("Out of reach before", format="localized"),
        "out_residents": number("Out of reach after", format="localized"),
        "change_residents": number("Change", format="localized"),
        "losing_residents": number("Lose their last", format="localized"),
        "gaining_residents": number("Gain one", format="localized"),
        "in_reach_before": "In reach before",
        "in_reach_count": "In reach after",
        "is_losing": "Last one closes",
        "is_gaining": "First one opens",
    }


def _closing_columns() -> dict[str, Any]:
    number = st.column_config.NumberColumn
    return {
        "when": "Hour",
        "service_name": "Closes",
        "served_residents": number("Had it in reach", format="localized"),
        "decisive_residents": number("Decisive for", format="localized"),
        "alone_residents": number("By this closing alone", format="localized"),
    }
