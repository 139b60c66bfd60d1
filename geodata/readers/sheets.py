"""Sheets of Excel workbooks as tables."""

import re
from pathlib import Path

import pandas as pd

from geodata import workbooks
from geodata.errors import UnexpectedFile
from geodata.sources import Source
from geodata.workbooks import Sheet

LEAST_ROWS = 2
"""Of a sheet, and least columns: a header, and a record below it."""
HEADER_WITHIN = 12
"""Rows of a sheet in which its header is looked for."""


def is_workbook(path: Path) -> bool:
    """Whether the file begins as Excel workbooks do, old or new."""
    with path.open("rb") as opened:
        return opened.read(4) in {b"PK\3\4", b"\xd0\xcf\x11\xe0"}


def workbook(path: Path, source: Source, sheet: str = "") -> pd.DataFrame:
    """Cells of one sheet of an Excel file, the first if none is named; blanks None.

    Raises: UnexpectedFile if it is no workbook or lacks the sheet.
    """
    found = _sheet(path, source, sheet)
    if len(found.rows) < LEAST_ROWS or len(found.rows[0]) < LEAST_ROWS:
        raise UnexpectedFile(
            f"{source.title}: expected a table of at least {LEAST_ROWS} rows and columns, "
            f"found {len(found.rows)} rows ({path}). Fetch it again from "
            f"{source.official_page}."
        )
    return pd.DataFrame(found.rows, dtype=object)


def sheet_table(path: Path, source: Source, columns: dict[str, str]) -> pd.DataFrame:
    """Rows of the first sheet that has these columns, under our names.

    `columns` gives, by our name, the pattern that a cell of the header fits; publishers
    put titles above the header. Shape: our names, as text, blanks as empty strings.
    Raises: UnexpectedFile if no sheet has them all.
    """
    for name in _sheet(path, source, "").names:
        cells = _sheet(path, source, name).rows
        for number in range(min(HEADER_WITHIN, len(cells))):
            header = ["" if c is None else str(c).strip() for c in cells[number]]
            places = {
                name: [i for i, cell in enumerate(header) if re.fullmatch(like, cell)]
                for name, like in columns.items()
            }
            if all(len(found) == 1 for found in places.values()):
                rows = cells[number + 1 :]
                chosen = [
                    [
                        "" if row[at[0]] is None else str(row[at[0]])
                        for at in places.values()
                    ]
                    for row in rows
                ]
                return pd.DataFrame(chosen, columns=list(places), dtype=str)
    raise UnexpectedFile(
        f"{source.title}: expected a sheet with columns like {list(columns.values())}, "
        f"found none ({path}). Is it the file of {source.official_page}?"
    )


def _sheet(path: Path, source: Source, sheet: str) -> Sheet:
    try:
        return workbooks.sheet_of(path, sheet=sheet)
    except workbooks.BrokenWorkbook as bad:
        wanted = f"with the sheet '{sheet}'" if sheet else "that can be read"
        raise UnexpectedFile(
            f"{source.title}: expected an Excel workbook {wanted}, found: {bad} ({path}). "
            f"Fetch it again from {source.official_page}."
        ) from bad
