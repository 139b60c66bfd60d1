"""Siting agrees with trying every set, on random small questions."""

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import queries
from queries import siting
from queries.siting import narrowing
from tests import naive, naive_siting, naive_time, random_city, random_siting
from tests.questions import asked
from tests.test_time_against_naive import questions, restless_city

often = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
seeds = st.integers(0, 10**6)


@often
@given(seed=seeds, few=st.sampled_from([0, narrowing.FEW]))
def test_the_ten_best_are_the_ten_best(seed, few):
    # With none few enough to walk through at once, all is narrowed by prices first.
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(narrowing, "FEW", few)
        agrees(seed)


def agrees(seed):
    """What is solved is what trying every set finds."""
    problem = random_siting.problem(seed)
    objective, rules = random_siting.objective(seed), random_siting.rules(problem, seed)
    expected = naive_siting.ranked(problem, objective, rules)
    if not expected or (
        objective.kind in {"median", "centre"} and np.isinf(expected[0][0])
    ):
        with pytest.raises(siting.Infeasible):
            siting.solve(problem, objective, rules)
        return
    found = siting.solve(problem, objective, rules)
    if objective.kind == "centre" and narrowing.FEW == 0:
        # Halving proves the best alone.
        assert found.value == pytest.approx(expected[0][0])
        assert found.bound == pytest.approx(expected[0][0])
        return
    losses = [v if objective.is_by_minutes else 1 - v for v in found.near_ties["value"]]
    finite = [loss for loss, _ in expected[:10] if np.isfinite(loss)]
    assert losses == pytest.approx(finite, abs=1e-9)
    assert found.is_proven
    assert found.are_ties_proven
    # It is one of the best, and its value is what trying says of it.
    tried = {chosen: loss for loss, chosen in expected}
    best = expected[0][0]
    assert tried[found.chosen] == pytest.approx(best, abs=1e-9)
    assert found.bound == pytest.approx(found.value)


@often
@given(
    seed=seeds,
    share=st.sampled_from([0.3, 0.6, 0.9, 1.0]),
    floored=st.booleans(),
    most_closed=st.sampled_from([None, 0, 1, 2]),
)
def test_the_fewest_are_the_fewest(seed, share, floored, most_closed):
    problem = random_siting.problem(seed)
    objective = siting.Objective("fewest", ("residents",), share=share)
    # As the page asks: any number, and as many closed as somebody says.
    rules = siting.Rules(count=len(problem.sites), most_closed=most_closed)
    if floored:
        floors = siting.floors_by(problem, "borough_code", least_share=0.5)
        rules = replace(rules, floors=floors)
    expected = naive_siting.fewest(problem, objective, rules)
    if expected is None:
        with pytest.raises(siting.Infeasible):
            siting.solve(problem, objective, rules)
        return
    found = siting.solve(problem, objective, rules)
    assert found.value == pytest.approx(expected)
    assert found.is_proven
    reached = naive_siting.loss(problem, objective, found.chosen, "residents")
    assert reached <= 1 - share + 1e-9


@settings(often, max_examples=40)
@given(seed=seeds, count=st.integers(1, 3), is_paid=st.booleans())
def test_where_rooms_are_few_the_most_are_served(seed, count, is_paid):
    problem = random_siting.limited(seed)
    rules = siting.Rules(budget=4.0) if is_paid else siting.Rules(count=count)
    tried = sorted(
        (1 - naive_siting.served(problem, chosen, "need"), chosen)
        for chosen in naive_siting.sets(problem, rules)
    )
    found = siting.solve(problem, siting.Objective("coverage", ("need",)), rules)
    expected = [1 - loss for loss, _ in tried[:10]]
    assert list(found.near_ties["value"]) == pytest.approx(expected, abs=1e-7)
    assert found.is_proven
    assert found.are_ties_proven
    for move in found.moves.to_dict("records"):
        site = list(problem.sites["site_code"]).index(move["site_code"])
        left = tuple(other for other in found.chosen if other != site)
        without = naive_siting.served(problem, left, "need")
        assert move["value_without"] == pytest.approx(without, abs=1e-7)


@often
@given(seed=seeds)
def test_moves_say_what_each_adds(seed):
    problem = random_siting.problem(seed)
    objective = siting.Objective("coverage", ("residents",))
    found = siting.solve(problem, objective, siting.Rules(count=3))
    codes = list(problem.sites["site_code"])
    for move in found.moves.to_dict("records"):
        site = codes.index(move["site_code"])
        others = tuple(n for n in found.chosen if n != site)
        for name in problem.demands:
            total = problem.demands[name].sum()

            def reached(chosen, name=name, total=total):
                return total * (1 - naive_siting.loss(problem, objective, chosen, name))

            assert move[f"alone_{name}"] == pytest.approx(
                reached((site,)) - reached(()), abs=1e-9
            )
            assert move[f"marginal_{name}"] == pytest.approx(
                reached(found.chosen) - reached(others), abs=1e-9
            )


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(seed=st.integers(0, 200), changed=questions, count=st.integers(1, 5))
def test_a_problem_of_a_city_is_what_loops_say(seed, changed, count):
    city = restless_city(seed)
    hours = [int(n) for n in np.random.default_rng(seed).integers(0, 168, count)]
    question = asked(**changed)
    with tempfile.TemporaryDirectory() as folder:
        path = random_city.saved(city, Path(folder) / "city.duckdb")
        with queries.connect(path) as connection:
            candidates = siting.of_services(connection, random_city.TYPES)
            if candidates.places.empty:
                return
            problem = siting.of(connection, candidates, hours=hours, **question)
    for hour in set(hours):
        told = naive.reach(city, question | {"at_hour": hour})
        cells = _alike(problem, city, question, hour, hours)
        for cell, code in zip(cells, problem.cells["area_code"][cells], strict=True):
            nearest, in_reach, _ = told[code]
            assert problem.in_reach_now[cell] == in_reach
            assert problem.nearest_now[cell] == (np.inf if nearest is None else nearest)
            for site, minutes in zip(
                problem.sites["service_id"], problem.minutes[:, cell], strict=True
            ):
                usable = naive_time.usable(city, question)[hour]
                known = city["minutes"][question["mode"], site, code]
                assert minutes == (np.inf if site in usable else known)
    for name in ("residents", "need"):
        found = (
            pd.Series(problem.demands[name]).groupby(problem.cells["area_code"]).sum()
        )
        for area in city["areas"]:
            assert found[area["area_code"]] == pytest.approx(area[name])


def _alike(problem, city, question, hour, hours):
    """Cells of the kind of hours that this one is of: where the same is usable."""
    usable = naive_time.usable(city, question)
    kinds = sorted(set(problem.cells["hour_of_week"]))
    mine = [kind for kind in kinds if usable[kind] == usable[hour]]
    assert len(mine) == 1
    alike = [other for other in set(hours) if usable[other] == usable[hour]]
    cells = np.flatnonzero(problem.cells["hour_of_week"] == mine[0])
    assert set(problem.cells["hour_count"].iloc[cells]) == {len(alike)}
    return cells
