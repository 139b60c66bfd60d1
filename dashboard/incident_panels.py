"""Panel of the Data page: whose incidents are counted, and a way to bring one's own."""

import json
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import frames, steward
from dashboard.steward import NotDone
from geodata.decisions import categories


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
        st.caption(steward.ELSEWHERE)
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
        _confirm(file.name, content, found)


def _confirm(name: str, content: bytes, found: dict[str, Any]) -> None:
    mapping = json.loads(found["mapping"])
    columns = st.multiselect(
        "Columns that say what happened (none: every row is of one kind)",
        list(found["choices"]),
        [c for c in mapping["kinds"]["columns"] if c in found["choices"]],
    )
    with st.form("confirm"):
        mapping["kinds"] = _kinds(columns, found["choices"], mapping["kinds"])
        agency = st.text_input("Recorded by", placeholder="Agency")
        with st.expander("Everything that the guess says, to mend it (JSON)"):
            said = st.text_area(
                "Meaning of each column", json.dumps(mapping, indent=2), height=300
            )
        words = ", also what is in doubt" if found["doubts"] else ""
        agreed = st.checkbox(f"I have looked this over{words}")
        look = st.form_submit_button("Only look: what would be stored?")
        store = st.form_submit_button("Store the incidents", type="primary")
    if store and not (agreed and agency.strip()):
        st.warning(
            "Say who recorded the incidents, and that you have looked this over."
        )
        return
    if not (look or store):
        return
    said = _with_kinds(said, mapping["kinds"])
    try:
        with st.spinner("Reading every row ..."):
            done = steward.bring(
                name, content, said, agency.strip() or "own", look_only=look
            )
    except NotDone as problem:
        st.error(str(problem))
        return
    _outcome(done)


def _kinds(
    columns: list[str], choices: dict[str, list[str]], guessed: dict[str, Any]
) -> dict[str, Any]:
    """What each value means, as the person says; `guessed` comes first."""
    labels = categories.labels("incident_kind") | {"out_of_scope": "Not one of these"}
    if not columns:
        every = st.selectbox(
            "Every row is", list(labels), format_func=labels.__getitem__, index=None
        )
        return guessed | {"columns": [], "every": every or ""}
    known = guessed["kind_of"]
    values = choices[columns[0]] if len(columns) == 1 else list(known)
    asked = pd.DataFrame(
        {
            "value": values,
            "kind": [labels.get(known.get(value, ""), None) for value in values],
        }
    )
    edited = st.data_editor(
        asked,
        hide_index=True,
        num_rows="dynamic",
        key=f"kinds {columns}",
        column_config={
            "value": "In the file",
            "kind": st.column_config.SelectboxColumn(
                "Means", options=list(labels.values()), width="large"
            ),
        },
    )
    codes = {label: code for code, label in labels.items()}
    kind_of = {
        str(row.value): codes[str(row.kind)] for row in edited.dropna().itertuples()
    }
    return guessed | {"columns": columns, "every": "", "kind_of": kind_of}


def _with_kinds(said: str, kinds: dict[str, Any]) -> str:
    """The mended JSON with the kinds chosen above; broken JSON stays as it is."""
    try:
        return json.dumps(json.loads(said) | {"kinds": kinds})
    except (json.JSONDecodeError, TypeError):
        return said


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
