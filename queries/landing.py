"""Where the guard, the disclosed counts and the steward's switch join the command line.

One place, so that what the command line asks of them is seen at once: statements that a
person writes, questions over recorded incidents, and the stamp of a rule switched off.
"""

from pathlib import Path

import pandas as pd

from queries.catalogue import Question
from queries.rows import rows


def counting_names() -> list[str]:
    """Names of the questions over recorded incidents, sorted."""
    return []


def counting_question(name: str) -> Question:
    """The question over recorded incidents of this name.

    Raises: KeyError if there is none.
    """
    raise KeyError(name)


def takes(question: Question) -> tuple[str, ...]:
    """Names of what a question is given: its parameters, and what chooses incidents."""
    return tuple(question.params)


def counted(
    path: Path, question: Question, values: dict[str, object]
) -> tuple[pd.DataFrame, str]:
    """The answer of a question over recorded incidents, with the rule in words.

    Raises: Refused if it would single people out.
    """
    raise NotImplementedError(path, question, values)


def rule(connection: duckdb.DuckDBPyConnection) -> str:
    """The rule of disclosure in words, as every output carries it."""
    amounts = dict(rows(connection, "select threshold_code, amount from thresholds"))
    return (
        f"Counts of recorded incidents of 1 to {amounts['low_count']:.0f} are not shown "
        f"(*); others are rounded to the nearest {amounts['rounding']:.0f}; zero is shown."
    )


def stamp() -> str:
    """What every output says while a steward has the rule of disclosure off; or blank."""
    return ""
