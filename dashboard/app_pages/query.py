"""Query: any question of one's own in SQL, and the SQL behind every figure."""

import streamlit as st

from dashboard import frames, query_panels, results, sentences

chosen = st.session_state["chosen"]

st.markdown(
    "Ask the database in SQL, read only. Every figure of this dashboard is one question "
    "of the catalogue: choose it, change it, run it, download it. Incidents are here as "
    "counts under the rule, never as rows."
)
asking, known = st.columns([3, 2], gap="large")
with asking:
    counts, sql, params = query_panels.question(chosen)
with known, st.container(height=480, border=False):
    query_panels.dictionary()
st.header("Answer")
results.answer(counts, sql, params)
st.caption(sentences.edition(frames.edition()))
