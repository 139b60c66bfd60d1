"""Writes the database aside, checks it, and swaps it in whole or not at all."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

import queries
from geodata.errors import DataError, FailedChecks

INCIDENT_SCHEMA = """
create table incidents (
    incident_id integer primary key,
    occurred_at timestamp not null,
    incident_kind varchar not null,
    area_code varchar not null,
    basis varchar not null
)
"""


@contextmanager
def written_aside(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new database beside `path`, which takes its place when the block succeeds.

    Whatever goes wrong, the last good database at `path` stays as it was. Leftovers of
    builds that were killed are removed first.
    Raises: DataError if the folder cannot be written or the disk is full.
    """
    aside = path.with_name(f"{path.name}.{os.getpid()}.building")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for leftover in path.parent.glob(f"{path.name}.*.building*"):
            # "name.PID.building", or that with ".wal" behind it.
            builder = leftover.name.removeprefix(f"{path.name}.").split(".")[0]
            if not _is_running(int(builder)):
                leftover.unlink()
        connection = duckdb.connect(aside)
        try:
            yield connection
            connection.execute("checkpoint")
        finally:
            connection.close()
        os.replace(aside, path)  # noqa: PTH105 - one atomic step, not a copy
    except (OSError, duckdb.IOException) as fault:
        raise DataError(
            f"Expected to write {path}, found: {fault}. The last database stays as it "
            "was. Free some space or make the folder writable, or name another place "
            "in CRISIS_DATABASE."
        ) from fault
    finally:
        aside.unlink(missing_ok=True)


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def fill(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pd.DataFrame]
) -> None:
    """Lay down the schema, load every table in its order and add macros and views.

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
    connection.execute(queries.definition("macros"))
    connection.execute(queries.definition("views"))


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
