"""Headers of answers are under oath: each promise is put to DuckDB itself."""

import duckdb
import pandas as pd
import pytest

import queries
from queries import catalogue
from tests.questions import asked
from tests.toy_city import CODES

NAMES = catalogue.names()


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_those_of_the_header(name):
    question = catalogue.question(name)
    statements = duckdb.connect().extract_statements(question.sql)
    assert len(statements) == 1
    assert statements[0].named_parameters == set(question.params)


@pytest.mark.parametrize("name", NAMES)
def test_columns_and_grain_are_those_of_the_header(connection, name):
    question = catalogue.question(name)
    frame = queries.fetch(connection, name, **asked())
    assert list(frame.columns) == list(question.returns)
    assert all(question.returns.values()), "each column has words"
    if question.grain == ("one", "row"):
        assert len(frame) == 1
    else:
        assert not frame.duplicated(list(question.grain)).any()


@pytest.fixture(scope="module")
def shuffled(toy, tmp_path_factory):
    """The toy edition with the rows of every table in another order."""
    path = tmp_path_factory.mktemp("shuffled") / "shuffled.duckdb"
    made = duckdb.connect(path)
    made.execute(f"attach '{toy}' as toy (read_only)")
    made.execute(queries.definition("schema"))
    tables = made.execute(
        "select table_name from duckdb_tables() where database_name = 'shuffled' "
        "order by table_oid"
    ).fetchall()
    for (table,) in tables:
        made.execute(
            f"insert into {table} select * from toy.{table} "
            f"order by hash({table}::varchar || 'x')"
        )
    for definition in queries.DEFINITIONS[1:]:
        made.execute(queries.definition(definition))
    made.close()
    return path


@pytest.mark.parametrize("name", NAMES)
def test_the_result_is_ordered(connection, shuffled, name):
    other = queries.connect(shuffled)
    pd.testing.assert_frame_equal(
        queries.fetch(connection, name, **asked()),
        queries.fetch(other, name, **asked()),
    )
    other.close()


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_is_shown_or_worked_out_by_hand(name):
    root = queries.HERE.parent
    files = [*(root / "dashboard").rglob("*.py"), *(root / "tests").glob("test_*.py")]
    assert any(f'"{name}"' in file.read_text() for file in files)


def test_comments_reach_the_analyst(connection):
    cursor = connection.cursor()
    cursor.execute("use london")
    comments = cursor.execute(
        "select comment from duckdb_columns() "
        "where table_name = 'travel_minutes' and column_name = 'minutes'"
    ).fetchone()
    assert "Minutes" in comments[0]


def test_the_database_cannot_be_changed(connection):
    cursor = connection.cursor()
    cursor.execute("use london")
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        cursor.execute("delete from areas")
    with pytest.raises(duckdb.PermissionException):
        cursor.execute("select * from read_csv('/etc/passwd')")


def test_one_connection_serves_many_threads(connection):
    from concurrent.futures import ThreadPoolExecutor

    def nearest(within):
        frame = queries.fetch(
            connection, "access_of_london", **asked(within_min=within)
        )
        return within, int(frame["out_residents"].iloc[0])

    alone = dict(map(nearest, (1, 30, 65, 90)))
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(nearest, (1, 30, 65, 90) * 25))
    assert all(alone[within] == out for within, out in together)
    assert len(set(alone.values())) > 1
    assert len(CODES) == 6
