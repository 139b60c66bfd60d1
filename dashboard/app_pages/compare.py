"""Compare: boroughs or groups side by side, and whether they differ beyond chance."""

import streamlit as st

from dashboard import (
    borough_panels,
    compared,
    comparison_panels,
    comparison_sections,
    equity_panel,
    frames,
    peer_panels,
    sentences,
)

chosen = st.session_state["chosen"]
stamp = frames.edition()
counted = sentences.counted(chosen, stamp)

st.markdown(sentences.question(chosen, counted))
places = compared.chosen()
if not chosen.types:
    st.warning(
        "No service type is chosen, so nobody is in reach of one. Choose some "
        "under “What counts” beside the page."
    )
elif not places.names:
    st.info(compared.WHAT_TO_DO)
else:
    differs = comparison_panels.verdict(chosen, places, counted)
    comparison_sections.contents(has_differences=differs)
    if differs:
        comparison_sections.head("ranked")
        comparison_panels.ranked(chosen, places, counted)
    if places.is_of_groups:
        st.info(compared.GROUPS)
    comparison_sections.head("missing")
    borough_panels.legs(chosen, places, counted)
    borough_panels.causes(chosen, places, counted)
    comparison_sections.head("maps")
    borough_panels.maps(chosen, places)
    if differs:
        comparison_sections.head("funnel")
        comparison_panels.funnel(chosen, places)
    comparison_sections.head("within")
    borough_panels.spread(chosen, places)
    if differs:
        comparison_sections.head("peers")
        peer_panels.peers(chosen, places)
        peer_panels.gaps(chosen, places, counted)
        comparison_sections.head("deprivation")
        equity_panel.deprivation(chosen)
        comparison_sections.head("choices")
        peer_panels.sensitivity(chosen, places)
st.caption(f"{sentences.edition(stamp)} {sentences.limits(chosen, stamp)}")
