"""Scenarios as small readable files: TOML, a table `[[move]]` for each move."""

import json
import tomllib

from queries.errors import CannotAnswer
from queries.scenarios.moves import Scenario
from queries.scenarios.records import Cell, of_record, to_record

_KEYS = {"name", "note", "move"}


def read(text: str) -> Scenario:
    """The scenario that a file says.

    Raises: CannotAnswer, naming the move, if it is no TOML or says what cannot be.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise CannotAnswer(
            f"Expected a scenario in TOML, found {fault}. It has a name, a note and a "
            "table [[move]] for each move."
        ) from fault
    if unknown := sorted(set(found) - _KEYS):
        raise CannotAnswer(
            f"Expected name, note and [[move]] in a scenario, found {unknown[0]!r}."
        )
    listed = found.get("move", [])
    if not isinstance(listed, list) or not all(isinstance(m, dict) for m in listed):
        raise CannotAnswer("Expected a table [[move]] for each move, found 'move'.")
    moves = []
    for number, record in enumerate(listed, start=1):
        try:
            moves.append(of_record(record))
        except CannotAnswer as fault:
            raise CannotAnswer(f"Move {number}: {fault}") from fault
    name, note = str(found.get("name", "")), str(found.get("note", ""))
    return Scenario(name=name, note=note, moves=tuple(moves))


def write(scenario: Scenario) -> str:
    """A scenario as the text of a file, which `read` takes back."""
    lines = [f"name = {_cell(scenario.name)}", f"note = {_cell(scenario.note)}"]
    for move in scenario.moves:
        record = to_record(move)
        lines += ["", "[[move]]", *(f"{k} = {_cell(v)}" for k, v in record.items())]
    return "\n".join(lines) + "\n"


def _cell(cell: Cell) -> str:
    # Text, numbers and lists of text are written in TOML as in JSON, but for one sign.
    return json.dumps(cell, ensure_ascii=False).replace("\x7f", "\\u007f")
