"""Scenarios of the Plan page: held by the address, opened over the edition, asked.

Nobody's scenario changes the database, or another's.
"""

import json
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

import queries
from dashboard import address, database, frames
from dashboard.filters import Filters
from queries import scenarios
from queries.errors import CannotAnswer
from queries.scenarios import Scenario

KEY = "move"
NAME = "plan_name"
NotPossible = CannotAnswer
"""A scenario that cannot be; the message says why and what to do."""
Words = tuple[str, ...]
"""Moves of a scenario as the address says them."""


def words() -> Words:
    """Moves of the visitor's scenario."""
    return tuple(address.said_all(KEY))


def name() -> str:
    """What the visitor calls the scenario, or nothing."""
    return address.said(NAME)


def take(moves: Words) -> None:
    """Have the address hold these moves instead."""
    address.hold(KEY, *moves)


def call(chosen: str) -> None:
    """Have the address hold this name of the scenario."""
    address.hold(NAME, chosen)


def word(**move: object) -> str:
    """A move as a word of the address; `do` says which.

    Raises: NotPossible, with what is possible, if the form is wrong or the edition
    cannot have it after the moves made so far.
    """
    given = {key: value for key, value in move.items() if value not in (None, "", ())}
    made = scenarios.of_record(given)
    [told] = scenarios.to_link(Scenario(moves=(made,)))
    _opened(database.version(), (*words(), told))
    return told


def sentences(moves: Words) -> list[str]:
    """Each move in plain words, names in place of codes.

    Raises: NotPossible if one means nothing.
    """
    known = _names(database.version())
    made = scenarios.from_link(list(moves), "").moves
    return [scenarios.told(move, known) for move in made]


def file_of(moves: Words) -> str:
    """The scenario as a file that `python -m queries plan` takes."""
    return scenarios.write(scenarios.from_link(list(moves), name() or "Plan"))


def read(text: str) -> None:
    """Take the scenario of a file.

    Raises: NotPossible, with what is wrong in it, and where.
    """
    read = scenarios.read(text)
    moves = tuple(scenarios.to_link(read))
    _opened(database.version(), moves)
    take(moves)
    call(read.name)


def answer(
    moves: Words, question: str, chosen: Filters, **held: object
) -> pd.DataFrame:
    """An answer of the catalogue under a scenario, with the choices of the view.

    Raises: NotPossible if the scenario cannot be.
    """
    params: dict[str, Any] = chosen.questions() | held
    taken = {key: params[key] for key in queries.catalogue.question(question).params}
    asked = json.dumps(taken, sort_keys=True)
    return _answered(database.version(), moves, question, asked).copy(deep=False)


# A scenario in memory holds copies of small tables, 2 MB, and is quick to open.
@st.cache_resource(max_entries=32, show_spinner=False)
def _opened(
    found: tuple[str, int, int],  # noqa: ARG001 - the cache's key
    moves: Words,
) -> duckdb.DuckDBPyConnection:
    scenario = scenarios.from_link(list(moves), "")
    return scenarios.opened(queries.database_path(), scenario)


@st.cache_resource(max_entries=128, show_spinner=False)
def _answered(
    found: tuple[str, int, int], moves: Words, question: str, asked: str
) -> pd.DataFrame:
    return queries.fetch(_opened(found, moves), question, **json.loads(asked))


@st.cache_resource(max_entries=2, show_spinner=False)
def _names(found: tuple[str, int, int]) -> dict[str, str]:  # noqa: ARG001 - the cache's key
    known = frames.table("services_listed")
    places = frames.table("places")
    return dict(
        [
            *zip(places["place_code"], places["place_name"], strict=True),
            *zip(known["service_id"], known["service_name"], strict=True),
        ]
    )
