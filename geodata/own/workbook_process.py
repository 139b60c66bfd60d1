"""Writes one sheet of a workbook as CSV: `python -m geodata.own.workbook_process`.

It runs as a process of its own, with a ceiling on its memory, because a broken workbook
can make its parser stop, run on for ever or ask for hundreds of gigabytes (a stray cell
in the last row and column of a sheet is enough). `workbooks` starts it.
"""

import csv
import datetime as dt
import io
import json
import sys
from pathlib import Path

import python_calamine as calamine

from queries import confined

MEMORY_BYTES = 8 << 30
"""A sheet of 1.05 million rows and 40 columns takes about 3 GB."""
LOCKED, BROKEN, NO_SHEET = 3, 4, 5
"""Exit codes, for `workbooks` to put into words."""
_MINUTE_S = 60
_SEALED = "EncryptedPackage".encode("utf-16-le")
"""Name of the part that holds a workbook under a password."""

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def main(path: str, sheet: str, into: str) -> int:
    """Write a sheet, or the one with most rows, to `into`; print what was found."""
    confined.limit_memory(MEMORY_BYTES)
    content = Path(path).read_bytes()
    if _SEALED in content:
        return LOCKED
    try:
        # Not by the path: its ending may be another format's.
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        heights = {
            name: _height(workbook, name)
            for name in workbook.sheet_names
            if sheet in {"", name}
        }
        if not heights:
            print(json.dumps(workbook.sheet_names))
            return NO_SHEET
        chosen = max(heights, key=lambda name: heights[name])
        rows = _written(workbook, chosen, into)
    except calamine.PasswordError:
        return LOCKED
    except (calamine.CalamineError, OSError, ValueError, MemoryError) as bad:
        print(str(bad)[:300])
        return LOCKED if "assword" in str(bad) or "ncrypt" in str(bad) else BROKEN
    print(json.dumps({"sheets": heights, "sheet": chosen, "rows": rows}))
    return 0


def _height(workbook: calamine.CalamineWorkbook, name: str) -> int:
    try:
        end = workbook.get_sheet_by_name(name).end
    except calamine.WorksheetNotFound:  # a chart
        return 0
    return 0 if end is None else end[0] + 1


def _written(workbook: calamine.CalamineWorkbook, name: str, into: str) -> int:
    """Number of rows written, blank ones above the table included."""
    with open(into, "w", encoding="utf-8", newline="") as opened:  # noqa: PTH123
        writer = csv.writer(opened, lineterminator="\n")
        rows = 0
        if _height(workbook, name):
            for row in workbook.get_sheet_by_name(name).iter_rows():
                writer.writerow([as_text(cell) for cell in row])
                rows += 1
    return rows


def as_text(cell: Cell) -> str:
    """A cell as one would type it: ISO dates, whole numbers without a point.

    >>> as_text(530000.0), as_text(dt.time(0, 4, 25)), as_text(True)
    ('530000', '00:04:25', 'TRUE')
    """
    match cell:
        case bool():
            return str(cell).upper()
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case dt.timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), _MINUTE_S)
            return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
        case dt.datetime():
            # Spreadsheets count fractions of a day, so a second is never quite whole.
            whole = cell + dt.timedelta(microseconds=500_000)
            return whole.isoformat(sep=" ", timespec="seconds")
        case _:
            return str(cell)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
