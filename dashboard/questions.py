"""The question on the Query page: from the catalogue, from a link, or the visitor's own.

The address holds it (`answer`, or `sql` for an own one) beside the filters, so a link
asks the same. A question that came by a link as SQL is shown, and run only when asked.
"""

import json
import re
from typing import Any

import streamlit as st

from dashboard import address, asking, choices
from dashboard.filters import Filters

OWN = "My own question"
FIRST = """-- The five boroughs with most modelled need, and what they hold.
-- Ctrl+Space completes names; Ctrl+Enter runs.
select
    boroughs.borough_name,
    boroughs.residents,
    sum(area_need.need) as need,
from area_need
inner join boroughs using (borough_code)
group by all
order by need desc
limit 5
"""
_NAMED = re.compile(r"\$([a-z_][a-z0-9_]*)")
LONGEST_LINK = 6_000
"""Characters of SQL that an address holds; proxies cut longer ones."""


def choose() -> str:
    """Draw the choice of a catalogue question; its name, or nothing for an own one."""
    catalogue = asking.questions()
    chosen = st.selectbox(
        "Start from a question of the catalogue",
        [OWN, *catalogue],
        format_func=lambda name: (
            name if name == OWN else f"{name} · {catalogue[name].purpose}"
        ),
        key="answer",
        on_change=_start,
    )
    return "" if chosen == OWN else str(chosen)


def open_link() -> None:
    """Take the question of the address on arrival; what it names wrongly is left out."""
    name, sql = address.said("answer"), address.said("sql")
    is_new = address.has_arrived("answer")
    if is_new and name in asking.questions():
        st.session_state["answer"] = name
        _start()
    elif is_new and sql:
        st.session_state["answer"] = OWN
        _lay(sql, runs=False)
        _link(sql=sql)
    elif is_new and address.is_step() and any(st.session_state["question_link"]):
        # Back to before any question was asked.
        st.session_state["answer"] = OWN
        _lay(FIRST, runs=False)
        _link()
    elif "question" not in st.session_state:
        _lay(FIRST, runs=False)
        _link()
    if is_new and name and name not in asking.questions():
        address.refuse("answer")
    # A page that was left forgets its widgets.
    st.session_state.setdefault("answer", st.session_state["question_link"][0] or OWN)


def hold_link() -> None:
    """Have the address hold the question."""
    name, sql = st.session_state["question_link"]
    for key, text in (("answer", name), ("sql", sql)):
        address.own(key)
        address.hold(key, text)


def text() -> tuple[str, int]:
    """SQL that the editor shows, and the number of this laying down."""
    return st.session_state["question"], st.session_state["question_version"]


def run_count() -> int:
    """How often this visitor has run a question."""
    return int(st.session_state.get("question_runs", 0))


def run(sql: str) -> None:
    """Ask this SQL from now on; the address holds it."""
    st.session_state["question"] = sql
    st.session_state["question_asked"] = sql
    st.session_state["question_runs"] = run_count() + 1
    name = st.session_state["answer"]
    if name != OWN and asking.questions()[name].sql == sql:
        _link(answer=name)
    elif len(sql) <= LONGEST_LINK:
        _link(sql=sql)
    else:
        _link()


def asked() -> str:
    """SQL that is to be run, or nothing."""
    return str(st.session_state.get("question_asked", ""))


def values(
    name: str, sql: str, chosen: Filters
) -> tuple[dict[str, object], dict[str, object]]:
    """Values of the parameters of a question: those of the filters, and the others.

    `name` is that of a counting question, or blank.
    """
    # Looked for as text, only to draw fields: reading SQL is for the guard's process,
    # which leaves out what a statement does not take.
    taken = asking.taken_by(name) if name else sorted(set(_NAMED.findall(sql)))
    filters = chosen.questions()
    presets = {name: row["preset"] for name, row in asking.parameters().items()}
    others = {
        name: json.loads(presets.get(name, '""'))
        for name in taken
        if name not in filters
    }
    return {name: filters[name] for name in taken if name in filters}, others


def given(name: str, preset: object) -> object:
    """Draw the field of one parameter that no filter holds; its value."""
    row = asking.parameters().get(name, {})
    words = row.get("label", "Not a parameter of the catalogue: give it as JSON")
    written = choices.written(
        f"${name}",
        f"p_{name}",
        default=preset if isinstance(preset, str) else json.dumps(preset),
        help=f"{words} ({row['unit']})" if row else words,
    ).drawn()
    return _read(written, preset)


def _read(written: str, preset: object) -> object:
    if isinstance(preset, str) and preset:
        return written
    try:
        value: Any = json.loads(written)
    except json.JSONDecodeError:
        return written
    return value


def _start() -> None:
    name = st.session_state["answer"]
    if name == OWN:
        _lay(st.session_state.get("question", FIRST), runs=False)
        return
    sql = asking.questions()[name].sql
    _lay(sql, runs=True)
    _link(answer=name)


def _lay(sql: str, *, runs: bool) -> None:
    st.session_state["question"] = sql
    st.session_state["question_version"] = (
        st.session_state.get("question_version", 0) + 1
    )
    st.session_state["question_asked"] = sql if runs else ""


def _link(*, answer: str = "", sql: str = "") -> None:
    st.session_state["question_link"] = (answer, sql)
