"""Siting agrees with trying every set, on random small questions."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from queries import siting
from queries.siting import narrowing
from tests import naive_siting, random_siting

often = settings(
    max_examples=2500,
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
    losses = [
        1 - v if objective.is_more_better else v for v in found.near_ties["value"]
    ]
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
@given(seed=seeds, share=st.sampled_from([0.3, 0.6, 0.9, 1.0]), floored=st.booleans())
def test_the_fewest_are_the_fewest(seed, share, floored):
    problem = random_siting.problem(seed)
    assume(problem.sites["only_one"].is_unique)
    objective = siting.Objective("fewest", ("residents",), share=share)
    floors = ()
    if floored:
        floors = siting.floors_by(problem, "borough_code", least_share=0.5)
    expected = naive_siting.fewest(problem, objective, siting.Rules(floors=floors))
    if expected is None:
        with pytest.raises(siting.Infeasible):
            siting.solve(problem, objective, siting.Rules(floors=floors))
        return
    found = siting.solve(problem, objective, siting.Rules(floors=floors))
    assert found.value == pytest.approx(expected)
    assert found.is_proven
    reached = naive_siting.loss(problem, objective, found.chosen, "residents")
    assert reached <= 1 - share + 1e-9


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
