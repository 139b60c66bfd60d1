"""Where guard, counts of recorded incidents and the rule's switch join the commands.

One place, so that what the command line and the documents ask of them is seen at once.
"""

from pathlib import Path

import duckdb
import pandas as pd

import queries
from queries import catalogue, counting, disclosure, ledger
from queries.catalogue import Question
from queries.errors import CannotAnswer
from queries.rows import rows


def counting_names() -> list[str]:
    """Names of the questions over recorded incidents, sorted."""
    return catalogue.counting_names()


def counting_question(name: str) -> Question:
    """The question over recorded incidents of this name.

    Raises: KeyError if there is none.
    """
    return catalogue.counting(name)


def takes(question: Question) -> tuple[str, ...]:
    """Names of what a question is given: its parameters, and what chooses incidents."""
    reach = counting.REACH if "reach" in question.filters else []
    names = [*question.filters, *reach, *question.params]
    return tuple(dict.fromkeys(name for name in names if name != "reach"))


def counted(
    path: Path, question: Question, values: dict[str, object]
) -> tuple[pd.DataFrame, str]:
    """The answer of a question over recorded incidents, with the rule in words.

    Raises: CannotAnswer if it would single people out.
    """
    kept = ledger.of_command_line(path, _life_days(path))
    try:
        frame = counting.counted(path, question.name, kept, **values)
    except (ledger.Refused, disclosure.SwitchNotKnown) as refused:
        raise CannotAnswer(str(refused)) from refused
    return frame, str(frame.attrs["disclosure"])


def rule(connection: duckdb.DuckDBPyConnection) -> str:
    """The rule of disclosure in words, as every output carries it."""
    cursor = connection.cursor()
    # A cursor does not inherit it.
    cursor.execute("use london")
    return disclosure.sentence(disclosure.rule_of(cursor))


def stamp() -> str:
    """What every output says while a steward has the rule of disclosure off; or blank.

    Raises: CannotAnswer if the switch has a value that means nothing.
    """
    try:
        return disclosure.STAMP if disclosure.is_off() else ""
    except disclosure.SwitchNotKnown as unknown:
        raise CannotAnswer(str(unknown)) from unknown


def _life_days(path: Path) -> float:
    connection = queries.connect(path)
    try:
        [(days,)] = rows(
            connection,
            "select amount from thresholds where threshold_code = 'ledger_life_days'",
        )
    finally:
        connection.close()
    return float(days)
