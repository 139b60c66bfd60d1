"""Cells of an Excel file, read in a process of its own.

A broken workbook can make its parser panic, run on for ever or ask for more memory than
the machine has (one changed byte of an .xls took 24 GB). A process with a ceiling on its
memory and its time fails alone, and its failure is the file's.
"""

import datetime as dt
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine

from queries import confined

MEMORY_BYTES = 2 << 30
"""The largest publication, 7,000 rows of 15 columns, takes about 0.1 GB."""
TIME_LIMIT_S = 120
"""The same publication takes about a second."""
EVERY_ROW = 1 << 20
"""More rows than Excel can hold."""
REFUSED = 3
"""Exit code of a file that is no workbook or lacks the sheet; the reason is printed."""

Cell = str | float | int | bool | None


class BrokenWorkbook(Exception):
    """An Excel file that cannot be read, or lacks a sheet; the message says why."""


@dataclass(frozen=True)
class Sheet:
    """Rows of one sheet, blank cells None, and the names of every sheet."""

    names: list[str]
    rows: list[list[Cell]]


def sheet_of(path: Path, *, sheet: str = "", row_count: int = EVERY_ROW) -> Sheet:
    """The first rows of a sheet; of the first sheet if none is named.

    Raises: BrokenWorkbook if it cannot be read or lacks the sheet.
    """
    try:
        done = confined.finished(
            __name__,
            *(str(path.absolute()), sheet, str(row_count)),
            time_limit_s=TIME_LIMIT_S,
        )
    except subprocess.TimeoutExpired as endless:
        why = f"no end after {TIME_LIMIT_S} seconds"
        raise BrokenWorkbook(why) from endless
    said = done.stdout.decode(errors="replace").strip()
    if done.returncode:
        gave_up = "its parser gave up, or asked for too much memory"
        raise BrokenWorkbook(said if done.returncode == REFUSED else gave_up)
    return Sheet(**json.loads(said))


def main(path: str, sheet: str, row_count: str) -> int:
    """Print names of sheets and rows of one as JSON, or why there are none."""
    confined.limit_memory(MEMORY_BYTES)
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        chosen = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
        rows = chosen.to_python(skip_empty_area=False, nrows=int(row_count))
    except (calamine.CalamineError, OSError, ValueError, IndexError) as bad:
        sys.stdout.write(f"{type(bad).__name__}: {bad}"[:300])
        return REFUSED
    cells = [[_plain(cell) for cell in row] for row in rows]
    while cells and not any(cell is not None for cell in cells[-1]):
        cells.pop()  # formatted, never filled
    sys.stdout.write(json.dumps({"names": book.sheet_names, "rows": cells}))
    return 0


def _plain(cell: object) -> Cell:
    match cell:
        case "":
            return None
        case bool() | str():
            return cell
        case float():
            return int(cell) if cell.is_integer() else cell
        case dt.date() | dt.time():
            return cell.isoformat()
        case _:
            return str(cell)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
