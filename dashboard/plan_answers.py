"""Answers under a plan: the edition opened with its moves made, asked and remembered."""

import json
from dataclasses import dataclass
from threading import Lock

import duckdb
import pandas as pd
import streamlit as st

import queries
from dashboard import database, frames
from dashboard.filters import Filters
from geodata.decisions import service_types
from queries import scenarios
from queries.scenarios import AsItIs, Compared

Words = tuple[str, ...]
"""Moves of a plan as the address says them."""


def told(moves: Words, question: str, chosen: Filters, **held: object) -> pd.DataFrame:
    """An answer of the family `plan`: before and after these moves.

    Raises: NotPossible if the scenario cannot be.
    """
    params = chosen.questions()
    at_hour = params.pop("at_hour")
    asked = json.dumps(params, sort_keys=True)
    more = json.dumps({"at_hour": at_hour} | held, sort_keys=True)
    return _told(_version(), moves, asked, question, more).copy(deep=False)


def verdicts(moves: Words, chosen: Filters) -> list[str]:
    """Whether anyone asked about loses at any hour of the week: a sentence for each leg.

    Then what that leaves out.
    """
    week = told(moves, "plan_of_week", chosen)
    made = scenarios.from_link(list(moves), "").moves
    return [
        *scenarios.verdicts(week, age=chosen.age, access=chosen.arrive),
        *scenarios.unsaid(made),
    ]


def services(moves: Words, chosen: Filters) -> pd.DataFrame:
    """Services of the legs as they stand at the hour under these moves.

    Raises: NotPossible if the scenario cannot be.
    """
    # Hours that are alike as it is need not be in a plan: each is asked for itself.
    both = frames.services_asked(chosen, chosen.questions())
    asked = json.dumps(both, sort_keys=True)
    return _services(_version(), moves, asked).copy(deep=False)


def rooms(moves: Words, chosen: Filters) -> pd.DataFrame:
    """Services whose rooms are others under these moves, of those usable at the hour.

    One that is not usable as it is has no rooms before.

    Shape: service_id, service_name, rooms_before, rooms_after, and rooms per 100,000 of
    the people who compete for them, per_100000_before and per_100000_after.
    Raises: NotPossible if the scenario cannot be.
    """
    parts = []
    for one in (chosen, chosen.brought(service_types.SAFETY_TYPES)):
        asked = one.questions() | {"weights": "slow", "supply": "rooms"}
        now = frames.answer("catchment_by_service", **asked)
        then = _rooms(_version(), moves, json.dumps(asked, sort_keys=True))
        both = _counted(now, "before").merge(
            _counted(then, "after"), on=["service_id", "service_name"], how="right"
        )
        is_known = both["rooms_after"].notna()
        parts.append(both[is_known & (both["rooms_after"] != both["rooms_before"])])
    some = [part for part in parts if len(part)] or parts[:1]
    return pd.concat(some).drop_duplicates("service_id", ignore_index=True)


def _counted(found: pd.DataFrame, when: str) -> pd.DataFrame:
    """Rooms of catchment_by_service, and those per 100,000 who compete for them."""
    supply, people = found["supply"].astype(float), found["competing_residents"]
    return found[["service_id", "service_name"]].assign(
        **{
            f"rooms_{when}": supply,
            f"per_100000_{when}": 100_000 * supply / people.where(people > 0),
        }
    )


# A scenario in memory holds copies of small tables, 2 MB, and is quick to open.
@st.cache_resource(max_entries=32, show_spinner=False)
def opened(
    found: tuple[str, int, int],  # noqa: ARG001 - the cache's key
    moves: Words,
) -> duckdb.DuckDBPyConnection:
    """The edition with these moves made: a connection as the edition's own.

    Raises: NotPossible if one cannot be made.
    """
    scenario = scenarios.from_link(list(moves), "")
    return scenarios.opened(queries.database_path(), scenario, ahead=_ahead())


def prepare() -> None:
    """Have a scenario without moves ready for the first move of somebody."""
    _ahead().prepare(queries.database_path())


@st.cache_resource(show_spinner=False)
def _ahead() -> scenarios.Ahead:
    return scenarios.Ahead()


@dataclass(frozen=True)
class _Compared:
    """Before and after, which one visitor at a time may ask."""

    asked: Compared
    turn: Lock


# Both weeks of all areas and legs: 2 MB each.
@st.cache_resource(max_entries=32, show_spinner="Working out the week before and after")
def _compared(found: tuple[str, int, int], moves: Words, asked: str) -> _Compared:
    present = _as_it_is(found, asked)
    compared = Compared(opened(found, moves), known=present, **json.loads(asked))
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
def _rooms(found: tuple[str, int, int], moves: Words, asked: str) -> pd.DataFrame:
    connection = opened(found, moves)
    return queries.fetch(connection, "catchment_by_service", **json.loads(asked))


@st.cache_resource(max_entries=64, show_spinner=False)
def _services(found: tuple[str, int, int], moves: Words, asked: str) -> pd.DataFrame:
    connection = opened(found, moves)
    parts = [
        queries.fetch(connection, "services_at_hour", **given)
        for given in json.loads(asked)
    ]
    return pd.concat([p for p in parts if len(p)] or parts[:1], ignore_index=True)


def _version() -> tuple[str, int, int]:
    found = database.version()
    _forget_others(found)
    return found


@st.cache_resource(max_entries=1, show_spinner=False)
def _forget_others(found: tuple[str, int, int]) -> tuple[str, int, int]:
    """Let go of plans over editions that were replaced: each keeps its file open."""
    for remembered in (opened, _compared, _as_it_is, _told, _rooms, _services):
        remembered.clear()
    return found
