"""Row-level incidents: the file beside the database, for program and steward alone.

Here it is asked; `rewriting` writes it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

import queries
from geodata.errors import DataError

BATCH_COLUMNS = (
    "batch_id agency file_name file_sha256 mapping imported_at rows_read rows_kept "
    "rows_already_stored rows_out_of_scope rows_set_aside notes undone_at"
).split()


def incident_database(database: Path) -> Path:
    """The file of row-level incidents, beside the database."""
    return queries.incident_path(database)


def batches(database: Path) -> pd.DataFrame:
    """Every batch ever imported, undone ones too: BATCH_COLUMNS. Empty without a file."""
    with opened(database) as store:
        if store is None:
            return pd.DataFrame(columns=BATCH_COLUMNS)
        return store.execute("select * from old.batches order by batch_id").df()


def refused(database: Path, batch_id: int) -> pd.DataFrame:
    """Refused rows of one batch: row_number, rule, reason, cells (JSON)."""
    with opened(database) as store:
        if store is None:
            return pd.DataFrame(columns=["row_number", "rule", "reason", "cells"])
        return store.execute(
            "select row_number, rule, reason, cells from old.refused_rows "
            "where batch_id = $batch_id order by row_number",
            {"batch_id": batch_id},
        ).df()


def stamp(database: Path) -> str:
    """What tells one set of batches from another; blank without a file."""
    with opened(database) as store:
        found = [] if store is None else store.execute("from old.store").fetchall()
    return str(found[0][0]) if found else ""


def already_imported(database: Path, file_sha256: str, mapping: str) -> int | None:
    """Number of the live batch that holds this file read by this mapping, or None."""
    known = batches(database)
    same = known[
        (known["file_sha256"] == file_sha256)
        & (known["mapping"] == mapping)
        & known["undone_at"].isna()
    ]
    return int(same["batch_id"].iloc[0]) if len(same) else None


def miscounted(database: Path) -> pd.DataFrame:
    """Live batches whose stored rows, counted again, are not those of their import."""
    with opened(database) as store:
        if store is None:
            return pd.DataFrame(columns=["batch_id"])
        return store.execute(
            "select batch_id from old.batches where undone_at is null and ("
            "rows_kept <> (select count(*) from old.incidents as i "
            "where i.batch_id = batches.batch_id) or rows_set_aside <> "
            "(select count(*) from old.refused_rows as r "
            "where r.batch_id = batches.batch_id))"
        ).df()


@contextmanager
def opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """A connection with the file as `old`; None without a file worth keeping."""
    path = incident_database(database)
    if not path.exists():
        yield None
        return
    connection = duckdb.connect(config={"python_enable_replacements": "false"})
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"attach '{quoted}' as old (read_only)")
        has_batches = _is_ours(connection)
    except duckdb.Error as bad:
        connection.close()
        raise DataError(
            f"Expected the file of incidents of this program at {path}, found one that "
            f"cannot be read so ({str(bad).partition(chr(10))[0]}). Nothing in it is "
            "touched: move it away to begin anew, or use the version that wrote it."
        ) from bad
    try:
        yield connection if has_batches else None
    finally:
        connection.close()


def _is_ours(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether it has batches; a file of invented incidents alone need not be kept."""
    count = (
        "select count(*) from duckdb_tables() where database_name = 'old' "
        "and table_name in ('store', 'batches', 'refused_rows')"
    )
    if number(connection, count) > 0:
        connection.execute("select rows_already_stored from old.batches limit 0")
        return True
    recorded = "select count(*) from old.incidents where basis <> 'demonstration'"
    if number(connection, recorded):
        raise duckdb.CatalogException("recorded incidents without batches")
    return False


def number(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    """The one number that a statement answers with."""
    # Fetched whole: DuckDB refuses further work on a connection with a result left open.
    return int(connection.execute(statement).fetchall()[0][0])
