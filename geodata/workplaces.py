"""Temporary folders that do not outlive their process for long.

A file of incidents lies in such a folder, personal columns and all, while it is read. A
process that is killed cannot clear up, so whoever works next does: the folder carries
the number of its process.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "crisis_access_work_"


@contextmanager
def workplace() -> Iterator[Path]:
    """A new private folder, removed afterwards; those of dead processes are removed too."""
    sweep()
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}_") as folder:
        yield Path(folder)


def sweep() -> None:
    """Remove the folders of processes that are no more."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        number = left.name.removeprefix(PREFIX).partition("_")[0]
        if number.isdigit() and not _is_running(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
