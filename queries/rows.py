"""Rows of the edition by a statement of our own, for the program itself."""

from typing import Any

import duckdb


def rows(
    connection: duckdb.DuckDBPyConnection,
    statement: str,
    **params: Any,  # noqa: ANN401 - as DuckDB takes
) -> list[tuple[Any, ...]]:
    """Rows of one statement, on a cursor of its own."""
    cursor = connection.cursor()
    # A cursor does not inherit it.
    cursor.execute("use london")
    return cursor.execute(statement, params).fetchall()
