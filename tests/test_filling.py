"""Filled statements: every literal is the parameter it stands for, nothing else moves."""

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import queries
from queries import catalogue, filling
from queries.errors import CannotAnswer
from tests.questions import asked

one = (
    some.none()
    | some.booleans()
    | some.integers(-(2**63), 2**63 - 1)
    | some.floats(allow_nan=False)
    | some.text(some.characters(exclude_characters="\0", exclude_categories=["Cs"]))
    | some.dates()
    | some.datetimes()
)
several = some.lists(some.text(alphabet="a'\"$-/*\\é[], ")) | some.lists(
    some.integers(-9, 9)
)


@settings(max_examples=200, deadline=None)
@given(value=one | several)
def test_a_literal_is_the_parameter(value):
    # Names like the parameter's in a string, a quoted name, a comment and a dollar
    # string stay as they are, behind letters of more bytes than one.
    sql = """select 'é $a' as "$a", $a as given, typeof($a) as kind, -- é $a
        $$ $a $$ as quoted, /* $a */ 1-1 as zero, E'\\'$a' as escaped, [$a][1] as b"""
    connection = duckdb.connect()
    expected = connection.execute(sql, {"a": value}).fetchall()
    assert connection.execute(filling.filled(sql, {"a": value})).fetchall() == expected


def test_two_signs_in_a_row_begin_no_comment():
    filled = filling.filled("select 1 -$a as n", {"a": -2})
    assert duckdb.connect().execute(filled).fetchall() == [(3,)]


def test_infinity_and_not_a_number_have_a_literal():
    filled = filling.filled("select $a as a, $b as b", {"a": -1e999, "b": 1e999})
    assert duckdb.connect().execute(filled).fetchall() == [(-1e999, 1e999)]


def test_a_missing_value_is_an_error():
    with pytest.raises(CannotAnswer, match="Expected a value for b"):
        filling.filled("select $a, $b", {"a": 1})


def test_a_text_that_sql_cannot_write_is_an_error():
    with pytest.raises(CannotAnswer, match="SQL can write"):
        filling.literal("a\0b")


@pytest.mark.parametrize("name", catalogue.names())
@pytest.mark.parametrize("changed", [{}, {"types": [], "within_min": 22.5}])
def test_a_filled_answer_is_the_answer(connection, toy, name, changed):
    question = catalogue.question(name)
    values = {key: asked(**changed)[key] for key in question.params}
    sql = filling.filled(question.sql, values)
    [statement] = duckdb.connect().extract_statements(sql)
    assert not statement.named_parameters
    # Opened as any client opens a file, not attached as `queries.connect` does.
    plain = duckdb.connect(toy, read_only=True)
    pd.testing.assert_frame_equal(
        plain.execute(sql).df(), queries.fetch(connection, name, **values)
    )
    plain.close()
