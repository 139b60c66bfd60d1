"""How a file is laid out: format, encoding, delimiter, sheet and row of the header."""

import re
from pathlib import Path

from geodata.errors import UnexpectedFile
from geodata.own import texts, workbooks
from geodata.own.files import file_format
from geodata.own.mapping import Layout
from geodata.workplaces import workplace

HEAD_ROWS = 60
"""Rows looked at for a header; titles and notes above a table are fewer."""
_DATA = re.compile(r"[-+]?[\d.,:/\s£%-]*\d[\d.,:/\sTZ£%+-]*")


def layout(path: Path) -> tuple[Layout, list[str]]:
    """The layout of a file, and sentences that say what it was told from.

    Raises: UnexpectedFile if it is no table with a row of column names.
    """
    kind = file_format(path)
    if kind == "parquet":
        return Layout("parquet", header_row=0), ["The file is Parquet."]
    if kind == "workbook":
        with workplace() as folder:
            into = Path(folder) / "sheet.csv"
            sheet = workbooks.as_csv(path, sheet="", into=into)
            row = header_row(texts.records(texts.head(into, "utf-8"), ",", HEAD_ROWS))
        said = [f"The file is a workbook; sheet '{sheet.name}' has {sheet.rows:,} rows"]
        if len(sheet.rows_by_sheet) > 1:
            said = [f"{said[0]}, the most of {len(sheet.rows_by_sheet)} sheets"]
        found = Layout("workbook", "", "", sheet.name, row)
        return found, [f"{said[0]}.", *_header_sentence(row)]
    encoding = texts.encoding(path)
    text = texts.head(path, encoding)
    delimiter = texts.delimiter(text)
    row = header_row(texts.records(text, delimiter, HEAD_ROWS))
    said = [f"The file is text in {encoding}, cells parted by {_word(delimiter)}."]
    return Layout("text", encoding, delimiter, "", row), said + _header_sentence(row)


def _word(delimiter: str) -> str:
    return f"a {texts.DELIMITERS[delimiter]}"


def _header_sentence(row: int) -> list[str]:
    return [f"Column names stand in row {row}."] if row > 1 else []


def header_row(rows: list[list[str]]) -> int:
    """Row of the column names, from 1: the first as wide as the table, of words alone.

    Raises: UnexpectedFile if there is none.

    >>> header_row([["Log of June"], [], ["When", "Where"], ["2026-06-01", "Camden"]])
    3
    """
    filled = [[c.strip() for c in row if c.strip()] for row in rows]
    widest = max((len(cells) for cells in filled), default=0)
    for number, cells in enumerate(filled, start=1):
        # A header names nearly all columns, each once; a data row has dates or numbers.
        if len(cells) < max(2, 0.6 * widest):
            continue
        data = sum(_DATA.fullmatch(c) is not None for c in cells)
        if data > 0.15 * len(cells) or len(set(cells)) < 0.6 * len(cells):
            break
        return number
    raise UnexpectedFile(
        "Expected a row of column names above the incidents, found "
        + ("data in its place" if widest > 1 else "no table of two columns or more")
        + ". Give each column a name in the first row, and save it again."
    )
