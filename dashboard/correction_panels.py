"""Panel of the Data page: reports that a site of the register is wrong."""

from collections.abc import Callable

import streamlit as st

from dashboard import frames, roles, steward
from dashboard.steward import NotDone


def corrections() -> None:
    """Reports that a site is wrong; while one is open, its site counts as low."""
    listed = frames.table("corrections_listed")
    if listed.empty:
        st.write("Nobody has reported a wrong site.")
    else:
        st.dataframe(
            listed,
            hide_index=True,
            column_config={
                "correction_id": "Number",
                "service_id": "Code",
                "service_name": "Site",
                "reported_on": st.column_config.DateColumn("Reported"),
                "what": "What is wrong",
                "resolved_on": st.column_config.DateColumn("Resolved"),
                "resolution": "What was found",
            },
        )
    if not roles.may_change_data():
        st.caption(steward.ELSEWHERE)
        return
    with st.expander("Report a wrong site"):
        _report()
    still_open = listed[listed["resolved_on"].isna()]
    if len(still_open):
        with st.expander("Close a report"):
            _resolve([int(number) for number in still_open["correction_id"]])


def _report() -> None:
    services = frames.table("services_listed")
    words = {
        row.service_id: f"{row.service_name} · {row.type_label}"
        for row in services.itertuples()
    }
    with st.form("report", clear_on_submit=True):
        site = st.selectbox(
            "Site", list(words), format_func=words.__getitem__, index=None
        )
        what = st.text_area(
            "What is wrong, and where that is known from (no names of people)",
            max_chars=500,
        )
        sent = st.form_submit_button("Report")
    if sent and site and what.strip():
        _tried(lambda: steward.report(str(site), what))
    elif sent:
        st.warning("Choose a site and say what is wrong.")


def _resolve(numbers: list[int]) -> None:
    with st.form("resolve", clear_on_submit=True):
        number = st.selectbox("Report", numbers)
        found = st.text_input("What was found", max_chars=500)
        sent = st.form_submit_button("Close it")
    if sent and found.strip():
        _tried(lambda: steward.resolve(number, found))
    elif sent:
        st.warning("Say what was found.")


def _tried(change: Callable[[], None]) -> None:
    try:
        with st.spinner("Writing it down ..."):
            change()
    except NotDone as problem:
        st.error(str(problem))
    else:
        st.rerun()
