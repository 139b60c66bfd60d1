"""The form in which a person confirms what the columns of a file mean."""

import json
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import steward
from dashboard.steward import NotDone
from geodata.decisions import categories

_DONE = "import_done"
"""What the last file of a session brought, by its name: the page is drawn anew after an
import, its form folded in, and has to say it again."""


def confirm(name: str, content: bytes, found: dict[str, Any]) -> None:
    """What the guess says, to be mended and confirmed; then look, or store."""
    mapping = json.loads(found["mapping"])
    columns = st.multiselect(
        "Columns that say what happened (none: every row is of one kind)",
        list(found["choices"]),
        [c for c in mapping["kinds"]["columns"] if c in found["choices"]],
    )
    with st.form("confirm"):
        kinds = _kinds(columns, found["choices"], mapping.pop("kinds"))
        agency = st.text_input("Recorded by", placeholder="Agency")
        with st.expander("What else the guess says, to mend it (JSON)"):
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
    brought = st.session_state.setdefault(_DONE, {})
    if look or store:
        brought.clear()
        said = with_kinds(said, kinds)
        try:
            with st.spinner("Reading every row ..."):
                # Kept at once: this run may be cut off by the next, which says it then.
                brought[name] = steward.bring(
                    name, content, said, agency.strip() or "own", look_only=look
                )
        except NotDone as problem:
            st.error(str(problem))


def outcome() -> None:
    """What became of the last file, until another comes."""
    for name, done in st.session_state.get(_DONE, {}).items():
        st.text(name)
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


def with_kinds(said: str, kinds: dict[str, Any]) -> str:
    """The JSON with the kinds chosen above; broken JSON goes as it is, to be refused."""
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
            partial(steward.refused, int(str(done["batch_id"]))),
            file_name=f"set_aside_batch_{done['batch_id']}.csv",
            mime="text/csv",
            on_click="ignore",
        )


def _dict(cell: object) -> dict[str, int]:
    return cell if isinstance(cell, dict) else {}
