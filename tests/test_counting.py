"""Counting questions: what they answer, what binds them, and how they are switched."""

import json
import stat

import duckdb
import pandas as pd
import pytest

import queries
from geodata import store
from queries import catalogue, counting, disclosure, ledger
from queries.ledger import Ledger, Refused
from tests.planted_incidents import many, planted
from tests.questions import asked
from tests.toy_city import CODES, EAST, WEST

NAMES = catalogue.counting_names()


@pytest.fixture
def steward(monkeypatch):
    monkeypatch.setenv(disclosure.SWITCH, "off")


def ask(database, name, book=None, **changed):
    return counting.counted(database, name, book or Ledger(), **asked(**changed))


@pytest.mark.parametrize("name", NAMES)
def test_headers_keep_their_word(toy, name):
    question = catalogue.counting(name)
    statements = duckdb.connect().extract_statements(question.sql)
    assert len(statements) == 1
    assert statements[0].named_parameters == set(question.params)
    found = ask(toy, name)
    assert list(found.columns) == list(question.returns)
    assert all(question.returns.values())
    assert question.method
    assert question.limits
    assert {"kinds", "from_month", "to_month"} <= set(question.filters)
    assert set(question.counts) <= set(question.returns)
    if question.grain == ("one", "row"):
        assert len(found) == 1
    else:
        assert len(found)
        assert not found.duplicated(list(question.grain)).any()
    for column in question.counts:
        assert found[column].dropna().mod(5).eq(0).all()
    assert found.attrs["disclosure"].startswith("Counts of 1 to 7 are not shown")
    pd.testing.assert_frame_equal(found, ask(toy, name))


@pytest.mark.parametrize("name", NAMES)
def test_no_kind_counts_nothing(toy, name):
    found = ask(toy, name, kinds=[])
    for column in catalogue.counting(name).counts:
        assert found[column].eq(0).all()


def test_without_a_filter_it_is_the_fixed_table(toy):
    opened = duckdb.connect(toy, read_only=True)
    for face in ("area", "borough", "month"):
        fixed = opened.execute(f"from incidents_by_{face} order by 1").df()
        found = ask(toy, f"incidents_counted_by_{face}")
        pd.testing.assert_series_equal(
            found["incident_count"], fixed["incident_count"], check_dtype=False
        )
    opened.close()


def test_counts_by_hand(toy, tmp_path):
    database = planted(
        toy,
        tmp_path,
        [
            *many("a1", 21, month="2025-11"),
            *many("a1", 12, month="2025-12", kind="police_call"),
            *many("a3", 33, month="2026-01", hour="03"),
            *many("a6", 5, month="2026-01"),
        ],
    )
    boroughs = ask(database, "incidents_counted_by_borough").set_index("borough_code")
    # Weston 21 + 12 = 33, shown as 35; Easton 33 + 5 = 38, shown as 40.
    assert boroughs["incident_count"].to_dict() == {WEST: 35, EAST: 40}
    areas = ask(database, "incidents_counted_by_area").set_index("area_code")
    assert areas["incident_count"][CODES["a1"]] == 35
    assert pd.isna(areas["incident_count"][CODES["a6"]])  # 5
    assert areas["incident_count"][CODES["a2"]] == 0
    months = ask(database, "incidents_counted_by_month", kinds=["section_136"])
    assert months["month"].tolist() == ["2025-11", "2025-12", "2026-01"]
    assert months["incident_count"].tolist() == [20, 0, 40]
    only = ask(database, "incidents_counted_by_borough", borough_codes=[EAST])
    assert only["borough_code"].tolist() == [EAST]


def test_access_is_that_of_the_hour_and_place_of_each_incident(toy, steward):
    # Twice over: bits of hours against `access_by_area` asked for each of 168 hours.
    connection = queries.connect(toy)
    rows = duckdb.connect(store.incident_database(toy), read_only=True)
    logged = rows.execute(
        "select area_code, 24 * (isodow(occurred_at) - 1) + hour(occurred_at) as h, "
        "count(*) as n from incidents group by all"
    ).fetchall()
    rows.close()
    brought = {"access": "police_ambulance", "mode": "blue_light", "within_min": 9}
    for changed in ({}, {"types": ["crisis_cafe", "joint_response_car"]} | brought):
        reach = {}
        for hour in range(168):
            frame = queries.fetch(
                connection, "access_by_area", **asked(at_hour=hour, **changed)
            )
            for code, cause in zip(
                frame["area_code"], frame["cause_code"], strict=True
            ):
                reach[code, hour] = cause == "in_reach"
        inside = sum(n for area, hour, n in logged if reach[area, hour])
        found = ask(toy, "incident_access_of_london", **changed).iloc[0]
        assert found["in_count"] == inside
        assert found["out_count"] == 24_000 - inside
        assert 0 < inside < 24_000
        boroughs = ask(toy, "incident_access_by_borough", **changed)
        assert boroughs["in_count"].sum() == inside
    connection.close()


def test_shares_are_of_the_rounded_parts(toy):
    found = ask(toy, "incident_access_of_london").iloc[0]
    assert found["in_count"] % 5 == 0
    both = found["in_count"] + found["out_count"]
    assert found["out_share"] == pytest.approx(found["out_count"] / both)


def test_a_small_part_hides_the_other(toy, tmp_path):
    # At 14:05 on weekdays the A&E is in reach of a1; at a3 nothing is within 10 minutes.
    database = planted(
        toy, tmp_path, [*many("a1", 40), *many("a4", 3), *many("a3", 50)]
    )
    found = ask(database, "incident_access_by_borough", within_min=10)
    weston = found.set_index("borough_code").loc[WEST]
    assert weston["incident_count"] == 45  # 43
    assert pd.isna(weston["out_count"])  # 3 in a4
    assert pd.isna(weston["out_share"])


def test_the_switch_is_stamped_on_the_output(toy, tmp_path, monkeypatch):
    database = planted(toy, tmp_path, many("a1", 3))
    hidden = ask(database, "incidents_counted_by_borough")
    assert hidden["is_suppressed"].tolist() == [True, False]
    monkeypatch.setenv(disclosure.SWITCH, "off")
    found = ask(database, "incidents_counted_by_borough")
    assert found["incident_count"].tolist() == [3, 0]
    assert found.attrs["disclosure"] == disclosure.STAMP
    # The file that analysts open stays as it is.
    opened = duckdb.connect(database, read_only=True)
    fixed = opened.execute("select incident_count from incidents_by_borough").fetchall()
    opened.close()
    assert (None,) in fixed
    monkeypatch.setenv(disclosure.SWITCH, "no")
    with pytest.raises(disclosure.SwitchNotKnown):
        ask(database, "incidents_counted_by_borough")


def test_the_second_file_is_its_owners_alone(toy, tmp_path):
    database = planted(toy, tmp_path, many("a1", 3))
    for path in (toy, database):
        mode = stat.S_IMODE(store.incident_database(path).stat().st_mode)
        assert mode == 0o600
    assert stat.S_IMODE(database.stat().st_mode) & 0o044


def test_without_the_second_file_only_the_tables_answer(toy, tmp_path):
    database = planted(toy, tmp_path, many("a1", 30))
    store.incident_database(database).unlink()
    with pytest.raises(queries.DatabaseNotReady, match="row-level incidents"):
        ask(database, "incidents_counted_by_borough")
    assert queries.is_ready(database)


def test_another_second_file_is_refused(toy, tmp_path):
    database = planted(toy, tmp_path, many("a1", 30))
    opened = duckdb.connect(store.incident_database(database))
    opened.execute("update store set stamp = 'another'")
    opened.close()
    with pytest.raises(queries.DatabaseNotReady, match="geodata refresh"):
        ask(database, "incidents_counted_by_borough")


def test_separate_runs_of_the_command_line_are_one_session(toy, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    database = planted(
        toy, tmp_path, [*many("a1", 40), *many("a1", 30, kind="police_call")]
    )
    for kinds in (["section_136"], ["police_call"]):
        book = ledger.of_command_line(database, 30)
        ask(database, "incidents_counted_by_borough", book, kinds=kinds)
    later = ledger.of_command_line(database, 30)
    with later.held():
        assert [e.asked.kinds for e in later.answered()] == [
            ("section_136",),
            ("police_call",),
        ]
    assert stat.S_IMODE(later.path.stat().st_mode) == 0o600
    # Filters and names of cells only: no count, no row.
    for line in later.path.read_text().splitlines():
        assert set(json.loads(line)) == {"asked", "withheld", "is_refused", "asked_at"}
    expired = ledger.of_command_line(database, 0)
    with expired.held():
        assert not expired.answered()


def test_a_session_has_a_budget(toy, monkeypatch):
    book = Ledger()
    ask(toy, "incidents_counted_by_month", book)
    monkeypatch.setattr(book, "count", lambda: 100)
    with pytest.raises(Refused, match="as many different questions"):
        ask(toy, "incidents_counted_by_month", book, kinds=["section_136"])
    # The same again is free, in another face too.
    ask(toy, "incidents_counted_by_borough", book)
