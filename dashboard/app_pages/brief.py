"""Brief: a paper to a board, made from the view on the screen."""

import streamlit as st

from dashboard import brief_panels, frames, sentences

chosen = st.session_state["chosen"]
stamp = frames.edition()

st.markdown(
    "A paper to send or print, slides, and the data behind them, of the view that you "
    "have: change the filters beside the page, and it is another paper. Nothing leaves "
    "this machine: each file is made here, and opens without a network."
)
view = brief_panels.chosen(chosen)
if brief_panels.answer(view):
    brief_panels.files(view)
    st.header("What is in it")
    brief_panels.contents()
    brief_panels.preview(view)
st.caption(f"{sentences.edition(stamp)} {sentences.limits(chosen, stamp)}")
