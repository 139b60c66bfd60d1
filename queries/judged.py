"""Which statements may run: judged on DuckDB's own reading of them, never on their text.

DuckDB splits the text into statements and says of what kind each is. The one SELECT it
may hold is written out by DuckDB as a tree, and every node of the tree must be of a kind
listed here, every function on the reviewed list (functions_allowed.txt) or a macro of
the database, every table one of the database. What is not listed is refused, so that a
newer DuckDB brings nothing that nobody has looked at.

Limit of method: the tree is of what is written, not of what views and macros stand for.
Those are ours, and a test judges each of them. Reading alone can take a parser minutes
or its stack (3,000 open brackets do), so this too runs in the process with ceilings.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from queries.refused import NotAllowed, NotUnderstood

LONGEST_SQL = 50_000
"""Characters; the longest question of the program has 5,000."""
TABLE_FUNCTION = "from "
"""Before the name of a function that stands for a table, in the list of allowed ones."""
CATALOGUES = frozenset({(), ("london",), ("main",), ("london", "main")})
SYSTEM_TABLES = frozenset(
    tuple(name.split("."))
    for name in "duckdb_columns duckdb_constraints duckdb_tables duckdb_views "
    "information_schema.columns information_schema.tables".split()
)
SHOWN = frozenset({"__show_tables_expanded", '"tables"'})
NODES = frozenset(
    # Queries and what follows them.
    "SELECT_NODE SET_OPERATION_NODE RECURSIVE_CTE_NODE CTE_NODE "
    "ORDER_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER DISTINCT_MODIFIER "
    "ASCENDING DESCENDING ORDER_DEFAULT "
    # What they read from.
    "BASE_TABLE EMPTY EXPRESSION_LIST JOIN PIVOT SHOW_REF SUBQUERY TABLE_FUNCTION "
    # Expressions.
    "ARRAY_CONSTRUCTOR CASE_EXPR COLLATE COLUMN_REF COMPARE_BETWEEN "
    "COMPARE_DISTINCT_FROM COMPARE_EQUAL COMPARE_GREATERTHAN "
    "COMPARE_GREATERTHANOREQUALTO COMPARE_IN COMPARE_LESSTHAN "
    "COMPARE_LESSTHANOREQUALTO COMPARE_NOTEQUAL COMPARE_NOT_BETWEEN "
    "COMPARE_NOT_DISTINCT_FROM COMPARE_NOT_IN CONJUNCTION_AND CONJUNCTION_OR FUNCTION "
    "GROUPING_FUNCTION LAMBDA OPERATOR_CAST OPERATOR_COALESCE OPERATOR_IS_NOT_NULL "
    "OPERATOR_IS_NULL OPERATOR_NOT OPERATOR_NULLIF OPERATOR_TRY OPERATOR_UNPACK "
    "POSITIONAL_REFERENCE STAR STRUCT_EXTRACT ARRAY_EXTRACT ARRAY_SLICE TYPE "
    "VALUE_CONSTANT VALUE_PARAMETER "
    # Windows.
    "WINDOW_AGGREGATE WINDOW_CUME_DIST WINDOW_FILL WINDOW_FIRST_VALUE WINDOW_LAG "
    "WINDOW_LAST_VALUE WINDOW_LEAD WINDOW_NTH_VALUE WINDOW_NTILE WINDOW_PERCENT_RANK "
    "WINDOW_RANK WINDOW_RANK_DENSE WINDOW_ROW_NUMBER".split()
)

Node = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """What a database holds, in lower case: its tables with its views, its macros."""

    tables: frozenset[str]
    macros: frozenset[str]


@cache
def functions_allowed() -> frozenset[str]:
    """Functions that anyone may use, reviewed; those that give tables after 'from '."""
    listed = Path(__file__).with_name("functions_allowed.txt").read_text("utf-8")
    return frozenset(line for line in listed.splitlines() if line[:2] != "# ")


def names_of(connection: duckdb.DuckDBPyConnection, catalogue: str) -> Names:
    """Tables, views and macros of one attached database."""
    tables, macros = (
        frozenset(str(row[0]).lower() for row in connection.execute(asked).fetchall())
        for asked in (
            f"select table_name from duckdb_tables() where database_name = '{catalogue}' "
            "union all "
            f"select view_name from duckdb_views() where database_name = '{catalogue}'",
            "select function_name from duckdb_functions() "
            f"where database_name = '{catalogue}'",
        )
    )
    return Names(tables, macros)


def judge(
    connection: duckdb.DuckDBPyConnection, sql: str, names: Names
) -> duckdb.Statement:
    """The one statement of `sql`, fit to be run on this connection.

    Raises: NotUnderstood if DuckDB cannot read it; NotAllowed if it does anything but
        ask a question of the tables in `names`.
    """
    statement = _only(connection, sql)
    asked = sql
    if statement.type == duckdb.StatementType.EXPLAIN:
        asked = _explained(sql)
        _select(_only(connection, asked))
    else:
        _select(statement)
    [row] = connection.execute("select json_serialize_sql($1)", [asked]).fetchall()
    try:
        read = json.loads(row[0])
    except RecursionError as deep:
        raise NotAllowed(
            "Expected a question of fewer than 200 levels, found brackets or operators "
            "nested deeper. Split it into steps with: with step as (...)"
        ) from deep
    if read["error"]:
        raise NotAllowed(_ONLY_QUESTIONS.format(found="one that cannot be examined"))
    _look_through(read["statements"], names)
    return statement


_ONLY_QUESTIONS = (
    "Expected one question that only reads (select, from, with, values, describe, "
    "summarize, show tables, or explain before one of these), found {found}. "
    "This database cannot be changed and its settings are fixed; ask of its tables."
)


def _only(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    try:
        sql.encode()
        statements = connection.extract_statements(sql)
    except (duckdb.Error, UnicodeError) as fault:
        raise NotUnderstood(f"DuckDB cannot read the question. {fault}") from fault
    if len(statements) != 1:
        found = f"{len(statements)} statements" if statements else "none"
        raise NotAllowed(_ONLY_QUESTIONS.format(found=found))
    return statements[0]


def _select(statement: duckdb.Statement) -> None:
    if statement.type == duckdb.StatementType.MULTI:
        raise NotAllowed(
            "Expected a pivot that names its columns, found one whose columns depend on "
            "the data. Name them: pivot t on c in ('a', 'b') using sum(n); or write "
            "sum(n) filter (where c = 'a')."
        )
    if statement.type != duckdb.StatementType.SELECT:
        raise NotAllowed(
            _ONLY_QUESTIONS.format(found=f"'{statement.type.name.lower()}'")
        )


def _explained(sql: str) -> str:
    """What stands after `explain` or `explain analyze`, as DuckDB's tokens have it."""
    text = sql.encode()
    starts = [start for start, kind in duckdb.tokenize(sql) if kind.name != "comment"]
    words = [
        text[start:stop].split(maxsplit=1)[0].lower()
        for start, stop in zip(starts[:2], starts[1:3], strict=False)
    ]
    skipped = 2 if words[1:] == [b"analyze"] else 1
    return text[starts[skipped] :].decode() if len(starts) > skipped else ""


def _look_through(tree: object, names: Names) -> None:
    nodes = list(_nodes(tree))
    steps = {
        str(entry["key"]).lower()
        for node in nodes
        for entry in (node.get("cte_map") or {}).get("map", [])
    }
    for node in nodes:
        kind = node.get("type")
        if isinstance(kind, str) and kind not in NODES:
            raise NotAllowed(_ONLY_QUESTIONS.format(found=f"'{kind.lower()}'"))
        match kind:
            case "BASE_TABLE":
                _table(node, names, steps)
            case "SHOW_REF":
                _shown(node, names)
            case "TABLE_FUNCTION":
                _function(node["function"], names, TABLE_FUNCTION)
        if "function_name" in node and not node.get("stands_for_table"):
            _function(node, names, "")


def _nodes(tree: object) -> Iterator[Node]:
    """Every object of the tree; without recursion, for a deep tree has a deep stack."""
    waiting = [tree]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            if found.get("type") == "TABLE_FUNCTION":
                found["function"]["stands_for_table"] = True
            yield found
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)


def _function(node: Node, names: Names, prefix: str) -> None:
    name = str(node["function_name"]).lower()
    path = node["qualified_name"]["path"]
    if path[-1].lower() == name and (
        prefix + name in functions_allowed() or name in names.macros
    ):
        return
    raise NotAllowed(
        f"Expected functions that only compute, found {prefix}{name}(), which nobody has "
        "reviewed as one or which reads files, settings or the machine. Use the tables "
        "and macros of this database ('show tables' lists tables), or another function."
    )


def _table(node: Node, names: Names, steps: set[str]) -> None:
    *place, name = (str(part).lower() for part in node["qualified_name"]["path"])
    # A step named like a file would be a way to name the file outside the step's reach.
    is_step = not place and name in steps and name.isidentifier()
    is_ours = tuple(place) in CATALOGUES and name in names.tables
    is_system = (*place, name) in SYSTEM_TABLES
    if is_step or is_ours or is_system:
        return
    near = get_close_matches(name, names.tables | steps, n=3)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise NotAllowed(
        f"Expected a table of this database or a step of the question (with {name!r} "
        f"as ...), found '{'.'.join((*place, name))}'. 'show tables' lists the tables; "
        f"files and other databases cannot be read.{hint}"
    )


def _shown(node: Node, names: Names) -> None:
    path = [str(part).lower() for part in node["qualified_name"].get("path", [])]
    match node["show_type"]:
        case "DESCRIBE" | "SUMMARY" if node["query"]:
            return
        case "SHOW_SPECIAL" if path and path[-1] in SHOWN:
            return
        case "SHOW" if len(path) == 1 and path[0] in names.tables:
            return
    raise NotAllowed(
        "Expected 'show tables', 'show all tables' or a table to show, found "
        f"'{'.'.join(path)}'. Settings, databases and secrets are not shown."
    )
