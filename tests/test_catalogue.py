"""Headers of answers are under oath: each promise is put to DuckDB itself."""

import importlib
import re
from itertools import pairwise

import duckdb
import pandas as pd
import pytest

import queries
from queries import catalogue, values
from queries.parameters import parameters
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
def test_every_parameter_has_a_preset_and_words_with_its_unit_or_codes(
    connection, name
):
    known = parameters(connection)
    for parameter, words in catalogue.question(name).params.items():
        row = known[parameter]
        codes = values.codes_of(connection, row)
        assert says_unit(words, row.unit, codes), f"${parameter}: {words!r}"


def says_unit(words, unit, codes):
    """Whether words of a header name what a parameter is counted in, or its codes."""
    if unit == "switch":
        return words.startswith("true: ")
    if unit == "rank":
        return words.startswith("1 ")
    if unit in {"code", "codes"}:
        kinds = {"code", "codes", "type", "types", "area", "borough", "boroughs"}
        return not kinds.union(codes).isdisjoint(re.findall(r"\w+", words))
    # By their first five letters, so that minute and minutes are one.
    stems = {word[:5] for word in re.findall(r"\w{4,}", unit.lower())}
    return any(stem in words.lower() for stem in stems)


def test_a_parameter_without_unit_is_found():
    assert not says_unit("how far", "minutes", [])
    assert not says_unit("yes or no", "switch", [])
    assert not says_unit("whichever", "code", ["walk"])
    assert says_unit("walk or car", "code", ["walk"])
    assert says_unit("edge of the catchment, minutes", "minutes", [])


@pytest.mark.parametrize("name", NAMES)
def test_thresholds_of_the_header_are_decided(name):
    question = catalogue.question(name)
    words = " ".join([question.method, question.limits, *question.params.values()])
    for module, decided in re.findall(r"\b([a-z_]+)\.([A-Z][A-Z0-9_]+)\b", words):
        homes = {module, "patterns", "comparing", "road_travel"}
        modules = [importlib.import_module(f"geodata.decisions.{m}") for m in homes]
        assert any(hasattr(m, decided) for m in modules), decided


@pytest.mark.parametrize("name", NAMES)
def test_a_measure_has_method_and_limits_and_a_family(name):
    question = catalogue.question(name)
    assert question.family in catalogue.FAMILIES
    assert bool(question.method) is bool(question.limits)


ORDINARY = set("0 1 2 3 4 5 10 12 24 100 168 1000 100000".split())
"""Counting numbers, tenths of a hundred, months, hours, and scales of rates."""
STATISTICS = {"0.1", "0.25", "0.4", "0.5", "0.75", "0.9", "1.0", "9"}
"""Quantiles that a column is named for."""


@pytest.mark.parametrize("name", NAMES)
def test_a_number_that_someone_decided_is_a_parameter(name):
    text = catalogue.question(name).sql.encode()
    tokens = [*duckdb.tokenize(text.decode()), (len(text), None)]
    numbers = {
        text[start:after].decode().split()[0].rstrip(",")
        for (start, kind), (after, _) in pairwise(tokens)
        if kind == duckdb.token_type.numeric_const
    }
    # The tokenizer takes the point of table.column for a number.
    strays = numbers - {"."} - ORDINARY - STATISTICS
    assert not strays, f"put {strays} into geodata/decisions and ask for it as $name"


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_can_be_read_on_two_screens(name):
    lines = catalogue.question(name).sql.splitlines()
    assert sum(not line.startswith("--") for line in lines) <= 120


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
