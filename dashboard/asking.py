"""Questions that visitors ask themselves: of the catalogue, in SQL, of counts.

Own SQL goes through the guard, counts of incidents through the rule and the ledger of
who asks; an answer can become a file with where it comes from written in.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import streamlit as st

import queries
from dashboard import database, frames, journal, roles, steward
from queries import (
    catalogue,
    counting,
    disclosure,
    filling,
    guard,
    landing,
    ledger,
    outputs,
    provenance,
    values,
)
from queries.disclosure import SwitchNotKnown
from queries.errors import CannotAnswer
from queries.refused import NotAllowed, Refused

__all__ = ["Refused", "SwitchNotKnown"]


@cache
def questions() -> dict[str, catalogue.Question]:
    """Every question of the catalogue by name, families together, counts among them."""
    found = [catalogue.question(name) for name in catalogue.names()]
    found += [catalogue.counting(name) for name in catalogue.counting_names()]
    return {q.name: q for q in sorted(found, key=lambda q: (q.family, q.name))}


def is_counting(name: str) -> bool:
    """Whether a question counts recorded incidents of the row-level file."""
    return name in catalogue.counting_names()


def is_of_plan(name: str) -> bool:
    """Whether a question compares a scenario with the present: without one it is empty."""
    return name in questions() and questions()[name].family == "plan"


def taken_by(name: str) -> tuple[str, ...]:
    """Names of what a question of the catalogue takes, its choice of incidents too."""
    return landing.takes(questions()[name])


def parameters() -> dict[str, dict[str, Any]]:
    """What answers take: preset (JSON), unit and label by name."""
    listed = frames.table("parameters_listed")
    rows = listed.set_index("parameter").to_dict("index")
    return {
        str(name): {str(k): v for k, v in row.items()} for name, row in rows.items()
    }


@dataclass(frozen=True)
class Result:
    """Rows of a question asked on the Query page, and the rule if it counted people."""

    frame: pd.DataFrame
    is_cut: bool
    seconds: float
    rule: str = ""

    @property
    def row_count(self) -> int:
        """Rows that were brought; there are more if `is_cut`."""
        return len(self.frame)


def ask(sql: str, params: dict[str, object]) -> Result:
    """Answer to a statement that a visitor wrote, through the guard.

    The parameters of a question of the catalogue are checked as on the command line.
    Raises: Refused, with what to do instead.
    """
    known = _catalogued(sql)
    with journal.refusals(Refused):
        if known is not None:
            params = _checked(known, params)
        elif not roles.may_ask_sql():
            raise NotAllowed(
                "Expected a question of the catalogue, found one of your own: viewers "
                "cannot ask SQL. Choose a question, or ask for the role of an analyst."
            )
        found = guard.ask(queries.database_path(), sql, params)
    return Result(found.frame, found.is_cut, found.seconds)


def count(name: str, params: dict[str, object]) -> Result:
    """Answer to a counting question, under the rule and beside what was asked before.

    One ledger an account, or a client address: a reloaded page is no new session.
    Raises: Refused, with what to do instead.
    """
    began = time.monotonic()
    if disclosure.is_off() and not steward.is_here():
        raise NotAllowed(
            f"Expected the rule of disclosure to be on for visitors of another machine, "
            f"found {disclosure.SWITCH}=off. Its steward can unset it and start again."
        )
    kept = _ledger(roles.asker())
    checked = _checked(questions()[name], params)
    try:
        frame = counting.counted(queries.database_path(), name, kept, **checked)
    except ledger.Refused as why:
        raise NotAllowed(str(why)) from why
    rule = str(frame.attrs["disclosure"])
    return Result(frame, is_cut=False, seconds=time.monotonic() - began, rule=rule)


def stamp() -> str:
    """What every page says while a steward has the rule of disclosure off; or blank.

    Raises: SwitchNotKnown if the switch has a value that means nothing.
    """
    return disclosure.STAMP if disclosure.is_off() else ""


def file_of(
    kind: str,
    sql: str,
    params: dict[str, object],
    answered: Result,
    note: str = "",
) -> bytes:
    """A result as a file of this kind, with provenance, a note and the rule written in.

    Raises: CannotAnswer if the kind cannot hold it.
    """
    asked = _catalogued(sql)
    connection = database.connection()
    cut = f"Cut to {answered.row_count:,} rows." if answered.is_cut else ""
    told = provenance.of_edition(
        connection,
        answer=asked.name if asked else "",
        params=params,
        purpose=asked.purpose if asked else "",
        limits=asked.limits if asked else "",
        statement="" if asked else sql,
        note=f"{note} {cut}".strip(),
        rule=answered.rule,
    )
    grain = asked.grain if asked else ()
    return outputs.rendered(connection, answered.frame, told, kind, grain)


def file_of_answer(name: str, params: Mapping[str, object]) -> bytes:
    """The answer of the catalogue as CSV, with provenance written in.

    `params` may hold more than the answer takes; what it lacks has its preset.
    """
    takes = taken_by(name)
    taken = _checked(
        questions()[name], {key: value for key, value in params.items() if key in takes}
    )
    began = time.monotonic()
    frame = frames.answer(name, **taken)
    seconds = time.monotonic() - began
    sql = questions()[name].sql
    return file_of("csv", sql, taken, Result(frame, is_cut=False, seconds=seconds))


def filled(name: str, params: Mapping[str, object]) -> str:
    """SQL of an answer with its parameters filled in, to run in any DuckDB client."""
    taken = {key: value for key, value in params.items() if key in taken_by(name)}
    question = questions()[name]
    return filling.filled(question.sql, _checked(question, taken))


def has_geography(frame: pd.DataFrame) -> bool:
    """Whether a result can be a GeoJSON: it has codes of places."""
    return any(column in frame for column in outputs.GEOGRAPHIES)


def _catalogued(sql: str) -> catalogue.Question | None:
    return next((q for q in questions().values() if q.sql == sql), None)


def _checked(
    question: catalogue.Question, params: dict[str, object]
) -> dict[str, object]:
    try:
        return values.chosen(database.connection(), question, params)
    except CannotAnswer as why:
        raise NotAllowed(str(why)) from why


@st.cache_resource(max_entries=10_000, show_spinner=False)
def _ledger(client: str) -> ledger.Ledger:  # noqa: ARG001 - the cache's key
    return ledger.Ledger()
