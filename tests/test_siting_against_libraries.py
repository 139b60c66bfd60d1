"""Siting has the optimum of spopt, the field's library, where it solves the same."""

import numpy as np
import pulp
import pytest
from spopt.locate import LSCP, LSCPB, MCLP, PCenter, PMedian

from queries import siting

# spopt builds its models as PuLP's next major release will not; both are pinned.
pytestmark = pytest.mark.filterwarnings("ignore:.*PuLP 4.0:DeprecationWarning")
SEEDS = range(6)
REACH = 20.0


def asked(seed):
    """Forty areas and twelve sites on a square of about an hour's walk."""
    draw = np.random.default_rng(seed)
    areas, sites = draw.uniform(0, 60, (40, 2)), draw.uniform(0, 60, (12, 2))
    minutes = np.hypot(*(sites[:, None] - areas[None]).transpose(2, 0, 1))
    demand = draw.integers(1, 3000, 40).astype(float)
    return siting.made({"residents": demand}, minutes, within_min=REACH), demand


def solved(model):
    """The library's objective, by CBC."""
    model.solve(pulp.PULP_CBC_CMD(msg=False))
    return pulp.value(model.problem.objective)


@pytest.mark.parametrize("seed", SEEDS)
def test_maximal_coverage(seed):
    problem, demand = asked(seed)
    found = siting.solve(problem, siting.Objective("coverage"), siting.Rules(count=4))
    peer = MCLP.from_cost_matrix(problem.minutes.T, demand, REACH, p_facilities=4)
    assert found.value * demand.sum() == pytest.approx(solved(peer))


@pytest.mark.parametrize("seed", SEEDS)
def test_p_median(seed):
    problem, demand = asked(seed)
    found = siting.solve(problem, siting.Objective("median"), siting.Rules(count=4))
    peer = PMedian.from_cost_matrix(problem.minutes.T, demand, p_facilities=4)
    assert found.value * demand.sum() == pytest.approx(solved(peer))


@pytest.mark.parametrize("seed", SEEDS)
def test_p_centre(seed):
    problem, _ = asked(seed)
    found = siting.solve(problem, siting.Objective("centre"), siting.Rules(count=4))
    peer = PCenter.from_cost_matrix(problem.minutes.T, p_facilities=4)
    assert found.value == pytest.approx(solved(peer))


@pytest.mark.parametrize("seed", SEEDS)
def test_fewest_sites(seed):
    problem, _ = asked(seed)
    wide = problem.within(30.0)
    peer = LSCP.from_cost_matrix(wide.minutes.T, 30.0)
    if not (wide.minutes <= wide.within_min).any(axis=0).all():
        with pytest.raises(siting.Infeasible, match="no site and nothing that stands"):
            siting.solve(wide, siting.Objective("fewest"), siting.Rules())
        return
    found = siting.solve(wide, siting.Objective("fewest"), siting.Rules())
    assert found.value == solved(peer)


@pytest.mark.parametrize("seed", SEEDS)
def test_most_backup_of_the_fewest_sites(seed):
    """LSCP-B: of the sets with the fewest sites the one with most areas covered twice."""
    problem, demand = asked(seed)
    one_each = siting.made(
        {"residents": np.ones_like(demand)}, problem.minutes, within_min=35.0
    )
    fewest = siting.solve(one_each, siting.Objective("fewest"), siting.Rules())
    everybody = siting.Floor("everybody", np.ones(len(demand), bool), 1.0)
    found = siting.solve(
        one_each,
        siting.Objective("backup"),
        siting.Rules(count=len(fewest.chosen), floors=(everybody,)),
    )
    peer = LSCPB.from_cost_matrix(
        one_each.minutes.T, 35.0, pulp.PULP_CBC_CMD(msg=False)
    )
    peer.solve(pulp.PULP_CBC_CMD(msg=False))
    # Its sites are asked, not its objective, which on one of these counts three areas
    # more than its sites cover twice.
    sites = [n for n, variable in enumerate(peer.fac_vars) if variable.value() > 0.5]
    covers = (one_each.minutes[sites] <= one_each.within_min).sum(axis=0)
    assert covers.min() >= 1
    assert found.value * len(demand) == pytest.approx((covers >= 2).sum())
