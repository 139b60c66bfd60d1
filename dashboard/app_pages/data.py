"""Data: what the numbers stand on, what became of every row, and how wrong they are."""

import streamlit as st

from dashboard import (
    behind,
    correction_panels,
    data_panels,
    frames,
    incident_panels,
    sentences,
)

st.caption(sentences.edition(frames.edition()))

st.header("What this edition lacks")
data_panels.lacks()
behind.figures("needs_of_edition", "files_not_used", "series_by_measure")

st.header("How far car minutes can be trusted")
data_panels.calibration()
behind.figures(
    "calibration_measures",
    "calibration_of_units",
    "calibration_of_boroughs",
    "road_cells_counted",
)

st.header("The register of services")
data_panels.register()
data_panels.confidence()
behind.figures("register_by_type", "confidence_by_borough")

st.header("Reports of wrong sites")
correction_panels.corrections()
behind.figures("corrections_listed")

st.header("Recorded incidents")
incident_panels.incidents()
behind.figures("incident_batches_counted")

st.header("Sources and what became of their rows")
data_panels.sources()
behind.figures(
    "sources_counted", "rejected_by_rule", "rejected_rows_listed", "checks_passed"
)

st.header("Decisions")
data_panels.decisions()
