"""One question, judged and run in a process that can do nothing else.

Two walls, each of which holds alone: what may run is judged (queries.judged), and what
runs cannot harm (queries.walls).

Reads one JSON object of `Asked` from standard input; writes one line of JSON, and after
a result its table as an Arrow stream.
"""

import json
import os
import signal
import sys
from typing import Any

import duckdb
import pyarrow as pa

import queries
from queries import judged, walls
from queries.refused import (
    NotAllowed,
    NotUnderstood,
    OutOfMemory,
    OutOfTime,
    Refused,
    TooLarge,
    ValuesMissing,
)
from queries.walls import Asked

NOT_READY = queries.DatabaseNotReady.__name__
BATCH_ROWS = 2048
"""One vector of DuckDB's: so much is held before its size is known."""


def main() -> None:
    """Answer the question on standard input."""
    asked = Asked(**json.load(sys.stdin))
    # What a library prints goes astray, and not into the answer.
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # The system ends this process even where Python has no turn to.
    signal.setitimer(signal.ITIMER_REAL, asked.seconds + walls.GRACE_S)
    try:
        told, table = _answered(asked)
    except queries.DatabaseNotReady as fault:
        told, table = {"kind": NOT_READY, "message": str(fault)}, None
    except Refused as why:
        told, table = {"kind": type(why).__name__, "message": str(why)}, None
    answer.write(json.dumps(told).encode() + b"\n")
    if table is not None:
        with pa.ipc.new_stream(answer, table.schema) as stream:
            stream.write_table(table)
    answer.flush()
    # Not worth the time to take a database apart that nobody holds.
    os._exit(0)


def _answered(asked: Asked) -> tuple[dict[str, Any], pa.Table | None]:
    connection, names = walls.walled(asked)
    try:
        statement = judged.judge(connection, asked.sql, names)
        if not asked.is_run:
            return {"kind": "", "columns": {}, "is_cut": False}, None
        return _run(connection, statement, asked)
    except duckdb.InterruptException as late:
        raise OutOfTime(out_of_time(asked.seconds)) from late
    except (duckdb.OutOfMemoryException, MemoryError, pa.ArrowMemoryError) as large:
        raise OutOfMemory(out_of_memory(asked.memory_mb)) from large
    except duckdb.PermissionException as closed:
        raise NotAllowed(
            f"Expected a question of this database alone, found more. {closed}"
        ) from closed
    except (duckdb.Error, RuntimeError, pa.ArrowException, OSError) as fault:
        raise _while_streaming(str(fault), asked) from fault


def _while_streaming(words: str, asked: Asked) -> Refused:
    """What Arrow passes on of DuckDB's errors is their words alone."""
    if words.startswith("INTERRUPT"):
        return OutOfTime(out_of_time(asked.seconds))
    if words.startswith("Out of Memory"):
        return OutOfMemory(out_of_memory(asked.memory_mb))
    return NotUnderstood(f"DuckDB cannot answer the question. {words}")


def _run(
    connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement, asked: Asked
) -> tuple[dict[str, Any], pa.Table]:
    values = _values(statement, asked)
    # A relation's rows come as they are made; those of `execute` are all held first.
    try:
        relation = connection.sql(statement, params=values)
    except (duckdb.BinderException, duckdb.CatalogException):
        # `execute` says it again with the line and the place.
        connection.execute(statement, values)
        raise
    columns = dict(zip(relation.columns, map(str, relation.types), strict=True))
    found = _brought(relation.to_arrow_reader(BATCH_ROWS), asked)
    told = {"kind": "", "columns": columns, "is_cut": found.num_rows > asked.rows}
    return told, found.slice(0, asked.rows)


def _values(statement: duckdb.Statement, asked: Asked) -> dict[str, Any]:
    wanted = statement.named_parameters
    if missing := sorted(wanted - asked.params.keys()):
        raise ValuesMissing(
            f"Expected values for {', '.join('$' + name for name in missing)}, found "
            "none. Give one for each, or write the value in the question."
        )
    return {name: asked.params[name] for name in wanted}


def _brought(reader: pa.RecordBatchReader, asked: Asked) -> pa.Table:
    """Rows up to the first beyond the limit, which tells that there are more."""
    batches: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in reader:
        batches.append(batch)
        rows += batch.num_rows
        size += batch.nbytes
        if size > asked.result_mb << 20:
            raise TooLarge(
                f"Expected a result of at most {asked.result_mb} MB, found more after "
                f"{rows:,} rows. Ask for fewer columns or rows, or count and sum."
            )
        if rows > asked.rows:
            break
    return pa.Table.from_batches(batches, schema=reader.schema)


def out_of_time(seconds: float) -> str:
    """What to say of a question that was stopped for its time."""
    return (
        f"Expected an answer within {seconds:g} seconds, found none. The question was "
        "stopped. Ask of fewer rows: filter early, join on keys, or limit the steps of "
        "a recursion."
    )


def out_of_memory(memory_mb: int) -> str:
    """What to say of a question that was stopped for its memory."""
    return (
        f"Expected a question that needs at most {memory_mb:,} MB of memory, found one "
        "that needs more. It was stopped. Group or filter before joining and sorting."
    )


if __name__ == "__main__":
    main()
