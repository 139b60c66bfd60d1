"""Lays the ground for a scenario: a database in memory that reads the present one.

The file is attached read-only as `present`. The database `london` beside it has the
file's views, macros and comments; copies of the tables that moves change; and views on
`present` for all others. Whatever is asked of `london` is therefore asked of what would
be, in the same words.
"""

import re
from functools import cache
from pathlib import Path
from threading import Lock, Timer

import duckdb

import queries

COPIED = (
    # Catchments tell areas and services by the number of their row: a view has none.
    *("areas", "services"),
    *("service_access_modes", "service_age_groups", "service_boroughs"),
    *("opening_hours", "open_hours"),
)
"""Tables that are copied whatever the moves."""
REST_S = 1.0
"""How long the next one waits, so that it takes no time from what the last is asked."""


def laid(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a scenario without moves; it has no `travel_minutes` yet.

    Raises: DatabaseNotReady as `queries.connect`.
    """
    connection = queries.attached(path, "present")
    try:
        _lay(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def copy(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Have a table of its own in place of a view, for moves that change it."""
    connection.execute(
        f"drop view {table}; create table {table} as from present.{table}"
    )


class Ahead:
    """Keeps one connection laid before it is asked for: laying takes a tenth of a second.

    For a program that stays, and opens many scenarios. Any thread may take.
    """

    def __init__(self) -> None:
        self._turn = Lock()
        self._waiting: Timer | None = None
        self._ready: tuple[object, duckdb.DuckDBPyConnection] | None = None

    def take(self, path: Path) -> duckdb.DuckDBPyConnection:
        """The connection laid for this edition, or one that is laid now.

        Raises: DatabaseNotReady as `laid`.
        """
        edition = queries.edition(path)
        with self._turn:
            ready, self._ready = self._ready, None
        self.prepare(path)
        if ready and ready[0] == edition:
            return ready[1]
        if ready:
            ready[1].close()
        return laid(path)

    def prepare(self, path: Path) -> None:
        """Lay one in a moment, if none is ready or on its way."""
        with self._turn:
            if self._ready or (self._waiting and self._waiting.is_alive()):
                return
            self._waiting = Timer(REST_S, self._lay, [path])
            self._waiting.daemon = True
            self._waiting.start()

    def _lay(self, path: Path) -> None:
        try:
            edition = queries.edition(path)
            connection = laid(path)
        except queries.DatabaseNotReady:
            # Whoever takes is told.
            return
        with self._turn:
            self._ready = edition, connection


@cache
def _tables() -> tuple[str, ...]:
    return tuple(re.findall(r"create table (\w+)", queries.definition("schema")))


def _lay(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("attach ':memory:' as london")
    # Ten times faster than to run the definitions; the empty tables that come along
    # give way to copies and views, those that others refer to last.
    connection.execute("copy from database present to london (schema)")
    connection.execute("use london")
    drops = [f"drop table {name}" for name in reversed(_tables())]
    made = [
        f"create {'table' if name in COPIED else 'view'} {name} as from present.{name}"
        for name in _tables()
        if name != "travel_minutes"
    ]
    # What there is to ask is listed as the file has it, words and kinds.
    listed = "create macro current_database() as 'present'"
    connection.execute(";".join(["begin", *drops, *made, listed, "commit"]))
