"""Panel of the Data page: whose incidents are counted, and a way to bring one's own."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import frames, import_form, roles, steward, uploads
from dashboard.steward import NotDone
from geodata.decisions import disclosure


def incidents() -> None:
    """Whose incidents are counted, and a way to bring more or take some out."""
    batches = frames.table("incident_batches_counted")
    if batches.empty:
        st.markdown(
            "No agency's incidents are here. The counts shown are invented (a "
            "demonstration with a fixed seed), until real ones replace them."
        )
    else:
        shown = batches.assign(
            incident_count=batches["incident_count"].map(_shown),
            crisis_count=batches["crisis_count"].map(_shown),
        )
        st.dataframe(
            shown,
            hide_index=True,
            column_config={
                "batch_id": "Batch",
                "agency": "Recorded by",
                "imported_at": st.column_config.DatetimeColumn(
                    "Imported (UTC)", format="D MMM YYYY, HH:mm"
                ),
                "first_month": "From",
                "last_month": "To",
                "incident_count": "Incidents",
                "crisis_count": "Of a crisis kind",
                "set_aside_count": st.column_config.NumberColumn(
                    "Set aside", format="localized"
                ),
            },
        )
        st.caption(
            f"A star stands for {disclosure.STAR}; other counts go to the nearest "
            f"{disclosure.BASE}."
        )
    if not roles.may_change_data():
        st.caption(steward.ELSEWHERE)
        return
    _bring()
    import_form.outcome()
    if len(batches):
        _take_out([int(number) for number in batches["batch_id"]])


def _bring() -> None:
    with st.expander("Bring incidents from a spreadsheet"):
        st.markdown(
            "CSV, TSV, Excel or Parquet. Nothing is stored before you have confirmed "
            "what each column means. Names, NHS numbers, dates of birth, telephone "
            "numbers and free text are recognised and never stored. The file stays on "
            "this machine."
        )
        uploads.allow_large()
        file = st.file_uploader("File of incidents")
        if file is None:
            return
        content = file.getvalue()
        try:
            with st.spinner("Looking at the file ..."):
                found = _guessed(file.name, content)
        except NotDone as problem:
            st.error(str(problem))
            return
        st.markdown("**What the file seems to be**")
        st.markdown("\n".join(f"- {_plain(line)}" for line in found["evidence"]))
        for line in found["doubts"]:
            st.warning(_plain(line))
        st.dataframe(
            pd.DataFrame(found["preview"]),
            hide_index=True,
            column_config={
                "column": "Column",
                "used_for": "Read as",
                "filled_share": "Filled",
                "distinct": "Different values",
                "looks_like": "Looks like (A a letter, 9 a digit)",
            },
        )
        import_form.confirm(file.name, content, found)


def _take_out(batches: list[int]) -> None:
    with st.expander("Take a batch out again, or download what it set aside"):
        number = st.selectbox("Batch", batches)
        left, right = st.columns(2)
        try:
            if left.button("Prepare the rows set aside"):
                with st.spinner("Preparing them ..."):
                    refused = steward.refused(number)
                left.download_button(
                    "Download (CSV)",
                    refused,
                    file_name=f"set_aside_batch_{number}.csv",
                    mime="text/csv",
                    on_click="ignore",
                )
            if right.button("Take it out: its rows leave this machine"):
                with st.spinner("Taking it out ..."):
                    steward.undo(number)
                st.rerun()
        except NotDone as problem:
            st.error(str(problem))


@st.cache_data(max_entries=2, ttl=600, show_spinner=False)
def _guessed(name: str, content: bytes) -> dict[str, Any]:
    return steward.guess(name, content)


def _shown(count: float) -> str:
    return "*" if pd.isna(count) else f"{int(count):,}"


def _plain(line: str) -> str:
    """A sentence with nothing that Markdown would eat."""
    return "".join(f"\\{c}" if c in "*_`[]<>$~" else c for c in line)
