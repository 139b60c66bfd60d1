"""Documents for analysts, generated from headers and comments alone."""

import duckdb

from queries import dictionary, methods
from queries.parameters import parameters


def texts(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Text of each document by the name of its file in docs/.

    Presets come from the edition, which holds what the program decided; everything else
    from queries/*.sql.
    """
    return {
        "dictionary.md": dictionary.page(),
        "methods.md": methods.page(parameters(connection)),
    }
