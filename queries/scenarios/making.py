"""Makes the moves of a scenario on its copies of the small tables, one after another.

What a scenario says holds within it: a service that it adds or opens is of high
confidence. Limit of method: hours not known cannot be shut in part, so a service without
known hours is shut altogether when some of its hours are.
"""

from functools import singledispatch

import duckdb

from queries.errors import CannotAnswer
from queries.scenarios import hours as clock
from queries.scenarios import known
from queries.scenarios.changing import added, keep_hours, take
from queries.scenarios.moves import (
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
from queries.scenarios.spots import spot

Cursor = duckdb.DuckDBPyConnection
OPEN = ("open", "open_unverified")
CAR = "joint_response_car"


def make(connection: Cursor, scenario: Scenario) -> None:
    """Make every move on the database `london` of a connection.

    Raises: CannotAnswer, naming the move, if one cannot be made.
    """
    cursor = connection.cursor()
    cursor.execute("use london")
    for number, move in enumerate(scenario.moves, start=1):
        try:
            _make(move, cursor)
        except CannotAnswer as fault:
            raise CannotAnswer(f"Move {number} ({move.do}): {fault}") from fault


@singledispatch
def _make(move: Move, cursor: Cursor) -> None:
    raise TypeError(move, cursor)


@_make.register
def _(move: SetHours, cursor: Cursor) -> None:
    keep_hours(cursor, known.service(cursor, move.service), _daily(move.hours))


@_make.register
def _(move: Close, cursor: Cursor) -> None:
    service_id = known.service(cursor, move.service)
    if known.status(cursor, service_id) == "closed":
        raise CannotAnswer(
            f"Expected a service that is not closed, found {service_id}, which is."
        )
    cursor.execute(
        "update services set status = 'closed', is_placed = false "
        "where service_id = $1",
        [service_id],
    )


@_make.register
def _(move: Open, cursor: Cursor) -> None:
    service_id = known.service(cursor, move.service)
    if known.status(cursor, service_id) in OPEN:
        raise CannotAnswer(
            f"Expected a planned or closed service, found {service_id}, which is open. "
            "To change when, set its hours."
        )
    cursor.execute(
        "update services set status = 'open', confidence = 'high', "
        "is_placed = easting_m is not null where service_id = $1",
        [service_id],
    )


@_make.register
def _(move: Add, cursor: Cursor) -> None:
    known.require(cursor, "service type", [move.type])
    if move.type == CAR:
        raise CannotAnswer(
            "Expected a service with a place, found a joint response car, which has "
            "boroughs and a shift: add it with a move 'car'."
        )
    place = spot(cursor, move.at)
    kind = known.within(known.label(cursor, move.type))
    name = move.name or f"New {kind}, {place.words}"
    service_id = added(cursor, move.type, name, place)
    keep_hours(cursor, service_id, _daily(move.hours))
    take(cursor, service_id, "age_group", move.ages)
    take(cursor, service_id, "access_mode", move.access)


@_make.register
def _(move: Relocate, cursor: Cursor) -> None:
    service_id = known.service(cursor, move.service)
    if known.is_mobile(cursor, service_id):
        raise CannotAnswer(
            f"Expected a service with a place, found {service_id}, which drives. Close "
            "it, and add a car for the other boroughs."
        )
    place = spot(cursor, move.at)
    lon, lat = place.lonlat
    cursor.execute(
        "update services set postcode = $2, borough_code = $3, location_basis = $4, "
        "easting_m = $5, northing_m = $6, lon = $7, lat = $8, "
        "is_placed = status in ('open', 'open_unverified') where service_id = $1",
        [
            *(service_id, place.postcode, place.borough_code, place.location_basis),
            *(place.easting_m, place.northing_m, lon, lat),
        ],
    )
    cursor.execute("delete from service_boroughs where service_id = $1", [service_id])


@_make.register
def _(move: SetAccess, cursor: Cursor) -> None:
    take(cursor, known.service(cursor, move.service), "access_mode", move.access)


@_make.register
def _(move: SetAges, cursor: Cursor) -> None:
    take(cursor, known.service(cursor, move.service), "age_group", move.ages)


@_make.register
def _(move: SetRooms, cursor: Cursor) -> None:
    service_id = known.service(cursor, move.service)
    cursor.execute(
        "update services set rooms_count = $2 where service_id = $1",
        [service_id, move.rooms],
    )


@_make.register
def _(move: AddCar, cursor: Cursor) -> None:
    codes = known.boroughs(cursor, move.boroughs)
    names = [known.label(cursor, code) for code in codes]
    service_id = added(cursor, CAR, f"New joint response car, {', '.join(names)}")
    for code in codes:
        cursor.execute(
            "insert into service_boroughs values ($1, $2)", [service_id, code]
        )
    keep_hours(cursor, service_id, _daily(move.hours))
    take(cursor, service_id, "age_group", ("adults", "under_18s"))
    take(cursor, service_id, "access_mode", ("police_ambulance",))


@_make.register
def _(move: Shut, cursor: Cursor) -> None:
    shut = clock.week(_daily(move.hours))
    for service_id in known.services(cursor, move.what):
        daily = cursor.execute(
            "select weekday, opens_minute, closes_minute from opening_hours "
            "where service_id = $1",
            [service_id],
        ).fetchall()
        keep_hours(cursor, service_id, clock.daily_of(clock.week(daily) & ~shut))


@_make.register
def _(move: Surge, cursor: Cursor) -> None:
    codes = known.boroughs(cursor, move.boroughs)
    cursor.execute(
        "update demand set amount = amount * (1 + $1 / 100) "
        "where basis = 'modelled' and area_code in (select area_code from areas "
        "where len($2::varchar[]) = 0 or list_contains($2, borough_code))",
        [move.percent, codes],
    )


def _daily(text: str) -> list[tuple[int, int, int]]:
    return clock.daily(clock.spans(text))
