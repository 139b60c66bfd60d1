"""Writes the file of row-level incidents anew, and swaps it in whole.

Every change is written from what stays and what is added. So an undone batch is gone
from the disk, not merely marked.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

import queries
from geodata import load, points
from geodata.errors import DataError
from geodata.own.batches import Batch
from geodata.points import Shapes
from geodata.store import incident_database, number, opened

STAMP = """
insert into store
select md5(coalesce(string_agg(
    concat_ws(' ', batch_id, file_sha256, mapping, undone_at is null), ' '
    order by batch_id
), '')),
from batches
"""


@dataclass(frozen=True)
class Addition:
    """A file that was read, with what tells it from others."""

    batch: Batch
    agency: str
    file_name: str
    file_sha256: str
    mapping: str


@contextmanager
def rewritten(
    database: Path,
    shapes: Shapes,
    demonstration: pd.DataFrame,
    *,
    added: Sequence[Addition] = (),
    undone: int | None = None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file written anew: what stays, less `undone`, and what is added; then swapped.

    Every point is placed in `shapes` anew. Without a live batch it holds
    `demonstration`: incident_id, occurred_at, incident_kind, area_code.
    Raises: DataError if the file cannot be written or a row breaks its schema.
    """
    with (
        opened(database) as old,
        load.written_aside(incident_database(database), private=True) as store,
    ):
        store.execute(queries.definition(queries.INCIDENT_DEFINITION))
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        if old is not None:
            _keep(store, incident_database(database), undone, now)
        for addition in added:
            _add(store, addition, now)
        _place(store, shapes)
        if number(store, "select count(*) from batches where undone_at is null") == 0:
            _demonstrate(store, demonstration)
        store.execute(STAMP)
        yield store


def _keep(
    store: duckdb.DuckDBPyConnection,
    path: Path,
    undone: int | None,
    now: dt.datetime,
) -> None:
    quoted = str(path).replace("'", "''")
    store.execute(f"attach '{quoted}' as old (read_only)")
    store.execute("insert into batches by name from old.batches")
    if undone is not None:
        store.execute(
            "update batches set undone_at = $1 where batch_id = $2", [now, undone]
        )
    for table in ("incidents", "refused_rows"):
        store.execute(
            f"insert into {table} by name select kept.* from old.{table} as kept "
            "semi join (select batch_id from batches where undone_at is null) as live "
            "using (batch_id)"
        )
    store.execute("detach old")


def _add(
    store: duckdb.DuckDBPyConnection, addition: Addition, now: dt.datetime
) -> None:
    batch = addition.batch
    batch_id = number(store, "select coalesce(max(batch_id), 0) + 1 from batches")
    files = {"batch_id": batch_id, "path": str(batch.incidents)}
    before = number(store, "select count(*) from incidents")
    # A row that an earlier batch of the same agency holds is there already.
    store.execute(
        "insert into incidents by name select $batch_id as batch_id, found.*, "
        "null as area_code, 'recorded' as basis from read_parquet($path) as found "
        "anti join (select incidents.row_key from incidents inner join batches "
        "using (batch_id) where batches.agency = $agency) as known using (row_key)",
        files | {"agency": addition.agency},
    )
    kept = number(store, "select count(*) from incidents") - before
    store.execute(
        "insert into refused_rows by name select $batch_id as batch_id, row_number, rule, "
        "reason, cells from read_parquet($path)",
        {"batch_id": batch_id, "path": str(batch.refused)},
    )
    row = {
        "batch_id": batch_id,
        "agency": addition.agency,
        "file_name": addition.file_name,
        "file_sha256": addition.file_sha256,
        "mapping": addition.mapping,
        "imported_at": now,
        "rows_read": batch.rows_read,
        "rows_kept": kept,
        "rows_already_stored": batch.rows_kept - kept,
        "rows_out_of_scope": batch.rows_out_of_scope,
        "rows_set_aside": batch.rows_refused,
        "notes": " ".join(batch.notes),
    }
    names = ", ".join(row)
    values = ", ".join(f"${name}" for name in row)
    try:
        store.execute(f"insert into batches ({names}) values ({values})", row)
    except duckdb.ConstraintException as broken:
        raise DataError(
            f"Expected every row of {addition.file_name} accounted for, found: {broken}. "
            "Nothing was stored."
        ) from broken


def _place(store: duckdb.DuckDBPyConnection, shapes: Shapes) -> None:
    distinct = store.execute(
        "select distinct easting_m, northing_m from incidents where easting_m is not null"
    ).df()
    found = points.areas_of(distinct, shapes)
    store.register("found", found)
    store.execute(
        "create temp table placed as select i.* exclude (area_code), found.area_code "
        "from incidents as i left join found using (easting_m, northing_m)"
    )
    store.unregister("found")
    store.execute("delete from incidents")
    store.execute("insert into incidents by name from placed")
    store.execute("drop table placed")


def _demonstrate(store: duckdb.DuckDBPyConnection, log: pd.DataFrame) -> None:
    store.register("log", log)
    store.execute(
        "insert into incidents by name select 0 as batch_id, incident_id as row_number, "
        "'demonstration ' || incident_id as row_key, occurred_at, true as has_time, "
        "incident_kind, 'area' as location_basis, area_code, basis from log"
    )
    store.unregister("log")
