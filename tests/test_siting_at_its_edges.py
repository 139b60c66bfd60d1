"""Siting where enough is there already, too little can be had, or places have few rooms.

Three cells of 50, 30 and 20 people; 10 minutes are within reach and 40 are not.
"""

import numpy as np
import pandas as pd
import pytest

from queries import siting
from queries.errors import CannotAnswer
from queries.siting import pools, sensitivity
from tests.questions import asked

NEAR, FAR = 10.0, 40.0
COVERAGE, MEDIAN = siting.Objective("coverage"), siting.Objective("median")


def three(*covers, fixed=(), within_min=15.0, **known):
    """Sites by the cells they cover, as "110" for the first two."""
    return siting.made(
        {"residents": np.array([50.0, 30.0, 20.0])},
        _minutes(covers),
        within_min=within_min,
        fixed_minutes=_minutes(fixed),
        **known,
    )


def _minutes(covers):
    rows = [[NEAR if cell == "1" else FAR for cell in row] for row in covers]
    return np.array(rows, float).reshape(len(rows), 3)


def fewest(problem, share):
    return siting.solve(
        problem, siting.Objective("fewest", share=share), siting.Rules()
    )


def test_ties_of_the_fewest_are_as_few_and_reach_the_share():
    found = fewest(three("110", "101", "010"), 0.6)
    # 80 and 70 of 100 come into reach by one site; the third brings 30.
    ties = found.near_ties
    assert found.value == found.bound == 1
    assert list(ties["value"]) == [1, 1]
    assert list(ties["worse_by"]) == [0, 0]
    assert list(ties["reached_residents"]) == [80, 70]
    assert list(found.moves["value_without"]) == [0]


def test_of_the_fewest_the_one_with_most_in_reach_is_best_in_draws():
    problem = three("110", "101")
    objective = siting.Objective("fewest", share=0.6)
    found = siting.solve(problem, objective, siting.Rules())
    # Minutes are right here, so that each draw is alike.
    shares = siting.to_travel_error(problem, objective, found, draws=10)["best_share"]
    assert list(shares) == [1, 0]
    there = siting.to_reach(problem, objective, siting.Rules(), reaches=[FAR])
    assert list(there["value"]) == [1, 1]
    assert list(there["own_value"]) == [pytest.approx(0.8), 1]
    assert there["own_worse_by"].isna().all()


def test_a_share_that_no_sites_reach_names_who_is_left():
    with pytest.raises(siting.Infeasible, match=r"80\.0 % .* 90 % are asked") as no:
        fewest(three("110", "100"), 0.9)
    assert no.value.names == ("c2",)


def test_none_are_chosen_where_what_stands_is_enough():
    found = fewest(three("001", "100", fixed=["110"]), 0.7)
    assert found.chosen == ()
    assert found.value == found.bound == 0
    assert found.is_proven
    assert list(found.near_ties["sites"]) == ["nothing"]
    assert found.moves.empty


def test_with_nothing_at_all_there_are_no_mean_minutes():
    problem = three("110")
    assert np.isnan(sensitivity.worths(problem, MEDIAN, [()])[0])
    # 50 and 30 have 10 minutes, 20 have 40.
    assert sensitivity.worths(problem, MEDIAN, [(0,)]) == [pytest.approx(16)]


def test_rooms_count_in_every_figure_of_worth():
    problem = three("111", "110", capacity=[25.0, 60.0])
    found = siting.solve(problem, COVERAGE, siting.Rules(count=1))
    assert found.chosen == (1,)
    assert found.value == pytest.approx(0.6)
    worths = sensitivity.worths(problem, COVERAGE, [(0,), (1,), (0, 1)])
    assert worths == pytest.approx([0.25, 0.6, 0.85])
    there = siting.to_reach(problem, COVERAGE, siting.Rules(count=1), reaches=[FAR])
    assert list(there["own_value"]) == pytest.approx([0.6, 0.6])


def test_the_fewest_with_rooms_are_refused_not_found_without_them():
    problem = three("111", "110", capacity=[25.0, 60.0])
    with pytest.raises(CannotAnswer, match=r"Expected coverage .* found fewest"):
        fewest(problem, 0.5)


def test_draws_that_are_stopped_are_as_many_as_were_made(monkeypatch):
    problem = three("110", "101")
    found = siting.solve(problem, COVERAGE, siting.Rules(count=1))
    monkeypatch.setattr(pools.Clock, "every_seconds", 0.0)
    asked = iter([True, True, False])
    effort = siting.Effort(watch=lambda _progress: next(asked))
    wrong = siting.to_travel_error(problem, COVERAGE, found, effort=effort)
    assert set(wrong["draw_count"]) == {3}
    assert wrong["best_share"].sum() == pytest.approx(1)


def test_other_reaches_and_numbers_that_cannot_be_are_said_and_the_rest_shown():
    problem = three("100", "010", "001", within_min=FAR)
    everybody = siting.Floor("all", np.ones(3, bool), 1.0)
    rules = siting.Rules(count=1, floors=(everybody,))
    there = siting.to_reach(problem, COVERAGE, rules, reaches=[15.0, FAR])
    assert there["value"].isna().to_list() == [True, False]
    assert there["sites"].to_list()[0] == ""
    # That there is none is proven, and so is the other.
    assert there["is_proven"].to_list() == [True, True]
    assert there["gap"].isna().to_list() == [True, False]
    near = problem.within(15.0)
    front = siting.pareto(near, COVERAGE, rules, counts=[1, 2, 3])
    assert list(front["site_count"]) == [3]
    with pytest.raises(siting.Infeasible, match="With one site, wherever"):
        siting.pareto(near, COVERAGE, rules, counts=[1])


def test_a_search_that_ended_before_it_found_anything_is_no_proof(monkeypatch):
    draw = np.random.default_rng(3)
    covers = (draw.random((60, 60)) < 0.08) | np.eye(60, dtype=bool)
    problem = siting.made(
        {"residents": np.ones(60)}, np.where(covers, NEAR, FAR), within_min=FAR
    )
    objective = siting.Objective("fewest")
    own = siting.solve(problem, objective, siting.Rules())
    # The first time anybody is asked, they say stop: no set is known by then.
    monkeypatch.setattr(pools.Clock, "every_seconds", 0.0)
    stopped = siting.Effort(watch=lambda _progress: False)
    near = problem.within(15.0)
    with pytest.raises(siting.NotFound, match="nor proof that there is none") as why:
        siting.solve(near, objective, siting.Rules(), stopped)
    assert why.value.stopped == "cancelled"
    told = siting.to_reach(
        problem, objective, siting.Rules(), reaches=[15.0], effort=stopped, own=own
    )
    assert told["value"].isna().to_list() == [True]
    assert told["is_proven"].to_list() == [False]
    with pytest.raises(siting.NotFound):
        siting.pareto(near, objective, siting.Rules(), counts=[59], effort=stopped)


def test_a_search_cut_short_knows_the_choice_that_is_known():
    # Four sites have a quarter each; 200 others have more, and overlap.
    draw = np.random.default_rng(2)
    quarters = np.repeat(np.eye(4, dtype=bool), 30, axis=1)
    covers = np.vstack([quarters, draw.random((200, 120)) < 0.4])
    problem = siting.made(
        {"residents": np.ones(120)}, np.where(covers, NEAR, FAR), within_min=20.0
    )
    rules = siting.Rules(count=4)
    own = siting.solve(problem.only(np.arange(4)), COVERAGE, rules)
    assert own.value == 1
    hurried = siting.Effort(most_seconds=0.0)
    alone = siting.solve(problem.within(15.0), COVERAGE, rules, hurried)
    assert not alone.is_proven
    assert alone.value < 1
    first, _ = siting.to_reach(
        problem, COVERAGE, rules, reaches=[15.0], effort=hurried, own=own
    ).to_dict("records")
    assert first["value"] == first["own_value"] == 1
    assert first["kept"] == 4
    assert first["own_worse_by"] == 0
    # Nothing can be better than all, but nobody has shown it.
    assert 0 <= first["gap"] < 0.1
    assert not first["is_proven"]


def test_rules_may_hang_on_the_reach():
    problem = three("001", "010", fixed=["100"], within_min=FAR)
    first = np.array([True, False, False])

    def kept(there):
        return siting.Rules(
            count=1, floors=(siting.never_worse(there, "first", first),)
        )

    assert kept(problem).floors[0].least_share == 1
    there = siting.to_reach(problem, COVERAGE, kept, reaches=[5.0, 15.0, FAR])
    # Within 5 minutes nobody has anything, so that nothing can be lost.
    assert list(there["value"]) == pytest.approx([0, 0.8, 1])


def test_longer_hours_are_offered_only_where_they_help_who_asks(connection):
    def offered(**person):
        question = asked(**person)
        kinds = ["crisis_assessment"]
        return list(
            siting.of_services(connection, kinds, usable_by=question).places[
                "site_code"
            ]
        )

    assert offered() == ["CA001"]
    assert offered(age="under_18s") == []
    assert offered(access="police_ambulance") == []


@pytest.mark.parametrize("name", ["cost", "capacity"])
@pytest.mark.parametrize("amount", ["-5", "inf", "many"])
def test_a_list_of_ones_own_has_no_such_amounts(connection, name, amount):
    listed = pd.DataFrame({"site_name": ["A"], "at": ["530000,180000"], name: [amount]})
    with pytest.raises(CannotAnswer, match=f"row 1 .A.: Expected a {name}"):
        siting.of_points(connection, listed)
