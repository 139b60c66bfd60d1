"""The Plan page on the toy city, each number with its derivation (see toy_city).

Within 60 minutes on foot an adult reaches on Tuesday at 14:00 the A&E from a1 (806
residents) and the assessment centre from a6 (2,131); the café, 18-02 every day, from a5
(2,048) and a4 (1,190), but not then. All 9,000 live in six small areas.
"""

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import (
    best_asked,
    best_firmness,
    best_methods,
    best_sentences,
    bests,
    looking,
    plan_layers,
    plan_sentences,
    planning,
    proposed,
    siting_questions,
)
from dashboard.briefs import view
from dashboard.searches import Search
from dashboard.sought import GOALS, Sought
from queries import catalogue, siting
from queries.siting import pools
from tests import toy_city

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


class StoppedAtOnce(Search):
    """The search of a visitor who stops it before it has found anything."""

    def __init__(self, make):
        """Stop before it has begun."""
        is_stopped = Event()

        def stopped(effort):
            is_stopped.wait()
            return make(effort)

        super().__init__(stopped)
        self.stop()
        is_stopped.set()


def test_a_search_stopped_before_it_found_anything_can_be_begun_again(app, monkeypatch):
    asked = {"goal": "fewest", "enough": "50", "where": "areas", "within": "60"}
    for key, word in {"task": "best", **asked}.items():
        app.query_params[key] = word
    with monkeypatch.context() as hurried:
        hurried.setattr(looking, "Search", StoppedAtOnce)
        # The toy city is done before anybody would be asked whether to go on.
        hurried.setattr(pools.Clock, "every_seconds", 0.0)
        app.run()
    assert not app.exception
    assert "before the search ended" in app.error[0].value
    press(app, looking.AGAIN)
    assert not app.error
    # 32.6 % are in reach as it is; a5 alone brings half.
    assert "Best: **Easton 001B**. That many are needed" in texts(app)
    assert looking.AGAIN not in [button.label for button in app.button]


def test_what_rests_on_a_stopped_search_goes_with_it(app, monkeypatch):
    asked = {"task": "best", "where": "areas", "within": "60", "firm": "true"}
    for key, word in asked.items():
        app.query_params[key] = word
    with monkeypatch.context() as hurried:
        hurried.setattr(looking, "Search", StoppedAtOnce)
        hurried.setattr(pools.Clock, "every_seconds", 0.0)
        app.run()
    before = dict(app.session_state["best_found"][1])
    app.button(key=f"{looking.AGAIN} solution").click().run()
    assert not app.exception
    after = app.session_state["best_found"][1]
    assert set(before) == set(after) == {"solution", *best_firmness.RESTING}
    assert all(after[name] is not before[name] for name in before)
    assert looking.AGAIN not in [button.label for button in app.button]


def test_a_search_that_was_left_is_begun_anew(app, monkeypatch):
    begun = []

    class LeftAtFirst(Search):
        def __init__(self, make):
            begun.append(self)
            super().__init__(make)
            if len(begun) == 1:
                self.leave()

    monkeypatch.setattr(looking, "Search", LeftAtFirst)
    for key, word in {"task": "best", "where": "areas", "within": "60"}.items():
        app.query_params[key] = word
    app.run()
    assert not app.exception
    assert len(begun) == 2
    assert "Proven" in texts(app)


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


def test_only_what_may_close_closes(app):
    app.query_params["task"] = "best"
    app.query_params["within"] = "60"
    app.query_params["where"] = "areas"
    app.query_params["closes"] = "1"
    app.query_params["may_close"] = "CA001"
    app.run()
    assert not app.exception
    # The A&E would cost the fewest, but it stays; of one place in all, in exchange for
    # the centre's, none reaches more people than the centre does.
    assert "exactly as good: Easton 001C instead of Toy CA001" in texts(app)
    assert "In exchange close" not in texts(app)
    # A service of another leg is not offered, and the choice goes with the kind.
    app.selectbox(key="kind").set_value("hbpos").run()
    assert not app.exception
    assert "may_close" not in app.query_params


def test_closing_alone_is_said_with_what_it_is_worth():
    nothing = pd.DataFrame({"site_name": []})
    asked = replace(SOUGHT, closes=1)
    worth = (0.5, 0.4)
    told = best_sentences.finding(nothing, ["Toy CA001"], worth, "In reach", asked)
    assert told.startswith("Best: close Toy CA001, and open nothing.")
    assert told.endswith("In reach: 40.0 % with it, 50.0 % as it is.")
    fewest = replace(asked, goal="fewest", share=0.5)
    told = best_sentences.finding(nothing, ["Toy CA001"], worth, "Sites", fewest)
    assert "open nothing. 50 % stay in reach" in told


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"closes": 3}, "Expected 3 services that may close, found 2"),
        (
            {"closes": 1, "goal": "fewest", "shifts": ("always", "daily 09:00-17:00")},
            "Expected one shift, or no service to close",
        ),
        ({"closes": 1, "budget": 60.0}, "Expected a budget or services to close"),
    ],
)
def test_conditions_that_do_not_go_together_are_refused(app, changed, words):
    asked = replace(SOUGHT, **changed)
    found = siting_questions.problem(asked, app.session_state["chosen"], None)
    with pytest.raises(siting_questions.NotPossible, match=words):
        siting_questions.rules(found, asked)


def test_a_car_is_no_place_that_could_close(app):
    app.query_params["task"] = "best"
    app.query_params["goal"] = "expected"
    app.query_params["closes"] = "1"
    app.run()
    assert not app.exception
    assert "closes" not in {box.key for box in app.selectbox}
    # It goes along, for whoever turns to places again.
    assert said(app, "closes") == ["1"]


def test_all_that_fail_are_named(app):
    many = tuple(f"Place {number}" for number in range(9))
    refused = bests.Infeasible("There are 9 places.", many)

    def page():
        import streamlit as st

        from dashboard import best_panels

        best_panels.refused(st.session_state["why"])

    drawn = AppTest.from_function(page)
    drawn.session_state["why"] = refused
    drawn.run()
    assert drawn.error[0].value == "There are 9 places."
    assert drawn.expander[0].label == "All 9 of them"
    assert ", ".join(many) in " ".join(m.value for m in drawn.markdown)


@pytest.mark.parametrize(
    "words",
    [
        {"task": "change", "move": "close~AE001"},
        {"task": "best", "where": "areas"},
        {"task": "best", "goal": "expected", "where": "areas"},
        {"task": "stress"},
    ],
)
def test_every_map_is_a_table_too(app, words):
    for key, word in words.items():
        app.query_params[key] = word
    app.query_params["listed"] = "true"
    app.run()
    assert not app.exception
    twin = next(t.value for t in app.dataframe if list(t.value)[-1] == "note")
    notes = twin.set_index("area_name")["note"]
    assert set(notes.index) == set(toy_city.NAMES.values())
    # Each note is of its own area: a1 (Weston 001A) has the A&E alone, a6 (Easton 001C)
    # the assessment centre; a4 is 4 km (65 minutes) from the one, 8 km from the other.
    if words["task"] == "change":
        assert notes["Weston 001A"].startswith("Goes out of reach")
        assert notes["Easton 001C"].startswith("In reach, as before")
        farther = "Farther than before: 65 min before, 130 min after"
        assert notes["Weston 001C"] == farther
    elif words["task"] == "stress":
        assert notes["Weston 001A"].startswith("One: nothing if it closes")
        more = "None in reach; 65 minutes more if the nearest closes"
        assert notes["Weston 001C"] == more
    else:
        assert notes.str.len().min() > 0


def test_what_counts_for_nobody_cannot_close(app):
    asked = replace(SOUGHT, closes=1, may_close=("CA001",))
    chosen = app.session_state["chosen"]
    found = siting_questions.problem(asked, chosen, None)
    standing = siting_questions.standing(found)
    assert list(found.sites.loc[list(standing), "site_code"]) == ["CA001"]
    assert list(found.fixed["site_code"]) == ["AE001"]
    assert "(of Toy CA001, Crisis assess" in best_asked.words(asked, chosen)
    asked = replace(asked, may_close=("CAFE001", "CA001"))
    # The café is shut at the hour in view.
    with pytest.raises(siting_questions.NotPossible, match="found Toy CAFE001, Crisis"):
        siting_questions.problem(asked, chosen, None)


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


@pytest.mark.parametrize(
    "changed",
    [
        {"floor": "10", "how_many": "2"},
        {"protect": "true"},
        {"goal": "fewest", "enough": "50"},
        {"goal": "median", "weight": "need"},
        {"goal": "backup", "weight": "both"},
        {"where": "longer", "kind": "crisis_assessment", "shifts_week": "always"},
        {"goal": "expected", "kind": "joint_response_car"},
    ],
)
def test_how_firm_it_is_can_be_asked_of_every_question(app, changed):
    given = {"task": "best", "within": "60", "where": "areas"} | changed
    for key, word in {**given, "front": "true", "firm": "true"}.items():
        app.query_params[key] = word
    app.run()
    assert not app.exception
    assert not [e.value for e in app.error]
    assert "If minutes are wrong" in texts(app)
    named = list(app.dataframe[0].value.columns)
    assert "without" in named


def test_a_kind_that_does_not_count_is_refused_and_not_placed(app):
    app.query_params["task"] = "best"
    app.run()
    app.multiselect(key="types").set_value(["ae_type1"]).run()
    assert not app.exception
    assert "not chosen under “What counts”" in app.error[0].value


def test_enough_as_it_is_needs_nothing(app):
    for key, word in {
        "task": "best",
        "goal": "fewest",
        "enough": "30",
        "within": "60",
        "travel": "car",
        "where": "areas",
    }.items():
        app.query_params[key] = word
    app.run()
    assert not app.exception
    assert "Enough are in reach as it is" in texts(app)


def test_hours_that_run_on_for_ever_are_one_span(app):
    given = {"task": "best", "where": "longer", "kind": "crisis_assessment"}
    for key, word in {**given, "within": "60", "shifts_week": "always"}.items():
        app.query_params[key] = word
    app.run()
    assert not app.exception
    press(app, "Try it as a plan")
    assert said(app, "move") == ["hours~CA001~always"]


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
    "plan_note": "From the board",
    "plan_shade": "reach",
    "surge": "50",
    "task": "best",
    "goal": "expected",
    "where": "areas",
    "when": "week",
    "weight": "need",
    "how_many": "2",
    "closes": "1",
    "may_close": "AE001",
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


def frame_with(app, *columns):
    """The first table of the page that has all of these columns."""
    return next(f.value for f in app.dataframe if set(columns) <= set(f.value))


def html(app):
    return " ".join(str(h.proto.body) for h in app.get("html"))


def test_tables_say_need_and_minutes_before_and_after(app):
    planned(app, "close~AE001")
    boroughs = frame_with(app, "borough_name", "out_need_before", "out_need_after")
    west = boroughs.set_index("borough_name").loc["Weston"]
    # What goes out of reach is what a1 needs.
    lost = west["out_need_after"] - west["out_need_before"]
    assert lost == pytest.approx(west["lost_need"])
    fifths = frame_with(app, "group", "out_need_before", "mean_before_min")
    assert {"gained_need", "lost_need", "mean_after_min"} <= set(fifths)
    assert "need_after" not in fifths
    assert "out of reach" in texts(app).split("Modelled need (calls a year")[1]


def test_the_week_is_told_by_borough_and_by_fifth(app):
    planned(app, "close~AE001")
    week = frame_with(app, "borough_name", "lost_person_hours")
    # a1 alone depends on the hospital within 60 minutes, at all 168 hours.
    lost = week.set_index("borough_name")["lost_person_hours"]
    # Those of Easton have farther to go, and lose nothing.
    assert lost.to_dict() == {"Weston": 168 * 806, "Easton": 0}
    fifths = frame_with(app, "group", "lost_person_hours")
    assert fifths["lost_person_hours"].sum() == 168 * 806
    assert all(group.startswith("Fifth ") for group in fifths["group"])
    assert "By modelled need, over all hours of the week" in texts(app)


def test_a_surge_is_told_in_every_table_and_on_the_map(app):
    planned(app, "surge~20")
    boroughs = frame_with(app, "borough_name", "need_before", "need_after")
    assert list(boroughs["borough_name"]) == ["Weston", "Easton"]
    for need in ("need", "out_need"):
        grown = list(1.2 * boroughs[f"{need}_before"])
        assert list(boroughs[f"{need}_after"]) == pytest.approx(grown)
    assert {"need_before", "need_after"} <= set(frame_with(app, "group"))
    assert "Modelled need out of reach at this hour" in html(app)
    assert "more than before" in html(app)
    # a2 and a3 have nothing in reach at any hour.
    assert "need of those out of reach changes at every hour" in texts(app)
    hours = frame_with(app, "when", "out_need_before")
    assert len(hours) == 168
    app.query_params["plan_shade"] = "reach"
    app.query_params["move"] = "surge~20"
    app.query_params["within"] = "60"
    app.run()
    assert "What the plan changes at this hour" in html(app)


def change_of(*rows):
    names = "residents need_before need_after had_reach has_reach".split()
    return pd.DataFrame(rows, columns=names)


def test_need_out_of_reach_is_drawn_by_what_is_added():
    layer = plan_layers.areas_by_need(
        change_of(
            (1000, 10.0, 12.0, True, True),
            (1000, 10.0, 10.0, False, True),
            (1000, 10.0, 10.0, False, False),
            (1000, 10.0, 12.0, False, False),
            (1000, 10.0, 12.0, True, False),
        ),
        "health support",
    )
    # In reach; comes into reach; as before; 2 more; 12 more.
    assert layer.classes == "01236"
    words = {int(at): layer.legend[int(at)].words for at in layer.classes}
    assert words[0] == "No need out of reach, as before"
    assert words[1] == "Less out of reach than before"
    assert words[3].startswith("2 to ")
    assert words[6].endswith("to 12 more than before")
    *_, last = layer.values  # noqa: PD011 - of a layer
    assert "0 before, 12 after" in last


def test_need_that_grows_alike_is_one_class():
    rows = [(1000, 10.0, 12.0, False, False)] * 3
    layer = plan_layers.areas_by_need(change_of(*rows), "health support")
    assert layer.classes == "333"
    assert layer.legend[3].words == "2 more than before"
    unchanged = [(1000, 10.0, 10.0, False, False)]
    assert plan_layers.areas_by_need(change_of(*unchanged), "x").classes == "2"


def stressed(app, **said):
    """The page of what could fail, as a link with these words opens it."""
    for key, word in ({"task": "stress", "within": "60"} | said).items():
        app.query_params[key] = word
    app.run()
    assert not app.exception
    return app


def test_a_surge_has_the_size_that_is_chosen(app):
    stressed(app, surge="50")
    press(app, "50 % more need")
    assert said(app, "move") == ["surge~50"]
    assert said(app, "surge") == ["50"]


def test_a_car_on_duty_can_be_the_only_one(app):
    stressed(app, stress_leg="ambulance")
    assert "1 service is the only one in reach for somebody" in texts(app)
    # The car covers both boroughs from 11:00 to 23:00.
    assert "**9,000 residents** would have no other in reach" in texts(app)


def test_a_night_without_cafes_is_shown_at_night(app):
    press(stressed(app), "A night with no cafés")
    # CAFE001, 18:00 to 02:00, is the one that takes adults and has a place.
    assert app.selectbox(key="day").value == "Tuesday"
    assert app.select_slider(key="hour").value == "18:00"
    told = "Day and hour were set to Tuesday at 18:00, when one café counts"
    assert any(told in info.value for info in app.info)
    assert metrics(app)["Go out of reach"] == "3,200"


def test_a_bad_night_takes_the_place_of_another_and_of_no_move_of_ones_own(app):
    press(stressed(app, move="surge~20"), "Every place of safety is full")
    assert said(app, "move") == ["shut~hbpos~always"]
    app.query_params["move"] = "close~AE001"
    press(stressed(app), "20 % more need")
    assert said(app, "move") == ["close~AE001", "surge~20"]
    assert any("Added to the move that the plan had" in i.value for i in app.info)
    app.query_params["move"] = ["close~AE001", "surge~20"]
    press(stressed(app), "20 % more need")
    assert said(app, "move") == ["close~AE001", "surge~20"]


def test_a_plan_kept_again_takes_no_other_plans_place(app):
    app.query_params["plan_name"] = "Late"
    app.query_params["kept"] = "Late!close~AE001"
    planned(app, "close~CA001")
    press(app, "Keep to compare")
    assert said(app, "kept") == ["Late!close~AE001", "Late (2)!close~CA001"]
    table = frame_with(app, "plan", "lost_residents")
    assert table["lost_residents"].to_list() == [0, 806, 2131]


def test_a_kept_plan_of_the_same_name_does_not_stand_for_this_one(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    words = "within=60&plan_name=Late&move=close~CA001&kept=Late!close~AE001"
    table = proposed.of(view.read(words, "")).compared
    assert table["move"].to_list() == ["Late", "Late (as kept)"]
    assert table["lost_residents"].to_list() == [2131, 806]


def test_the_note_of_a_file_is_kept(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))

    def opens():
        import streamlit as st

        from dashboard import planning

        text = 'name = "Mine"\nnote = "For the board"\n[[move]]\ndo = "close"\n'
        planning.read(f'{text}service = "AE001"\n'.encode())
        st.text(planning.file_of(planning.words(), planning.name(), planning.note()))
        try:
            planning.read(f'note = "{"x" * 3000}"'.encode())
        except planning.NotPossible as problem:
            st.text(str(problem))

    app = AppTest.from_function(opens, default_timeout=60).run()
    assert not app.exception
    assert 'note = "For the board"' in app.text[0].value
    assert "at most 2,000 signs" in app.text[1].value


def test_starting_anew_forgets_name_and_note(app):
    app.query_params["plan_name"] = "Late"
    app.query_params["plan_note"] = "From the board"
    planned(app, "close~AE001")
    assert app.text_area(key="plan_noted").value == "From the board"
    press(app, "Start anew")
    assert not {"move", "plan_name", "plan_note"} & set(app.query_params)
    assert app.text_input(key="plan_called").value == ""


def test_rooms_are_shown_before_and_after(app):
    planned(app, "rooms~POS001~3")
    # Its hours are not known, so it counts for nobody.
    assert "No service whose rooms change counts" in texts(app)
    app.query_params["unknown"] = "true"
    planned(app, "rooms~POS001~3")
    table = frame_with(app, "rooms_before", "rooms_after", "per_100000_after")
    assert table["rooms_after"].to_list() == [3]
    # All 9,000 are near enough by blue light to share them, by some weight.
    assert table["per_100000_after"].iloc[0] > 3 / 0.09


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("behind_plan", "plan_of_london"),
        ("behind_plan_week", "plan_of_week"),
        ("behind_plan_tables", "plan_worst_hit"),
    ],
)
def test_behind_the_figures_of_a_plan_stand_method_and_sql(app, key, answer):
    page = planned(app, "close~CA001")
    assert not page.code
    page.session_state[key] = True
    page.run()
    assert not page.exception
    assert f"`{answer}`: " in texts(page)
    assert any("*Method:*" in c.value for c in page.caption)
    sqls = [c.value for c in page.code]
    assert catalogue.question(answer).sql.strip() in sqls


@pytest.mark.parametrize("goal", GOALS)
def test_behind_the_best_choice_stands_what_best_means(app, goal):
    app.query_params["task"] = "best"
    app.query_params["goal"] = goal
    app.session_state["behind_best"] = True
    app.run()
    assert not app.exception
    assert f"**{GOALS[goal]}**: {best_methods.FORMULAS[goal]}" in texts(app)


def test_staffed_hours_can_stand_in_for_a_number_of_sites(app):
    shifts = "daily 18:00-02:00 | daily 22:00-08:00"
    asked = {"where": "areas", "when": "week", "shifts_week": shifts, "staffed": "126"}
    for key, word in {"task": "best", "within": "60", **asked}.items():
        app.query_params[key] = word
    app.run()
    assert not app.exception
    assert not app.error
    moves = next(f.value for f in app.dataframe if "move_rank" in f.value)
    # 56 and 70 hours a week: one site of each shift at most, or two of the shorter.
    spent = [56 if "18:00-02:00" in name else 70 for name in moves["site_name"]]
    assert len(spent) == 2
    assert sum(spent) <= 126
    assert said(app, "staffed") == ["126"]


def test_where_sites_have_rooms_the_method_is_another():
    people, minutes = {"residents": np.array([5.0, 3.0])}, np.array([[9.0, 9.0]])
    endless = siting.made(people, minutes, within_min=10)
    assert "Church and ReVelle 1974" in best_methods.method(endless, SOUGHT)
    limited = siting.made(people, minutes, within_min=10, capacity=[4.0])
    assert "Current and Storbeck 1988" in best_methods.method(limited, SOUGHT)


def test_few_people_are_not_none():
    row = dict.fromkeys(
        "gained_residents longer_residents shorter_residents gained_need lost_need "
        "out_residents_before".split(),
        0,
    )
    row |= {"leg": "health", "lost_residents": 30, "out_residents_after": 30}

    class Chosen:
        def words(self):
            return {"when": "Tuesday at 14:00"}

    told = plan_sentences.finding(row, Chosen(), "Residents")
    assert "**fewer than 50 residents go out of reach**" in told
    assert "0 before, fewer than 50 with the plan" in told
