"""The database that is open: one read-only connection an edition.

A build that is swapped in is another edition, so it is seen at the next click without a
restart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import streamlit as st

import queries
from dashboard import journal
from queries import DatabaseNotReady

__all__ = ["DatabaseNotReady"]


def version() -> tuple[str, int, int]:
    """What tells one state of the database from another: new at each build and import.

    Raises: DatabaseNotReady if there is none.
    """
    return queries.edition(queries.database_path())


def connection() -> duckdb.DuckDBPyConnection:
    """The connection to the edition that is in place now.

    Raises: DatabaseNotReady, with what to do.
    """
    return connection_of(*version())


@contextmanager
def one_edition() -> Iterator[None]:
    """A page of one edition: drawn again if another was swapped in meanwhile.

    Raises: DatabaseNotReady if there is none.
    """
    began = version()
    try:
        yield
    finally:
        if version() != began:
            st.rerun()


# One alone: an edition that was replaced is closed by the last question that holds it.
# Closing it on release instead would take it from under that question.
@st.cache_resource(max_entries=1, show_spinner=False)
def connection_of(path: str, changed_ns: int, size: int) -> duckdb.DuckDBPyConnection:  # noqa: ARG001 - the cache's key
    """The connection to one edition, shared by all visitors; take a cursor of it."""
    # One thread a question: visitors keep the other cores busy, and alone it is as quick.
    opened = queries.connect(Path(path), threads="1")
    journal.note("edition_opened", **_stamp(opened))
    return opened


def in_place() -> dict[str, str]:
    """Edition and moment of build of the database in place, opened anew to be sure.

    Raises: DatabaseNotReady, with what to do.
    """
    opened = queries.connect(queries.database_path())
    try:
        return _stamp(opened)
    finally:
        opened.close()


def _stamp(opened: duckdb.DuckDBPyConnection) -> dict[str, str]:
    stamp = queries.fetch(opened, "edition").iloc[0]
    return {"edition": str(stamp["edition"]), "built_at": str(stamp["built_at"])}
