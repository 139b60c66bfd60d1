"""TEMPORARY stand-in until the guard lands."""

from dataclasses import dataclass
import time
import duckdb, pandas as pd
import queries


class Refused(Exception):
    pass


@dataclass(frozen=True)
class Answered:
    frame: pd.DataFrame
    row_count: int
    is_cut: bool
    seconds: float


def ask(path, sql, params=None):
    c = queries.connect(path)
    c.execute("use london")
    t = time.time()
    try:
        f = c.execute(sql, params or {}).df()
    except duckdb.Error as e:
        raise Refused(str(e))
    return Answered(f, len(f), False, time.time() - t)
