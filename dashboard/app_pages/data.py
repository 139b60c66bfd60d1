"""Data: what the numbers stand on, what became of every row, and how wrong they are."""

import streamlit as st

from dashboard import (
    correction_panels,
    data_panels,
    frames,
    incident_panels,
    sentences,
)

st.title("Data")
st.caption(sentences.edition(frames.edition()))

st.header("What this edition lacks")
data_panels.lacks()

st.header("How far car minutes can be trusted")
data_panels.calibration()

st.header("The register of services")
data_panels.register()
data_panels.confidence()

st.header("Reports of wrong sites")
correction_panels.corrections()

st.header("Recorded incidents")
incident_panels.incidents()

st.header("Sources and what became of their rows")
data_panels.sources()

st.header("Decisions")
data_panels.decisions()
