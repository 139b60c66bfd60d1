"""The question of before and after, asked of one database: whom each leg serves, when."""

from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

Cursor = duckdb.DuckDBPyConnection
LEGS = {
    "health": "types",
    "safety": "safety_types",
    "ambulance": "ambulance_types",
}
"""Legs of support, and the parameter that says which services count for each."""
BROUGHT = {"access": "police_ambulance", "mode": "blue_light"}
"""How the other two legs are asked, as in legs_by_area_at."""
NAMES = (
    *("types", "age", "access", "floor_rank", "count_unknown_hours"),
    *("count_restricted", "mode", "within_min"),
)
_TABLES = """
create temp table served (
    leg varchar, is_after boolean, area_code varchar, minutes double, served_week bit
);
create temp table people (
    is_after boolean, area_code varchar, residents bigint, need double
)
"""
_SERVED = """
insert into served
select $leg, $is_after, area_code, minutes, served_week,
from served_weeks_by_area(
    $types, $age, $access, $floor_rank, $count_unknown_hours, $count_restricted,
    $mode, $within_min
)
"""
_PEOPLE = """
insert into people select $is_after, area_code, residents, need, from area_need_of($age)
"""


@dataclass(frozen=True)
class AsItIs:
    """What the edition says to a question: the half that every scenario shares.

    `params` are the question's, `served` and `people` rows of the temporary tables.
    """

    params: dict[str, Any]
    served: pa.Table
    people: pa.Table


def as_it_is(connection: Cursor, **params: Any) -> AsItIs:  # noqa: ANN401 - as DuckDB takes
    """The question asked of the edition alone, to be compared with many scenarios.

    `connection` is one of `queries.connect`; `params` are those of legs_of_london, but
    for the hour.
    """
    cursor = connection.cursor()
    cursor.execute("use london")
    lay(cursor)
    ask_people(cursor, params["age"], is_after=False)
    for leg in LEGS:
        ask(cursor, leg, params, is_after=False)
    served = cursor.sql(
        "select leg, area_code, minutes, served_week::varchar as served_week from served"
    ).to_arrow_table()
    people = cursor.sql(
        "select area_code, residents, need from people"
    ).to_arrow_table()
    cursor.close()
    return AsItIs(question(params), served, people)


def question(params: dict[str, Any]) -> dict[str, Any]:
    """Of parameters those that before and after depend on, whatever the hour."""
    return {name: params[name] for name in {*NAMES, *LEGS.values()}}


def of_leg(leg: str, params: dict[str, Any]) -> dict[str, Any]:
    """The question of a leg; the other two are asked for someone who is brought."""
    asked = params if leg == "health" else params | BROUGHT
    return {name: asked[name] for name in NAMES} | {"types": asked[LEGS[leg]]}


def lay(cursor: Cursor) -> None:
    """Make the tables that the question fills: temporary, of this cursor alone."""
    cursor.execute(_TABLES)


def ask(cursor: Cursor, leg: str, params: dict[str, Any], *, is_after: bool) -> None:
    """Ask for a leg the database that the cursor uses."""
    cursor.execute(_SERVED, of_leg(leg, params) | {"leg": leg, "is_after": is_after})


def ask_people(cursor: Cursor, age: str, *, is_after: bool) -> None:
    """Ask for people and need the database that the cursor uses."""
    cursor.execute(_PEOPLE, {"age": age, "is_after": is_after})


def fill(cursor: Cursor, known: AsItIs) -> None:
    """Put in what is known of the edition, in place of asking it again."""
    cursor.register("known_served", known.served)
    cursor.register("known_people", known.people)
    cursor.execute(
        "insert into served "
        "select leg, false, area_code, minutes, served_week::bit from known_served"
    )
    cursor.execute(
        "insert into people select false, area_code, residents, need from known_people"
    )
    cursor.unregister("known_served")
    cursor.unregister("known_people")
