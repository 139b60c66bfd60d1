"""One writer at a time: a lock beside the database, held by the operating system.

The lock is the kernel's, not the file's existence, so it is gone the moment its holder
is killed. Readers never take it.
"""

import datetime as dt
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.errors import DataError


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Hold the lock of a database while something is written.

    Raises: DataError if another build or import holds it, or the folder is not writable.
    """
    path = database.with_name(f"{database.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = path.open("a+", encoding="utf-8")
    except OSError as fault:
        raise DataError(
            f"Expected to write {database}, found: {fault}. Make the folder writable, or "
            "name another place in CRISIS_DATABASE."
        ) from fault
    with opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            opened.seek(0)
            raise DataError(
                f"Expected to write {database} alone, found another build or import at "
                f"work ({opened.read().strip() or 'it gave no name'}). Wait until it is "
                "done, then try again."
            ) from taken
        try:
            opened.truncate(0)
            opened.write(
                f"process {os.getpid()} since "
                f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC\n"
            )
            opened.flush()
        except OSError as fault:
            raise DataError(
                f"Expected to write beside {database}, found: {fault}. Free some space. "
                "The last database stays as it was."
            ) from fault
        yield
