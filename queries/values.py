"""Values that a person gives for parameters: read by the preset's kind, then checked.

What is accepted is what the question can mean: an hour of the week, a code that the
edition has, a number of the right kind. A wrong one is an error with the choices, never
an empty answer.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb

from queries import catalogue
from queries.catalogue import Question
from queries.errors import CannotAnswer
from queries.parameters import Parameter, did_you_mean, parameters
from queries.rows import rows

HOUR_UNIT = "hour of the week"
WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
RANGES = {"at_hour": (0, 167), "floor_rank": (1, 3)}
FEW = 12
"""So many codes are listed in a message; of more, only those near to what was given."""

_DAY = re.compile(r"([a-z]+)[ ,]+(\d{1,2})(?::(\d\d))?", re.IGNORECASE)
_DIVISIBLE = ("minute", "metre", "km", "share", "percent", " per ")
_SCHEME = (
    "select category_code from categories where scheme = '{}' order by category_rank"
)
_CODES = {
    "age": _SCHEME.format("age_group"),
    "access": _SCHEME.format("access_mode"),
    "mode": _SCHEME.format("travel_mode"),
    "area_code": "select area_code from areas order by area_code",
    "borough_code": "select borough_code from boroughs order by borough_code",
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
    """The question of this name.

    Raises: CannotAnswer, with the names nearest to it, if there is none.
    """
    try:
        return catalogue.question(name)
    except KeyError as absent:
        raise CannotAnswer(
            f"Expected the name of an answer, found {name!r}."
            f"{did_you_mean(name, catalogue.names())} "
            "All of them: python -m queries list"
        ) from absent


def chosen(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    given: Mapping[str, object],
) -> dict[str, object]:
    """Value of every parameter that a question takes: the one given, or the preset.

    A value is given as text, as people type it, or as Python has it.
    Raises: CannotAnswer if a name, kind, code or range is wrong.
    """
    for name in given:
        if name not in question.params:
            takes = ", ".join(question.params) or "no parameter"
            raise CannotAnswer(
                f"Expected a parameter of {question.name}, found {name!r}. It takes "
                f"{takes}.{did_you_mean(name, question.params)}"
            )
    known = parameters(connection)
    values: dict[str, object] = {}
    for name in question.params:
        taken = known[name]
        value = read(taken, _typed(given[name])) if name in given else taken.preset
        _require_code(taken, codes_of(connection, taken), value)
        values[name] = value
    return values


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """`name=value` texts by name.

    Raises: CannotAnswer if one is no pair, or a name comes twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        name = name.strip().removeprefix("$")
        if not sign or not name:
            raise CannotAnswer(f"Expected --param name=value, found {text!r}.")
        if name in found:
            raise CannotAnswer(f"Expected one value for {name}, found two.")
        found[name] = value.strip()
    return found


def read(parameter: Parameter, text: str) -> object:
    """The value that a text gives for a parameter, of its preset's kind.

    Raises: CannotAnswer if it is of another kind or out of range.
    """
    preset = parameter.preset
    if isinstance(preset, bool):
        return _switch(parameter, text)
    if isinstance(preset, int | float):
        return _number(parameter, text)
    if isinstance(preset, list):
        return _list(parameter, text)
    return None if preset is None and text in {"", "null"} else text


def _typed(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _switch(parameter: Parameter, text: str) -> bool:
    if text.lower() not in YES + NO:
        raise CannotAnswer(
            f"Expected true or false for {parameter.name}, found {text!r}."
        )
    return text.lower() in YES


def _number(parameter: Parameter, text: str) -> int | float:
    name, unit = parameter.name, parameter.unit
    if unit == HOUR_UNIT and (day := _DAY.fullmatch(text)):
        return _hour(name, day)
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        example = ", such as 3 or “Sunday 03:00”" if unit == HOUR_UNIT else ""
        raise CannotAnswer(f"Expected {name} in {unit}{example}, found {text!r}.")
    whole = number.is_integer()
    divisible = isinstance(parameter.preset, float) or any(
        word in f" {unit} " for word in _DIVISIBLE
    )
    if not whole and not divisible:
        raise CannotAnswer(f"Expected a whole number for {name}, found {text!r}.")
    least, most = RANGES.get(
        name, RANGES["at_hour"] if unit == HOUR_UNIT else (0, None)
    )
    if number < least or (most is not None and number > most):
        upper = f" to {most}" if most is not None else " or more"
        raise CannotAnswer(f"Expected {name} of {least}{upper}, found {text}.")
    keeps_kind = isinstance(parameter.preset, float) or not whole
    return number if keeps_kind else int(number)


def _hour(name: str, day: re.Match[str]) -> int:
    starts = [i for i, word in enumerate(WEEKDAYS) if word.startswith(day[1].lower())]
    hour = int(day[2])
    if len(starts) != 1 or hour > 23 or (day[3] or "00") != "00":  # noqa: PLR2004 - a clock
        raise CannotAnswer(
            f"Expected a weekday and a full hour for {name}, such as “Sunday 03:00”, "
            f"found {day[0]!r}."
        )
    return 24 * starts[0] + hour


def _list(parameter: Parameter, text: str) -> list[object]:
    if text.startswith("["):
        try:
            parts = [str(part) for part in json.loads(text)]
        except json.JSONDecodeError as fault:
            raise CannotAnswer(
                f"Expected a list for {parameter.name}, as a,b,c or as JSON, found "
                f"{text!r}."
            ) from fault
    else:
        parts = [part.strip() for part in text.split(",") if part.strip()]
    # Each is read as one of the preset's is: a list of minutes holds minutes.
    like = replace(parameter, preset=next(iter(_items(parameter.preset)), ""))
    return [read(like, part) for part in parts]


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _require_code(parameter: Parameter, known: list[str], value: object) -> None:
    for code in _items(value) if known else []:
        if code not in known:
            listed = f" It can be {', '.join(known)}." if len(known) <= FEW else ""
            raise CannotAnswer(
                f"Expected a code of the edition for {parameter.name}, found {code!r}."
                f"{listed}{did_you_mean(str(code), known)}"
            )
