"""Any question of an analyst's own, answered by a process that can do nothing else.

The one way by which SQL that people write reaches the database, for the Query page and
the command line alike. The process (queries.guarded_process) judges the question and
runs it between walls; this module starts it, waits, ends it when it is late, and says
in words what came of it. Reading the question is done there too: a parser can be made
to run for minutes, and this process serves others.

Why Arrow: it keeps DuckDB's types (dates, lists, whole numbers with gaps) from process
to process and into Parquet; `Answered.frame` gives the frame that DuckDB itself would.

What it does not stop:
- use of processor and memory up to the limits, again and again: each question may take
  two cores for its seconds, and `at_once` of them run side by side;
- what the database holds being read, counted and combined in any way: what may be told
  of people is for what is in the file and for disclosure control, not for this module;
- learning about the program from what is ordinary: names of tables, macros, DuckDB's
  version, the time of day, and from how long a question takes, what the data are like;
- a fault in DuckDB that gives a stranger the process: he is then a process with no file
  or socket to open, but with this user's rights over other processes, and the database
  file he may read anyway. On macOS memory is limited by DuckDB's own count alone;
- a database file that somebody has exchanged for a hostile one: its views and macros are
  trusted as far as the second wall lets them.
"""

import json
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

import queries
from queries import allowed, confined, guarded_process, walls
from queries.refused import (
    KINDS,
    NotUnderstood,
    OutOfMemory,
    OutOfTime,
    TooLarge,
    ValuesMissing,
)
from queries.turns import Turns
from queries.walls import Asked

MOST_VALUES_BYTES = 1 << 20
_NEUTRAL_FOLDER = Path("/")
_START_S = 5
"""To start the process on a busy machine; its own clock starts when it has read."""


@dataclass(frozen=True)
class Limits:
    """What one question may use, and how many may run at once and wait for how long."""

    seconds: float = 10
    memory_mb: int = 1024
    rows: int = 100_000
    result_mb: int = 64
    at_once: int = 2
    wait_seconds: float = 3


LIMITS = Limits()
turns = Turns()


@dataclass(frozen=True)
class Answered:
    """A result: its table, DuckDB's type of each column, and whether rows were cut off."""

    table: pa.Table
    column_types: dict[str, str]
    is_cut: bool
    seconds: float

    @property
    def row_count(self) -> int:
        """Rows that were brought; there are more if `is_cut`."""
        return int(self.table.num_rows)

    @property
    def frame(self) -> pd.DataFrame:
        """As pandas; exact decimals and huge integers as floats, as DuckDB gives them."""
        schema = pa.schema(
            field.with_type(pa.float64()) if pa.types.is_decimal(field.type) else field
            for field in self.table.schema
        )
        table = self.table.cast(schema, safe=False)
        try:
            whole: pd.DataFrame = table.to_pandas()
        except pa.ArrowNotImplementedError:
            # Of rare types (union) pandas holds Python's own values.
            columns = zip(table.column_names, table.columns, strict=True)
            return pd.DataFrame({name: cells.to_pylist() for name, cells in columns})
        return whole


def ask(
    path: Path,
    sql: str,
    params: Mapping[str, object] | None = None,
    *,
    limits: Limits = LIMITS,
) -> Answered:
    """The answer to one question that reads the database at `path`.

    `params` are values of `$name`, of JSON's kinds; those it does not take are left out.
    Raises: a kind of refused.Refused; queries.DatabaseNotReady if there is none.
    """
    started = time.monotonic()
    told, stream = _told(_asked(path, sql, params or {}, limits), limits)
    with pa.ipc.open_stream(stream) as reader:
        table = reader.read_all()
    return Answered(table, told["columns"], told["is_cut"], time.monotonic() - started)


def check(path: Path, sql: str, *, limits: Limits = LIMITS) -> None:
    """Judge a question without running it, as an editor does while somebody writes.

    Raises: as `ask`, but knows nothing of columns and values.
    """
    _told(replace(_asked(path, sql, {}, limits), is_run=False), limits)


def _asked(path: Path, sql: str, params: Mapping[str, object], limits: Limits) -> Asked:
    queries.edition(path)
    if len(sql) > allowed.LONGEST_SQL:
        raise TooLarge(
            f"Expected a question of at most {allowed.LONGEST_SQL:,} characters, found "
            f"{len(sql):,}. Give long lists as values: where code in $codes."
        )
    try:
        sql.encode()
        size = len(json.dumps(dict(params)))
    except UnicodeError as broken:
        raise NotUnderstood(
            "Expected text, found half a character (a lone surrogate). Type the question "
            "anew instead of pasting it."
        ) from broken
    except (TypeError, ValueError, RecursionError) as unknown:
        raise ValuesMissing(
            "Expected values that are text, numbers, true, false, null or lists of these, "
            f"found another ({unknown}). Write dates as text: '2026-03-01'."
        ) from unknown
    if size > MOST_VALUES_BYTES:
        raise TooLarge(
            f"Expected values of at most {MOST_VALUES_BYTES:,} bytes, found {size:,}. "
            "Give fewer."
        )
    return Asked(
        path=str(path.absolute()),
        sql=sql,
        params=dict(params),
        seconds=limits.seconds,
        memory_mb=limits.memory_mb,
        rows=limits.rows,
        result_mb=limits.result_mb,
    )


def _told(asked: Asked, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """What the process said, and the table that followed.

    Raises: as it said.
    """
    with turns.one_of(limits.at_once, limits.wait_seconds):
        try:
            done = confined.finished(
                guarded_process.__name__,
                time_limit_s=asked.seconds + walls.GRACE_S + _START_S,
                given=json.dumps(asdict(asked)).encode(),
                environment={},
                folder=_NEUTRAL_FOLDER,
            )
        except subprocess.TimeoutExpired as late:
            raise OutOfTime(guarded_process.out_of_time(asked.seconds)) from late
    if done.returncode:
        raise _ended(done, asked)
    line, _, stream = done.stdout.partition(b"\n")
    told = json.loads(line)
    if told["kind"] == guarded_process.NOT_READY:
        raise queries.DatabaseNotReady(told["message"])
    if told["kind"]:
        raise KINDS[told["kind"]](told["message"])
    return told, stream


def _ended(done: subprocess.CompletedProcess[bytes], asked: Asked) -> Exception:
    """Why a process ended without a word: by the clock, for its memory, or by our fault."""
    if -done.returncode in {signal.SIGALRM, signal.SIGXCPU}:
        return OutOfTime(guarded_process.out_of_time(asked.seconds))
    if done.returncode > 0:
        return RuntimeError(done.stderr.decode(errors="replace"))
    return OutOfMemory(guarded_process.out_of_memory(asked.memory_mb))
