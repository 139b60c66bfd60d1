"""Profile: everything known of one place, on one page that prints."""

import streamlit as st

from dashboard import frames, places, profile_panels, profiles, sentences

chosen = st.session_state["chosen"]
stamp = frames.edition()
counted = sentences.counted(chosen, stamp)

picked = places.chosen()
places.draw()
if not picked:
    st.write(
        "Find a borough, a small area or a service above, or click one on the map of "
        "Explore: this page then holds everything that is known of it, to read or print."
    )
else:
    kind = places.kind(picked)
    borough = profile_panels.borough_of(picked, kind, chosen)
    st.caption(sentences.asked(chosen))
    profiles.profile(picked, chosen, counted)
    if kind == "borough":
        st.header("Nearest services by type")
        profile_panels.nearest(picked, chosen, counted)
    if kind in {"borough", "area"}:
        st.header("The week")
        profile_panels.week(picked, kind, chosen, counted)
    if borough:
        st.header("Whom its borough relies on")
        profile_panels.neighbours(borough, chosen, counted)
        st.header("How sure the register is, in its borough")
        profile_panels.confidence(borough)
st.caption(f"{sentences.edition(stamp)} {sentences.limits(chosen, stamp)}")
