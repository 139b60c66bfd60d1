"""Values that a person gives for parameters: read by the preset's kind, then checked.

What is accepted is what the question can mean: an hour of the week, a code that the
edition has, a number of the right kind. A wrong one is an error with the choices, never
an empty answer.
"""

import json
import re
from collections.abc import Mapping

import duckdb

from queries import catalogue, landing
from queries.catalogue import Question
from queries.errors import CannotAnswer
from queries.parameters import Parameter, did_you_mean, parameters
from queries.reading import items, read
from queries.rows import rows

FEW = 12
"""So many codes are listed in a message; of more, only those near to what was given."""

_SCHEME = (
    "select category_code from categories where scheme = '{}' order by category_rank"
)
_BOROUGHS = "select borough_code from boroughs order by borough_code"
_CODES = {
    "age": _SCHEME.format("age_group"),
    "access": _SCHEME.format("access_mode"),
    "mode": _SCHEME.format("travel_mode"),
    "area_code": "select area_code from areas order by area_code",
    "borough_code": _BOROUGHS,
    "borough_codes": _BOROUGHS,
    "kinds": _SCHEME.format("incident_kind"),
    "kind": "select distinct boundary_kind from boundaries order by boundary_kind",
}
_TYPES = "select service_type from service_types order by type_rank"


def codes_of(connection: duckdb.DuckDBPyConnection, parameter: Parameter) -> list[str]:
    """Codes that a parameter may take in this edition; empty where any text may be.

    Where they are in no table, they are those that its label lists, as in "sites or
    rooms".
    """
    name = parameter.name
    statement = _TYPES if name.endswith("types") else _CODES.get(name)
    if statement:
        return [str(code) for (code,) in rows(connection, statement)]
    listed = re.split(r", | or ", parameter.label.rpartition(": ")[2])
    return listed if parameter.preset in listed else []


def question(name: str) -> Question:
    """The question of this name, over recorded incidents or not.

    Raises: CannotAnswer, with the names nearest to it, if there is none.
    """
    if name in catalogue.names():
        return catalogue.question(name)
    counting = landing.counting_names()
    if name in counting:
        return landing.counting_question(name)
    raise CannotAnswer(
        f"Expected the name of an answer, found {name!r}."
        f"{did_you_mean(name, catalogue.names() + counting)} "
        "All of them: python -m queries list"
    )


def chosen(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    given: Mapping[str, object],
) -> dict[str, object]:
    """Value of every parameter that a question takes: the one given, or the preset.

    A value is given as text, as people type it, or as Python has it.
    Raises: CannotAnswer if a name, kind, code or range is wrong.
    """
    takes = landing.takes(question)
    for name in given:
        if name not in takes:
            raise CannotAnswer(
                f"Expected a parameter of {question.name}, found {name!r}. It takes "
                f"{', '.join(takes) or 'none'}.{did_you_mean(name, takes)}"
            )
    known = parameters(connection)
    values: dict[str, object] = {}
    for name in takes:
        taken = known[name]
        value = read(taken, _typed(given[name])) if name in given else taken.preset
        _require_code(taken, codes_of(connection, taken), value)
        values[name] = value
    return values


def _typed(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _require_code(parameter: Parameter, known: list[str], value: object) -> None:
    for code in items(value) if known else []:
        if code not in known:
            listed = f" It can be {', '.join(known)}." if len(known) <= FEW else ""
            raise CannotAnswer(
                f"Expected a code of the edition for {parameter.name}, found {code!r}."
                f"{listed}{did_you_mean(str(code), known)}"
            )
