"""The Compare page on the toy city, and its sentences on small frames."""

import json
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import borough_sentences, comparisons, verdicts
from tests.toy_city import EAST, WEST

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")


@pytest.fixture
def app(toy, monkeypatch):
    """The Compare page on the toy city, nothing chosen yet."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    st.cache_data.clear()
    st.cache_resource.clear()
    opened = AppTest.from_file(APP, default_timeout=60).run()
    return opened.switch_page("app_pages/compare.py").run()


def texts(app):
    return " ".join(str(m.value) for m in app.markdown)


CODES = {"Weston": WEST, "Easton": EAST}


def choose(app, *names, kind="boroughs"):
    codes = [CODES.get(name, name) for name in names]
    return app.multiselect(key=kind).set_value(codes).run()


def test_nothing_chosen_says_what_to_do(app):
    assert not app.exception
    assert "Choose **two boroughs**" in app.info[0].value
    assert not app.metric


def test_two_boroughs_of_three_areas_cannot_be_told_apart(app):
    choose(app, "Weston", "Easton")
    assert not app.exception
    # Out of reach on Tuesday 14:00 are all but a1 of Weston (806 of 3,000 residents) and
    # a6 of Easton (2,131 of 6,000): 73.13 % and 64.48 %, 8.65 points apart. Wilson on 2.93
    # and 2.99 effective areas, one pair, z = 1.96: 24.13 to 95.89 and 19.53 to 93.14 %.
    # Newcombe: 8.65 - √(49.01² + 28.66²) = -48.1; 8.65 + √(22.75² + 44.95²) = 59.0.
    assert (
        "**Weston and Easton cannot be told apart**: the shares of their residents out "
        "of reach differ by 9 points, interval −48 to 59, which contains 0."
    ) in texts(app)
    weston, easton, london = app.metric
    assert (weston.label, weston.value) == ("Weston", "73 %")
    assert weston.delta == "interval 24 to 96 %"
    assert easton.value == "64 %"
    # (2,194 + 3,869) of 9,000.
    assert (london.label, london.value) == ("London", "67 %")


def test_key_figures_stand_side_by_side(app):
    choose(app, "Weston", "Easton")
    figures = app.table[0].value
    assert list(figures.columns) == ["Weston", "Easton", "London"]
    assert figures.loc["Out of reach (estimated)", "Weston"] == "2,200"  # 1,004 + 1,190
    assert figures.loc["Half live within", "Weston"] == "65 min"  # a2 and a4
    assert figures.loc["Rank, 1 = fewest out of reach", "Weston"] == "1 to 2"


def test_one_borough_has_its_interval_and_can_gain_its_peers(app):
    choose(app, "Weston")
    assert "(73 %, interval 24 to 96 %)" in texts(app)
    [add] = [b for b in app.button if b.label == "Add the most alike"]
    add.click().run()
    assert not app.exception
    assert app.multiselect(key="boroughs").value == [WEST, EAST]


def test_every_borough_and_none_by_a_button(app):
    next(b for b in app.button if b.label == "All 2").click().run()
    assert not app.exception
    assert len(app.multiselect(key="boroughs").value) == 2
    next(b for b in app.button if b.label == "None").click().run()
    assert "Nothing is chosen yet" in app.info[0].value


@pytest.mark.parametrize("kind", ["icb", "icb_2026", "trust", "bcu"])
def test_a_group_shows_its_boroughs(app, kind):
    app.selectbox(key="compare").set_value(kind).run()
    # The toy's boroughs are all in one group, 'x'.
    choose(app, "x", kind=kind)
    assert not app.exception
    assert "In **x** about **6,100 residents (67 %" in texts(app)
    assert any("A group is an average" in i.value for i in app.info)
    assert "**Easton**: half live within" in texts(app)


def test_every_chart_has_its_sentence_table_and_file(app):
    choose(app, "Weston", "Easton")
    charts = app.get("vega_lite_chart")
    # Ranked, legs, causes, funnel, spread, peers, gaps, fifths of need, open ranks.
    assert len(charts) == 9
    for chart in charts:
        assert json.loads(chart.proto.spec)["description"].replace("*", "") in (
            texts(app).replace("*", "")
        )
    tables = [e for e in app.expander if e.label == "The same as a table"]
    assert len(tables) == 9 + 1  # the maps have one too
    # Spread, peers, gaps and open ranks are drawn from two answers, with a file of each;
    # so are the maps. The pairs and the causes of two further legs are tables alone.
    assert len(app.get("download_button")) == 9 + 4 + 2 + 1 + 2


def test_tables_hold_what_is_drawn(app):
    choose(app, "Weston", "Easton")
    frames = [table.value for table in app.dataframe]
    peers = next(f for f in frames if "place" in f and "distance" in f)
    assert {"Weston", "Easton"} <= set(peers["place"])
    ranks = next(f for f in frames if "chance_low" in f)
    assert (ranks["chance_low"] <= ranks["chance_high"]).all()


def test_where_deprivation_is_not_known_fifths_of_need_are_drawn(app):
    choose(app, "Weston", "Easton")
    assert any(
        "fifths of London by modelled need stand in" in i.value for i in app.info
    )
    fifths = next(t.value for t in app.dataframe if "fifth_label" in t.value)
    # The toy's need is one rate a borough, so its fifths are its two boroughs.
    assert fifths["residents"].sum() == 9_000
    assert "All of London, not the boroughs chosen. By modelled need" in texts(app)


def test_causes_of_every_leg_are_said(app):
    choose(app, "Weston", "Easton")
    for leg in ("health", "safety", "ambulance"):
        assert f"the {leg} leg" in texts(app)


def test_maps_stand_in_the_order_of_the_choice_and_are_said(app):
    for names in (["Easton", "Weston"], ["Weston", "Easton"]):
        choose(app, *names)
        drawn = next(
            h.proto.body for h in app.get("html") if "<figcaption>" in h.proto.body
        )
        places = [drawn.index(f"<figcaption>{name}") for name in names]
        assert places == sorted(places)
        # Of a1, a2, a4 and of a3, a5, a6 one each has the health leg.
        said = "; ".join(f"**{name}**: two legs in 2 of 3" for name in names)
        assert f"as most small areas have it. {said}." in texts(app)


def test_an_edition_without_deprivation_says_how_to_get_it(app):
    choose(app, "Weston", "Easton")
    assert any("python -m geodata fetch" in i.value for i in app.info)
    assert "fewer than 5 groups have residents" in texts(app)


MOVES = {
    "night": lambda app: app.select_slider(key="hour").set_value("03:00"),
    "car": lambda app: app.selectbox(key="travel").set_value("car"),
    "young": lambda app: app.selectbox(key="age").set_value("under_18s"),
    "minutes": lambda app: app.selectbox(key="shade").set_value("minutes"),
    "cause": lambda app: app.selectbox(key="shade").set_value("cause"),
    "house": lambda app: app.multiselect(key="types").set_value(["crisis_house"]),
}


@pytest.mark.parametrize("move", MOVES)
def test_each_filter_moves_without_a_fault(app, move):
    choose(app, "Weston", "Easton")
    MOVES[move](app).run()
    assert not app.exception


def test_all_in_reach_is_said_instead_of_compared(app):
    app.selectbox(key="travel").set_value("car").run()
    choose(app, "Weston", "Easton")
    # By car everybody is within 30 minutes: 6 + 2 × 8.9 km at most.
    assert "No difference: everybody in London has support in reach" in texts(app)
    # The spread of minutes is still drawn, nothing is ranked.
    assert app.header[0].value == "What is missing, and why"
    assert len(app.get("vega_lite_chart")) == 1
    assert "Weston and Easton" not in texts(app)


def test_no_type_of_service_is_a_state_of_its_own(app):
    choose(app, "Weston")
    app.multiselect(key="types").set_value([]).run()
    assert not app.exception
    assert "No service type is chosen" in app.warning[0].value


def test_names_that_are_not_known_are_said(app):
    app.query_params["boroughs"] = ["Weston", "Atlantis"]
    app.run()
    assert not app.exception
    assert any("left out: boroughs." in i.value for i in app.info)
    app.query_params.clear()


def test_the_choice_is_there_when_one_comes_back(app):
    choose(app, "Weston", "Easton")
    app.switch_page("app_pages/data.py").run()
    app.switch_page("app_pages/compare.py").run()
    assert app.multiselect(key="boroughs").value == [WEST, EAST]


PAIR = {"place": "A", "other": "B", "difference": 0.2, "is_told_apart": True} | {
    "difference_low": 0.004,
    "difference_high": 0.3,
}
SHARES = pd.DataFrame({"place": ["A", "B", "C"], "out_share": [0.5, 0.3, 0.2]})


def test_a_difference_beyond_chance_is_said_with_its_interval():
    said = verdicts.verdict(["A", "B"], SHARES, pd.DataFrame([PAIR]), "adults")
    # A lower limit of 0.4 points must not read as 0.
    assert said == (
        "**A and B differ**: in A the share of adults out of reach is 20 points higher, "
        "interval 0.4 to 30. That is more than chance."
    )


def test_of_several_the_pairs_that_are_open_are_named():
    rows = [
        PAIR,
        PAIR | {"other": "C", "difference": 0.3},
        PAIR | {"place": "B", "other": "C", "difference": 0.1, "is_told_apart": False},
    ]
    said = verdicts.verdict(["A", "B", "C"], SHARES, pd.DataFrame(rows), "adults")
    assert said.startswith("**2 of the 3 pairs among these 3 can be told apart**")
    assert said.endswith("**Cannot be told apart**: B and C.")


def test_equal_shares_are_no_difference():
    same = PAIR | {"difference": 0.0, "is_told_apart": False}
    said = verdicts.verdict(["A", "B"], SHARES, pd.DataFrame([same]), "adults")
    assert "cannot be told apart**: the same share" in said


def test_each_pair_is_taken_once_the_larger_first():
    both = pd.DataFrame(
        [
            {"place": "A", "other": "B", "difference": -0.2},
            {"place": "B", "other": "A", "difference": 0.2},
            {"place": "C", "other": "D", "difference": 0.0},
            {"place": "D", "other": "C", "difference": 0.0},
            {"place": "A", "other": "E", "difference": 0.1},
        ]
    )
    found = comparisons.within(both, ["A", "B", "C", "D"])
    assert list(zip(found["place"], found["other"], strict=True)) == [
        ("B", "A"),
        ("C", "D"),
    ]


def test_one_kind_of_cause_is_called_the_only_one_where_it_is():
    rows = pd.DataFrame(
        {
            "borough_name": ["A", "A", "B"],
            "cause_code": ["in_reach", "none_in_reach", "none_in_reach"],
            "cause": ["Support in reach", "None in reach", "None in reach"],
            "residents": [10, 1_200, 2_000],
        }
    )
    assert "It is the only cause" in borough_sentences.causes(rows)
    rows.loc[2, ["cause_code", "cause"]] = ["closed_at_this_hour", "Closed"]
    said = borough_sentences.causes(rows)
    assert "only cause" not in said
    assert "**B**: closed (2,000 people)" in said


def test_a_borough_no_worse_than_the_median_gains_nothing_from_it():
    found = pd.DataFrame(
        {
            "borough_name": ["A"],
            "median_share": [0.5],
            "more_at_median": [0],
            "more_at_best_peer": [pd.NA],
        }
    )
    said = borough_sentences.gaps(found, "Adults")
    assert said.startswith(
        "**A** is no worse than the median borough (50 % out of reach)."
    )
