"""Attacks on the counts, each as someone would try it. What is not stopped is said in
the module docstrings of `queries.ledger` and `queries.margins` and in the documentation.
"""

import duckdb
import pandas as pd
import pytest

import queries
from geodata.decisions.categories import CRISIS_KINDS
from queries import counting
from queries.ledger import Ledger, Refused
from tests.planted_incidents import many, planted
from tests.questions import asked
from tests.toy_city import CODES, EAST, WEST


def ask(database, book, name="incidents_counted_by_borough", **changed):
    return counting.counted(database, name, book, **asked(**changed))


@pytest.fixture(scope="module")
def city(toy, tmp_path_factory):
    """Three missing persons among many incidents, one of them in a1 by herself."""
    return planted(
        toy,
        tmp_path_factory.mktemp("attacked"),
        [
            *many("a1", 40),
            *many("a1", 1, kind="missing_person", hour="03"),
            *many("a2", 30, month="2025-12"),
            *many("a3", 60, month="2025-12"),
            *many("a3", 2, kind="missing_person"),
            *many("a5", 50, kind="police_call"),
            *many("a5", 4, kind="police_call", month="2025-10"),
        ],
    )


ALL_BUT_MISSING = [kind for kind in CRISIS_KINDS if kind != "missing_person"]


def test_all_kinds_less_one_rare_kind_is_refused_at_once(city):
    # 187 less 184 are the three: the fixed tables count as asked from the start.
    with pytest.raises(Refused) as refusal:
        ask(city, Ledger(), kinds=ALL_BUT_MISSING)
    # It says what to do, and no number.
    assert "Ask for more kinds" in str(refusal.value)
    assert not any(sign.isdigit() for sign in str(refusal.value))


def test_a_refused_question_stays_refused_and_is_counted(city):
    book = Ledger()
    for _ in range(2):
        with pytest.raises(Refused):
            ask(city, book, kinds=ALL_BUT_MISSING)
    assert book.count() == 1


def test_two_questions_that_the_tables_allow_are_set_against_each_other(toy, tmp_path):
    database = planted(
        toy,
        tmp_path,
        [
            *many("a1", 400),
            *many("a1", 3, kind="missing_person"),
            *many("a3", 400),
            *many("a3", 200, kind="police_call"),
        ],
    )
    book = Ledger()
    ask(database, book, kinds=["section_136"])
    both = ["section_136", "missing_person"]
    with pytest.raises(Refused):  # 800 and 803
        ask(database, book, kinds=both)
    # A session of its own knows nothing of it: collusion is not stopped.
    other = Ledger()
    ask(database, other, kinds=both)
    with pytest.raises(Refused):
        ask(database, other, kinds=["section_136"])


def test_a_filter_narrowed_to_one_person_shows_stars(city):
    found = ask(city, Ledger(), kinds=["missing_person"]).set_index("borough_code")
    assert found["incident_count"].isna().all()
    by_hour = ask(
        city,
        Ledger(),
        "incidents_counted_by_hour",
        kinds=["missing_person"],
        borough_codes=[WEST],
    )
    assert by_hour["incident_count"].fillna(-1).isin([0, -1]).all()
    assert by_hour["is_suppressed"].sum() == 1


def test_a_month_left_out_is_not_subtracted(city):
    # All less those since November leave the four of October in a5.
    with pytest.raises(Refused):
        ask(city, Ledger(), from_month="2025-11")


def test_months_one_by_one_add_up_to_no_more_than_the_fixed_table(city):
    opened = duckdb.connect(city, read_only=True)
    fixed = opened.execute(
        "select borough_code, incident_count from incidents_by_borough_month "
        "where month = '2025-12' order by 1"
    ).fetchall()
    opened.close()
    found = ask(city, Ledger(), from_month="2025-12", to_month="2025-12")
    shown = [None if pd.isna(n) else n for n in found["incident_count"]]
    assert shown == [count for _, count in fixed]


def test_months_beyond_the_log_are_the_same_question(city):
    book = Ledger()
    ask(city, book)
    ask(city, book, from_month="1999-01", to_month="2050-12")
    assert book.count() == 1


def test_boroughs_of_a_list_are_the_same_table(city):
    book = Ledger()
    whole = ask(city, book).set_index("borough_code")["incident_count"]
    for codes in ([WEST], [EAST], [WEST, EAST]):
        part = ask(city, book, borough_codes=codes).set_index("borough_code")
        assert part["incident_count"].equals(whole[codes])
    assert book.count() == 1


def test_hours_of_one_borough_are_not_subtracted_from_all(toy, tmp_path):
    # At 03:00 on Thursdays Weston has 20 and Easton 2: all less Weston are the two.
    database = planted(
        toy,
        tmp_path,
        [("a1", "2026-01-01 03:05", "section_136")] * 20
        + [("a3", "2026-01-01 03:05", "section_136")] * 2
        + many("a3", 40),
    )
    hour = 24 * 3 + 3
    fixed = ask(database, Ledger(), "incidents_counted_by_hour")
    assert fixed["incident_count"][hour] == 20  # 22
    found = ask(database, Ledger(), "incidents_counted_by_hour", borough_codes=[WEST])
    assert found["is_suppressed"][hour]


def test_a_reach_moved_by_a_little_does_not_single_out_an_area(toy, tmp_path):
    # a4 is 65 minutes from the A&E: at 64 its three move to the other side.
    database = planted(
        toy, tmp_path, [*many("a1", 40), *many("a4", 3), *many("a3", 50)]
    )
    book, name = Ledger(), "incident_access_of_london"
    ask(database, book, name, types=["ae_type1"], within_min=65)
    with pytest.raises(Refused):
        ask(database, book, name, types=["ae_type1"], within_min=64)


def test_the_same_again_is_the_same_whatever_was_asked_since(city):
    book = Ledger()
    first = ask(city, book, kinds=["section_136"])
    ask(city, book, kinds=["police_call"])
    for _ in range(5):
        assert ask(city, book, kinds=["section_136"]).equals(first)


def test_a_star_stays_a_star_under_another_question_for_the_same_people(toy, tmp_path):
    # Weston: a1 has 4, a2 has 8: 12. Both are stars in the fixed table (8 only so that
    # 4 cannot be worked out). No question that counts the same 8 may show them.
    database = planted(toy, tmp_path, [*many("a1", 4), *many("a2", 8), *many("a3", 90)])
    opened = duckdb.connect(database, read_only=True)
    stars = opened.execute(
        "select area_code from incidents_by_area where is_suppressed order by 1"
    ).fetchall()
    opened.close()
    assert stars == [(CODES["a1"],), (CODES["a2"],)]
    for kinds in (["section_136"], ["section_136", "fire"]):
        found = ask(database, Ledger(), "incidents_counted_by_area", kinds=kinds)
        assert found.set_index("area_code")["is_suppressed"][CODES["a2"]]


def test_complementary_and_small_cells_look_the_same(toy, tmp_path):
    database = planted(toy, tmp_path, [*many("a1", 4), *many("a2", 8), *many("a3", 90)])
    found = ask(database, Ledger(), "incidents_counted_by_area").set_index("area_code")
    small, other = found.loc[CODES["a1"]], found.loc[CODES["a2"]]
    assert small.drop("borough_code").equals(other.drop("borough_code"))


ROW_LEVEL = {"row_key", "row_number", "occurred_at", "easting_m", "northing_m"}
# Of registers, services, areas and postcodes: nothing of an incident.
OTHERS = {"rejected_rows", "areas", "postcodes", "services", "sites"}


def test_the_file_of_analysts_has_no_row_of_an_incident(city):
    opened = duckdb.connect(city, read_only=True)
    columns = opened.execute(
        "select table_name, column_name from duckdb_columns() where not internal"
    ).fetchall()
    opened.close()
    found = {table for table, column in columns if column in ROW_LEVEL}
    assert found <= OTHERS | {"services_known"}
    names = {table for table, _ in columns if "incident" in table}
    assert names == {
        "incidents_by_area",
        "incidents_by_borough",
        "incidents_by_borough_month",
        "incidents_by_month",
        "incidents_by_hour",
        "incidents_of_london",
        "incident_batches",
        "incident_months",
    }


def test_sql_on_the_file_finds_nothing_below_the_rule(city):
    opened = queries.connect(city).cursor()
    opened.execute("use london")
    hidden = opened.execute(
        "select string_agg(incident_count, ','), min(incident_count), "
        "max(incident_count), list(incident_count) filter (where is_suppressed), "
        "count(incident_count) filter (where is_suppressed) from incidents_by_area "
        "where is_suppressed"
    ).fetchall()[0]
    assert hidden[:3] == (None, None, None)
    assert not any(hidden[3] or [])
    assert hidden[4] == 0
    # Windows and joins see the same nulls; statistics of the column know no more.
    for statement in (
        "select lag(incident_count) over (order by area_code) from incidents_by_area",
        "select incident_count from incidents_by_area semi join areas using (area_code)",
        "select incident_count from incident_months",
    ):
        counts = {n for (n,) in opened.execute(statement).fetchall()}
        assert not any(n is not None and (n % 5 or 0 < n <= 7) for n in counts)
    statistics = opened.execute(
        "select any_value(stats(incident_count)) from incidents_by_area"
    ).fetchall()[0][0]
    assert statistics["min"] % 5 == statistics["max"] % 5 == 0
