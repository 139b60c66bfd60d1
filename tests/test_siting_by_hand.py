"""Siting on the toy city, where each number has a line of arithmetic.

On foot 4 km are 65 minutes. On Sunday at 03:00 an adult finds only the A&E at a1, which
a2 and a4 reach too; weekdays from 9 to 17 the assessment centre at a6 serves a3 and a5
besides. Weston (a1, a2, a4) has 3,000 residents and Easton (a3, a5, a6) has 6,000.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from queries import siting
from queries.errors import CannotAnswer
from queries.siting import distances, sensitivity
from tests import toy_city
from tests.questions import MONDAY, SUNDAY, asked

NIGHT = SUNDAY + 3
WEEK = range(168)
PLACES = {"a3": "538000,180000", "a5": "534000,184000", "a6": "538000,184000"}
COVERAGE, MEDIAN = siting.Objective("coverage"), siting.Objective("median")
ONE = siting.Rules(count=1)


def at(connection, *keys, cost=1.0):
    """Candidates at the centres of some areas."""
    points = [toy_city.CENTRES[key] for key in keys]
    return siting.of_points(
        connection,
        pd.DataFrame(
            {
                "site_name": keys,
                "at": [f"{east},{north}" for east, north in points],
                "cost": cost,
            }
        ),
    )


def at_night(connection, *keys, **changed):
    """The problem of Sunday at 03:00."""
    return siting.of(
        connection, at(connection, *keys), hours=[NIGHT], **asked(**changed)
    )


def residents(connection):
    """Residents by area, by its short name."""
    cursor = connection.cursor()
    cursor.execute("use london")
    listed = cursor.execute("select area_code, residents from areas").fetchall()
    known = dict(listed)
    return {key: known[code] for key, code in toy_city.CODES.items()}


def test_what_stands_is_what_the_answers_say(connection):
    problem = at_night(connection, "a6")
    assert list(problem.fixed["site_code"]) == ["AE001"]
    reached = problem.demands["residents"][problem.in_reach_now > 0].sum()
    assert reached == 3_000
    assert problem.nearest_now[0] == 0
    # a1 to a6 is 8 km east and 4 km north: 8.944 km at 16.25 minutes a km.
    assert problem.nearest_now[5] == 145.3


def test_the_best_site_brings_all_of_easton_within_reach(connection):
    problem = at_night(connection, "a3", "a5", "a6")
    found = siting.solve(problem, COVERAGE, ONE)
    assert list(found.moves["site_name"]) == ["a6"]
    assert found.value == found.bound == 1
    assert found.moves["alone_residents"][0] == 6_000
    assert found.moves["marginal_residents"][0] == 6_000
    assert found.moves["value_without"][0] == pytest.approx(1 / 3)
    assert found.moves["place"][0] == "Easton"
    assert found.moves["at"][0] == "538000,184000"


def test_near_ties_say_what_they_are_worse_by(connection):
    here = residents(connection)
    ties = siting.solve(at_night(connection, "a3", "a5", "a6"), COVERAGE, ONE).near_ties
    # a5 reaches itself and a6 beyond Weston, a3 itself and a6.
    short = {"a3": here["a5"], "a5": here["a3"]}
    assert ties["sites"][0] == "a6"
    for row in ties[1:].itertuples():
        assert -row.more_residents == short[row.sites]
        assert row.worse_by == pytest.approx(short[row.sites] / 9_000)
        assert row.instead == f"{row.sites} instead of a6"
    assert len(ties) == 3


def test_shorter_journeys_are_another_question(connection):
    here = residents(connection)
    found = siting.solve(at_night(connection, "a3", "a5", "a6"), MEDIAN, ONE)
    # Minutes to the A&E are 16.25 a km; a6 halves those of a5 (65), a3 (65), a6 (0).
    minutes = {
        "a1": 0,
        "a2": 65,
        "a4": 65,
        "a3": 65,
        "a5": 65,
        "a6": 0,
    }
    expected = sum(here[key] * minutes[key] for key in here) / 9_000
    assert found.moves["site_name"][0] == "a6"
    assert found.value == pytest.approx(expected)


def test_without_the_only_service_there_are_no_minutes(connection):
    problem = at_night(connection, "a6").closable()
    found = siting.solve(problem, MEDIAN, siting.Rules(count=1))
    assert len(found.moves) == 1
    assert found.moves["value_without"].isna().all()


def test_hours_are_decisions(connection):
    """A shift from 17 to 9 at a6 serves two thirds of the week.

    a3 and a6 gain all of it; a5 has the café of a5's neighbour at 533000,184000 from
    18 to 2 on any day, so a third.
    """
    here = residents(connection)
    problem = siting.of(
        connection,
        at(connection, "a6"),
        hours=WEEK,
        shifts=["daily 17:00-09:00", "mon-fri 09:00-17:00"],
        **asked(),
    )
    found = siting.solve(problem, COVERAGE, ONE)
    assert list(found.moves["site_name"]) == ["a6, daily 17:00-09:00"]
    assert found.moves["shift"][0] == "daily 17:00-09:00"
    gained = 2 / 3 * (here["a3"] + here["a6"]) + 1 / 3 * here["a5"]
    assert found.moves["alone_residents"][0] == pytest.approx(gained)
    # 112 of 168 hours, at a cost of one an hour.
    assert found.moves["cost"][0] == 112
    # The other shift brings nobody: the assessment centre has those hours.
    assert found.near_ties["value"][1] == pytest.approx(found.moves["value_without"][0])


def test_a_site_is_chosen_with_one_shift(connection):
    problem = siting.of(
        connection,
        at(connection, "a3", "a6"),
        hours=WEEK,
        shifts=["daily 17:00-09:00", "always"],
        **asked(),
    )
    found = siting.solve(problem, COVERAGE, siting.Rules(count=4))
    assert sorted(found.moves["only_one"]) == ["P1", "P2"]


def test_longer_hours_of_a_service_count_where_it_is_closed(connection):
    """The assessment centre as a candidate: its own hours bring nothing new."""
    centre = siting.of_services(connection, ["crisis_assessment"])
    by_day = siting.of(connection, centre, hours=[MONDAY + 10, NIGHT], **asked())
    found = siting.solve(by_day, COVERAGE, ONE)
    # Half of the two hours is new.
    assert found.moves["alone_residents"][0] == pytest.approx(3_000)
    assert found.moves["service_id"][0] == "CA001"
    open_now = siting.of(connection, centre, hours=[MONDAY + 10], **asked())
    with pytest.raises(siting.Infeasible, match="found none"):
        siting.solve(open_now, COVERAGE, ONE)


def test_cars_on_duty_cover_their_boroughs(connection):
    """The car drives from 11 to 23 in both boroughs: at 14:00 nobody is left."""
    question = asked(
        types=["joint_response_car"], access="police_ambulance", mode="blue_light"
    )
    stations = at(connection, "a6")
    problem = siting.of(connection, stations, hours=[MONDAY + 14], **question)
    assert list(problem.on_duty) == [1] * 6
    night = siting.of(connection, stations, hours=[MONDAY + 3], **question)
    assert list(night.on_duty) == [0] * 6


def test_closing_is_proposed_only_where_it_may(connection):
    """The A&E among the choices: one site of all, so that whoever gains most wins."""
    problem = at_night(connection, "a6").closable()
    found = siting.solve(problem, COVERAGE, ONE)
    assert list(found.moves["site_name"]) == ["a6"]
    kept = siting.solve(problem, COVERAGE, siting.Rules(count=1, most_closed=0))
    assert list(kept.moves["site_code"]) == ["AE001"]
    with pytest.raises(CannotAnswer, match="services that stand and count, found X"):
        at_night(connection, "a6").closable(("X",))


def test_a_floor_keeps_what_a_borough_has(connection):
    before = at_night(connection, "a6")
    weston = (before.cells["borough_code"] == toy_city.WEST).to_numpy()
    floor = siting.never_worse(before, "Weston", weston)
    assert floor.least_share == 1
    rules = siting.Rules(count=1, floors=(floor,))
    kept = siting.solve(before.closable(), COVERAGE, rules)
    assert list(kept.moves["site_code"]) == ["AE001"]


def test_what_cannot_be_says_where_and_why(connection):
    problem = at_night(connection, "a6", within_min=30)
    with pytest.raises(
        siting.Infeasible, match="no site and nothing that stands"
    ) as no:
        siting.solve(problem, siting.Objective("fewest"), siting.Rules())
    assert sorted(no.value.names) == sorted(
        toy_city.NAMES[key] for key in ("a2", "a3", "a4", "a5")
    )
    floors = siting.floors_by(problem, "borough_name", least_share=0.9)
    with pytest.raises(
        siting.Infeasible, match="Even with every site, 2 groups"
    ) as low:
        siting.solve(problem, COVERAGE, siting.Rules(count=1, floors=floors))
    assert low.value.names == ("Easton", "Weston")
    dear = siting.of(
        connection, at(connection, "a6", cost=9.0), hours=[NIGHT], **asked()
    )
    floors = siting.floors_by(dear, "borough_name", least_share=0.9)
    with pytest.raises(
        siting.Infeasible, match="pays for no site: the cheapest costs 9"
    ):
        siting.solve(dear, COVERAGE, siting.Rules(budget=8.0, floors=floors))


def test_floors_that_so_few_sites_cannot_meet_are_named_and_no_others(connection):
    # In 30 minutes a site reaches its own area alone, and a1 is reached as it is.
    problem = at_night(connection, "a2", "a3", "a4", "a5", "a6", within_min=30)
    easton, weston = siting.floors_by(problem, "borough_name", least_share=0.95)
    little = replace(weston, least_share=0.01)

    def refused(count, *floors):
        with pytest.raises(siting.Infeasible) as no:
            siting.solve(problem, COVERAGE, siting.Rules(count=count, floors=floors))
        return no.value.names, str(no.value)

    # Easton wants a3, a5 and a6; Weston a2 and a4.
    names, words = refused(2, easton, weston)
    assert names == ("Easton",)
    assert words.startswith("With 2 sites, wherever they are, these stay below")
    names, words = refused(4, easton, weston)
    assert names == ("Easton", "Weston")
    assert words.startswith("Each rule can be met, but not all with 4 sites")
    # What is met by what stands is not what fails.
    assert refused(2, easton, little)[0] == ("Easton",)
    rules = siting.Rules(count=5, floors=(easton, weston))
    assert siting.solve(problem, COVERAGE, rules).value == 1


def test_everybody_needs_one_site(connection):
    found = siting.solve(
        at_night(connection, "a3", "a5", "a6"),
        siting.Objective("fewest"),
        siting.Rules(),
    )
    assert found.value == found.bound == 1
    assert list(found.moves["site_name"]) == ["a6"]


def test_more_sites_bring_less_each(connection):
    front = siting.pareto(
        at_night(connection, "a3", "a5", "a6", within_min=30),
        COVERAGE,
        siting.Rules(),
        counts=[1, 2, 3],
    )
    here = residents(connection)
    largest = sorted((here[key] for key in PLACES), reverse=True)
    # In 30 minutes a site reaches its own area alone.
    expected = (here["a1"] + np.cumsum(largest)) / 9_000
    assert list(front["value"]) == pytest.approx(list(expected))
    assert list(front["added"][1:]) == pytest.approx([n / 9_000 for n in largest[1:]])
    assert list(front["reached_residents"]) == pytest.approx(list(9_000 * expected))
    assert list(front["kept"].dropna()) == [1, 2]


def test_another_reach_has_another_answer(connection):
    problem = at_night(connection, "a3", "a5", "a6")
    found = siting.to_reach(problem, COVERAGE, ONE, reaches=[30])
    here = residents(connection)
    short, own = found.to_dict("records")
    best = max(PLACES, key=here.get)
    assert short["within_min"] == 30
    assert short["sites"] == best
    assert short["value"] == pytest.approx((here["a1"] + here[best]) / 9_000)
    assert short["own_value"] == pytest.approx((here["a1"] + here["a6"]) / 9_000)
    assert own["is_own"]
    assert own["value"] == own["own_value"] == 1


def test_wrong_minutes_move_near_ties(connection):
    problem = at_night(connection, "a3", "a5", "a6")
    found = siting.solve(problem, COVERAGE, ONE)
    # A tenth of the minutes: at exactly 65 of 65 half of the draws are out of reach.
    assert problem.error.of_minutes == 0.1
    told = siting.to_travel_error(problem, COVERAGE, found, draws=200)
    assert told["best_share"].sum() == pytest.approx(1)
    assert (told["low_value"] < told["value"]).all()
    again = siting.to_travel_error(problem, COVERAGE, found, draws=200)
    pd.testing.assert_frame_equal(told, again)


def test_minutes_to_places_are_in_the_order_asked(connection):
    """On the A&E's point its minutes; elsewhere on foot 16.25 minutes a km."""
    cursor = connection.cursor()
    cursor.execute("use london")
    points = [(532_000, 180_000), (530_000, 180_000)]
    places = pd.DataFrame(points, columns=["easting_m", "northing_m"])
    walk = distances.to_places(cursor, places, "walk")
    # a1 and a2 lie 2 km on either side of the first; a1 on the second, a2 4 km away.
    assert list(walk[:, 0]) == [32.5, 0.0]
    assert list(walk[:, 1]) == [32.5, 65.0]
    for mode in ("walk", "car", "blue_light"):
        of_service = distances.to_services(cursor, ["AE001"], mode, 6)
        assert (distances.to_places(cursor, places, mode)[1] == of_service[0]).all()


def test_own_points_are_refused_together(connection):
    given = pd.DataFrame({"site_name": ["here", "there"], "at": ["nowhere", "XX1 1XX"]})
    with pytest.raises(CannotAnswer) as refused:
        siting.of_points(connection, given)
    assert "row 1 (here)" in str(refused.value)
    assert "row 2 (there)" in str(refused.value)
    with pytest.raises(CannotAnswer, match="no at"):
        siting.of_points(connection, given[["site_name"]])


def test_own_points_may_have_costs_and_room(connection):
    """a6 reaches 6,000 people of Easton, but has room for 1,000."""
    given = pd.DataFrame(
        {"site_name": ["a6", "a5"], "at": [PLACES["a6"], PLACES["a5"]]}
    ).assign(cost=[2.5, np.nan], capacity=[1_000.0, np.nan])
    own = siting.of_points(connection, given)
    problem = siting.of(connection, own, hours=[NIGHT], **asked())
    assert list(problem.sites["cost"]) == [2.5, 1.0]
    assert list(problem.sites["capacity"]) == [1_000.0, np.inf]
    found = siting.solve(problem, COVERAGE, siting.Rules(budget=2.5))
    here = residents(connection)
    assert list(found.moves["site_name"]) == ["a5"]
    assert found.value == pytest.approx((3_000 + here["a5"] + here["a6"]) / 9_000)
    assert found.near_ties["value"][1] == pytest.approx((3_000 + 1_000) / 9_000)
    with pytest.raises(CannotAnswer, match=r"row 2 \(a5\): Expected a cost in digits"):
        siting.of_points(connection, given.assign(cost=["2", "two"]))
    with pytest.raises(CannotAnswer, match="Expected coverage of one demand"):
        siting.solve(problem, MEDIAN, ONE)


def test_areas_are_candidates(connection):
    every = siting.of_areas(connection).places
    assert list(every["site_code"]) == sorted(toy_city.CODES.values())
    two = siting.of_areas(connection, most=2).places
    assert 1 <= len(two) <= 2
    one = siting.of_areas(connection, boroughs=[toy_city.EAST]).places
    assert set(one["place"]) == {"Easton"}


def test_one_campus_is_one_candidate(connection):
    """a1 and a2 are 4 km apart; the same place twice is one."""
    here, there = at(connection, "a1", "a2"), siting.of_areas(connection)
    assert len(siting.joined(here, here).places) == 2
    both = siting.joined(here, there, apart_m=300).places
    assert list(both["site_name"][:2]) == ["a1", "a2"]
    assert len(both) == 6
    assert len(siting.joined(here, there).places) == 8


def test_whoever_watches_can_stop_it():
    draw = np.random.default_rng(1)
    homes, sites = draw.uniform(0, 90, (800, 2)), draw.uniform(0, 90, (150, 2))
    minutes = np.hypot(*(sites[:, None] - homes[None]).transpose(2, 0, 1))
    problem = siting.made({"residents": np.ones(800)}, minutes, within_min=15)
    seen = []

    def watch(progress):
        seen.append(progress)
        return False

    effort = siting.Effort(most_seconds=60, watch=watch)
    stopped = siting.solve(
        problem, siting.Objective("backup"), siting.Rules(count=8), effort
    )
    assert stopped.stopped == "cancelled"
    assert not stopped.is_proven
    assert len(stopped.chosen) == 8
    assert seen[0].seconds > 0
    assert stopped.bound >= stopped.value


def test_the_same_seed_has_the_same_answer():
    draw = np.random.default_rng(2)
    homes, sites = draw.uniform(0, 90, (300, 2)), draw.uniform(0, 90, (60, 2))
    minutes = np.hypot(*(sites[:, None] - homes[None]).transpose(2, 0, 1))
    problem = siting.made({"residents": np.ones(300)}, minutes, within_min=15)
    rules, effort = siting.Rules(count=5), siting.Effort(seed=7, most_seconds=60)
    one, two = (siting.solve(problem, MEDIAN, rules, effort) for _ in "ab")
    assert one.chosen == two.chosen
    pd.testing.assert_frame_equal(one.near_ties, two.near_ties)


def test_errors_of_a_journey_are_the_same_at_every_hour(connection):
    """Two kinds of hours and two shifts are no four chances to be right."""
    problem = siting.of(
        connection,
        at(connection, "a2"),
        hours=[MONDAY + 12, MONDAY + 20],
        shifts=("daily 08:00-24:00", "daily 10:00-22:00"),
        **asked(within_min=65),
    )
    random = np.random.default_rng(1)
    wrong = sensitivity._erring(problem, problem.sites, problem.minutes, random)
    areas = problem.cells["area_code"].to_numpy()
    for area in set(areas):
        minutes, drawn = problem.minutes[:, areas == area], wrong[:, areas == area]
        runs = np.isfinite(minutes) & (minutes > 0)
        factors = drawn[runs] / minutes[runs]
        assert factors == pytest.approx(np.full(len(factors), factors[:1].sum()))


def test_a_list_may_say_its_places_in_degrees(connection):
    by_grid = siting.of_points(
        connection, pd.DataFrame({"site_name": ["A"], "at": ["530000,180000"]})
    ).places.iloc[0]
    given = pd.DataFrame(
        {
            "Name": ["A", "B"],
            "Latitude": ["51.503991", "180"],
            "lng": ["-0.128354", "0"],
        }
    )
    by_degrees = siting.of_points(connection, given.head(1)).places.iloc[0]
    for axis in ("easting_m", "northing_m"):
        assert by_degrees[axis] == pytest.approx(by_grid[axis], abs=2)
    with pytest.raises(CannotAnswer, match=r"row 2 \(B\): Expected lat and lon"):
        siting.of_points(connection, given)
    with pytest.raises(CannotAnswer, match="in degrees; found no at"):
        siting.of_points(connection, given.drop(columns="lng"))
