"""The data dictionary: tables, views and macros of the database, with their comments.

Read from a database that holds the definitions and no row, so that the text depends on
nothing else.
"""

import re

import duckdb

import queries
from queries.methods import escaped, table

HEAD = """# Data dictionary

Tables, views and macros of `crisis_access.duckdb`, from the comments in the file itself
(`duckdb_columns()` gives them to any client). Written by `python -m queries docs`; do not
edit. Row-level incidents are in no table here: the file holds disclosed counts.
"""
_MACRO = re.compile(r"create macro (\w+)\(")


def page() -> str:
    """Text of docs/dictionary.md."""
    empty = duckdb.connect()
    try:
        for name in queries.DEFINITIONS:
            empty.execute(queries.definition(name))
        return "\n".join(
            [
                HEAD,
                "## Views, for analysts\n",
                *(_relation(empty, *one) for one in _named(empty, "view")),
                "## Tables\n",
                *(_relation(empty, *one) for one in _named(empty, "table")),
                "## Macros\n",
                _macros(empty),
            ]
        )
    finally:
        empty.close()


def _named(empty: duckdb.DuckDBPyConnection, kind: str) -> list[tuple[str, str]]:
    """Name and comment of each table or view, sorted."""
    return empty.execute(
        f"select {kind}_name, coalesce(comment, ''), from duckdb_{kind}s() "
        "where not internal order by all"
    ).fetchall()


def _relation(empty: duckdb.DuckDBPyConnection, name: str, comment: str) -> str:
    columns = empty.execute(
        "select column_name, data_type, is_nullable, coalesce(comment, ''), "
        "from duckdb_columns() where table_name = $name order by column_index",
        {"name": name},
    ).fetchall()
    is_view = not _keys(empty, name) and name in dict(_named(empty, "view"))
    cells = [
        (
            f"`{column}`",
            kind.lower(),
            # DuckDB cannot say of a view's column whether it may be null.
            *(() if is_view else ("yes" if nullable else "",)),
            escaped(words),
        )
        for column, kind, nullable, words in columns
    ]
    heads = ("column", "type", *(() if is_view else ("null",)), "unit and words")
    parts = [f"### {name}\n", f"{escaped(comment)}.\n", *_keys(empty, name)]
    return "\n".join([*parts, table(heads, cells)])


def _keys(empty: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Keys of a table in words, each a paragraph."""
    found = empty.execute(
        "select constraint_type, constraint_column_names, referenced_table, "
        "from duckdb_constraints() where table_name = $name "
        "and constraint_type in ('PRIMARY KEY', 'FOREIGN KEY') "
        "order by constraint_index",
        {"name": name},
    ).fetchall()
    own = [_listed(columns) for kind, columns, _ in found if kind == "PRIMARY KEY"]
    others = [
        f"{_listed(columns)} → `{other}`"
        for kind, columns, other in found
        if kind == "FOREIGN KEY"
    ]
    told = [f"Key: {'; '.join(own)}."] if own else []
    told += [f"Refers to: {'; '.join(others)}."] if others else []
    return [" ".join(told) + "\n"] if told else []


def _listed(columns: list[str]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


def _macros(empty: duckdb.DuckDBPyConnection) -> str:
    """Macros with what they take and the comment above each in queries/macros."""
    takes = dict(
        empty.execute(
            "select function_name, parameters, from duckdb_functions() "
            "where not internal and function_type in ('macro', 'table_macro')"
        ).fetchall()
    )
    words: dict[str, str] = {}
    above: list[str] = []
    files = [name for name in queries.DEFINITIONS if name.startswith("macros/")]
    for line in "\n".join(map(queries.definition, files)).splitlines():
        if found := _MACRO.match(line):
            words[found[1]] = " ".join(above)
        above = [*above, line.removeprefix("--").strip()] if line[:2] == "--" else []
    cells = [
        (f"`{name}({', '.join(takes[name])})`", escaped(words[name]))
        for name in sorted(takes)
    ]
    return table(("macro", "in words"), cells)
