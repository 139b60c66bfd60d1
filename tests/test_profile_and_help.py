"""The Profile and Help pages, without a browser."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import glossary

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")


@pytest.fixture
def app(toy, monkeypatch):
    """The dashboard on the toy city."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    st.cache_data.clear()
    st.cache_resource.clear()
    return AppTest.from_file(APP, default_timeout=60)


def profile(app, place):
    app.query_params["place"] = place
    app.run()
    return app.switch_page("app_pages/profile.py").run()


def texts(app):
    return " ".join(str(m.value) for m in app.markdown)


def headers(app):
    return [h.value for h in app.header]


def test_without_a_place_the_page_says_what_to_do(app):
    app.run()
    app.switch_page("app_pages/profile.py").run()
    assert not app.exception
    assert "Find a borough" in texts(app)


def test_a_borough_has_its_week_its_neighbours_and_its_register(app):
    page = profile(app, "E09000001")
    assert not page.exception
    assert headers(page) == [
        "Nearest services by type",
        "The week",
        "Whom its borough relies on",
        "How sure the register is, in its borough",
    ]
    assert page.subheader[0].value == "Weston"
    # A1 alone has the A&E within 30 minutes, and the toy says of no service in which
    # borough it stands.
    assert "Of 800 residents with support in reach, **100 %** reach" in texts(page)
    assert "No service of those counted is known to stand in Weston" in texts(page)
    # A table of Streamlit's grid would be cut at the edge of a phone, amid a number: only
    # the folded twin of the week, here by minutes, is one.
    [twin] = page.dataframe
    assert "mean_min" in twin.value
    assert list(page.table[0].value) == [
        "Why (in reach or not)",
        "Residents",
        "Modelled calls a year",
    ]


def test_a_borough_says_which_service_of_each_type_is_nearest_and_its_hours(app):
    page = profile(app, "E09000001")
    nearest = page.table[1].value.set_index("Nearest of its type")
    # One A&E: the nearest for everybody. Of the cafés the one that is nearest to a1 and
    # a4 leads, though it is closed at this hour.
    assert nearest["For % of residents"]["Toy AE001: A&E (Type 1)"] == 100
    cafes = nearest.loc[nearest.index.str.endswith("Crisis café")]
    assert list(cafes.index) == [
        "Toy CAFE001: Crisis café",
        "Toy CAFE002: Crisis café",
    ]
    assert list(cafes["Open"]) == ["every day from 18:00 to 02:00", "at all hours"]
    assert list(cafes["At this hour"]) == [
        "Closed at this hour",
        "Age not taken, or not known",
    ]


def test_a_leg_that_nobody_lacks_is_not_counted(app):
    page = profile(app, "E09000001")
    # Weston's 3,000 but a1's 806.
    assert "**Missing at this hour** the health leg for 2,200" in texts(page)
    assert " leg for 0" not in texts(page)
    assert "NHS NHS" not in texts(page)


def test_an_area_says_hours_open_of_each_service_near_it(app):
    page = profile(app, "E01000001")
    assert not page.exception
    nearest = page.table[0].value
    hours = nearest.set_index("Nearest services")["Open"]
    assert hours["Toy AE001: A&E (Type 1)"] == "at all hours"
    assert hours["Toy CA001: Crisis assessment centre"] == (
        "on Mondays to Fridays from 09:00 to 17:00"
    )
    assert hours["Toy CAFE001: Crisis café"] == "every day from 18:00 to 02:00"
    assert hours["Toy POS001: Place of safety (section 136)"] == "not known"


def test_a_service_is_told_too(app):
    page = profile(app, "AE001")
    assert not page.exception
    assert page.subheader[0].value == "Toy AE001 (A&E (Type 1))"
    assert headers(page) == []  # its borough is not known


def test_help_explains_every_word(app):
    app.run()
    app.switch_page("app_pages/help.py").run()
    assert not app.exception
    for word in glossary.WORDS:
        assert f"**{word}**" in texts(app)
