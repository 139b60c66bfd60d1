"""Any postcode of London finds its small area, and others are told why they do not."""

from pathlib import Path

import duckdb
import pytest
import streamlit as st
from hypothesis import given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

import queries
from dashboard import postcodes
from tests import random_city
from tests.finding import found
from tests.questions import asked
from tests.test_answers_against_naive import fetched

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")


@pytest.mark.parametrize(
    ("typed", "printed", "area"),
    [
        # tests/toy_city.py: the first postcode of a square stands at its centre.
        ("TB1 0AA", "TB1 0AA", "E01000001"),
        ("tb60aa", "TB6 0AA", "E01000006"),
        ("  tb2-0ba ", "TB2 0BA", "E01000002"),
        ("TB9 8ZZ", "TB9 8ZZ", None),  # 3 km outside every area: set aside
        ("TS0 1AA", "TS0 1AA", None),  # a service's, outside London
    ],
)
def test_a_postcode_has_its_area(connection, typed, printed, area):
    found = queries.fetch(connection, "place_by_postcode", **asked(postcode=typed))
    assert found["postcode"][0] == printed
    assert found["is_postcode"][0]
    assert found["area_code"].fillna("")[0] == (area or "")


def test_its_point_is_the_published_one(connection):
    found = queries.fetch(connection, "place_by_postcode", **asked(postcode="TB2 0BA"))
    # The second of three of a2: 100 m west of its centre (534, 180).
    assert (found["easting_m"][0], found["northing_m"][0]) == (533_900, 180_000)
    assert found["area_name"][0] == "Weston 001B"
    assert found["borough_name"][0] == "Weston"


def printed(words):
    """Letters and figures in capitals, the last three apart: one at a time."""
    kept = ""
    for sign in words:
        if sign.isascii() and sign.isalnum():
            kept += sign.upper()
    return f"{kept[:-3]} {kept[-3:]}" if len(kept) > 3 else kept


letters = "ABEMNW"
halves = some.tuples(
    some.text(letters, min_size=1, max_size=2),
    some.text("0123", min_size=1, max_size=2),
    some.sampled_from("0123456789"),
    some.text(letters, min_size=2, max_size=2),
)


@pytest.fixture(scope="module")
def city():
    """A random city, into which postcodes are laid."""
    found = random_city.city(3)
    connection = random_city.loaded(found)
    yield connection, [area["area_code"] for area in found["areas"]]
    connection.close()


@settings(max_examples=60, deadline=None)
@given(
    known=some.lists(halves, max_size=8, unique=True),
    typed=some.one_of(halves.map("".join), some.text("aBn 01-", max_size=9)),
    seed=some.integers(0, 99),
)
def test_postcodes_are_found_as_by_plain_loops(city, known, typed, seed):
    connection, codes = city
    listed = {
        f"{letter}{number} {sector}{unit}": codes[(at + seed) % len(codes)]
        for at, (letter, number, sector, unit) in enumerate(known)
    }
    connection.execute("delete from postcodes")
    for postcode, area in listed.items():
        connection.execute(
            "insert into postcodes values (?, ?, 530000, 180000)", [postcode, area]
        )
    found = fetched(connection, "place_by_postcode", asked(postcode=typed)).iloc[0]
    assert found["postcode"] == printed(typed)
    area = found["area_code"]
    assert (area if isinstance(area, str) else None) == listed.get(printed(typed))
    first = printed(typed).split(" ")[0]
    districts = {postcode.split(" ")[0] for postcode in listed}
    assert found["is_of_a_london_district"] == (first in districts)


def test_what_is_not_found_is_told_apart():
    def told(postcode, *, whole=True, near=False):
        return postcodes.unknown(
            {
                "postcode": postcode,
                "is_postcode": whole,
                "is_of_a_london_district": near,
            }
        )

    assert "not a whole postcode" in told("SE5", whole=False)
    assert "begins with M1." in told("M1 1AA")
    assert "just outside London" in told("SE5 9ZZ", near=True)


@pytest.fixture
def app(toy, monkeypatch):
    """The dashboard on the toy city, run once."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    st.cache_data.clear()
    st.cache_resource.clear()
    return AppTest.from_file(APP, default_timeout=30).run()


def captions(app):
    return " ".join(c.value for c in app.caption)


def test_a_postcode_opens_the_profile_and_is_not_kept_in_the_address(app):
    app.text_input(key="postcode").set_value("tb30aa").run()
    assert not app.exception
    assert any("Easton 001A" in s.value for s in app.subheader)
    assert "TB3 0AA lies in Easton 001A, Easton." in captions(app)
    assert app.query_params["place"] == "E01000003"
    assert "TB3" not in str(dict(app.query_params))
    # Another place, and nothing is said of the postcode any more.
    found(app, "E09000002").run()
    assert any(s.value == "Easton" for s in app.subheader)
    assert "lies in" not in captions(app)


def test_a_postcode_that_is_not_found_leaves_the_place(app):
    found(app, "E09000001").run()
    app.text_input(key="postcode").set_value("M1 1AA").run()
    assert "M1 1AA is outside London" in app.info[0].value
    assert app.query_params["place"] == "E09000001"
    app.text_input(key="postcode").set_value("Weston").run()
    assert "not a whole postcode" in app.info[0].value


@pytest.mark.parametrize("page", ["profile", "clock"])
def test_other_pages_find_postcodes_too(app, page):
    app.switch_page(f"app_pages/{page}.py").run()
    app.text_input(key="postcode").set_value("TB6 0AA").run()
    assert not app.exception
    assert "TB6 0AA lies in Easton 001C" in captions(app)
    key = "of" if page == "clock" else "place"
    assert app.session_state[key] == "E01000006"


def test_postcodes_of_the_starter_edition(starter):
    opened = duckdb.connect(starter, read_only=True)
    count, least = opened.execute(
        "select sum(n), min(n) from (select count(*) as n from postcodes "
        "right join areas using (area_code) group by areas.borough_code)"
    ).fetchone()
    assert count > 180_000
    assert least > 1_000
    # The register says a service's borough; the package says its postcode's.
    astray = opened.execute(
        "select service_id from services inner join postcodes using (postcode) "
        "inner join areas using (area_code) "
        "where services.borough_code != areas.borough_code"
    ).fetchall()
    assert astray == []
    opened.close()
