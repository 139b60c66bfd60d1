"""An answer with where it comes from, whichever kind of question it is."""

from pathlib import Path

import duckdb
import pandas as pd

import queries
from queries import catalogue, landing, provenance
from queries.provenance import Provenance


def answered(
    database: Path,
    connection: duckdb.DuckDBPyConnection,
    asked: catalogue.Question,
    taken: dict[str, object],
) -> tuple[pd.DataFrame, Provenance]:
    """Rows of an answer, over recorded incidents or not, with where they come from.

    Raises: Refused if the rows would single people out.
    """
    rule = ""
    if asked.family == "counts":
        frame, rule = landing.counted(database, asked, taken)
    else:
        frame = queries.fetch(connection, asked.name, **taken)
    told = provenance.of_edition(
        connection,
        answer=asked.name,
        params=taken,
        purpose=asked.purpose,
        limits=asked.limits,
        rule=rule,
    )
    return frame, told
