"""Answers for a notebook: the same questions, values and checks as the command line."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

import queries
from queries import guard, values
from queries.answered import answered


def answer(
    name: str,
    **given: Any,  # noqa: ANN401 - as people have it
) -> pd.DataFrame:
    """The answer of this name, with presets for what is not given.

    Values are as people type them or as Python has them: `at_hour="Sunday 03:00"`,
    `types=["crisis_cafe"]`. `attrs` of the frame says where it comes from.
    Raises: CannotAnswer if a name or value is wrong; DatabaseNotReady; Refused.
    """
    path = queries.database_path()
    connection = queries.connect(path)
    try:
        question = values.question(name)
        taken = values.chosen(connection, question, given)
        frame, told = answered(path, connection, question, taken)
    finally:
        connection.close()
    frame.attrs = dict[Hashable, Any](told.record().items())
    return frame


def sql(statement: str) -> pd.DataFrame:
    """Rows of a statement of one's own, through the guard.

    Raises: Refused if it may not run; DatabaseNotReady.
    """
    return guard.ask(queries.database_path(), statement).frame
