"""Clock: the week hour by hour, the worst hour, and what opens and closes when."""

import streamlit as st

from dashboard import (
    behind,
    clock_frames,
    clock_london,
    clock_panels,
    clock_places,
    clock_player,
    clock_sentences,
    clock_steps,
    frames,
    sentences,
)

chosen = st.session_state["chosen"]
stamp = frames.edition()
counted = sentences.counted(chosen, stamp)

place = clock_places.chosen()
week = clock_frames.week(chosen, place)
is_flat = clock_sentences.is_flat(week, place)
worst = int(week["worst_hour"])
st.markdown(clock_sentences.finding(chosen, place, stamp, week))
clock_panels.week(chosen, place, counted)

st.header("Through the week on the map")
changes = clock_frames.hours_of_change(chosen, place)
plays = clock_player.controls(chosen.at_hour, changes, None if is_flat else worst)
clock_player.week_map(chosen, place, counted, plays=plays)
behind.figures(
    clock_frames.CLOCKS[place.kind], "services_at_hour", otherwise=None, **place.held()
)
st.caption(f"{sentences.edition(stamp)} {sentences.limits(chosen, stamp)}")

st.header("What opens and closes")
clock_steps.all_legs(chosen, place)

st.header(f"{chosen.day}, adults and under-18s apart")
clock_panels.day(chosen, place, has_ages=stamp["has_ages"])

st.header("London by leg of support")
clock_london.legs(chosen, counted)

st.header("When incidents are recorded, in London")
clock_london.demand(chosen)

st.header("Weekly hours without support, by borough")
clock_london.boroughs(chosen, place, counted)
