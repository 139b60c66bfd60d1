"""The Query page without a browser: catalogue, links, parameters, refusals, drawing."""

import re
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import charts, result_layers
from queries import catalogue

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")


@pytest.fixture
def app(toy, monkeypatch):
    """The dashboard on the toy city, on its Query page."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    st.cache_data.clear()
    st.cache_resource.clear()
    started = AppTest.from_file(APP, default_timeout=30)
    started.run()
    return started.switch_page("app_pages/query.py")


def texts(app):
    return " ".join(str(m.value) for m in app.markdown)


def test_nothing_runs_before_it_is_asked(app):
    app.run()
    assert not app.exception
    assert "Nothing has been run yet" in texts(app)


def test_questions_of_each_family_are_answered(app):
    app.run()
    first = {catalogue.question(name).family: name for name in catalogue.names()}
    for name in first.values():
        app.selectbox(key="answer").set_value(name).run()
        assert not app.exception
        assert not app.error
        assert re.search(r"rows?\*\* in ", texts(app))


def test_the_filters_are_the_parameters(app):
    app.query_params["answer"] = "access_of_london"
    app.run()
    app.selectbox(key="within").set_value("60").run()
    assert not app.exception
    assert any("`$within_min` 60" in c.value for c in app.caption)
    shown = app.dataframe[-1].value
    # On foot within 60 minutes on Tuesday 14:00: only a1 and a6 stand at a service.
    assert shown["area_count"].iloc[0] == 6
    app.query_params.clear()


def test_a_link_with_sql_is_shown_and_not_run(app):
    app.query_params["sql"] = "select 42 as answer"
    app.run()
    assert not app.exception
    assert "Nothing has been run yet" in texts(app)
    assert app.session_state["question"] == "select 42 as answer"
    app.query_params.clear()


def test_parameters_that_no_filter_holds_have_a_field(app):
    app.query_params["answer"] = "area_profile"
    app.run()
    app.text_input(key="p_area_code").set_value("E01000002").run()
    assert not app.exception
    assert app.dataframe[-1].value["area_code"].to_list() == ["E01000002"]
    app.query_params.clear()


@pytest.mark.parametrize("view", ["Map", "Chart", "Download"])
def test_each_view_of_an_answer(app, view):
    app.query_params["answer"] = "access_by_borough"
    app.run()
    app.segmented_control(key="view").set_value(view).run()
    assert not app.exception
    assert not app.error
    app.query_params.clear()


@pytest.mark.parametrize(
    ("name", "is_of_plan"), [("plan_week_by_fifth", True), ("access_by_borough", False)]
)
def test_an_answer_about_a_plan_says_how_to_ask_it(app, name, is_of_plan):
    app.query_params["answer"] = name
    app.run()
    assert not app.exception
    told = [i.value for i in app.info if "no plan here" in i.value]
    assert bool(told) == is_of_plan
    if told:
        assert f"`python -m queries plan plan.toml {name}`" in told[0]
    app.query_params.clear()


def test_a_link_says_which_columns_are_drawn(app):
    said = {"answer": "access_by_borough", "view": "chart"}
    said |= {"chart_along": "borough_code", "chart_amount": "out_need"}
    for key, word in said.items():
        app.query_params[key] = word
    app.run()
    assert not app.exception
    assert not app.info
    assert app.selectbox(key="chart_along").value == "borough_code"
    assert app.selectbox(key="chart_amount").value == "out_need"
    assert any("out_need by borough_code" in c.value for c in app.caption)
    assert dict(app.query_params) == said
    app.segmented_control(key="view").set_value("map").run()
    first = app.selectbox(key="map_amount").value
    app.selectbox(key="map_amount").set_value("mean_min").run()
    assert dict(app.query_params) == said | {"view": "map", "map_amount": "mean_min"}
    app.selectbox(key="map_amount").set_value(first).run()
    assert "map_amount" not in app.query_params
    app.query_params.clear()


def test_a_column_that_a_link_names_wrongly_is_left_out(app):
    app.query_params["answer"] = "access_by_borough"
    app.query_params["view"] = "chart"
    app.query_params["chart_amount"] = "pounds"
    app.run()
    assert not app.exception
    assert "left out: chart_amount" in app.info[0].value
    assert "chart_amount" not in app.query_params
    app.query_params.clear()


@pytest.mark.parametrize("path", [["chart"], ["table", "chart"]])
def test_a_column_that_the_next_answer_lacks_gives_way_to_its_first(app, path):
    app.query_params["answer"] = "access_by_borough"
    app.query_params["view"] = "chart"
    app.run()
    app.selectbox(key="chart_amount").set_value("out_need").run()
    for view in path:
        app.segmented_control(key="view").set_value(view).run()
        app.selectbox(key="answer").set_value("minutes_by_borough").run()
    assert not app.exception
    assert not app.info  # nobody came by a link
    assert app.selectbox(key="chart_amount").value != "out_need"
    assert "chart_amount" not in app.query_params
    app.query_params.clear()


def test_places_without_a_number_are_drawn_apart():
    frame = pd.DataFrame({"borough_code": ["B1", "B2", "B3"], "n": [1.0, None, 3.0]})
    layer = result_layers.layer(frame, "borough_code", "n", ["B1", "B2", "B3", "B4"])
    assert layer.classes[1] == layer.classes[3] == "0"
    assert layer.classes[0] < layer.classes[2]
    assert layer.legend[0].words == "no value"
    assert layer.legend[0].shape_count == 2


def test_a_place_twice_cannot_be_mapped():
    twice = pd.DataFrame({"area_code": ["a", "a"], "n": [1, 2]})
    assert result_layers.mapped_by(twice) is None
    assert result_layers.mapped_by(twice.head(1)) == "area_code"
    assert result_layers.mapped_by(pd.DataFrame({"n": [1]})) is None


def test_equal_numbers_make_one_class():
    frame = pd.DataFrame({"area_code": ["a", "b"], "n": [2.0, 2.0]})
    layer = result_layers.layer(frame, "area_code", "n", ["a", "b"])
    assert layer.classes == "11"


def test_a_chart_says_what_it_shows():
    frame = pd.DataFrame({"borough_name": ["East", "West"], "share": [0.25, 0.5]})
    assert charts.axes(frame) == (["borough_name"], ["share"])
    said = charts.sentence(frame, "borough_name", "share")
    assert "most 0.5 at West, least 0.25 at East" in said
    empty = charts.sentence(frame.assign(share=None), "borough_name", "share")
    assert "Nothing to draw" in empty
