"""Stop keeps the best found so far: in a program, in a solve, and in a page's search."""

import time
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from dashboard import bests, searches
from dashboard.searches import Search
from queries import siting
from queries.siting import linear
from queries.siting.pools import Clock

WITHIN_S = 30


def hard_cover(cells=60, sites=60):
    """Fewest sites that cover all cells, each of some at random: no program's first try."""
    draw = np.random.default_rng(3)
    covers = draw.random((cells, sites)) < 0.08
    covers[np.arange(cells), np.arange(cells)] = True
    return linear.Program(
        cost=draw.uniform(1, 2, sites),
        rows=sparse.csr_array(covers.astype(float)),
        low=np.ones(cells),
        high=np.full(cells, np.inf),
        most=np.ones(sites),
        is_whole=np.ones(sites, bool),
    )


def test_a_program_stopped_after_its_first_find_gives_that_with_its_bound():
    program = hard_cover()
    best = linear.answer(program, Clock(WITHIN_S))
    seen = []

    def watch(progress):
        seen.append(progress.value)
        return not np.isfinite(progress.value)

    clock = Clock(WITHIN_S, watch)
    clock.every_seconds = 0.0
    found = linear.answer(program, clock)
    assert clock.stopped == "cancelled"
    assert found.values is not None
    assert found.cost == pytest.approx(program.cost @ found.values)
    assert (program.rows @ found.values.round() >= 1).all()
    assert found.cost <= seen[-1] + 1e-9
    assert found.bound <= best.cost <= found.cost
    assert found.bound < found.cost


def many_homes():
    """A question of siting that takes far longer than a test waits."""
    draw = np.random.default_rng(1)
    homes, sites = draw.uniform(0, 90, (800, 2)), draw.uniform(0, 90, (150, 2))
    minutes = np.hypot(*(sites[:, None] - homes[None]).transpose(2, 0, 1))
    problem = siting.made({"residents": np.ones(800)}, minutes, within_min=15)
    objective, rules = siting.Objective("backup"), siting.Rules(count=8)
    return lambda effort: siting.solve(
        problem, objective, rules, replace(effort, most_seconds=WITHIN_S)
    )


def test_a_search_that_is_stopped_ends_with_the_best_it_has():
    search = Search(many_homes())
    assert not search.is_over(0.3)
    search.stop()
    asked = time.monotonic()
    assert search.is_over(WITHIN_S)
    assert time.monotonic() - asked < WITHIN_S / 2
    found = search.found()
    assert found.stopped == "cancelled"
    assert search.is_stopped
    assert not search.is_left
    assert not found.is_proven
    assert len(found.chosen) == 8
    assert found.bound >= found.value > 0
    assert found.gap > 0


def test_a_search_that_nobody_waits_for_ends(monkeypatch):
    monkeypatch.setattr(searches, "LEFT_S", 0.2)
    search = Search(many_homes())
    time.sleep(1)
    assert search.is_left
    assert search.is_over(WITHIN_S)


def test_what_cannot_be_is_told_to_who_waits():
    def refuse(_effort):
        raise bests.NotPossible("Expected sites to choose from, found none.")

    search = Search(refuse)
    assert search.is_over(WITHIN_S)
    with pytest.raises(bests.NotPossible, match="found none"):
        search.found()


def test_a_click_on_stop_that_comes_late_cuts_nothing():
    search = Search(lambda _effort: "whole")
    assert search.is_over(WITHIN_S)
    search.stop()
    assert not search.is_stopped
    assert search.found() == "whole"
