"""Faults of a broken Excel file, whichever way the library that reads it fails.

A file cut off or with bytes changed can make calamine panic: an error that is no
`Exception`, of a class that cannot be imported. It is the file's fault all the same.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineError

PANIC = "PanicException"
FAULTS = (CalamineError, OSError, ValueError, IndexError, KeyError, zipfile.BadZipFile)


class BrokenWorkbook(Exception):
    """An Excel file that cannot be read; the message is the library's."""


@contextmanager
def refusing_broken() -> Iterator[None]:
    """Turn every fault of a workbook into BrokenWorkbook; other errors pass."""
    try:
        yield
    except FAULTS as fault:
        raise BrokenWorkbook(str(fault)) from fault
    except BaseException as fault:
        if type(fault).__name__ == PANIC:
            raise BrokenWorkbook(f"a broken workbook ({fault})") from fault
        raise
