"""What would be if services opened, closed, moved or kept other hours.

A scenario is a name, a note and moves, one after another. It can be read from a small
file, written to one, and put into a link; opened on a database it gives a connection on
which every answer of the catalogue says what would be. The database is never changed.
"""

from queries.scenarios.asking import AsItIs, as_it_is
from queries.scenarios.comparing import Compared
from queries.scenarios.files import read, write
from queries.scenarios.known import names
from queries.scenarios.laying import Ahead
from queries.scenarios.links import from_link, to_link
from queries.scenarios.longer import hours_of, longer
from queries.scenarios.moves import (
    MOVES,
    Add,
    AddCar,
    Close,
    Move,
    Open,
    Relocate,
    Scenario,
    SetAccess,
    SetAges,
    SetHours,
    SetRooms,
    Shut,
    Surge,
)
from queries.scenarios.opening import opened
from queries.scenarios.records import of_record, to_record
from queries.scenarios.sites import site_minutes
from queries.scenarios.spots import Spot, spot
from queries.scenarios.stresses import STRESSES, SURGE_PERCENT, SURGE_PERCENTS, surge
from queries.scenarios.telling import hours_told, told
from queries.scenarios.verdicts import unsaid, verdicts

__all__ = [
    "MOVES",
    "STRESSES",
    "SURGE_PERCENT",
    "SURGE_PERCENTS",
    "Add",
    "AddCar",
    "Ahead",
    "AsItIs",
    "Close",
    "Compared",
    "Move",
    "Open",
    "Relocate",
    "Scenario",
    "SetAccess",
    "SetAges",
    "SetHours",
    "SetRooms",
    "Shut",
    "Spot",
    "Surge",
    "as_it_is",
    "from_link",
    "hours_of",
    "hours_told",
    "longer",
    "names",
    "of_record",
    "opened",
    "read",
    "site_minutes",
    "spot",
    "surge",
    "to_link",
    "to_record",
    "told",
    "unsaid",
    "verdicts",
    "write",
]
