"""Floating catchments against PySAL `access`, `gasfca` and `sdc_catchment`.

On a random city whose minutes are multiples of five: many journeys lie on an edge.
"""

import duckdb
import pytest

from tests import access_peer, big_city
from tests.questions import asked
from tests.test_answers_against_naive import fetched

STEPS = {"slow": access_peer.SLOW, "fast": access_peer.FAST}


@pytest.fixture(name="city", scope="module", params=[1, 2, 3])
def _city(request):
    """A city of 150 areas and 12 services: its database and a library's inputs."""
    connection = duckdb.connect()
    big_city.fill(connection, 150, 12, seed=request.param, step=5)
    costs, areas, services = big_city.inputs(connection)
    services["rooms_count"] = services["rooms_count"].fillna(0)
    yield connection, costs, areas, services
    connection.close()


def per_person(connection, name, **changed):
    """Supply per person by area, of one of our answers."""
    question = asked(**big_city.QUESTION, **{"within_min": 30} | changed)
    frame = fetched(connection, name, question).set_index("area_code")
    assert frame["supply_per_100000"].max() > 0
    return frame["supply_per_100000"] / 100_000


def supplied(services, supply):
    """What each service supplies, in the order of their ids; unknown rooms are none."""
    rooms = services.set_index("service_id")["rooms_count"]
    return rooms if supply == "rooms" else rooms * 0 + 1


def test_many_journeys_lie_on_an_edge(city):
    _, costs, _, _ = city
    assert costs["cost"].isin([10, 20, 30]).mean() > 0.2


@pytest.mark.parametrize("supply", ["sites", "rooms"])
@pytest.mark.parametrize("weights", ["slow", "fast"])
def test_e2sfca(city, weights, supply):
    connection, costs, areas, services = city
    ours = per_person(
        connection, "catchment_e2sfca_by_area", weights=weights, supply=supply
    )
    amount = supplied(services, supply)
    theirs = access_peer.prepared(costs, areas, STEPS[weights], amount)()
    assert access_peer.largest_difference(ours, theirs) < 1e-9
    minutes = access_peer.matrix(costs)
    other = access_peer.sdc(minutes, areas["residents"], amount, STEPS[weights], 30)()
    assert ours.to_list() == pytest.approx(other.to_list(), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("supply", ["sites", "rooms"])
def test_2sfca(city, supply):
    connection, costs, areas, services = city
    ours = per_person(connection, "catchment_2sfca_by_area", supply=supply)
    amount = supplied(services, supply)
    theirs = access_peer.prepared(costs, areas, {30: 1}, amount)()
    assert access_peer.largest_difference(ours, theirs) < 1e-9
    minutes = access_peer.matrix(costs)
    other = access_peer.sdc(minutes, areas["residents"], amount, {30: 1}, 30)()
    assert ours.to_list() == pytest.approx(other.to_list(), rel=1e-9, abs=1e-15)


def test_gaussian(city):
    connection, costs, areas, services = city
    ours = per_person(connection, "catchment_gaussian_by_area", supply="rooms")
    minutes, amount = access_peer.matrix(costs), supplied(services, "rooms")
    given = (minutes, areas["residents"], amount)
    theirs = access_peer.gasfca(*given, 30)()
    assert access_peer.largest_difference(ours, theirs) < 1e-9
    # Single precision: no more than six digits are promised.
    assert ours.to_list() == pytest.approx(theirs.to_list(), rel=1e-5, abs=1e-12)
    other = access_peer.sdc(*given, access_peer.gaussian(30), 30)()
    assert ours.to_list() == pytest.approx(other.to_list(), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("weights", ["slow", "fast", "gaussian"])
def test_m2sfca(city, weights):
    connection, costs, areas, services = city
    ours = per_person(
        connection, "catchment_m2sfca_by_area", weights=weights, supply="rooms"
    )
    given = (access_peer.matrix(costs), areas["residents"], supplied(services, "rooms"))
    decay = STEPS.get(weights) or access_peer.gaussian(30)
    theirs = access_peer.sdc(*given, decay, 30, modified=True)()
    assert ours.to_list() == pytest.approx(theirs.to_list(), rel=1e-9, abs=1e-15)


def test_an_edge_of_sdc_catchment_belongs_to_the_farther_band():
    """Why a hair is added to its edges: Luo and Qi's bands, and ours, close there."""
    from sdc_catchment import catchment_weight

    steps = list(access_peer.SLOW.items())
    assert catchment_weight([[10.0, 30.0]], steps).toarray().tolist() == [[0.68, 0]]
