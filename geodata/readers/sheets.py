"""Sheets of Excel workbooks as tables."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

from geodata.errors import UnexpectedFile
from geodata.sources import Source
from geodata.workbooks import BrokenWorkbook, refusing_broken

HEADER_WITHIN = 12
"""Rows of a sheet in which its header is looked for."""


def is_workbook(path: Path) -> bool:
    """Whether the file begins as Excel workbooks do, old or new."""
    with path.open("rb") as opened:
        return opened.read(4) in {b"PK\3\4", b"\xd0\xcf\x11\xe0"}


def workbook(path: Path, source: Source, sheet: str | int) -> pd.DataFrame:
    """Cells of one sheet of an Excel file, as they are, without header.

    Raises: UnexpectedFile if it is no workbook or lacks the sheet.
    """
    try:
        with refusing_broken():
            cells = pd.read_excel(
                path, sheet_name=sheet, header=None, engine="calamine"
            )
    except BrokenWorkbook as bad:
        raise UnexpectedFile(
            f"{source.title}: expected an Excel workbook with the sheet '{sheet}', "
            f"found: {bad} ({path}). Fetch it again from {source.official_page}."
        ) from bad
    return cells.astype(object).where(cells.notna(), None)


def sheet_table(path: Path, source: Source, columns: dict[str, str]) -> pd.DataFrame:
    """Rows of the first sheet that has these columns, under our names.

    `columns` gives, by our name, the pattern that a cell of the header fits; publishers
    put titles above the header. Shape: our names, as text, blanks as empty strings.
    Raises: UnexpectedFile if no sheet has them all.
    """
    for cells in _sheets(path, source):
        for number in range(min(HEADER_WITHIN, len(cells))):
            header = [str(cell).strip() for cell in cells[number]]
            places = {
                name: [i for i, cell in enumerate(header) if re.fullmatch(like, cell)]
                for name, like in columns.items()
            }
            if all(len(found) == 1 for found in places.values()):
                rows = cells[number + 1 :]
                chosen = [[str(row[at[0]]) for at in places.values()] for row in rows]
                return pd.DataFrame(chosen, columns=list(places), dtype=str)
    raise UnexpectedFile(
        f"{source.title}: expected a sheet with columns like {list(columns.values())}, "
        f"found none ({path}). Is it the file of {source.official_page}?"
    )


def _sheets(path: Path, source: Source) -> list[list[list[Any]]]:
    try:
        with refusing_broken():
            book = CalamineWorkbook.from_path(str(path))
            return [book.get_sheet_by_name(n).to_python() for n in book.sheet_names]
    except BrokenWorkbook as bad:
        raise UnexpectedFile(
            f"{source.title}: expected an Excel workbook, found: {bad} ({path}). Fetch "
            f"it again from {source.official_page}."
        ) from bad
