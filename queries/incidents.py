"""The incidents of a question, laid out for counting: never leaves the program.

All of it works on a connection of `queries.connect_with_incidents`, in temporary tables
that end with it.
"""

import json
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from queries import cells
from queries.cells import Space
from queries.ledger import Asked, Entry

NO_MONTH = "0000-00"
"""Before every month: where nothing is logged."""
NO_REACH = """
create or replace temp table reach as
select
    null::varchar as area_code,
    null::bit as reached_week,
limit 0
"""


@cache
def _sql(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


def opened(connection: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    """Lay out every incident; the first and the last month, 'yyyy-mm'."""
    connection.execute(_sql("incidents_logged"))
    first, last = connection.execute(
        "select min(month), max(month) from every_incident"
    ).fetchall()[0]
    return first or NO_MONTH, last or NO_MONTH


def lay(connection: duckdb.DuckDBPyConnection, relation: str, asked: Asked) -> None:
    """The incidents of a question as a temporary table: `asked` or `earlier`."""
    reach = json.loads(asked.reach) if asked.reach else None
    if reach is None:
        connection.execute(NO_REACH)
    else:
        statement = _sql("incident_reach")
        connection.execute(f"create or replace temp table reach as {statement}", reach)
    connection.execute(
        f"create or replace temp table {relation} as {_sql('incidents_asked')}",
        {
            "kinds": list(asked.kinds),
            "from_month": asked.from_month,
            "to_month": asked.to_month,
            "borough_codes": list(asked.borough_codes),
            "asks_reach": reach is not None,
        },
    )


def counted(
    connection: duckdb.DuckDBPyConnection, asked: Asked
) -> tuple[pd.DataFrame, Space]:
    """Exact counts of the relation `asked` in every face, with the space of its cells."""
    areas = connection.execute(
        "select area_code, borough_code from areas order by area_code"
    ).fetchall()
    boroughs = connection.execute(
        "select borough_code from boroughs order by borough_code"
    ).fetchall()
    months: list[str] = []
    if NO_MONTH < asked.from_month <= asked.to_month:
        span = pd.period_range(asked.from_month, asked.to_month, freq="M")
        months = [str(month) for month in span]
    space = Space(dict(areas), [code for (code,) in boroughs], months)
    connection.execute("create or replace temp view logged as from asked")
    return cells.counted(connection, space, with_reach=bool(asked.reach)), space


def exact(connection: duckdb.DuckDBPyConnection, asked: Asked) -> pd.DataFrame:
    """What a steward sees who switched the rule off: the shape of `cells.disclosed`."""
    lay(connection, "asked", asked)
    found, _ = counted(connection, asked)
    return found.rename(columns={"exact_count": "incident_count"}).assign(
        is_suppressed=False
    )


def fixed(connection: duckdb.DuckDBPyConnection) -> Entry:
    """The fixed tables of the database as a question that everybody has asked."""
    kinds = connection.execute(
        "select preset from parameters where parameter = 'kinds'"
    ).fetchall()[0][0]
    stars = connection.execute(_sql("incidents_withheld")).fetchall()
    return Entry(
        asked=Asked(tuple(json.loads(kinds)), NO_MONTH, "9999-99"),
        withheld=frozenset(cell for (cell,) in stars),
        is_refused=False,
        asked_at="",
    )
