"""A scenario: what would be otherwise than in the register, one move after another.

Whether the edition has the service, the place or the
code that it names is found when the scenario is opened on a database.
"""

from dataclasses import dataclass
from typing import ClassVar, get_args

from queries.errors import CannotAnswer
from queries.scenarios import hours as clock

LEAST_SURGE_PERCENT, MOST_SURGE_PERCENT = -100.0, 1000.0
"""From no need at all; more than eleven times the need is a slip of the pen."""

MOST_ROOMS = 999
"""More than any place of safety has by far: a slip of the pen."""


@dataclass(frozen=True)
class SetHours:
    """A service keeps these hours and no others."""

    do: ClassVar[str] = "hours"
    service: str
    hours: str

    def __post_init__(self) -> None:
        """Write the hours in one form."""
        _in_one_form(self, self.hours)


@dataclass(frozen=True)
class Close:
    """A service is closed for good."""

    do: ClassVar[str] = "close"
    service: str


@dataclass(frozen=True)
class Open:
    """A planned or closed service opens."""

    do: ClassVar[str] = "open"
    service: str


@dataclass(frozen=True)
class Add:
    """A new service of a type opens at a place."""

    do: ClassVar[str] = "add"
    type: str
    at: str
    hours: str = clock.ALWAYS
    ages: tuple[str, ...] = ("adults",)
    access: tuple[str, ...] = ("walk_in",)
    name: str = ""

    def __post_init__(self) -> None:
        """Write the hours in one form."""
        _in_one_form(self, self.hours)
        _some(self.ages, "ages", "adults, under_18s")
        _some(self.access, "access", "walk_in, referral, from_ae, police_ambulance")


@dataclass(frozen=True)
class Relocate:
    """A service moves to another place."""

    do: ClassVar[str] = "move"
    service: str
    at: str


@dataclass(frozen=True)
class SetAccess:
    """A service takes people who come in these ways and no others."""

    do: ClassVar[str] = "access"
    service: str
    access: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse none: that is a closed service."""
        _some(self.access, "access", "walk_in, referral, from_ae, police_ambulance")


@dataclass(frozen=True)
class SetAges:
    """A service takes people of these ages and no others."""

    do: ClassVar[str] = "ages"
    service: str
    ages: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse none: that is a closed service."""
        _some(self.ages, "ages", "adults, under_18s")


@dataclass(frozen=True)
class SetRooms:
    """A service has so many rooms."""

    do: ClassVar[str] = "rooms"
    service: str
    rooms: int

    def __post_init__(self) -> None:
        """Refuse none: that is a closed service."""
        if not 1 <= self.rooms <= MOST_ROOMS:
            raise CannotAnswer(
                f"Expected a number of rooms from 1 to {MOST_ROOMS}, found "
                f"{self.rooms}. To take a service away, close it."
            )


@dataclass(frozen=True)
class AddCar:
    """A joint response car is on duty in boroughs for a shift."""

    do: ClassVar[str] = "car"
    boroughs: tuple[str, ...]
    hours: str

    def __post_init__(self) -> None:
        """Write the hours in one form."""
        _in_one_form(self, self.hours)
        _some(self.boroughs, "boroughs", "E09000007")


@dataclass(frozen=True)
class Shut:
    """A service, or all of a type, takes nobody at these hours."""

    do: ClassVar[str] = "shut"
    what: str
    hours: str

    def __post_init__(self) -> None:
        """Write the hours in one form."""
        _in_one_form(self, self.hours)


@dataclass(frozen=True)
class Surge:
    """Modelled need grows by a percentage, in these boroughs or in all."""

    do: ClassVar[str] = "surge"
    percent: float
    boroughs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if not LEAST_SURGE_PERCENT <= self.percent <= MOST_SURGE_PERCENT:
            raise CannotAnswer(
                f"Expected a percentage from -100 to {MOST_SURGE_PERCENT:.0f}, found "
                f"{self.percent}. 20 means a fifth more need than is modelled."
            )


Move = (
    SetHours
    | Close
    | Open
    | Add
    | Relocate
    | SetAccess
    | SetAges
    | SetRooms
    | AddCar
    | Shut
    | Surge
)
MOVES: dict[str, type[Move]] = {kind.do: kind for kind in get_args(Move)}
"""Kinds of move by the word that a file and a link call them."""


@dataclass(frozen=True)
class Scenario:
    """A name, a note and the moves, in the order in which they are made."""

    name: str
    note: str = ""
    moves: tuple[Move, ...] = ()


def _in_one_form(move: SetHours | Add | AddCar | Shut, hours: str) -> None:
    object.__setattr__(move, "hours", clock.canonical(hours))


def _some(codes: tuple[str, ...], name: str, example: str) -> None:
    if not codes:
        message = (
            f"Expected one or more codes for {name}, such as {example}; found none."
        )
        raise CannotAnswer(message)
