"""Plan: what a change of services would do, which would do most, and what could fail."""

import streamlit as st

from dashboard import frames, plan_answers, plan_tasks, sentences

chosen = st.session_state["chosen"]
stamp = frames.edition()

st.markdown(
    "Try a change before anybody pays for it: who comes into reach, who loses, at which "
    "hours. Choose hour, person and reach in the sidebar."
)
if not chosen.types:
    st.warning(
        "No service type is chosen under “What counts”, so nobody has health support in "
        "reach, and no change of one counts."
    )
plan_answers.prepare()
plan_tasks.chosen()(chosen, sentences.counted(chosen, stamp))
st.caption(f"{sentences.edition(stamp)} {sentences.limits(chosen, stamp)}")
