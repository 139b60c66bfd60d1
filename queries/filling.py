"""A statement with its parameters filled in as literals, to run in any DuckDB client.

Parameters are found by DuckDB's own tokenizer, so that a `$name` in a comment, a string
or a quoted name stays as it is. Where values can be given apart from the statement, do
that: this is for a shell that cannot.
"""

import datetime as dt
import math
from collections.abc import Mapping
from itertools import pairwise

import duckdb

from queries.errors import CannotAnswer


def filled(sql: str, params: Mapping[str, object]) -> str:
    """The statement with each `$name` as a literal, ended by a semicolon.

    Raises: CannotAnswer if a parameter has no value.
    """
    text = sql.encode()
    parts: list[bytes] = []
    done = 0
    # The tokenizer counts bytes.
    for start, end in _places(text):
        name = text[start + 1 : end].decode()
        if name not in params:
            raise CannotAnswer(f"Expected a value for {name}, found none.")
        parts += [text[done:start], literal(params[name]).encode()]
        done = end
    return b"".join([*parts, text[done:].rstrip()]).decode() + "\n;\n"


def literal(value: object) -> str:
    """A value as DuckDB writes it, of the type it would have as a parameter.

    Raises: CannotAnswer if it has no literal.
    """
    if isinstance(value, list | tuple):
        inside = ", ".join(literal(item) for item in value)
        return f"[{inside}]"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return f"timestamp '{value.isoformat(sep=' ')}'"
    if isinstance(value, dt.date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, str) and "\0" not in value:
        return "'" + value.replace("'", "''") + "'"
    raise CannotAnswer(f"Expected a value that SQL can write, found {value!r}.")


def _number(value: float) -> str:
    if not math.isfinite(value):
        return f"'{value!r}'::double"
    text = repr(value)
    if isinstance(value, float) and "e" not in text:
        # With an exponent it is a double, without one a decimal.
        text += "e0"
    # In brackets: two signs in a row would begin a comment.
    return f"({text})" if text.startswith("-") else text


def _places(text: bytes) -> list[tuple[int, int]]:
    """Start and end, in bytes, of every parameter of a statement."""
    starts = [start for start, _kind in duckdb.tokenize(text.decode())]
    places = []
    for start, after in pairwise(starts):
        if text[start : start + 1] != b"$" or after != start + 1:
            continue
        end = after
        while end < len(text) and (
            text[end : end + 1].isalnum() or text[end] == ord("_")
        ):
            end += 1
        places.append((start, end))
    return places
