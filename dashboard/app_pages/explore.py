"""Explore: where, at this hour, people have no open, suitable support in reach."""

import streamlit as st

from dashboard import (
    behind,
    frames,
    map_panel,
    panels,
    places,
    profiles,
    sentences,
    shading,
    shapes,
)

chosen = st.session_state["chosen"]
stamp = frames.edition()
counted = sentences.counted(chosen, stamp)
access = frames.access_of_london(chosen)
legs = frames.legs_of_london(chosen)
services = frames.services(chosen)

st.title("Crisis access for London")
st.markdown(sentences.finding(chosen, access, frames.causes_of_london(chosen), stamp))
st.markdown(sentences.legs(legs))
panels.headline(access, legs, frames.access_of_london(chosen.by_car()), counted)
behind.figures(
    "access_of_london",
    "legs_of_london",
    "causes_of_london",
    otherwise={"travel": "By car"},
)

layer = shading.layer(chosen)
picked = places.chosen()
map_panel.show(
    shapes.of_edition(),
    layer,
    shading.marks(services),
    picked,
)
panels.legend(layer)
panels.mark_legend(services)
behind.figures(*shading.answers(chosen), "services_at_hour", "boundaries_by_kind")
st.caption(f"{sentences.edition(stamp)} {sentences.limits(chosen, stamp)}")

st.header("Profile")
if picked:
    profiles.profile(picked, chosen, counted)
else:
    st.write("Click the map, or find a place above it, to see what is known of it.")

st.header("The same as a table")
shading.table(chosen, counted)
behind.figures(*shading.answers(chosen))
st.subheader("Services")
panels.services_table(services)
behind.figures("services_at_hour")
