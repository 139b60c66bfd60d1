"""Questions of the steward's commands to the database that stands."""

from pathlib import Path

import duckdb
import pandas as pd

import queries
from geodata.errors import DataError


def asked(database: Path, *statements: str) -> list[pd.DataFrame]:
    """The answer to each statement, all from one state of the database.

    Raises: DataError if there is none of this program, or it cannot be read.
    """
    try:
        connection = queries.connect(database)
    except queries.DatabaseNotReady as absent:
        raise DataError(str(absent)) from absent
    try:
        cursor = connection.cursor()
        cursor.execute("use london")
        return [cursor.execute(statement).df() for statement in statements]
    except duckdb.IOException as fault:
        raise DataError(
            f"Expected to read {database}, found: {fault}. Build it anew: make build"
        ) from fault
    finally:
        connection.close()


def edition_of(database: Path) -> str:
    """Which edition a database is, of whatever version of the program; blank if none."""
    if not database.exists():
        return ""
    connection = duckdb.connect()
    try:
        quoted = str(database).replace("'", "''")
        connection.execute(f"attach '{quoted}' as kept (read_only)")
        found = connection.execute("select edition from kept.builds").fetchall()
    except duckdb.Error:
        return ""
    finally:
        connection.close()
    return str(found[0][0]) if found else ""
