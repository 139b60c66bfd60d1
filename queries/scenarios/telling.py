"""Moves as sentences in plain words."""

from collections.abc import Iterable, Mapping
from functools import singledispatch

from queries.scenarios import hours as clock
from queries.scenarios.known import within
from queries.scenarios.moves import (
    Add,
    AddCar,
    Close,
    Move,
    Open,
    Relocate,
    SetAccess,
    SetAges,
    SetHours,
    SetRooms,
    Shut,
    Surge,
)

Names = Mapping[str, str]
_DAYS = dict(
    zip(
        clock.WEEKDAYS,
        ("Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays").split(),
        strict=True,
    )
)

# Ages and ways to come, as a sentence takes them.
PEOPLE = {"adults": "adults", "under_18s": "under-18s"}
COME = {
    "walk_in": "walk in",
    "referral": "are referred",
    "from_ae": "come through A&E",
    "police_ambulance": "are brought by police or ambulance",
}


@singledispatch
def told(move: Move, names: Names) -> str:
    """A sentence that says what a move does; `names` has words for its codes.

    A code without words stands for itself.
    """
    raise TypeError(move, names)


@told.register
def _(move: SetHours, names: Names) -> str:
    return f"{_name(move.service, names)} is open {hours_told(move.hours)}."


@told.register
def _(move: Close, names: Names) -> str:
    return f"{_name(move.service, names)} closes."


@told.register
def _(move: Open, names: Names) -> str:
    return f"{_name(move.service, names)} opens."


@told.register
def _(move: Add, names: Names) -> str:
    kind = within(_name(move.type, names))
    what = f"{move.name} ({kind})" if move.name else f"A new service ({kind})"
    return (
        f"{what} opens at {_name(move.at, names)}, {hours_told(move.hours)}, for "
        f"{_people(move.ages, names)} who {_come(move.access, names)}."
    )


@told.register
def _(move: Relocate, names: Names) -> str:
    return f"{_name(move.service, names)} moves to {_name(move.at, names)}."


@told.register
def _(move: SetAccess, names: Names) -> str:
    ways = _come(move.access, names)
    return f"{_name(move.service, names)} takes those alone who {ways}."


@told.register
def _(move: SetAges, names: Names) -> str:
    ages = _people(move.ages, names)
    return f"{_name(move.service, names)} takes {ages} alone."


@told.register
def _(move: SetRooms, names: Names) -> str:
    rooms = "1 room" if move.rooms == 1 else f"{move.rooms} rooms"
    return f"{_name(move.service, names)} has {rooms}."


@told.register
def _(move: AddCar, names: Names) -> str:
    where = _joined((_name(code, names) for code in move.boroughs), "and")
    return f"A joint response car is on duty in {where}, {hours_told(move.hours)}."


@told.register
def _(move: Shut, names: Names) -> str:
    # Only codes of types are in lower case; a service may be written in any.
    is_type = move.what.islower() and move.what in names
    what = (
        f"Every {within(_name(move.what, names))}"
        if is_type
        else _name(move.what, names)
    )
    return f"{what} is shut {hours_told(move.hours)}."


@told.register
def _(move: Surge, names: Names) -> str:
    where = "all of London"
    if move.boroughs:
        where = _joined((_name(code, names) for code in move.boroughs), "and")
    change = "grows" if move.percent >= 0 else "falls"
    return f"Modelled need {change} by {abs(move.percent):g} % in {where}."


def hours_told(text: str) -> str:
    """Opening hours in words.

    >>> hours_told("mon-fri 09:00-17:00; daily 18:00-02:00")
    'on Mondays to Fridays from 09:00 to 17:00 and every day from 18:00 to 02:00'
    """
    if text == clock.ALWAYS:
        return "at all hours"
    return " and ".join(_span_told(part) for part in text.split("; "))


def _span_told(part: str) -> str:
    days, times = part.split(" ")
    opens, closes = times.split("-")
    when = "every day"
    if days != "daily":
        when = "on " + " to ".join(_DAYS[day] for day in days.split("-"))
    return f"{when} from {opens} to {closes}"


def _name(code: str, names: Names) -> str:
    return names.get(code, names.get(code.upper(), code))


def _people(codes: Iterable[str], names: Names) -> str:
    return _joined((PEOPLE.get(c, _name(c, names)) for c in codes), "and")


def _come(codes: Iterable[str], names: Names) -> str:
    return _joined((COME.get(c, _name(c, names)) for c in codes), "or")


def _joined(words: Iterable[str], last: str) -> str:
    *firsts, end = words
    return f"{', '.join(firsts)} {last} {end}" if firsts else end
