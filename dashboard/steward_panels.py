"""Panels of the Data page for a data steward: own incidents, reports of wrong sites."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import frames, steward
from dashboard.steward import NotDone

ELSEWHERE = (
    "Data is changed at the machine that serves this dashboard: see "
    "`python -m geodata --help` there."
)


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
        st.caption("A star stands for 1 to 7; other counts go to the nearest 5.")
    if not steward.is_here():
        st.caption(ELSEWHERE)
        return
    _bring()
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
        st.dataframe(pd.DataFrame(found["preview"]), hide_index=True)
        _confirm(file.name, content, found["mapping"], doubtful=bool(found["doubts"]))


def _confirm(name: str, content: bytes, mapping: str, *, doubtful: bool) -> None:
    with st.form("confirm"):
        agency = st.text_input("Recorded by", placeholder="Agency")
        said = st.text_area(
            "What each column means (JSON; mend it where the guess is wrong)",
            mapping,
            height=260,
        )
        agreed = st.checkbox(
            "I have looked this over" + (", also what is in doubt" if doubtful else "")
        )
        look = st.form_submit_button("Only look: what would be stored?")
        store = st.form_submit_button("Store the incidents", type="primary")
    if store and not (agreed and agency.strip()):
        st.warning(
            "Say who recorded the incidents, and that you have looked this over."
        )
        return
    if not (look or store):
        return
    try:
        with st.spinner("Reading every row ..."):
            done = steward.bring(
                name, content, said, agency.strip() or "own", look_only=look
            )
    except NotDone as problem:
        st.error(str(problem))
        return
    _outcome(done)


def _outcome(done: dict[str, object]) -> None:
    if done["already_batch"] is not None:
        st.info(
            f"This file is already there, read the same way, as batch "
            f"{done['already_batch']}. Nothing changed."
        )
        return
    st.success(
        f"{done['rows_read']:,} rows read: {done['rows_kept']:,} "
        + ("stored" if done["batch_id"] else "to store")
        + f", {done['rows_already_stored']:,} there before, "
        f"{done['rows_out_of_scope']:,} out of scope, {done['rows_set_aside']:,} set "
        "aside."
    )
    by_rule = {**_dict(done["refused_by_rule"]), **_dict(done["out_of_scope_by_rule"])}
    if by_rule:
        st.dataframe(
            pd.DataFrame({"Rule": list(by_rule), "Rows": list(by_rule.values())}),
            hide_index=True,
        )
    if done["batch_id"] and done["rows_set_aside"]:
        st.download_button(
            "Download the rows set aside, to be mended and brought again (CSV)",
            steward.refused(int(str(done["batch_id"]))),
            file_name=f"set_aside_batch_{done['batch_id']}.csv",
            mime="text/csv",
            on_click="ignore",
        )


def _take_out(batches: list[int]) -> None:
    with st.expander("Take a batch out again, or download what it set aside"):
        number = st.selectbox("Batch", batches)
        left, right = st.columns(2)
        try:
            if left.button("Prepare the rows set aside"):
                left.download_button(
                    "Download (CSV)",
                    steward.refused(number),
                    file_name=f"set_aside_batch_{number}.csv",
                    mime="text/csv",
                    on_click="ignore",
                )
            if right.button("Take it out: its rows leave this machine"):
                steward.undo(number)
                st.rerun()
        except NotDone as problem:
            st.error(str(problem))


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
    if not steward.is_here():
        st.caption(ELSEWHERE)
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
        change()
    except NotDone as problem:
        st.error(str(problem))
    else:
        st.rerun()


@st.cache_data(max_entries=2, ttl=600, show_spinner=False)
def _guessed(name: str, content: bytes) -> dict[str, Any]:
    return steward.guess(name, content)


def _shown(count: float) -> str:
    return "*" if pd.isna(count) else f"{int(count):,}"


def _dict(cell: object) -> dict[str, int]:
    return cell if isinstance(cell, dict) else {}


def _plain(line: str) -> str:
    """A sentence with nothing that Markdown would eat."""
    return "".join(f"\\{c}" if c in "*_`[]<>$~" else c for c in line)
