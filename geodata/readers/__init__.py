"""Readers: one publisher's file in, one frame in our names, units and CRS out."""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from geodata import workbooks
from geodata.errors import UnexpectedFile
from geodata.sources import Source

LEAST_ROWS = 2
"""Of a sheet, and least columns: a header, and a record below it."""


@dataclass(frozen=True)
class Reading:
    """What came of reading one source.

    `rows_read` = rows kept + `rows_out_of_scope` + rows set aside. Out of scope is what
    lies outside London by design; set aside is what should have been used and cannot.
    `rejected` has one row per row set aside: row_number, rule, reason. `vintage` is
    what the file itself says, where it says; `notes` are faults seen and mended.
    """

    source: Source
    frame: pd.DataFrame
    rows_read: int
    rows_kept: int
    rows_out_of_scope: int = 0
    rejected: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["row_number", "rule", "reason"])
    )
    vintage: str = ""
    notes: tuple[str, ...] = ()


def set_aside(frame: pd.DataFrame, rule: str, reason: str) -> pd.DataFrame:
    """Rows of a frame as rejected rows; their index is the row's number in the file."""
    return pd.DataFrame({"row_number": frame.index, "rule": rule, "reason": reason})


def reading_of(
    source: Source,
    found: pd.DataFrame,
    kept: pd.DataFrame,
    *rejected: pd.DataFrame,
    vintage: str = "",
    notes: tuple[str, ...] = (),
) -> Reading:
    """A reading of one row in, at most one row out; what is left over is out of scope."""
    refused = pd.concat(rejected) if rejected else set_aside(found[:0], "", "")
    return Reading(
        source=source,
        frame=kept.reset_index(drop=True),
        rows_read=len(found),
        rows_kept=len(kept),
        rows_out_of_scope=len(found) - len(kept) - len(refused),
        rejected=refused.reset_index(drop=True),
        vintage=vintage,
        notes=notes,
    )


def workbook(path: Path, source: Source, sheet: str = "") -> pd.DataFrame:
    """Cells of one sheet of an Excel file, the first if none is named; blanks None.

    Raises: UnexpectedFile if it is no workbook or lacks the sheet.
    """
    try:
        found = workbooks.sheet_of(path, sheet=sheet)
    except workbooks.BrokenWorkbook as bad:
        wanted = f"with the sheet '{sheet}'" if sheet else "that can be read"
        raise UnexpectedFile(
            f"{source.title}: expected an Excel workbook {wanted}, found: {bad} ({path}). "
            f"Fetch it again from {source.official_page}."
        ) from bad
    if len(found.rows) < LEAST_ROWS or len(found.rows[0]) < LEAST_ROWS:
        raise UnexpectedFile(
            f"{source.title}: expected a table of at least {LEAST_ROWS} rows and columns, "
            f"found {len(found.rows)} rows ({path}). Fetch it again from "
            f"{source.official_page}."
        )
    return pd.DataFrame(found.rows, dtype=object)


def column_of_year(
    columns: pd.Index, pattern: str, source: Source, path: Path
) -> tuple[str, str]:
    """The one column whose name fits the pattern, and the year the name carries.

    Publishers put two digits of the vintage into names: 'LAD24CD', 'lsoa21_code'.
    Raises: UnexpectedFile if none or several fit.
    """
    fits = [
        (name, found.group(1))
        for name in map(str, columns)
        if (found := re.fullmatch(pattern, name, re.IGNORECASE))
    ]
    if len(fits) != 1:
        raise UnexpectedFile(
            f"{source.title}: expected one column like '{pattern}', found "
            f"{[name for name, _ in fits] or sorted(map(str, columns))[:20]} ({path}). "
            f"Is it the file of {source.official_page}?"
        )
    return fits[0]


def csv_table(
    path: Path, source: Source, columns: set[str], names: list[str] | None = None
) -> pd.DataFrame:
    """Rows of a CSV file as text, blanks as empty strings, in the order of the file.

    The index counts rows below the header from 1. A row shorter than the longest is
    filled up with blanks, a header shorter than its rows with 'column' and a number.
    `names` for a file without a header. An empty line is no row.
    Raises: UnexpectedFile if it is no UTF-8 CSV, lacks one of `columns`, or has a row
        with more cells than the others.
    """
    rows = _csv_rows(path, source)
    header = [f"column{at}" for at in range(len(rows[0]))] if names else rows.pop(0)
    counts = Counter(len(row) for row in rows)
    # NHS.uk's header is one cell short of every row; a single long row is a fault.
    usual = counts.most_common(1)[0][0] if rows else 0
    width = max(len(header), usual)
    _require_width(rows, width, 1 if names else 2, source, path)
    filled = [row[:width] + [""] * (width - len(row)) for row in rows]
    frame = pd.DataFrame(
        filled, columns=_named(header, width), index=range(1, len(rows) + 1), dtype=str
    )
    if names is not None and len(names) == len(frame.columns):
        frame.columns = pd.Index(names)
    require_columns(frame.columns, columns, source, path)
    return frame


def _csv_rows(path: Path, source: Source) -> list[list[str]]:
    # Not DuckDB's reader: it leaves out lines that begin with '#', and refuses a line
    # break within quotes. `strict`, so that a lost quote does not swallow the rest.
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            rows = [row for row in csv.reader(opened, strict=True) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as bad:
        raise UnexpectedFile(
            f"{source.title}: expected a CSV file in UTF-8, found: {bad} ({path}). "
            "Restore the file, fetch it again or install its package again."
        ) from bad
    if not rows:
        raise UnexpectedFile(
            f"{source.title}: expected a CSV file in UTF-8, found no line in it "
            f"({path}). Restore the file or fetch it again."
        )
    return rows


def _require_width(
    rows: list[list[str]], width: int, first: int, source: Source, path: Path
) -> None:
    long = [at for at, row in enumerate(rows) if any(row[width:])]
    if long:
        raise UnexpectedFile(
            f"{source.title}: expected at most {width} cells in a row, found "
            f"{len(rows[long[0]])} in row {long[0] + first} and more in {len(long)} "
            f"row(s) ({path}). A comma too many moves every cell after it: mend the "
            "row or fetch the file again."
        )


def _named(header: list[str], width: int) -> list[str]:
    names: list[str] = []
    for at in range(width):
        name = header[at] if at < len(header) and header[at] else f"column{at}"
        names.append(f"{name}_{at}" if name in names else name)
    return names


def require_columns(
    found: pd.Index, columns: set[str], source: Source, path: Path
) -> None:
    """Raise UnexpectedFile unless every column of `columns` is among those found."""
    missing = sorted(columns - set(found))
    if missing:
        raise UnexpectedFile(
            f"{source.title}: expected columns {missing}, found {sorted(found)[:20]} "
            f"({path}). If the publisher renamed them, change the reader of "
            f"'{source.source_code}' in geodata/readers."
        )
