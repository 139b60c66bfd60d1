"""Explore: where, at this hour, people have no open, suitable support in reach."""

import streamlit as st

from dashboard import (
    behind,
    choices,
    frames,
    glossary,
    london_panels,
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

# The map is sent first: what stands above it is filled in after it.
picked = places.chosen()
layer, paint = shading.painted(chosen)
map_panel.show(
    shapes.of_edition(),
    paint,
    states=shading.states(chosen),
    picked=picked,
    focus=places.focus(picked),
    hidden=shading.hidden(chosen),
)

map_panel.go_first(paint)
with st.session_state["above"]:
    glossary.tour()
    london_panels.told(chosen, stamp, counted)
    places.draw()
panels.legend(layer, shading.drawn(chosen))
behind.figures(
    *shading.answers(chosen),
    "services_at_hour",
    "boundaries_by_kind",
    folded="behind_map",
)
st.caption(f"{sentences.edition(stamp)} {sentences.limits(chosen, stamp)}")

st.header("Profile")
if picked:
    profiles.profile(picked, chosen, counted)
else:
    st.write("Click the map, or find a place above it, to see what is known of it.")

st.header("The same as a table")
# Folded, a table is neither made nor sent: it is longer than all the rest.
listed = choices.fold(shading.LISTED, "listed")
if listed.open:
    with listed:
        shading.table(chosen, counted)
register = choices.fold("Services", "register")
if register.open:
    with register:
        panels.services_table(frames.services(chosen))
if listed.open or register.open:
    behind.figures(*shading.answers(chosen), "services_at_hour", folded="behind_tables")
