"""The second wall: a process and a connection that can do nothing but read one database.

Holds whatever runs behind it. DuckDB may open nothing but the database it has open,
read-only, and its settings are locked; then the process itself may open no file and no
socket, start no process, write no file, and use no more memory and processor than its
share. A system that lacks one of these limits (macOS that of memory) has the others.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

import queries
from queries import allowed, confined

THREADS = 2
GRACE_S = 1
"""DuckDB stops between chunks; a function in the midst of one is ended with its process."""
OVERHEAD_BYTES = 512 << 20
"""Beyond DuckDB's own count: a batch of the result is held twice, lists are not counted."""
SETTINGS = {
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_extension_repositories": "forbidden",
    "allow_persistent_secrets": "false",
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "threads": str(THREADS),
}


@dataclass(frozen=True)
class Asked:
    """A question with its values and limits; it is judged only, unless `is_run`."""

    path: str
    sql: str
    params: dict[str, Any]
    seconds: float
    memory_mb: int
    rows: int
    result_mb: int
    is_run: bool = True


def walled(asked: Asked) -> tuple[duckdb.DuckDBPyConnection, allowed.Names]:
    """The database behind the second wall, with the names it holds.

    Raises: DatabaseNotReady if there is none.
    """
    connection = queries.connect(
        Path(asked.path), **SETTINGS, memory_limit=f"{asked.memory_mb}MB"
    )
    connection.execute("use london")
    names = allowed.names_of(connection)
    connection.execute(f"set max_execution_time = {int(asked.seconds * 1000)}")
    connection.execute("set disabled_filesystems = 'LocalFileSystem'")
    connection.execute("set enable_progress_bar = false")
    connection.execute("set lock_configuration = true")
    _close_in(asked)
    return connection, names


def _close_in(asked: Asked) -> None:
    """Take from this process what no question needs, having read what the judge needs."""
    os.environ.clear()
    allowed.functions_allowed()
    base = _memory_held()
    confined.limit_memory(base + (asked.memory_mb << 20) + OVERHEAD_BYTES)
    confined.limit("RLIMIT_CPU", int((asked.seconds + GRACE_S) * THREADS) + 1)
    confined.limit("RLIMIT_FSIZE", 0)
    confined.limit("RLIMIT_CORE", 0)
    confined.limit("RLIMIT_NPROC", 0)
    confined.limit("RLIMIT_NOFILE", 0)


def _memory_held() -> int:
    """Bytes of address space of this process; where unknown, what it is on Linux."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 1 << 30
    return pages * os.sysconf("SC_PAGE_SIZE")
