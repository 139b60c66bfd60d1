"""Texts that people give as values of parameters, read by the kind of the preset."""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import replace

from queries.errors import CannotAnswer
from queries.parameters import Parameter

HOUR_UNIT, MONTH_UNIT = "hour of the week", "yyyy-mm"
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
_DAY = re.compile(r"([a-z]+)[ ,]+(\d{1,2})(?::(\d\d))?", re.IGNORECASE)
_MONTH = re.compile(r"\d{4}-\d\d")
_DIVISIBLE = ("minute", "metre", "km", "share", "percent", " per ")


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
    if parameter.unit == MONTH_UNIT and not _MONTH.fullmatch(text):
        raise CannotAnswer(
            f"Expected {parameter.name} as year and month, such as 2026-03, found "
            f"{text!r}."
        )
    return None if preset is None and text in {"", "null"} else text


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
    like = replace(parameter, preset=next(iter(items(parameter.preset)), ""))
    return [read(like, part) for part in parts]


def items(value: object) -> list[object]:
    """A list as it is, another value as a list of it alone."""
    return value if isinstance(value, list) else [value]
