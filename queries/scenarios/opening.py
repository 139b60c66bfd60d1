"""Opens a scenario: a database like the present one, changed in memory alone.

The file is attached read-only as `present`. The database `london` beside it has the
file's views, macros and comments; copies of the tables that moves change; and views on
`present` for all others. Whatever is asked of `london` is therefore asked of what would
be, in the same words.
"""

import re
from functools import cache
from pathlib import Path

import duckdb

import queries
from queries.scenarios import making
from queries.scenarios.moves import Scenario, Surge
from queries.scenarios.sites import site_minutes

COPIED = (
    # Catchments tell areas and services by the number of their row: a view has none.
    *("areas", "services"),
    *("service_access_modes", "service_age_groups", "service_boroughs"),
    *("opening_hours", "open_hours"),
)
"""Tables that are copied whatever the moves; `demand` too where need surges."""

_CHANGED = """
from london.services as there
left join present.services as here using (service_id)
where
    {} and (
        here.service_id is null
        or (there.easting_m, there.northing_m, there.is_placed)
        is distinct from (here.easting_m, here.northing_m, here.is_placed)
    )
"""
_NEW_PLACES = (
    "select service_id, there.easting_m, there.northing_m "
    f"{_CHANGED.format('there.is_placed')} order by service_id"
)
_NO_LONGER_THERE = f"select service_id {_CHANGED.format('here.is_placed')}"


def opened(path: Path, scenario: Scenario) -> duckdb.DuckDBPyConnection:
    """A connection on which every answer says what would be if the moves were made.

    As `queries.connect`: take a cursor of it for each question. The file is not
    changed; what was is still there, in the database `present`.
    Raises: DatabaseNotReady as connect; CannotAnswer, naming the move, if one cannot be
        made on this edition.
    """
    connection = queries.attached(path, "present")
    try:
        _lay(connection, scenario)
        making.make(connection, scenario)
        _lay_minutes(connection)
    except BaseException:
        connection.close()
        raise
    connection.execute("set enable_external_access = false")
    return connection


@cache
def _tables() -> tuple[str, ...]:
    return tuple(re.findall(r"create table (\w+)", queries.definition("schema")))


def _lay(connection: duckdb.DuckDBPyConnection, scenario: Scenario) -> None:
    connection.execute("attach ':memory:' as london")
    # Ten times faster than to run the definitions; the empty tables that come along
    # give way to copies and views, those that others refer to last.
    connection.execute("copy from database present to london (schema)")
    connection.execute("use london")
    surges = any(isinstance(move, Surge) for move in scenario.moves)
    copied = {*COPIED, "demand"} if surges else set(COPIED)
    drops = [f"drop table {name}" for name in reversed(_tables())]
    made = [
        f"create {'table' if name in copied else 'view'} {name} as from present.{name}"
        for name in _tables()
        if name != "travel_minutes"
    ]
    # What there is to ask is listed as the file has it, words and kinds.
    listed = "create macro current_database() as 'present'"
    connection.execute(";".join(["begin", *drops, *made, listed, "commit"]))


def _lay_minutes(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the minutes of places that changed in the place of theirs."""
    present = connection.cursor()
    present.execute("use present")
    places = present.execute(_NEW_PLACES).fetchall()
    gone = present.execute(_NO_LONGER_THERE).fetchall()
    here = "from present.travel_minutes"
    if left := sorted(service_id for (service_id,) in gone):
        quoted = ", ".join("'" + i.replace("'", "''") + "'" for i in left)
        here += f" where service_id not in ({quoted})"
    if places:
        made = site_minutes(
            connection, {name: (e, n) for name, e, n in places}, database="present"
        )
        connection.execute(
            "create table new_minutes as from present.travel_minutes limit 0"
        )
        connection.register("made", made)
        connection.execute("insert into new_minutes by name from made")
        connection.unregister("made")
        here += " union all from new_minutes"
    connection.execute(f"create view travel_minutes as {here}")
