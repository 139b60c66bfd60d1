"""Pages without a browser: toy city, nothing chosen, no database, each filter moved."""

from dataclasses import fields
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import queries
from dashboard.filters import Filters
from tests.finding import found

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")


@pytest.fixture
def app(toy, monkeypatch):
    """The dashboard on the toy city, run once."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    st.cache_data.clear()
    st.cache_resource.clear()
    return AppTest.from_file(APP, default_timeout=30)


def texts(app):
    return " ".join(str(m.value) for m in app.markdown)


def test_the_finding_is_said_in_words(app):
    app.run()
    assert not app.exception
    # On foot within 30 minutes on Tuesday 14:00: all but a1 and a6 are out of reach.
    assert "On Tuesday at 14:00" in texts(app)
    assert "Londoners" in texts(app)
    assert app.metric[0].label == "Residents out of reach"


def test_a_profile_opens_from_the_address(app):
    app.query_params["place"] = "Weston 001A"
    app.run()
    assert not app.exception
    assert any("Weston 001A" in s.value for s in app.subheader)
    app.query_params.clear()


def test_a_borough_has_a_profile(app):
    app.run()
    found(app, "E09000002").run()
    assert not app.exception
    assert any(s.value == "Easton" for s in app.subheader)


@pytest.mark.parametrize(
    ("page", "idle"),
    [
        ("compare", {"grain", "layers", "context"}),
        ("plan", {"shade", "grain"}),
        ("profile", {"shade", "grain", "layers", "context"}),
        ("query", {"shade", "grain", "layers", "context"}),
        ("help", {field.name for field in fields(Filters)}),
    ],
)
def test_a_page_draws_the_choices_that_change_it_and_keeps_the_others(app, page, idle):
    app.run()
    app.selectbox(key="grain").set_value("borough").run()
    app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    side = app.sidebar
    drawn = [*side.selectbox, *side.select_slider, *side.multiselect, *side.toggle]
    assert {w.key for w in drawn} == {field.name for field in fields(Filters)} - idle
    app.switch_page("app_pages/explore.py").run()
    assert app.selectbox(key="grain").value == "borough"


MOVES = {
    "day": lambda app: app.selectbox(key="day").set_value("Sunday"),
    "hour": lambda app: app.select_slider(key="hour").set_value("03:00"),
    "age": lambda app: app.selectbox(key="age").set_value("under_18s"),
    "arrive": lambda app: app.selectbox(key="arrive").set_value("referral"),
    "travel": lambda app: app.selectbox(key="travel").set_value("blue_light"),
    "within": lambda app: app.selectbox(key="within").set_value("60"),
    "types": lambda app: app.multiselect(key="types").set_value(["crisis_house"]),
    "confidence": lambda app: app.selectbox(key="confidence").set_value("low"),
    "unknown": lambda app: app.toggle(key="unknown").set_value(True),
    "restricted": lambda app: app.toggle(key="restricted").set_value(True),
    "shade": lambda app: app.selectbox(key="shade").set_value("cause"),
    "grain": lambda app: app.selectbox(key="grain").set_value("borough"),
    "context": lambda app: app.toggle(key="context").set_value(True),
    "layers": lambda app: app.multiselect(key="layers").set_value(["river"]),
    "place": lambda app: found(app, "E01000001"),
}


def test_every_filter_has_a_move():
    assert set(MOVES) == {f.name for f in fields(Filters)} | {"place"}


@pytest.mark.parametrize("key", MOVES)
@pytest.mark.parametrize("shade", ["legs", "minutes", "cause", "incidents"])
def test_each_filter_moves_without_a_fault(app, key, shade):
    app.run()
    app.selectbox(key="shade").set_value(shade).run()
    MOVES[key](app).run()
    assert not app.exception


def test_nothing_chosen_is_a_state_of_its_own(app):
    app.run()
    app.multiselect(key="types").set_value([]).run()
    assert not app.exception
    assert "No service type is chosen" in texts(app)


def test_no_database_is_one_message(monkeypatch, tmp_path):
    monkeypatch.setenv("CRISIS_DATABASE", str(tmp_path / "none.duckdb"))
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception
    assert len(app.error) == 1
    assert "make build" in app.error[0].value


def test_nonsense_in_the_address_is_said_once(app):
    app.query_params["hour"] = "99:99"
    app.query_params["colour"] = "blue"
    app.run()
    assert not app.exception
    assert "colour, hour" in app.info[0].value
    app.query_params.clear()


def test_a_static_folder_that_cannot_be_written_is_one_message(app, monkeypatch):
    monkeypatch.setenv("CRISIS_SHAPES", "/proc/nowhere")
    app.run()
    assert not app.exception
    assert "name another in CRISIS_SHAPES" in app.error[0].value


def test_shapes_that_were_cleared_away_are_written_again(app, monkeypatch, tmp_path):
    monkeypatch.setenv("CRISIS_SHAPES", str(tmp_path))
    app.run()
    looked = []
    for _ in range(2):
        for page in ("clock", "explore"):
            app.switch_page(f"app_pages/{page}.py").run()
            assert not app.exception
        looked.append({file.name: file.read_bytes() for file in tmp_path.iterdir()})
        for file in tmp_path.iterdir():
            file.unlink()
    assert len(looked[0]) >= 5
    assert looked[0] == looked[1]


def test_the_data_page_shows_errors_and_sources(app):
    app.run()
    app.switch_page("app_pages/data.py").run()
    assert not app.exception
    assert "Each hospital was left out in turn" in texts(app)
    assert len(app.dataframe) >= 4


def test_the_edition_shown_is_that_of_the_file(app, toy):
    app.run()
    opened = queries.connect(toy)
    built = queries.fetch(opened, "edition")["built_at"].iloc[0]
    opened.close()
    assert any(f"built {built:%-d %b %Y}" in c.value for c in app.caption)


def test_a_count_that_is_not_shown_says_so(app):
    app.run()
    # The toy's incidents are many; the words of the rule must not turn into italics.
    found(app, "E01000001").run()
    assert r"(\*)" in texts(app)
    assert "Invented by this program" in texts(app)


def test_services_are_described_in_words(app):
    app.run()
    assert not app.dataframe  # folded, a table is not sent
    app.session_state["register"] = True
    app.run()
    services = app.dataframe[-1].value
    assert "walk_in" not in set(services["access_modes"])
    assert "Walks in" in set(services["access_modes"])
