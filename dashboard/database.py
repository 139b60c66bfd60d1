"""The database that is open: one read-only connection an edition.

A build that is swapped in is another edition, so it is seen at the next click without a
restart.
"""

from pathlib import Path

import duckdb
import streamlit as st

import queries
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


@st.cache_resource(max_entries=2, show_spinner=False)
def connection_of(path: str, changed_ns: int, size: int) -> duckdb.DuckDBPyConnection:  # noqa: ARG001 - the cache's key
    """The connection to one edition, shared by all visitors."""
    return queries.connect(Path(path))
