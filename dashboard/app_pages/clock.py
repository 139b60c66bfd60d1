"""Clock: the week hour by hour, the worst hour, and what opens and closes when."""

import streamlit as st

from dashboard import (
    behind,
    choices,
    clock_boroughs,
    clock_demand,
    clock_frames,
    clock_panels,
    clock_places,
    clock_player,
    clock_sentences,
    clock_steps,
    clock_week,
    frames,
    sentences,
    shading,
)

chosen = st.session_state["chosen"]
stamp = frames.edition()
counted = sentences.counted(chosen, stamp)

place = clock_places.chosen()
week = clock_frames.week(chosen, place)
st.markdown(clock_sentences.finding(chosen, place, stamp, week))
worst = clock_week.week(chosen, place, counted)

st.header("When incidents are recorded, and support is lacking, in London")
clock_demand.over_support(chosen, place, counted)

st.header("Through the week on the map")
changes = clock_frames.hours_of_change(chosen, place)
plays = clock_player.controls(chosen.at_hour, changes, worst)
clock_player.week_map(chosen, place, counted, plays=plays)
behind.figures(
    clock_frames.CLOCKS[place.kind],
    *shading.answers(chosen),
    "services_at_hour",
    otherwise=None,
    **place.held(),
)
listed = choices.fold(shading.LISTED, "listed")
if listed.open:
    with listed:
        shading.table(chosen, counted)
st.caption(f"{sentences.edition(stamp)} {sentences.limits(chosen, stamp)}")

st.header("What opens and closes")
clock_steps.all_legs(chosen, place)

st.header(f"{chosen.day}, adults and under-18s apart")
clock_panels.day(chosen, place, has_ages=stamp["has_ages"])

st.header("Weekly hours without support, by borough")
clock_boroughs.boroughs(chosen, place, counted)
