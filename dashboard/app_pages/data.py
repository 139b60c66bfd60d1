"""Data: what the numbers stand on, what became of every row, and how wrong they are."""

import streamlit as st

from dashboard import data_panels, frames, sentences

st.title("Data")
st.caption(sentences.edition(frames.edition()))

st.header("How far car minutes can be trusted")
data_panels.calibration()

st.header("The register of services")
data_panels.register()

st.header("Sources and what became of their rows")
data_panels.sources()

st.header("Decisions")
data_panels.decisions()
