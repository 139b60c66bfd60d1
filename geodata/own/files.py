"""Opens any file of incidents as rows of text in DuckDB, with its rows counted twice.

CSV and the like go through `sieve`, a sheet of a workbook becomes CSV first, Parquet is
read as it is. Work files lie in a private folder, are removed when the file is closed,
and are the only place where a column that was refused as personal is ever written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from geodata.errors import DataError, UnexpectedFile
from geodata.own import sieve, staging, workbooks
from geodata.own.mapping import Layout, unique_names
from geodata.workplaces import workplace

MEMORY = "700MB"
"""Given to DuckDB; beyond it, it spills into the work folder."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OTHERS = {
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a gzip archive; unpack it first",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it first",
    b"SQLite format 3": "a SQLite database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


@dataclass(frozen=True)
class Opened:
    """An open file: table `source` in DuckDB (row_number, c0, c1, … as text).

    Blank records are not in `source`; those of table `aside` (row_number, rule, reason,
    cells) are not either. `rows_counted` counts both by a second route.
    """

    connection: duckdb.DuckDBPyConnection
    folder: Path
    columns: tuple[str, ...]
    layout: Layout
    rows_counted: int
    notes: tuple[str, ...]


def file_format(path: Path) -> str:
    """Text, workbook or parquet, told from the first bytes, not from the name.

    Raises: UnexpectedFile if it is another kind of file, or cannot be read.
    """
    try:
        with path.open("rb") as opened:
            start = opened.read(2048)
    except OSError as bad:
        raise UnexpectedFile(
            f"Expected a file of incidents, found none that can be read: {bad}."
        ) from bad
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(_WORKBOOKS):
        return "workbook"
    wrong = [words for mark, words in _OTHERS.items() if start.startswith(mark)]
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if plain.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        wrong = ["a web page or XML under another name"]
    if wrong:
        raise UnexpectedFile(
            f"Expected CSV, Excel or Parquet, found {wrong[0]} ({path.name}). Open it "
            "in the program it comes from and save the table as CSV (UTF-8)."
        )
    return "text"


@contextmanager
def opened(path: Path, layout: Layout) -> Iterator[Opened]:
    """The file laid out as `layout` says; closed and its work files removed after.

    Raises: UnexpectedFile if it is not such a file, or two counts of rows differ;
        DataError if the disk is full.
    """
    with workplace() as folder:
        connection = duckdb.connect(
            folder / "work.duckdb",
            config={"memory_limit": MEMORY, "temp_directory": str(folder / "spill")},
        )
        try:
            if layout.file_format == "parquet":
                yield _parquet(connection, path, layout, folder)
            else:
                yield _text(connection, path, layout, folder)
        except (
            duckdb.IOException,
            duckdb.OutOfMemoryException,
            duckdb.TransactionException,
        ) as full:
            raise DataError(
                f"Expected room to work in {folder.parent}, found: {str(full)[:200]}. "
                "Free some space there, or name another folder in TMPDIR."
            ) from full
        finally:
            connection.close()


def _text(
    connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout, folder: Path
) -> Opened:
    plain, as_text, notes = path, layout, []
    if layout.file_format == "workbook":
        plain = folder / "sheet.csv"
        sheet = workbooks.as_csv(path, sheet=layout.sheet, into=plain)
        as_text = replace(layout, encoding="utf-8", delimiter=",")
        layout = replace(layout, sheet=sheet.name)
    sifted = sieve.sift(
        plain, as_text, regular=folder / "regular.csv", aside=folder / "aside.csv"
    )
    staging.stage_text(
        connection,
        sifted,
        header_row=layout.header_row,
        delimiter=as_text.delimiter,
        folder=folder,
    )
    if sifted.replaced:
        notes.append(
            f"{sifted.replaced} characters could not be read as {as_text.encoding}."
        )
    if sifted.records > sifted.rows:
        notes.append(f"{sifted.records - sifted.rows} blank rows are not counted.")
    if sifted.joined_lines:
        notes.append(f"{sifted.joined_lines} lines run on from a quoted cell above.")
    columns = tuple(unique_names(sifted.header))
    return Opened(connection, folder, columns, layout, sifted.rows, tuple(notes))


def _parquet(
    connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout, folder: Path
) -> Opened:
    columns = staging.stage_parquet(connection, path)
    rows = staging.number(connection, "select count(*) from source")
    return Opened(connection, folder, tuple(columns), layout, rows, ())
