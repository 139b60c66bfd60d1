"""The Plan page on the toy city, each number with its derivation (see toy_city).

Within 60 minutes on foot an adult reaches on Tuesday at 14:00 the A&E from a1 (806
residents) and the assessment centre from a6 (2,131); the café, 18-02 every day, from a5
(2,048) and a4 (1,190), but not then. All 9,000 live in six small areas.
"""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import planning, siting_questions
from dashboard.sought import Sought
from queries import siting

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")
PAGE = "app_pages/plan.py"
SOUGHT = Sought(
    goal="coverage",
    kind="crisis_cafe",
    where="areas",
    when="hour",
    shifts=("always",),
    over=("residents",),
    count=1,
    budget=0.0,
    share=1.0,
    busy_share=0.0,
    floor_share=0.0,
    protects_deprived=False,
    closes=0,
)


@pytest.fixture
def app(toy, monkeypatch):
    """The Plan page of the toy city, within 60 minutes."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    st.cache_data.clear()
    st.cache_resource.clear()
    opened = AppTest.from_file(APP, default_timeout=60).run()
    opened.switch_page(PAGE).run()
    opened.selectbox(key="within").set_value("60").run()
    assert not opened.exception
    return opened


def planned(app, *moves):
    """The page as a link with these moves opens it."""
    app.query_params["move"] = list(moves)
    app.query_params["within"] = "60"
    app.run()
    assert not app.exception
    return app


def texts(app):
    return " ".join(str(m.value) for m in app.markdown)


def said(app, key):
    """All that the address says of a key; the test's address gives one word bare."""
    words = app.query_params[key]
    return [words] if isinstance(words, str) else list(words)


def metrics(app):
    return {metric.label: metric.value for metric in app.metric}


def press(app, label):
    [button] = [b for b in app.button if b.label == label]
    button.click().run()
    assert not app.exception


def test_without_a_move_it_says_what_to_do(app):
    assert "Add to the plan" in app.info[0].value
    assert metrics(app)["Come into reach"] == "0"


def test_a_service_that_closes_takes_reach_away_and_the_place_is_named(app):
    planned(app, "close~AE001")
    # The A&E alone serves a1, at every hour: 806 residents.
    assert metrics(app)["Go out of reach"] == "800"
    assert metrics(app)["Come into reach"] == "0"
    assert "**800 residents go out of reach** of health support" in texts(app)
    lost = next(f.value for f in app.dataframe if "lost_hours" in f.value)
    assert lost["area_name"].to_list()[0].startswith("Weston 001A")
    assert lost["lost_hours"].to_list()[0] == 168


def test_longer_hours_are_added_by_the_form(app):
    app.selectbox(key="day").set_value("Sunday").run()
    app.select_slider(key="hour").set_value("03:00").run()
    [service] = [box for box in app.selectbox if box.label == "Which service?"]
    service.set_value("CAFE001").run()
    [until] = [box for box in app.selectbox if box.label == "Open until"]
    until.set_value("05:00").run()
    press(app, "Add to the plan")
    assert said(app, "move") == ["hours~CAFE001~daily.1800-0500"]
    # a5 and a4 come into reach: 2,048 + 1,190.
    assert metrics(app)["Come into reach"] == "3,200"
    assert "nobody loses reach at any hour of the week" in texts(app)


def test_a_service_that_is_open_as_late_already_is_refused_in_words(app):
    [service] = [box for box in app.selectbox if box.label == "Which service?"]
    service.set_value("AE001").run()
    press(app, "Add to the plan")
    assert "Expected a service that closes before 02:00" in app.error[0].value


def test_a_new_site_takes_the_place_that_was_clicked(app):
    app.selectbox(key="plan_kind").set_value("add").run()
    app.session_state["plan_at"] = "534000,180000"
    app.run()
    press(app, "Add to the plan")
    # At a2's own point, open at 18:00 only: nobody at 14:00.
    assert metrics(app)["Come into reach"] == "0"
    app.select_slider(key="hour").set_value("19:00").run()
    assert metrics(app)["Come into reach"] != "0"


def test_a_move_is_taken_back(app):
    planned(app, "close~AE001", "close~CA001")
    assert metrics(app)["Go out of reach"] == "2,900"
    app.button(key="remove_0_close~AE001").click().run()
    assert said(app, "move") == ["close~CA001"]
    # The assessment centre alone serves a6 on a working day: 2,131.
    assert metrics(app)["Go out of reach"] == "2,100"


def test_a_link_that_means_nothing_is_refused_kindly(app):
    planned(app, "close~NOPE")
    assert "NOPE" in " ".join(e.value for e in app.error)


def test_plans_are_kept_in_the_address_and_compared(app):
    planned(app, "close~AE001")
    press(app, "Keep to compare")
    assert said(app, "kept") == ["Plan 1!close~AE001"]
    table = next(f.value for f in app.dataframe if "plan" in f.value)
    assert table["plan"].to_list() == ["As it is", "Plan 1"]
    assert table["lost_residents"].to_list() == [0, 806]


def test_a_plan_as_a_file_says_the_same(app):
    planned(app, "close~AE001", "hours~CAFE001~daily.1800-0500")
    held = planning.scenarios.from_link(said(app, "move"), "")
    text = planning.scenarios.write(held)
    assert planning.scenarios.to_link(planning.scenarios.read(text)) == [
        "close~AE001",
        "hours~CAFE001~daily.1800-0500",
    ]


def test_a_plan_changes_no_file(app, toy):
    before = hashlib.sha256(Path(toy).read_bytes()).hexdigest()
    planned(app, "close~AE001", "surge~20")
    assert hashlib.sha256(Path(toy).read_bytes()).hexdigest() == before
    assert "Modelled need" in texts(app)


def test_a_move_is_not_lost_when_the_address_is_late(app):
    planned(app, "close~CA001")
    app.selectbox(key="plan_kind").set_value("close").run()
    [service] = [box for box in app.selectbox if box.label == "Which service?"]
    service.set_value("AE001").run()
    # The browser still says what it said before the last change was written, for long.
    app.query_params.clear()
    app.query_params["within"] = "60"
    press(app, "Add to the plan")
    assert said(app, "move") == ["close~CA001", "close~AE001"]


def test_a_zero_has_its_cause(app):
    app.select_slider(key="hour").set_value("03:00").run()
    # The car is on duty from 11:00 to 23:00.
    said_of_legs = "All three legs: 0 people, as before (nobody has ambulance support"
    assert said_of_legs in texts(app)


def test_a_service_that_never_counts_is_said_to(app):
    # LOW001 has low confidence: its hours change nothing.
    planned(app, "hours~LOW001~daily.1800-0500")
    assert "does not count for the person asked for" in app.warning[0].value


def test_the_best_site_is_the_one_that_reaches_most(app):
    app.query_params["task"] = "best"
    app.query_params["within"] = "60"
    app.query_params["where"] = "areas"
    app.run()
    assert not app.exception
    # Out of reach at 14:00: a2 1,004, a3 1,821, a4 1,190 and a5 2,048, of 9,000, none
    # within 60 minutes of the next. A site at a5 alone reaches most.
    assert "Best: **Easton 001B**. Share in reach: 55.4 % with it" in texts(app)
    assert "**2,000 residents** come into reach" in texts(app)
    assert "Proven" in texts(app)
    press(app, "Try it as a plan")
    assert metrics(app)["Come into reach"] == "2,000"
    assert metrics(app)["Go out of reach"] == "0"


def test_what_could_fail_names_the_service_that_most_depend_on(app):
    app.query_params["task"] = "stress"
    app.query_params["within"] = "60"
    app.run()
    assert not app.exception
    assert "2 services are the only one in reach for somebody" in texts(app)
    press(app, "A night with no cafés")
    assert said(app, "move") == ["shut~crisis_cafe~daily.1800-0800"]
    assert "crisis café is shut" in texts(app)


def test_closing_in_exchange_names_what_closes_and_who_loses(app):
    app.query_params["task"] = "best"
    app.query_params["within"] = "60"
    app.query_params["where"] = "areas"
    app.query_params["closes"] = "1"
    app.run()
    assert not app.exception
    # One opens at a5 (2,048); of the A&E (806) and the assessment centre (2,131) the
    # one with fewer closes.
    assert "In exchange close:" in texts(app)
    assert "**800 residents** go out of reach" in texts(app)


def test_the_most_deprived_fifth_keeps_what_it_has_when_services_may_close(app):
    chosen = app.session_state["chosen"]
    asked = replace(SOUGHT, protects_deprived=True, closes=1)
    may_close = siting_questions.problem(asked, chosen, None)
    stays = siting_questions.problem(SOUGHT, chosen, None)
    deprived = stays.cells["is_most_deprived"].to_numpy(bool)
    # Asked of what stands before any of it may close.
    [floor] = siting_questions.rules(may_close, asked).floors
    expected = siting.never_worse(stays, "", deprived).least_share
    assert floor.least_share == pytest.approx(expected)
    assert expected > 0
    assert not may_close.in_reach_now.any()


def test_a_list_of_ones_own_that_cannot_be_read_is_refused_in_words():
    for content in (b"", b'site_name,at\n"a'):
        with pytest.raises(siting_questions.NotPossible, match="Expected a CSV"):
            siting_questions.own_places(content)
    read = siting_questions.own_places("site_name;at\nCafé;SE5 8AZ\n".encode("cp1252"))
    assert read.to_dict("records") == [{"site_name": "Café", "at": "SE5 8AZ"}]


def test_words_of_a_link_are_shown_as_they_are(app):
    planned(app, "foo~~bar")
    assert r"foo\~\~bar" in app.error[0].value


OF_PLAN = {
    "move": "close~AE001",
    "kept": "One!close~CA001",
    "plan_name": "Mine",
    "plan_leg": "safety",
    "task": "best",
    "goal": "expected",
    "where": "areas",
    "when": "week",
    "weight": "need",
    "how_many": "2",
    "closes": "1",
    "floor": "5",
    "busy": "20",
    "protect": "true",
    "front": "true",
    "firm": "true",
    "stress_leg": "safety",
    "kind": "hbpos",
    "enough": "40",
}


def test_a_plans_choices_go_along_to_pages_that_do_not_draw_them(app):
    app.switch_page("app_pages/help.py")
    for key, word in OF_PLAN.items():
        app.query_params[key] = word
    app.run()
    assert not app.exception
    assert not [i.value for i in app.info if "could not be used" in i.value]
    assert {key: said(app, key) for key in OF_PLAN} == {
        key: [word] for key, word in OF_PLAN.items()
    }


def test_a_best_choice_is_not_that_of_an_edition_that_was_replaced(app, toy):
    chosen = app.session_state["chosen"]
    before = siting_questions.key(SOUGHT, chosen, None)
    os.utime(toy)
    assert siting_questions.key(SOUGHT, chosen, None) != before
