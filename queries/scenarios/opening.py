"""Opens a scenario: a database like the present one, changed in memory alone.

What is asked of it is asked of what would be, in the same words (see laying.py).
"""

from pathlib import Path

import duckdb

from queries.scenarios import laying, making
from queries.scenarios.moves import Scenario, Surge
from queries.scenarios.sites import site_minutes

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


def opened(
    path: Path, scenario: Scenario, *, ahead: laying.Ahead | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection on which every answer says what would be if the moves were made.

    As `queries.connect`: take a cursor of it for each question. The file is not
    changed; what was is still there, in the database `present`. Somebody who opens many
    has the next one laid `ahead`.
    Raises: DatabaseNotReady as connect; CannotAnswer, naming the move, if one cannot be
        made on this edition.
    """
    connection = ahead.take(path) if ahead else laying.laid(path)
    try:
        if any(isinstance(move, Surge) for move in scenario.moves):
            laying.copy(connection, "demand")
        making.make(connection, scenario)
        _lay_minutes(connection)
    except BaseException:
        connection.close()
        raise
    connection.execute("set enable_external_access = false")
    return connection


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
