"""A scenario laid ahead of need says the same, and never what another edition said."""

import shutil
import threading
import time

import pandas as pd
import pytest

import queries
from queries import scenarios
from queries.scenarios import Scenario, laying
from tests.questions import TUESDAY, asked
from tests.toy_city import EAST

PLANS = [
    Scenario("closed", moves=(scenarios.Close("AE001"),)),
    Scenario("surge", moves=(scenarios.Surge(100, (EAST,)),)),
]
WITHIN_S = 10


@pytest.fixture
def ahead(monkeypatch):
    """One that lays the next at once."""
    monkeypatch.setattr(laying, "REST_S", 0)
    kept = scenarios.Ahead()
    yield kept
    if kept._ready:
        kept._ready[1].close()


def wait_until_ready(ahead):
    until = time.monotonic() + WITHIN_S
    while ahead._ready is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    return ahead._ready[1]


def told(connection):
    with scenarios.Compared(connection, **asked(at_hour=TUESDAY)) as compared:
        return compared.fetch("plan_by_hour")


@pytest.mark.parametrize("scenario", PLANS, ids=lambda plan: plan.name)
def test_it_says_the_same(toy, ahead, scenario):
    ahead.prepare(toy)
    ready = wait_until_ready(ahead)
    laid_before = scenarios.opened(toy, scenario, ahead=ahead)
    assert laid_before is ready
    laid_now = scenarios.opened(toy, scenario)
    pd.testing.assert_frame_equal(told(laid_before), told(laid_now))
    laid_before.close()
    laid_now.close()
    # The next one is on its way, and is another.
    assert wait_until_ready(ahead) is not laid_before


def test_another_edition_is_laid_anew(toy, ahead, tmp_path):
    path = tmp_path / "city.duckdb"
    shutil.copy(toy, path)
    ahead.prepare(path)
    old = wait_until_ready(ahead)
    shutil.copy(toy, tmp_path / "next.duckdb")
    (tmp_path / "next.duckdb").replace(path)
    taken = ahead.take(path)
    assert taken is not old
    taken.close()


def test_without_a_database_whoever_takes_is_told(ahead, tmp_path, monkeypatch):
    missing, faults = tmp_path / "none.duckdb", []
    monkeypatch.setattr(threading, "excepthook", faults.append)
    ahead.prepare(missing)
    ahead._waiting.join(WITHIN_S)
    assert (faults, ahead._ready) == ([], None)
    with pytest.raises(queries.DatabaseNotReady):
        ahead.take(missing)


def test_many_takers_get_one_each(toy, ahead):
    ahead.prepare(toy)
    wait_until_ready(ahead)
    taken = []
    takers = [
        threading.Thread(target=lambda: taken.append(ahead.take(toy))) for _ in range(4)
    ]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert len({id(connection) for connection in taken}) == len(takers)
    for connection in taken:
        connection.close()
