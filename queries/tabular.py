"""A frame as text for a terminal: a table, or a list where there is one row."""

import pandas as pd

from queries.provenance import Provenance

DIGITS = 10
"""Significant digits of a number: enough for a share of nine million people."""


def as_table(frame: pd.DataFrame, provenance: Provenance) -> bytes:
    """All rows as text, provenance below, for a file."""
    return "\n".join([*lines(frame, 0), "", *provenance.lines(), ""]).encode()


def as_screen(frame: pd.DataFrame, provenance: Provenance, rows: int) -> bytes:
    """The first `rows` rows (all: 0) as text, what a screen has room for below."""
    return "\n".join([*lines(frame, rows), "", *provenance.brief(), ""]).encode()


def lines(frame: pd.DataFrame, rows: int = 0) -> list[str]:
    """The rows, or the first `rows` of them, and how many there are.

    One row stands upright, a column a line: it is often wider than a screen.
    """
    shown = frame.head(rows) if rows else frame
    if len(frame) == 1:
        width = max(len(str(name)) for name in frame.columns)
        told = [
            f"{name!s:<{width}}  {_cell(frame[name].iloc[0])}" for name in frame.columns
        ]
    else:
        told = _columns(shown)
    cut = len(frame) - len(shown)
    if cut:
        told.append(f"... {cut:,} more of {len(frame):,} rows (--rows 0 shows all)")
    elif len(frame) != 1:
        told.append(f"{len(frame):,} rows")
    return told


def _columns(frame: pd.DataFrame) -> list[str]:
    columns = []
    for name in frame.columns:
        cells = [str(name), *(_cell(value) for value in frame[name])]
        width = max(map(len, cells))
        is_number = pd.api.types.is_numeric_dtype(frame[name].dtype)
        columns.append(
            [f"{c:>{width}}" if is_number else f"{c:<{width}}" for c in cells]
        )
    return ["  ".join(cells).rstrip() for cells in zip(*columns, strict=True)]


def _cell(value: object) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124 - not a number
        return ""
    text = f"{value:.{DIGITS}g}" if isinstance(value, float) else str(value)
    # A terminal obeys what is not printable.
    return "".join(sign if sign.isprintable() else " " for sign in text)
