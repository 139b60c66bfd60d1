"""The guard: hostile statements do nothing, friendly ones are answered, others go on."""

import hashlib
import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import queries
from geodata.store import incident_database
from queries import allowed, catalogue, confined, guard, judged
from queries.refused import (
    Busy,
    NotAllowed,
    NotUnderstood,
    OutOfMemory,
    OutOfTime,
    Refused,
    TooLarge,
    ValuesMissing,
)
from tests import hostile_statements, second_wall
from tests.friendly_questions import QUESTIONS
from tests.functions_refused import REFUSED
from tests.hostile_statements import BOMBS, FAILS_AT_THE_SECOND_WALL, GROUPS
from tests.questions import asked

PLANTED = "a planted secret"
QUICK = guard.Limits(seconds=1.5, memory_mb=256, at_once=6, wait_seconds=60)


@pytest.fixture(scope="module")
def database(tmp_path_factory, toy):
    """A copy of the toy edition with its file of incidents beside it."""
    folder = tmp_path_factory.mktemp("guarded")
    for path in (toy, incident_database(toy)):
        shutil.copy(path, folder / path.name)
    return folder / toy.name


@pytest.fixture(scope="module")
def planted(tmp_path_factory, database):
    """What hostile statements name, by the word that stands for it."""
    folder = tmp_path_factory.mktemp("planted")
    secret = folder / "secret.csv"
    secret.write_text(f"a,b\n{PLANTED},1\n")
    writable = folder / "writable"
    writable.mkdir()
    return {
        "SECRET": secret,
        "INCIDENTS": incident_database(database),
        "DATABASE": database,
        "FOLDER": writable,
    }


@pytest.fixture(scope="module", autouse=True)
def nothing_changes(planted):
    """After every statement of this file: the same files, to the byte, and no other."""
    before = _print_of(planted)
    yield
    assert _print_of(planted) == before


@pytest.fixture(scope="module")
def judging(database):
    """A connection that judges, and the names of the database."""
    connection = queries.connect(database)
    connection.execute("use london")
    yield connection, allowed.names_of(connection)
    connection.close()


def _print_of(planted):
    folders = {planted["FOLDER"], planted["SECRET"].parent, planted["DATABASE"].parent}
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def _filled(group, planted):
    for sql in hostile_statements.statements(group):
        for word, path in planted.items():
            sql = sql.replace(word, str(path))  # noqa: PLW2901 - that is the filling
        yield sql


def _disguises(sql):
    """The same in other clothes."""
    yield "".join(f"/* ; */{text}" for text, _ in _tokens(sql))
    yield "".join(f"-- '\n{text}" for text, _ in _tokens(sql))
    yield "".join(
        text if "str" in kind else text.swapcase() for text, kind in _tokens(sql)
    )
    yield f"\ufeff{sql} ;\u00a0; -- "
    yield f"select * from ({sql}\n)"
    yield f"with hidden as ({sql}\n) select 1"
    yield f"select 1 where exists ({sql}\n)"
    yield f"from areas, lateral ({sql}\n) as hidden"
    yield f"select list_transform([1], lambda x: (from ({sql}\n)))"
    yield f"explain {sql}"
    yield f"explain analyze {sql}"
    yield f"describe {sql}"
    yield f"summarize {sql}"
    yield f"prepare hidden as {sql}"
    yield f"create temp macro hidden() as table {sql}"
    yield f"select 1; {sql}"


def _tokens(sql):
    text = sql.encode()
    tokens = [*duckdb.tokenize(sql), (len(text), None)]
    for (start, kind), (stop, _) in pairwise(tokens):
        yield text[start:stop].decode(), kind.name


def _says_what_to_do(message):
    sentences = message.split(". ")
    return message.startswith(("Expected", "DuckDB")) and len(sentences) > 1


EVERY = [
    *(sql for group in GROUPS for sql in hostile_statements.statements(group)),
    *hostile_statements.split(QUESTIONS),
]
TOKENS = sorted({text for sql in EVERY for text, _ in _tokens(sql)})


def test_there_are_many_hostile_statements():
    found = [sql for group in GROUPS for sql in hostile_statements.statements(group)]
    assert len(set(found)) == len(found) >= 150


@pytest.mark.parametrize("group", GROUPS)
def test_the_first_wall_refuses_each_and_says_what_to_do(group, judging, planted):
    connection, names = judging
    for sql in _filled(group, planted):
        with pytest.raises(Refused) as refusal:
            judged.judge(connection, sql, names)
        assert _says_what_to_do(str(refusal.value)), sql


@pytest.mark.parametrize("group", GROUPS)
def test_the_first_wall_knows_them_in_disguise(group, judging, planted):
    connection, names = judging
    for sql in _filled(group, planted):
        for disguised in _disguises(sql):
            with pytest.raises(Refused):
                judged.judge(connection, disguised, names)


@pytest.mark.parametrize("group", GROUPS)
def test_the_second_wall_holds_without_the_first(group, planted):
    # Asleep they are stopped by the clock alone, as the bombs are.
    told, statements = _behind_the_second_wall(
        planted["DATABASE"], [s for s in _filled(group, planted) if "sleep" not in s]
    )
    for sql, (has_run, words) in zip(statements, told["outcomes"], strict=True):
        assert PLANTED not in words, sql
        assert "root:" not in words, sql
        if group in FAILS_AT_THE_SECOND_WALL:
            assert not has_run or sql in HARMLESS, sql
    assert told["changed"] == {}
    assert told["environment"] == {}
    assert not any(told["doors"].values())


HARMLESS = {
    # A place in memory that ends with the process, and where its names are looked up.
    "copy from database london to memory",
    "attach ':memory:' as elsewhere",
    "use memory",
    "set session search_path = 'memory'",
    "set schema = 'memory.main'",
    "set variable stolen = 1",
    "reset variable stolen",
}


def _behind_the_second_wall(path, statements):
    done = confined.finished(
        second_wall.__name__,
        time_limit_s=60,
        given=json.dumps([str(path), statements]).encode(),
        environment={"STOLEN": PLANTED},
        folder=Path("/"),
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout), statements


def test_views_and_macros_that_hide_a_file_stop_at_the_second_wall(
    database, planted, tmp_path
):
    hostile = Path(shutil.copy(database, tmp_path / "hostile.duckdb"))
    with duckdb.connect(hostile) as connection:
        connection.execute(
            f"create view hiding as from read_text('{planted['SECRET']}')"
        )
        connection.execute(
            "create macro fetching(path) as (select content from read_text(path))"
        )
        connection.execute(
            "create macro listing() as table from glob('/etc/*'); "
            "create or replace macro share(part, whole) as current_setting('threads')"
        )
    for sql in (
        "from hiding",
        f"select fetching('{planted['SECRET']}')",
        "from listing()",
        f"select content from (select fetching('{planted['SECRET']}') as content)",
    ):
        with pytest.raises(Refused) as refusal:
            guard.ask(hostile, sql)
        assert PLANTED not in str(refusal.value)


@settings(max_examples=300)
@given(data=st.data())
def test_the_judge_has_a_word_for_every_mixture(data, judging):
    """Whatever the tokens of all these statements are mixed to, it allows or refuses."""
    connection, names = judging
    tokens = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=15)
    half = st.sampled_from(EVERY).map(lambda sql: [text for text, _ in _tokens(sql)])
    first, second = data.draw(half), data.draw(half | tokens)
    cut = data.draw(st.integers(0, len(first)))
    mixed = " ".join([*first[:cut], *second[cut % (len(second) + 1) :], *first[cut:]])
    said = ""
    try:
        judged.judge(connection, mixed, names)
    except Refused as refusal:
        said = str(refusal)
    assert not said or _says_what_to_do(said)


def test_our_own_views_and_macros_would_be_allowed(judging):
    connection, names = judging
    views = connection.execute(
        "select view_name, sql from duckdb_views() where database_name = 'london'"
    ).fetchall()
    macros = connection.execute(
        "select function_name, macro_definition, function_type from duckdb_functions() "
        "where database_name = 'london'"
    ).fetchall()
    assert len(views) + len(macros) > 5
    for name, sql in views:
        judged.judge(connection, sql.split(" AS ", 1)[1], names)
        assert name in names.tables
    for _, body, kind in macros:
        judged.judge(
            connection, body if kind == "table_macro" else f"select {body}", names
        )


def test_every_function_of_duckdb_has_been_looked_at(connection):
    rows = connection.execute(
        "select distinct lower(function_name), function_type = 'table' or "
        "function_type = 'table_macro' from duckdb_functions() where "
        "database_name <> 'london' and function_type <> 'pragma'"
    ).fetchall()
    found = {allowed.TABLE_FUNCTION * is_table + name for name, is_table in rows}
    # The parser writes these; `unnest` is listed as a table only.
    written = {"unnest", "grouping"}
    listed = allowed.functions_allowed()
    assert found - listed == REFUSED
    assert listed - found == written
    assert not listed & REFUSED


def test_functions_allowed_are_sorted_and_once():
    file = Path(allowed.__file__).with_name("functions_allowed.txt")
    lines = [line for line in file.read_text().splitlines() if line[:2] != "# "]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize(
    ("kind", "sql"), [(kind, sql) for kind, found in BOMBS.items() for sql in found]
)
def test_bombs_are_stopped(kind, sql, database):
    with pytest.raises(Refused) as refusal:
        guard.ask(database, sql, limits=QUICK)
    assert _says_what_to_do(str(refusal.value))
    # Which of the two limits is met first depends on the machine.
    stopped = {"OutOfTime", "OutOfMemory"}
    assert type(refusal.value).__name__ in (stopped if kind in stopped else {kind})


def test_others_are_answered_while_bombs_go_off(database):
    bombs = [BOMBS["OutOfTime"][0], BOMBS["OutOfTime"][2], BOMBS["OutOfMemory"][0]]
    dashboard = queries.connect(database)
    with ThreadPoolExecutor(len(bombs)) as pool:
        exploding = [
            pool.submit(guard.ask, database, sql, limits=QUICK) for sql in bombs
        ]
        counted = guard.ask(
            database,
            "select count(*) as n from areas",
            limits=guard.Limits(at_once=6, wait_seconds=60),
        )
        shown = queries.fetch(dashboard, "sources_counted")
        stopped = [bomb.exception() for bomb in exploding]
    assert counted.frame.n.tolist() == [6]
    assert len(shown) > 0
    assert all(isinstance(fault, OutOfTime | OutOfMemory) for fault in stopped)
    assert len(queries.fetch(dashboard, "places")) > 0
    dashboard.close()


def test_one_too_many_is_told_to_come_again(database):
    alone = guard.Limits(seconds=2, at_once=1, wait_seconds=0.1)
    running = threading.Event()

    def hold():
        with guard.turns.one_of(1, 0):
            running.set()
            released.wait(30)

    released = threading.Event()
    holder = threading.Thread(target=hold)
    holder.start()
    running.wait(30)
    with pytest.raises(Busy, match="Ask again"):
        guard.ask(database, "select 1", limits=alone)
    released.set()
    holder.join()
    assert guard.ask(database, "select 1").row_count == 1


@pytest.mark.parametrize("sql", hostile_statements.split(QUESTIONS))
def test_friendly_questions_are_allowed(sql, judging):
    connection, names = judging
    statement = judged.judge(connection, sql, names)
    assert connection.sql(statement).to_arrow_table().num_columns


@pytest.mark.parametrize("name", catalogue.names())
def test_every_answer_is_allowed(name, judging):
    connection, names = judging
    question = catalogue.question(name)
    statement = judged.judge(connection, question.sql, names)
    assert statement.named_parameters == set(question.params)


@pytest.mark.parametrize("name", ["access_by_borough", "places", "services_listed"])
def test_an_answer_is_the_same_through_the_guard(name, database):
    connection = queries.connect(database)
    answered = guard.ask(database, catalogue.question(name).sql, asked())
    fetched = queries.fetch(connection, name, **asked())
    pd.testing.assert_frame_equal(_plain(answered.frame), _plain(fetched))
    assert list(answered.column_types) == list(catalogue.question(name).returns)
    connection.close()


def _plain(frame):
    return frame.astype(object).where(frame.notna(), None)


def test_values_of_every_kind_arrive(database):
    values = {
        "text": "it's",
        "whole": 3,
        "part": 0.5,
        "yes": True,
        "none": None,
        "list": ["a", "b"],
        "empty": [],
        "object": {"a": 1},
        "not asked": 1,
    }
    answered = guard.ask(
        database,
        "select $text as t, $whole as w, $part as p, $yes as y, $none as n, "
        "'a' in $list as l, len($empty) as e, $object.a as o, '漢 é' as u",
        values,
    )
    assert answered.table.to_pylist() == [
        {
            "t": "it's",
            "w": 3,
            "p": 0.5,
            "y": True,
            "n": None,
            "l": True,
            "e": 0,
            "o": 1,
            "u": "漢 é",
        }
    ]
    assert answered.column_types["t"] == "VARCHAR"


@pytest.mark.parametrize(
    ("kind", "sql", "params", "words"),
    [
        (ValuesMissing, "select $a, $b", {"a": 1}, r"\$b"),
        (ValuesMissing, "select ?", {}, "none"),
        (ValuesMissing, "select $a", {"a": object()}, "Write dates as text"),
        (TooLarge, "select $a", {"a": "x" * 2_000_000}, "Give fewer"),
        (NotUnderstood, "selec 1", {}, "LINE 1"),
        (NotUnderstood, "select nothing from areas", {}, "LINE 1"),
        (NotUnderstood, "select 'a'::int", {}, "Could not convert"),
        (NotUnderstood, "select 'half \ud800'", {}, "surrogate"),
        (NotUnderstood, "select '" + "\x00", {}, "DuckDB"),
        (NotAllowed, "", {}, "found none"),
        (NotAllowed, "-- nothing", {}, "found none"),
        (NotAllowed, "from area", {}, "Did you mean areas"),
        (NotAllowed, "pivot areas on borough_code using count(*)", {}, "filter"),
        (NotAllowed, "select " + "[" * 400 + "1" + "]" * 400, {}, "Split it"),
    ],
)
def test_a_refusal_says_what_is_wrong(kind, sql, params, words, database):
    with pytest.raises(kind, match=words):
        guard.ask(database, sql, params)


def test_rows_beyond_the_limit_are_cut_and_it_says_so(database):
    ten = guard.Limits(rows=10)
    cut = guard.ask(database, "from range(11)", limits=ten)
    assert (cut.row_count, cut.is_cut) == (10, True)
    whole = guard.ask(database, "from range(10)", limits=ten)
    assert (whole.row_count, whole.is_cut) == (10, False)
    endless = guard.ask(database, "from range(1000000000000)", limits=ten)
    assert endless.frame.range.tolist() == list(range(10))


def test_rare_types_have_a_frame(database):
    answered = guard.ask(
        database,
        "select union_value(a := 1) as u, sum(residents) as s, uuid() as i, "
        "interval 3 days as d, map {1: 2} as m, 1.5 as x, now() as t from areas",
    )
    row = answered.frame.iloc[0]
    assert (row.u, row.s, row.x) == (1, 9000.0, 1.5)


def test_a_check_judges_and_does_not_run(database):
    guard.check(database, "select error('it ran')")
    with pytest.raises(NotAllowed):
        guard.check(database, "from read_text('/etc/passwd')")


def test_without_a_database_it_says_so(tmp_path):
    with pytest.raises(queries.DatabaseNotReady):
        guard.ask(tmp_path / "none.duckdb", "select 1")
    (tmp_path / "other.duckdb").write_text("not a database")
    with pytest.raises(queries.DatabaseNotReady):
        guard.ask(tmp_path / "other.duckdb", "select 1")
