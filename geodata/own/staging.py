"""Rows of a file as the view `source` in DuckDB, counted by a second route.

Text: DuckDB's parser counts records, `sieve` counted them in the bytes. Parquet: DuckDB
counts rows, the file's own footer says how many there are.
"""

from pathlib import Path

import duckdb
import numpy as np

from geodata.errors import UnexpectedFile
from geodata.own.mapping import unique_names
from geodata.own.sieve import Sifted
from geodata.own.texts import MAX_COLUMNS


def quoted(text: str) -> str:
    """A text as an SQL literal, where DuckDB takes no parameter."""
    return "'" + text.replace("'", "''") + "'"


def stage_text(
    connection: duckdb.DuckDBPyConnection,
    sifted: Sifted,
    *,
    header_row: int,
    delimiter: str,
    folder: Path,
) -> None:
    """Make `source` and `aside` from what `sieve` wrote into `folder`.

    Raises: UnexpectedFile if the two counts of records differ.
    """
    names = ", ".join(f"'c{n}': 'varchar'" for n in range(len(sifted.header)))
    # A macro or view takes no parameter for the file, so its name stands as a literal.
    connection.execute(
        f"create view every_row as select row_number() over () + {header_row} "
        f"as row_number, * from read_csv({quoted(str(folder / 'regular.csv'))}, "
        f"auto_detect = false, header = false, delim = {quoted(delimiter)}, "
        f"quote = '\"', escape = '\"', columns = {{{names}}}, "
        "max_line_size = 16_000_000)"
    )
    connection.execute(
        "create table aside as from read_csv($file, header = false, auto_detect = "
        "false, quote = '\"', escape = '\"', max_line_size = 16_000_000, columns = "
        "{'row_number': 'bigint', 'rule': 'varchar', 'reason': 'varchar', "
        "'cells': 'varchar'})",
        {"file": str(folder / "aside.csv")},
    )
    connection.execute(
        "create table hollow as select row_number from aside "
        "union all select unnest($blank::bigint[])",
        {"blank": np.concatenate([np.empty(0, np.int64), *sifted.blank])},
    )
    connection.execute(
        "create view source as from every_row anti join hollow using (row_number)"
    )
    _agree(number(connection, "select count(*) from every_row"), sifted.records)


def stage_parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """Make `source` and an empty `aside` from a Parquet file; names of its columns.

    The rows are copied, so that a broken page is met here and nowhere later.
    Raises: UnexpectedFile if the two counts of rows differ, or it is no table.
    """
    try:
        found = _copied(connection, path)
        footer = f"select sum(num_rows) from parquet_file_metadata({quoted(str(path))})"
        counted = number(connection, footer)
    except duckdb.Error as bad:  # any, even the plain one: a file decides what is met
        why = str(bad).split("\n", maxsplit=1)[0][:200]
        raise UnexpectedFile(
            f"Expected a readable Parquet file, found: {why} ({path.name}). Write it "
            "again; it may be cut off."
        ) from bad
    connection.execute(
        "create table aside "
        "(row_number bigint, rule varchar, reason varchar, cells varchar)"
    )
    _agree(number(connection, "select count(*) from source"), counted)
    return unique_names(found)


def _copied(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    table = f"read_parquet({quoted(str(path))})"
    names = [str(c[0]) for c in connection.execute(f"describe from {table}").fetchall()]
    if not 1 < len(names) <= MAX_COLUMNS:
        raise UnexpectedFile(
            f"Expected a table of 2 to {MAX_COLUMNS:,} columns, found {len(names)} "
            f"({path.name})."
        )
    aliases = ", ".join(f"c{n}" for n in range(len(names)))
    cells = ", ".join(
        f"nullif(trim(c{n}::varchar), '') as c{n}" for n in range(len(names))
    )
    connection.execute(
        f"create table source as select row_number() over () as row_number, {cells} "
        f"from {table} as found (" + aliases + ")"
    )
    return names


def number(connection: duckdb.DuckDBPyConnection, question: str) -> int:
    """The one number that a question answers; nothing is 0."""
    row = connection.execute(question).fetchone()
    return int(row[0] or 0) if row else 0


def _agree(parsed: int, counted: int) -> None:
    if parsed != counted:
        raise UnexpectedFile(
            f"Expected {counted:,} rows, as counted in the bytes of the file, found "
            f"{parsed:,} when reading it. Save the table anew as CSV (UTF-8)."
        )
