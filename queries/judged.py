"""Which statements may run: judged on DuckDB's own reading of them, never on their text.

DuckDB splits the text into statements and says of what kind each is. The one SELECT it
may hold is written out by DuckDB as a tree, and every node of the tree must be of a kind
listed in queries.allowed, every function on its reviewed list or a macro of the
database, every table one of the database or a step of the question.

Limit of method: the tree is of what is written, not of what views and macros stand for.
Those are ours, and a test judges each of them. Reading alone can take a parser minutes
or its stack (3,000 open brackets do), so this too runs in the process with ceilings.
"""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

import duckdb

from queries.allowed import (
    CATALOGUES,
    NODES,
    SHOWN,
    SYSTEM_TABLES,
    TABLE_FUNCTION,
    Names,
    functions_allowed,
)
from queries.refused import NotAllowed, NotUnderstood

Node = dict[str, Any]
_ONLY_QUESTIONS = (
    "Expected one question that only reads (select, from, with, values, describe, "
    "summarize, show tables, or explain before one of these), found {found}. "
    "This database cannot be changed and its settings are fixed; ask of its tables."
)


def judge(
    connection: duckdb.DuckDBPyConnection, sql: str, names: Names
) -> duckdb.Statement:
    """The one statement of `sql`, fit to be run on this connection.

    Raises: NotUnderstood if DuckDB cannot read it; NotAllowed if it does anything but
        ask a question of the tables in `names`.
    """
    statement = _only(connection, sql)
    asked = sql
    if _kind(statement) == "explain":
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


def _only(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    try:
        sql.encode()
        statements = connection.extract_statements(sql)
    except (duckdb.OutOfMemoryException, duckdb.InterruptException):
        # Reading took too much: no fault of the words, and the caller says so.
        raise
    except (duckdb.Error, UnicodeError) as fault:
        raise NotUnderstood(f"DuckDB cannot read the question. {fault}") from fault
    if len(statements) != 1:
        found = f"{len(statements)} statements" if statements else "none"
        raise NotAllowed(_ONLY_QUESTIONS.format(found=found))
    return statements[0]


def _kind(statement: duckdb.Statement) -> str:
    try:
        return str(statement.type.name).lower()
    except ValueError:
        # DuckDB has kinds that its Python part does not know (`update extensions`).
        return "one of a kind without a name"


def _select(statement: duckdb.Statement) -> None:
    kind = _kind(statement)
    if kind == "multi":
        raise NotAllowed(
            "Expected a pivot that names its columns, found one whose columns depend on "
            "the data. Name them: pivot t on c in ('a', 'b') using sum(n); or write "
            "sum(n) filter (where c = 'a')."
        )
    if kind != "select":
        raise NotAllowed(_ONLY_QUESTIONS.format(found=f"'{kind}'"))


def _explained(sql: str) -> str:
    """What stands after `explain` or `explain analyze`, as DuckDB's tokens have it."""
    text = sql.encode()
    tokens = [*duckdb.tokenize(sql), (len(text), None)]
    words = [
        (start, text[start:stop].split(maxsplit=1)[0].lower())
        for (start, kind), (stop, _) in pairwise(tokens)
        if kind != duckdb.token_type.comment
    ]
    skipped = 2 if [word for _, word in words[1:2]] == [b"analyze"] else 1
    return text[words[skipped][0] :].decode() if len(words) > skipped else ""


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
    # A step named like a file, or like a view of DuckDB's, would be a way to name that
    # outside the step's reach.
    is_plain = name.isidentifier() and name not in names.taken
    is_step = place in ([], ["recurring"]) and name in steps and is_plain
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
