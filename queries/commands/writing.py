"""Where a result goes: the terminal, another program, or a file."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd

from queries import outputs
from queries.commands import say
from queries.errors import CannotAnswer
from queries.provenance import Provenance

SCREEN_ROWS = 40
"""Rows of a table shown unless more are asked for: a screen."""


def add_format(command: argparse.ArgumentParser) -> None:
    """Add the options that say how a result is written, and where."""
    command.add_argument(
        "--format",
        choices=outputs.SUFFIXES,
        help="table, or what the name of --out ends in",
    )
    command.add_argument(
        "--out", type=Path, help="write to this file; one of this name is replaced"
    )
    command.add_argument(
        "--rows",
        type=int,
        default=SCREEN_ROWS,
        help=f"rows of a table on the screen ({SCREEN_ROWS}; 0: all)",
    )


def write(
    chosen: argparse.Namespace,
    connection: duckdb.DuckDBPyConnection,
    frame: pd.DataFrame,
    provenance: Provenance,
    grain: Sequence[str] = (),
) -> None:
    """Write a result as the options say.

    Raises: CannotAnswer if it cannot be written like that.
    """
    kind = _kind(chosen.format, chosen.out)
    if kind == "table" and not chosen.out:
        content = outputs.as_screen(frame, provenance, chosen.rows)
    else:
        content = outputs.rendered(connection, frame, provenance, kind, grain)
    if chosen.out:
        replaced = outputs.save(chosen.out, content)
        verb = "Replaced" if replaced else "Wrote"
        say(f"{verb} {chosen.out}: {len(frame):,} rows.")
    elif kind == "parquet" and sys.stdout.isatty():
        raise CannotAnswer(
            "Expected --out FILE.parquet: Parquet is no text to look at."
        )
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _kind(named: str | None, out: Path | None) -> str:
    """The format named, or that of the file's ending; both must agree.

    So a result never takes the place of a database or of a program's file.
    """
    if out is None:
        return named or "table"
    by_suffix = {suffix: kind for kind, suffix in outputs.SUFFIXES.items()}
    found = by_suffix.get(out.suffix.lower())
    if found is None or found != (named or found):
        wanted = outputs.SUFFIXES[named] if named else ", ".join(by_suffix)
        raise CannotAnswer(f"Expected a file whose name ends in {wanted}, found {out}.")
    return found
