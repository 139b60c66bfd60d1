"""SQL of the project and what it needs: connect, read one answer, know the schema.

Everything that knows the database is a file is in this module.
"""

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from queries import catalogue

if TYPE_CHECKING:
    # Only named: DuckDB loads it for the first frame, and a process that makes none
    # (queries.guarded_process) starts in a third of the time.
    import pandas as pd

HERE = Path(__file__).parent
DEFINITIONS = (
    "schema",
    "views",
    "macros/arithmetic",
    "macros/intervals",
    "macros/reach",
    "macros/places",
    "macros/catchments",
    "macros/clock",
    "macros/equity",
    "macros/patterns",
    "macros/comparison",
    "macros/trends",
    "macros/plan",
    "comments",
)
INCIDENT_DEFINITION = "incident_schema"


class DatabaseNotReady(Exception):
    """No database, or one of another schema; the message says what to do."""


def database_path() -> Path:
    """Place of the database: CRISIS_DATABASE, or data/crisis_access.duckdb."""
    default = HERE.parent / "data" / "crisis_access.duckdb"
    return Path(os.environ.get("CRISIS_DATABASE", default))


def incident_path(database: Path) -> Path:
    """The second file, of row-level incidents, beside the database."""
    return database.with_name(f"{database.stem}_incidents.duckdb")


@cache
def definition(name: str) -> str:
    """SQL text that lays down the schema, the views, the macros or their comments."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


@cache
def checks() -> dict[str, str]:
    """SQL text of every check by name; each finds offending rows, with a reason."""
    files = sorted((HERE / "checks").glob("*.sql"))
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


@cache
def schema_fingerprint() -> str:
    """Twelve hexadecimal digits that change with schema, views, macros or comments."""
    text = "".join(definition(name) for name in (*DEFINITIONS, INCIDENT_DEFINITION))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def edition(path: Path) -> tuple[str, int, int]:
    """Path, time of change and size of the database: new when a build is swapped in.

    Raises: DatabaseNotReady if there is none.
    """
    try:
        found = path.stat()
    except OSError as fault:
        raise DatabaseNotReady(
            f"Expected a database at {path}, found none. Build it with: make build"
        ) from fault
    return str(path), found.st_mtime_ns, found.st_size


def connect(path: Path, **settings: str) -> duckdb.DuckDBPyConnection:
    """A read-only connection; take a cursor of it for each question.

    `settings` are DuckDB's, to add to its own.
    Raises: DatabaseNotReady if there is no database or it has another schema.
    """
    connection = attached(path, "london", **settings)
    connection.execute("set enable_external_access = false")
    return connection


def attached(path: Path, name: str, **settings: str) -> duckdb.DuckDBPyConnection:
    """A connection with the database attached by this name, read-only.

    It may still attach others: `set enable_external_access = false` before it is used.
    Raises: DatabaseNotReady as `connect`.
    """
    edition(path)
    # Attached, not opened: opening a path again while an earlier handle lives gives the
    # old file.
    connection = duckdb.connect(config=dict(settings))
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"attach '{quoted}' as {name} (read_only)")
        stamped = (
            connection.cursor()
            .execute(f"select schema_fingerprint from {name}.builds")
            .fetchone()
        )
    except duckdb.Error as fault:
        connection.close()
        raise DatabaseNotReady(
            f"Expected a database of this program at {path}, found a file that cannot "
            f"be read as one ({type(fault).__name__}). Build it anew with: make build"
        ) from fault
    if stamped is None or stamped[0] != schema_fingerprint():
        connection.close()
        raise DatabaseNotReady(
            f"Expected a database of schema {schema_fingerprint()} at {path}, found "
            f"{stamped[0] if stamped else 'no stamp'}: it was built by another version "
            "of the program. Build it anew with: make build"
        )
    return connection


def connect_with_incidents(path: Path) -> duckdb.DuckDBPyConnection:
    """Both files, read-only, for the program's own counting; never hand it on.

    The database is the one in use; the second file is attached as `incidents`.
    Raises: DatabaseNotReady if either is absent or they do not belong together.
    """
    connect(path).close()
    beside = incident_path(path)
    connection = duckdb.connect()
    try:
        for file, name in ((path, "london"), (beside, "incidents")):
            quoted = str(file).replace("'", "''")
            connection.execute(f"attach '{quoted}' as {name} (read_only)")
        connection.execute("set enable_external_access = false")
        connection.execute("use london")
        stamps = connection.execute(
            "select incident_stamp = (select stamp from incidents.main.store) from builds"
        ).fetchall()
    except duckdb.Error as fault:
        connection.close()
        raise DatabaseNotReady(
            f"Expected the file of row-level incidents at {beside}, readable by this "
            f"user, found none ({type(fault).__name__}). Counting questions need it; "
            "the tables of the database do not."
        ) from fault
    if stamps != [(True,)]:
        connection.close()
        raise DatabaseNotReady(
            f"Expected {path} to count the incidents of {beside}, found other ones. "
            "Bring it up to date with: python -m geodata refresh"
        )
    return connection


def is_ready(path: Path) -> bool:
    """Whether a database of this schema is there."""
    try:
        connect(path).close()
    except DatabaseNotReady:
        return False
    return True


def fetch(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    **params: Any,  # noqa: ANN401 - as DuckDB takes
) -> "pd.DataFrame":
    """The answer to one question of queries/answers, as a frame.

    Each call has its own cursor: a connection shared between threads without one mixes
    up results. Parameters that the question does not take are left out.
    """
    question = catalogue.question(name)
    cursor = connection.cursor()
    # A cursor does not inherit it.
    cursor.execute("use london")
    taken = {key: params[key] for key in question.params}
    return cursor.execute(question.sql, taken).df()
