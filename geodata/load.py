"""Writes the database aside, checks it, and swaps it in whole or not at all."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

import queries
from geodata.disk import synced
from geodata.errors import DataError, FailedChecks

READABLE_FROM = "v1.5.0"
"""Oldest DuckDB that can open the file: the command line on the package index is 1.5."""
NOT_WRITTEN = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.TransactionException,
    duckdb.OutOfMemoryException,
)
"""What DuckDB raises when it cannot write: at once, or only when it commits."""


@contextmanager
def written_aside(
    path: Path, first_copied: Path | None = None, *, private: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new database beside `path`, which takes its place when the block succeeds.

    With `first_copied` it starts as a copy of that database. A `private` one can be read
    by its owner alone (mode 0600), its log of changes too. Whatever goes wrong, the
    last good database at `path` stays as it was. The new file is on the disk (fsync)
    before it gets the name, and the name before anyone is told: a machine that loses
    power shows the old file or the whole new one. Leftovers of builds that were killed
    are removed first. To be called under `lock.held`.
    Raises: DataError if the folder cannot be written or the disk is full.
    """
    aside = path.with_name(f"{path.name}.{os.getpid()}.building")
    # Of the process, so that DuckDB's own files beside the new one are private too.
    mask = os.umask(0o077) if private else None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path)
        if first_copied is not None:
            shutil.copyfile(first_copied, aside)
        connection = duckdb.connect(
            aside, config={"storage_compatibility_version": READABLE_FROM}
        )
        try:
            yield connection
            connection.execute("checkpoint")
        finally:
            connection.close()
        synced(aside)
        os.replace(aside, path)  # noqa: PTH105 - one atomic step, not a copy
        synced(path.parent)
    except (OSError, *NOT_WRITTEN) as fault:
        raise DataError(
            f"Expected to write {path}, found: {fault}. The last database stays as it "
            "was. Free some space or make the folder writable, or name another place "
            "in CRISIS_DATABASE."
        ) from fault
    finally:
        if mask is not None:
            os.umask(mask)
        aside.unlink(missing_ok=True)
        aside.with_name(f"{aside.name}.wal").unlink(missing_ok=True)


def _remove_leftovers(path: Path) -> None:
    # Under the lock nobody else writes: whatever lies there was left by a dead process.
    for leftover in path.parent.glob(f"{path.name}.*.building*"):
        leftover.unlink(missing_ok=True)


def fill(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pd.DataFrame]
) -> None:
    """Lay down the schema, load every table in its order, add views and macros.

    Raises: DataError naming the table and the rule if a row breaks the schema.
    """
    connection.execute(queries.definition("schema"))
    for name, frame in tables.items():
        connection.register("loaded", frame)
        try:
            connection.execute(f"insert into {name} by name select * from loaded")
        except (duckdb.ConstraintException, duckdb.ConversionException) as broken:
            raise DataError(
                f"Expected rows of '{name}' that keep to queries/schema.sql, found: "
                f"{broken}. Mend the register or the reader that the row came from."
            ) from broken
        finally:
            connection.unregister("loaded")
    for definition in queries.DEFINITIONS[1:]:
        connection.execute(queries.definition(definition))


def append(
    connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame
) -> None:
    """Add the rows of a frame to a table of the database, columns by name."""
    connection.register("appended", frame)
    connection.execute(f"insert into {name} by name select * from appended")
    connection.unregister("appended")


def replace(
    connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame
) -> None:
    """Put the rows of a frame in the place of those of a table, columns by name."""
    connection.execute(f"delete from {name}")
    append(connection, name, frame)


def check(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every check of queries/checks with the number of rows it found: none.

    Raises: FailedChecks with every failed check and its first rows.
    """
    failures, passed = [], []
    for name, statement in queries.checks().items():
        culprits = connection.execute(statement).df()
        passed.append({"check_name": name, "culprit_count": len(culprits)})
        if len(culprits):
            first = culprits.head(5).to_dict("records")
            failures.append(f"{len(culprits)} {name.replace('_', ' ')}: {first}")
    if failures:
        raise FailedChecks(
            "Expected every check to find nothing. The build found "
            + "; ".join(failures)
            + ". The last database stays as it was."
        )
    return pd.DataFrame(passed)
