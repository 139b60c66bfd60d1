"""Dictionary and method cards are what headers and comments say now."""

import duckdb
import pytest

import queries
from queries import catalogue, dictionary, methods
from queries.__main__ import main
from queries.parameters import Parameter


@pytest.fixture
def empty():
    """A database of the definitions alone."""
    made = duckdb.connect()
    for name in queries.DEFINITIONS:
        made.execute(queries.definition(name))
    yield made
    made.close()


def test_every_table_view_and_column_has_words(empty):
    silent = empty.execute(
        "select table_name, '' from duckdb_tables() where comment is null "
        "union all select view_name, '' from duckdb_views() "
        "where comment is null and not internal "
        "union all select table_name, column_name from duckdb_columns() "
        "where coalesce(comment, '') = '' and not internal"
    ).fetchall()
    assert silent == []


def test_the_documents_are_current(toy):
    assert main(["docs", "--check", "--database", str(toy)]) == 0


def test_a_stale_document_is_said_and_mended(toy, tmp_path, capsys):
    place = ["--folder", str(tmp_path), "--database", str(toy)]
    assert main(["docs", *place]) == 0
    (tmp_path / "methods.md").write_text("# Old\n")
    assert main(["docs", "--check", *place]) == 2
    assert "methods.md" in capsys.readouterr().err
    assert (tmp_path / "methods.md").read_text() == "# Old\n"
    assert main(["docs", *place]) == 0
    assert main(["docs", "--check", *place]) == 0


def test_the_dictionary_names_everything_an_analyst_reaches(empty):
    text = dictionary.page()
    named = empty.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where not internal"
    ).fetchall()
    for table, column, kind in named:
        section = text.split(f"\n### {table}\n")[1].split("\n### ")[0]
        assert f"| `{column}` | {kind.lower()} |" in section
    assert "Key: `area_code`, `age_group`. Refers to: `area_code` → `areas`" in text
    assert "`reach_by_area(at_hour, types, age, " in text
    assert '| `known_as(area_name, place_name)` | "Camden 028B (Holborn)"' in text


def test_every_answer_is_on_the_page_of_methods(connection):
    text = methods.page({})
    for name in catalogue.names():
        measure = bool(catalogue.question(name).method)
        assert (f"\n### {name}\n" in text) is measure
        assert (f"\n- `{name}`: " in text) is not measure


def test_a_card_says_all_that_the_header_promises():
    asked = catalogue.Question(
        name="some_answer",
        family="access",
        sql="",
        purpose="Purpose | of it.",
        method="A formula $x (Somebody 2009).",
        limits="Not *that*.",
        grain=("area_code", "hour"),
        params={"within_min": "minutes; thresholds.REACH"},
        returns={"area_code": "small area", "hour": "0 to 23"},
    )
    preset = Parameter("within_min", 30, "minutes", "Reach")
    card = methods.card(asked, {"within_min": preset})
    assert "Purpose \\| of it." in card
    assert "**Method.** A formula \\$x (Somebody 2009)." in card
    assert "**Limits.** Not \\*that\\*." in card
    assert "**One row per `area_code`, `hour`.**" in card
    assert "| `within_min` | minutes; thresholds.REACH | minutes | `30` |" in card
    assert "| `hour` | 0 to 23 |" in card
    assert "python -m queries run some_answer --param within_min=30" in card


def test_views_say_what_they_join(connection):
    cursor = connection.cursor()
    cursor.execute("use london")
    # a1 is Weston 001A: 3,000 residents of Weston over three areas.
    [area] = cursor.execute(
        "select borough_name, need_per_1000 - 1000 * need / residents, "
        "from areas_known where area_name = 'Weston 001A'"
    ).fetchall()
    assert area == ("Weston", 0)
    hours = dict(
        cursor.execute(
            "select service_id, (open_hour_count, weekend_hour_count), "
            "from open_hours_by_service"
        ).fetchall()
    )
    assert hours["AE001"] == (168, 48)  # always
    assert hours["CA001"] == (40, 0)  # Mon-Fri 09:00-17:00: 5 × 8
    assert hours["CAFE001"] == (56, 16)  # 18:00-02:00 daily: 7 × 8; 2 × (6 + 2)
    assert hours["POS001"] == (None, None)  # hours not known
    # a1 to AE001 at its door, a2 4 km on: 65 minutes on foot.
    found = cursor.execute(
        "select area_name, borough_name, minutes::double, from travel_minutes_known "
        "where service_id = 'AE001' and travel_mode = 'walk' "
        "and area_name in ('Weston 001A', 'Weston 001B') order by area_name"
    ).fetchall()
    assert found == [("Weston 001A", "Weston", 0.0), ("Weston 001B", "Weston", 65.0)]
