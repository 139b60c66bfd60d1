"""Scenarios of the Plan page: held by the address, opened over the edition, asked.

Nobody's scenario changes the database, or another's.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

import duckdb
import pandas as pd
import streamlit as st

import queries
from dashboard import address, database, frames
from dashboard.filters import Filters
from queries import scenarios
from queries.errors import CannotAnswer
from queries.scenarios import AsItIs, Compared, Scenario

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
    [told] = scenarios.to_link(Scenario("", moves=(made,)))
    _opened(database.version(), (*words(), told))
    return told


def sentences(moves: Words) -> list[str]:
    """Each move in plain words, names in place of codes.

    Raises: NotPossible if one means nothing.
    """
    known = _names(database.version())
    made = scenarios.from_link(list(moves), "").moves
    return [scenarios.told(move, known) for move in made]


def records(moves: Words) -> list[Mapping[str, object]]:
    """Each move as a record: its kind as `do`, and what it says.

    Raises: NotPossible if one means nothing.
    """
    made = scenarios.from_link(list(moves), "").moves
    return [scenarios.to_record(move) for move in made]


def possible(moves: Words) -> list[str]:
    """Each move in plain words, once the edition is known to allow all of them.

    Raises: NotPossible, with what is possible, if it does not.
    """
    if moves:
        _opened(database.version(), moves)
    return sentences(moves)


def file_of(moves: Words) -> str:
    """The scenario as a file that `python -m queries plan` takes."""
    return scenarios.write(scenarios.from_link(list(moves), name() or "Plan"))


def stresses() -> dict[str, Scenario]:
    """Scenarios that anybody can try, by name: what could go wrong."""
    return dict(scenarios.STRESSES)


def words_of(scenario: Scenario) -> Words:
    """Moves of a scenario as the address says them."""
    return tuple(scenarios.to_link(scenario))


def words_of_records(moves: list[dict[str, object]]) -> Words:
    """Moves given by their fields, as the address says them.

    Raises: NotPossible if one has a form that cannot be.
    """
    made = tuple(scenarios.of_record(move) for move in moves)
    return words_of(Scenario("", moves=made))


def hours_told(service_id: str) -> str:
    """Opening hours of a service as registered, in words."""
    known = hours(service_id)
    return scenarios.hours_told(known) if known else "not known"


def longer(service: str, until: str, opens: str = "") -> dict[str, str]:
    """The move that keeps a service open until a time, on each day it opens.

    `opens` is when it opens every day, where the register does not know its hours.
    Raises: NotPossible if it is open as late already.
    """
    if opens:
        return {"service": service, "hours": f"daily {opens}-{until}"}
    return {"service": service, "hours": scenarios.longer(hours(service), until)}


def hours(service_id: str) -> str:
    """Opening hours of a service as registered, in the words of a move; blank if none."""
    known = frames.answer("hours_of_service", service_id=service_id)
    return scenarios.hours_of(known.itertuples(index=False, name=None))


def read(content: bytes) -> None:
    """Take the scenario of a file.

    Raises: NotPossible, with what is wrong in it, and where.
    """
    moves, called, _ = of_file(text_of(content))
    take(moves)
    call(called)


def text_of(content: bytes) -> str:
    """The text of a scenario's file.

    Raises: NotPossible if it is not in UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NotPossible(
            f"Expected a plan as text in UTF-8, found {fault}. Save it anew in UTF-8."
        ) from fault


def of_file(text: str) -> tuple[Words, str, str]:
    """Moves, name and note of the scenario of a file.

    Raises: NotPossible, with what is wrong in it, and where.
    """
    made = scenarios.read(text)
    moves = tuple(scenarios.to_link(made))
    _opened(database.version(), moves)
    return moves, made.name, made.note


def told(moves: Words, question: str, chosen: Filters, **held: object) -> pd.DataFrame:
    """An answer of the family `plan`: before and after these moves.

    Raises: NotPossible if the scenario cannot be.
    """
    params = chosen.questions()
    at_hour = params.pop("at_hour")
    asked = json.dumps(params, sort_keys=True)
    more = json.dumps({"at_hour": at_hour} | held, sort_keys=True)
    return _told(database.version(), moves, asked, question, more).copy(deep=False)


def verdicts(moves: Words, chosen: Filters) -> list[str]:
    """Whether anyone loses at any hour of the week: a sentence for each leg."""
    return scenarios.verdicts(told(moves, "plan_of_week", chosen))


def services(moves: Words, chosen: Filters) -> pd.DataFrame:
    """Services of the legs as they stand at the hour under these moves.

    Raises: NotPossible if the scenario cannot be.
    """
    # Hours that are alike as it is need not be in a plan: each is asked for itself.
    both = frames.services_asked(chosen, chosen.questions())
    asked = json.dumps(both, sort_keys=True)
    return _services(database.version(), moves, asked).copy(deep=False)


# A scenario in memory holds copies of small tables, 2 MB, and is quick to open.
@st.cache_resource(max_entries=32, show_spinner=False)
def _opened(
    found: tuple[str, int, int],  # noqa: ARG001 - the cache's key
    moves: Words,
) -> duckdb.DuckDBPyConnection:
    scenario = scenarios.from_link(list(moves), "")
    return scenarios.opened(queries.database_path(), scenario)


@dataclass(frozen=True)
class _Compared:
    """Before and after, which one visitor at a time may ask."""

    asked: Compared
    turn: Lock


# Both weeks of all areas and legs: 2 MB each.
@st.cache_resource(max_entries=32, show_spinner="Working out the week before and after")
def _compared(found: tuple[str, int, int], moves: Words, asked: str) -> _Compared:
    present = _as_it_is(found, asked)
    compared = Compared(_opened(found, moves), known=present, **json.loads(asked))
    return _Compared(compared, Lock())


# The half of every comparison that no plan changes: 3 MB.
@st.cache_resource(max_entries=16, show_spinner=False)
def _as_it_is(found: tuple[str, int, int], asked: str) -> AsItIs:
    return scenarios.as_it_is(database.connection_of(*found), **json.loads(asked))


@st.cache_resource(max_entries=128, show_spinner=False)
def _told(
    found: tuple[str, int, int], moves: Words, asked: str, question: str, more: str
) -> pd.DataFrame:
    compared = _compared(found, moves, asked)
    with compared.turn:
        return compared.asked.fetch(question, **json.loads(more))


@st.cache_resource(max_entries=64, show_spinner=False)
def _services(found: tuple[str, int, int], moves: Words, asked: str) -> pd.DataFrame:
    taken = queries.catalogue.question("services_at_hour").params
    opened = _opened(found, moves)
    parts = [
        queries.fetch(opened, "services_at_hour", **{key: given[key] for key in taken})
        for given in json.loads(asked)
    ]
    return pd.concat([p for p in parts if len(p)] or parts[:1], ignore_index=True)


@st.cache_resource(max_entries=2, show_spinner=False)
def _names(found: tuple[str, int, int]) -> dict[str, str]:
    """Words for every code that a move may name, and for small areas."""
    places = frames.table("places")
    known = dict(zip(places["place_code"], places["place_name"], strict=True))
    return known | scenarios.names(database.connection_of(*found))
