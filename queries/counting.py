"""Counting questions: asked of the row-level file, answered under the rule.

The program alone opens that file. It counts the incidents asked for in all faces, puts
them under the rule as one (`cells`), bound by what the session asked before (`ledger`),
and only then runs the question's SQL of queries/counts, over the relation `counted`: no
statement ever sees a row or an exact count. The switch of `disclosure` alone changes
that, and stamps what comes out.
"""

import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

import queries
from queries import catalogue, cells, comparing, disclosure, incidents
from queries.cells import Space
from queries.comparing import Bound
from queries.disclosure import Rule
from queries.ledger import SPENT, TOO_NEAR, Asked, Ledger, Refused

REACH = (
    "types age access floor_rank count_unknown_hours count_restricted mode within_min"
).split()
"""Parameters on which it depends whether an incident had support in reach."""


def counted(
    database: Path,
    name: str,
    ledger: Ledger,
    **params: Any,  # noqa: ANN401 - as DuckDB takes
) -> pd.DataFrame:
    """The answer to one question of queries/counts, under the rule.

    `attrs["disclosure"]` of the frame is the sentence that every output must carry.
    Raises: Refused if it would single people out, or the session has asked enough;
        DatabaseNotReady if either file is absent or they do not belong together;
        SwitchNotKnown.
    """
    question = catalogue.counting(name)
    connection = queries.connect_with_incidents(database)
    try:
        rule = disclosure.rule_of(connection)
        asked = _asked(question, params, *incidents.opened(connection))
        if disclosure.is_off():
            shown, words = incidents.exact(connection, asked), disclosure.STAMP
        else:
            with ledger.held():
                shown = _under_the_rule(connection, asked, ledger, rule)
            words = disclosure.sentence(rule)
        connection.register("counted", shown)
        taken = {key: params[key] for key in question.params}
        answer = connection.execute(question.sql, taken).df()
    finally:
        connection.close()
    answer.attrs["disclosure"] = words
    return answer


def _asked(
    question: catalogue.Question, params: dict[str, Any], first: str, last: str
) -> Asked:
    """The incidents of a question; those that mean the same are equal."""
    by = question.filters
    whole = {"kinds", "from_month", "to_month"}
    if not whole <= set(by):
        message = f"{question.name}: filters lack {sorted(whole - set(by))}"
        raise ValueError(message)
    reach = {key: _sorted(params[key]) for key in REACH} if "reach" in by else None
    boroughs = params["borough_codes"] if "borough_codes" in by else []
    return Asked(
        kinds=tuple(sorted(set(params["kinds"]))),
        from_month=max(params["from_month"], first),
        to_month=min(params["to_month"], last),
        borough_codes=tuple(sorted(set(boroughs))),
        reach=json.dumps(reach, sort_keys=True) if reach else "",
    )


def _sorted(value: object) -> object:
    return sorted(set(value)) if isinstance(value, (list, tuple)) else value


def _under_the_rule(
    connection: duckdb.DuckDBPyConnection, asked: Asked, ledger: Ledger, rule: Rule
) -> pd.DataFrame:
    known = ledger.entry_of(asked)
    if known is not None and known.is_refused:
        raise Refused(TOO_NEAR)
    budget = connection.execute(
        "select amount from thresholds where threshold_code = 'question_budget'"
    ).fetchall()[0][0]
    if known is None and ledger.count() >= budget:
        raise Refused(SPENT)
    incidents.lay(connection, "asked", asked)
    found, space = incidents.counted(connection, asked)
    try:
        if known is None:
            bound = _bound(connection, asked, ledger, rule)
        else:
            # The same again gets the same, whatever was asked since.
            shown = set(found["cell"]) - known.withheld
            bound = Bound(hidden=set(known.withheld), shown=shown)
        result = _disclosed(found, space, rule, bound)
    except Refused:
        if known is None:
            ledger.add(asked, frozenset(), is_refused=True)
        raise
    if known is None:
        hidden = result["is_suppressed"] & (found["exact_count"] > rule.low)
        ledger.add(asked, frozenset(found.loc[hidden, "cell"]), is_refused=False)
    return result


def _bound(
    connection: duckdb.DuckDBPyConnection, asked: Asked, ledger: Ledger, rule: Rule
) -> Bound:
    whole = Bound()
    for entry in [incidents.fixed(connection), *ledger.answered()]:
        incidents.lay(connection, "earlier", entry.asked)
        whole.add(comparing.beside(connection, asked, entry, rule))
    return whole


def _disclosed(
    found: pd.DataFrame, space: Space, rule: Rule, bound: Bound
) -> pd.DataFrame:
    forced = found["cell"].isin(bound.forced).to_numpy() & (found["exact_count"] > 0)
    locked = found["cell"].isin(bound.locked).to_numpy() & ~forced
    result, exposed = cells.disclosed(found, space, rule, forced=forced, locked=locked)
    if exposed.any():
        free = cells.disclosed(found, space, rule, forced=forced)[1]
        is_part = found["face"].isin(["borough_reach", "reach"]).to_numpy()
        # What no suppression could help is as it is in the fixed tables; what earlier
        # answers stand in the way of is not answered.
        if np.any(exposed & (~free | is_part)):
            raise Refused(TOO_NEAR)
    return result
