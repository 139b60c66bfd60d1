"""The plan of a visit: moves held by the address, as words, sentences and files.

Nobody's scenario changes the database, or another's.
"""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from dashboard import address, database, frames, plan_answers
from dashboard.plan_answers import Words
from queries import scenarios
from queries.errors import CannotAnswer
from queries.scenarios import Scenario

__all__ = ["NotPossible", "Words"]
KEY = "move"
NAME = "plan_name"
NOTE = "plan_note"
MOST_NOTE = 2_000
"""Signs of a note: more would be too long for the address of some servers."""
NotPossible = CannotAnswer
"""A scenario that cannot be; the message says why and what to do."""


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


def note() -> str:
    """What the visitor notes of the scenario, or nothing."""
    return address.said(NOTE)


def remark(chosen: str) -> None:
    """Have the address hold this note of the scenario."""
    address.hold(NOTE, chosen)


def word(**move: object) -> str:
    """A move as a word of the address; `do` says which.

    Raises: NotPossible, with what is possible, if the form is wrong or the edition
    cannot have it after the moves made so far.
    """
    given = {key: value for key, value in move.items() if value not in (None, "", ())}
    made = scenarios.of_record(given)
    [told] = scenarios.to_link(Scenario("", moves=(made,)))
    plan_answers.opened(database.version(), (*words(), told))
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
        plan_answers.opened(database.version(), moves)
    return sentences(moves)


def file_of(moves: Words, called: str, noted: str) -> str:
    """The scenario as a file that `python -m queries plan` takes."""
    held = scenarios.from_link(list(moves), called or "Plan")
    return scenarios.write(replace(held, note=noted))


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
    moves, called, noted = of_file(text_of(content))
    if len(noted) > MOST_NOTE:
        raise NotPossible(
            f"Expected a note of at most {MOST_NOTE:,} signs, found {len(noted):,}. "
            "Shorten the note of the file; the command line takes it as it is."
        )
    take(moves)
    call(called)
    remark(noted)


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
    plan_answers.opened(database.version(), moves)
    return moves, made.name, made.note


@st.cache_resource(max_entries=2, show_spinner=False)
def _names(found: tuple[str, int, int]) -> dict[str, str]:
    """Words for every code that a move may name, and for small areas."""
    places = frames.table("places")
    known = dict(zip(places["place_code"], places["place_name"], strict=True))
    return known | scenarios.names(database.connection_of(*found))
