"""Compare: boroughs or groups side by side, and whether they differ beyond chance."""

import streamlit as st

from dashboard import (
    borough_panels,
    compared,
    comparison_panels,
    equity_panel,
    frames,
    peer_panels,
    sentences,
)

SECTIONS = {
    "ranked": "Ranked, with intervals",
    "missing": "What is missing, and why",
    "maps": "Maps side by side",
    "funnel": "Against London",
    "within": "Spread within",
    "peers": "Peers, and if it matched the median",
    "deprivation": "Deprivation",
    "choices": "How far a rank depends on choices",
}

chosen = st.session_state["chosen"]
stamp = frames.edition()
counted = sentences.counted(chosen, stamp)

st.title("Compare")
if note := st.session_state.get("address_note"):
    st.info(note)
st.markdown(sentences.question(chosen, counted))
places = compared.chosen()
if not chosen.types:
    st.warning("No service type is chosen, so nobody is in reach of one.")
elif not places.names:
    st.info(
        "Nothing is chosen yet. Choose **two boroughs** above to put them side by side "
        "and see whether they differ; one to place it in London; **All** for every one. "
        "The address holds your choice: copy it to share the view."
    )
else:
    comparison_panels.verdict(chosen, places, counted)
    st.markdown(" · ".join(f"[{words}](#{key})" for key, words in SECTIONS.items()))

    st.header(SECTIONS["ranked"], anchor="ranked")
    comparison_panels.ranked(chosen, places, counted)
    if places.is_of_groups:
        st.info(
            "A group is an average of its boroughs, which may differ. What follows "
            "shows each borough of the groups chosen."
        )
    st.header(SECTIONS["missing"], anchor="missing")
    borough_panels.legs(chosen, places, counted)
    borough_panels.causes(chosen, places, counted)
    st.header(SECTIONS["maps"], anchor="maps")
    borough_panels.maps(chosen, places)
    st.header(SECTIONS["funnel"], anchor="funnel")
    comparison_panels.funnel(chosen, places)
    st.header(SECTIONS["within"], anchor="within")
    borough_panels.spread(chosen, places)
    st.header(SECTIONS["peers"], anchor="peers")
    peer_panels.peers(chosen, places)
    peer_panels.gaps(chosen, places, counted)
    st.header(SECTIONS["deprivation"], anchor="deprivation")
    equity_panel.deprivation(chosen)
    st.header(SECTIONS["choices"], anchor="choices")
    peer_panels.sensitivity(chosen, places)
st.caption(f"{sentences.edition(stamp)} {sentences.limits(chosen, stamp)}")
