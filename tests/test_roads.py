"""Minutes over roads: by hand, against a textbook Dijkstra, and on the real extract."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import road_graph, road_scale, roads
from geodata.decisions.road_travel import ROAD_SNAP
from geodata.readers import Reading, road_network
from geodata.readers import roads as road_files
from geodata.readers.osm_ways import SOURCE
from tests import toy_roads
from tests.toy_roads import STREET, places

PUBLISHED = Path(
    os.environ.get(
        "CRISIS_PUBLISHER_FILES", Path(__file__).parents[1] / "../shared/data"
    )
)
EXTRACT = PUBLISHED / "roads" / "london_large.osm"
HAND = {"abs": 2e-3}
"""Coordinates in the files have seven decimals: a centimetre, a thousandth of a minute."""


@pytest.fixture
def city(tmp_path):
    """A network of nodes and ways."""

    def made(nodes, ways, **more):
        return road_files.network(
            toy_roads.written_osm(tmp_path / "city.osm", nodes, ways, **more)
        )

    return made


def one(network, start, end, mode):
    areas, services = places("area_code", [start]), places("service_id", [end])
    return roads.minutes(network, areas, services, mode)[0, 0]


def test_minutes_by_car_and_on_foot(city):
    # 3 km east and 1 km north at 60 km per hour, and at 80 metres a minute.
    network = city(*toy_roads.grid())
    assert one(network, (0, 0), (3000, 1000), "car") == pytest.approx(4, **HAND)
    assert one(network, (0, 0), (3000, 1000), "walk") == pytest.approx(50, **HAND)


def test_a_one_way_street_is_driven_round(city):
    # Row 0 runs east only from column 1 to 2. Back: up, west, down: 3 km instead of 1.
    nodes, ways = toy_roads.grid()
    ways[0] = ([0, 10], STREET)
    ways += [([10, 20], STREET | {"oneway": "yes"}), ([20, 30, 40], STREET)]
    network = city(nodes, ways)
    assert one(network, (1000, 0), (2000, 0), "car") == pytest.approx(1, **HAND)
    assert one(network, (2000, 0), (1000, 0), "car") == pytest.approx(3, **HAND)
    assert one(network, (2000, 0), (1000, 0), "walk") == pytest.approx(12.5, **HAND)


def test_a_footpath_is_a_shortcut_for_people_only(city):
    # Across one block: 1,414 m on foot (17.68 min), 2 km by car.
    nodes, ways = toy_roads.grid()
    network = city(nodes, [*ways, ([11, 22], {"highway": "footway"})])
    ends = (1000, 1000), (2000, 2000)
    assert one(network, *ends, "walk") == pytest.approx(1000 * 2**0.5 / 80, **HAND)
    assert one(network, *ends, "car") == pytest.approx(2, **HAND)


def test_a_private_road_is_not_taken(city):
    nodes, ways = toy_roads.grid()
    gate = STREET | {"access": "private"}
    network = city(nodes, [*ways, ([11, 22], gate)])
    ends = (1000, 1000), (2000, 2000)
    assert one(network, *ends, "walk") == pytest.approx(25, **HAND)
    assert one(network, *ends, "car") == pytest.approx(2, **HAND)


def test_a_motorway_is_quick_by_car_and_closed_to_people(city):
    # Two roads of 30 km per hour, 4 km long, joined by a motorway of 4 km at 112.
    slow = {"highway": "residential", "maxspeed": "30"}
    fast = {"highway": "motorway", "oneway": "no", "maxspeed": "112"}
    nodes = {1: (0, 0), 2: (4000, 0), 3: (0, 3000), 4: (4000, 3000)}
    ways = [([1, 3], slow), ([3, 4], slow), ([4, 2], slow), ([1, 2], fast)]
    network = city(nodes, ways)
    # 4 km at 112 km per hour: 2.143 minutes; on foot 10 km round: 125 minutes.
    assert one(network, (0, 0), (4000, 0), "car") == pytest.approx(2.143, **HAND)
    assert one(network, (0, 0), (4000, 0), "walk") == pytest.approx(125, **HAND)


def test_nobody_starts_on_a_motorway(city):
    # The motorway's bend lies 10 m from the place, the street's corner 300 m.
    fast = {"highway": "motorway", "oneway": "no", "maxspeed": "60"}
    nodes = {1: (0, 0), 2: (1000, 310), 3: (2000, 0), 4: (1000, 0)}
    network = city(nodes, [([1, 2, 3], fast), ([1, 4, 3], STREET)])
    graph = road_graph.graph(network, "car")
    joined = road_graph.joined(graph, places("area_code", [(1000, 300)]))
    assert joined.snap_m[0] == pytest.approx(300, abs=0.05)


def test_metres_to_the_road_are_walked_at_both_ends(city):
    # 160 m off the road at one end, 80 m at the other: 2 + 1 minutes, and 1 km driven.
    network = city({1: (0, 0), 2: (1000, 0)}, [([1, 2], STREET)])
    ends = (0, 160), (1000, -80)
    assert one(network, *ends, "car") == pytest.approx(4, **HAND)
    assert one(network, *ends, "walk") == pytest.approx(15.5, **HAND)


def test_too_far_from_a_road_is_no_answer(city):
    network = city({1: (0, 0), 2: (1000, 0)}, [([1, 2], STREET)])
    limit = ROAD_SNAP.amount
    assert one(network, (0, limit - 1), (1000, 0), "walk") > 0
    assert np.isnan(one(network, (0, limit + 1), (1000, 0), "walk"))
    assert np.isnan(one(network, (1000, 0), (0, limit + 1), "car"))


def test_an_island_is_passed_over_for_the_road_that_leads_on(city):
    # Nodes 91 and 92 lead only to each other; the place beside them uses node 0.
    nodes, ways = toy_roads.grid()
    island = {91: (100, 100), 92: (150, 100)}
    network = city(nodes | island, [*ways, ([91, 92], STREET)])
    found = one(network, (100, 100), (1000, 0), "walk")
    assert found == pytest.approx(12.5 + np.hypot(100, 100) / 80, **HAND)


def test_no_way_there_is_nan_and_never_a_large_number(city):
    network = city(
        {1: (0, 0), 2: (1000, 0), 3: (5000, 0), 4: (5500, 0), 5: (5250, 0)},
        [([1, 2], STREET), ([3, 5, 4], STREET)],
    )
    graph = road_graph.graph(network, "car")
    one_side, other_side = np.array([0, 1]), np.array([2, 3, 4])
    assert np.isnan(road_graph.between(graph, one_side, other_side)).all()
    assert road_graph.between(graph, one_side, one_side) == pytest.approx(
        np.array([[0, 1], [1, 0]]), **HAND
    )
    # By place: the larger side answers, the other is too far from it.
    assert np.isnan(one(network, (0, 0), (5000, 0), "car"))
    assert one(network, (5000, 0), (5500, 0), "car") == pytest.approx(0.5, **HAND)


def test_a_network_without_car_roads_gives_no_car_minutes(city):
    network = city({1: (0, 0), 2: (1000, 0)}, [([1, 2], {"highway": "footway"})])
    found = roads.served(
        network, places("area_code", [(0, 0)]), places("service_id", [(1000, 0)])
    )
    assert np.isnan(found.car_min).all()
    assert found.snapped_areas["car_node"].isna().all()
    assert found.snapped_areas["car_snap_m"].to_list() == [np.inf]


def test_nowhere_to_go_is_an_empty_matrix(city):
    network = city(*toy_roads.grid())
    none = places("service_id", [])
    found = roads.served(network, places("area_code", [(2000, 2000)]), none)
    assert found.car_min.shape == (1, 0)
    assert found.cells["cell_count"].sum() == 0


AREAS = [(2000, 2000), (1000, 1000), (1500, 1100), (0, 2000), (2000, 2300)]
SERVICES = [(2000, 2000), (3000, 2000), (9000, 2000)]
SLOW = STREET | {"maxspeed": "30"}
"""Two minutes a kilometre; outside, 70 mph might be had: 0.53 minutes a kilometre."""


def test_cells_that_may_leave_the_file_are_not_served(city):
    """The rim of the grid, columns and rows 0 and 4, lies outside the outline."""
    network = city(*toy_roads.grid(tags=SLOW))
    # An index of its own must not matter.
    areas = places("area_code", AREAS).set_index(pd.Index(range(10, 15)))
    found = roads.served(network, areas, places("service_id", SERVICES))
    # Least minutes to an exit: 4 from (2,2), 2 from (1,1) and (3,2).
    # (2,2)-(2,2): 0 <= 4 + 4.  (2,2)-(3,2): 2 <= 4 + 2.  (1,1)-(2,2): 4 <= 2 + 4.
    # (1,1)-(3,2): 6 inside. Out at (1,0), 3.606 km to (4,2) in 1.92 minutes: 5.92.
    # (1500, 1100) lies 510 m from the nearest corner: no junction near.
    # (0, 2000) and (9000, 2000) are not on covered ground.
    # (2000, 2300) walks 300 m to (2,2): 3.75 minutes.
    nan = np.nan
    wanted = [[0, 2, nan], [4, nan, nan], [nan] * 3, [nan] * 3, [3.75, 5.75, nan]]
    assert found.car_min == pytest.approx(np.array(wanted), nan_ok=True, **HAND)
    assert (found.is_served["car"] == ~np.isnan(np.array(wanted))).all()
    # On foot nothing is gained outside: 3 km inside are 37.5 minutes.
    assert found.walk_min[1, 1] == pytest.approx(37.5, **HAND)
    assert found.blue_light_min[0, 1] == pytest.approx(1.34, **HAND)  # 2 × 0.67
    assert found.cells.query("mode == 'car'").set_index("outcome")[
        "cell_count"
    ].to_dict() == {
        # Five cells to (9000, 2000), and two more from (0, 2000).
        "not_covered": 7,
        "no_junction_near": 2,
        "no_way_found": 0,
        "may_leave_the_file": 1,
        "served": 5,
    }
    snapped = found.snapped_areas
    assert snapped["area_code"].to_list() == areas["area_code"].to_list()
    assert snapped["is_covered"].to_list() == [True, True, True, False, True]
    assert snapped["walk_node"].fillna(-1).to_list()[:3] == [22, 11, -1]
    assert snapped["walk_snap_m"][4] == pytest.approx(300, abs=0.05)


def test_a_road_that_the_file_cuts_off_is_a_way_out(city):
    # From (2,2) a way goes on to a node that the file lacks: it may lead anywhere.
    nodes, ways = toy_roads.grid(tags=SLOW)
    network = city(nodes, [*ways, ([22, 99], SLOW)])
    areas, services = places("area_code", AREAS), places("service_id", SERVICES)
    found = roads.served(network, areas, services).is_served["car"]
    # (2,2)-(2,2): 0.  (1,1)-(2,2): 4 inside; out at (0,1) in 2 minutes, 2.236 km to
    # (2,2) in 1.19: 3.19. Without the cut it is served, as above.
    assert found[:2, 0].tolist() == [True, False]


edge_lists = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 30), st.booleans()),
    min_size=1,
    max_size=24,
)


crossings = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=8, max_size=8
)
ONE_POINT = [(0, 0)] * 8


def assembled(edges, exits=(), points=ONE_POINT):
    """A network of these edges (from, to, hundreds of metres, is_one_way).

    Eight nodes, at hundreds of metres.
    """
    frame = pd.DataFrame(edges, columns=["from_node", "to_node", "hundreds", "one_way"])
    pieces = pd.DataFrame(
        {
            "from_node": frame["from_node"],
            "to_node": frame["to_node"],
            "length_m": frame["hundreds"] * 100.0,
            "car_kmh": 60.0,
            "is_walkable": True,
            "is_forward": True,
            "is_backward": ~frame["one_way"].astype(bool),
        }
    )
    placed = np.array(points) * 100.0
    nodes = pd.DataFrame(
        {"node_id": range(8), "easting_m": placed[:, 0], "northing_m": placed[:, 1]}
    )
    return road_network.assembled(
        pieces,
        nodes=nodes.assign(is_exit=nodes["node_id"].isin(exits)),
        extent=shapely.box(-1, -1, 5000, 5000),
        reading=Reading(SOURCE, pieces, len(pieces), len(pieces)),
        notes=[],
    )


def textbook(edges):
    """The same edges as (from, to, minutes): at 60 km per hour, 0.1 per 100 metres."""
    there = [(a, b, h / 10) for a, b, h, _ in edges]
    return there + [(b, a, h / 10) for a, b, h, one_way in edges if not one_way]


def least_minutes(edges, nodes):
    matrix = np.full((len(nodes), len(nodes)), np.nan)
    for row, start in enumerate(nodes):
        found = toy_roads.shortest(textbook(edges), start)
        for column, end in enumerate(nodes):
            matrix[row, column] = found.get(end, np.nan)
    return matrix


@settings(max_examples=150, deadline=None)
@given(edges=edge_lists)
def test_shortest_ways_are_those_of_the_textbook(edges):
    network = assembled(edges)
    nodes = network.nodes["node_id"].to_list()
    everywhere = np.arange(len(nodes))
    found = road_graph.between(road_graph.graph(network, "car"), everywhere, everywhere)
    wanted = least_minutes(edges, nodes)
    assert found == pytest.approx(wanted, nan_ok=True, abs=1e-9)


@settings(max_examples=300, deadline=None)
@given(
    edges=edge_lists,
    points=crossings,
    inside=st.sets(st.integers(0, 7), min_size=1),
    speed=st.sampled_from(["car", "walk"]),
)
def test_what_is_served_is_the_shortest_way_in_the_whole_world(
    edges, points, inside, speed
):
    """The file holds edges with an end inside; their outer ends are exits.

    No road is shorter than the straight line, nor quicker than the greatest speed.
    """
    world = [
        (
            a,
            b,
            int(np.ceil(np.hypot(*np.subtract(points[a], points[b])))) + extra,
            one_way,
        )
        for a, b, extra, one_way in edges
    ]
    held = [edge for edge in world if edge[0] in inside or edge[1] in inside]
    network = assembled(held, exits=set(range(8)) - inside, points=points)
    nodes = network.nodes["node_id"].to_list()
    everywhere = np.arange(len(nodes))
    graph = road_graph.graph(network, speed)
    found = road_graph.between(graph, everywhere, everywhere)
    least = road_graph.detour_min(graph, everywhere, everywhere)
    sure = found <= least + roads.ROUNDING_MIN
    if speed == "walk":
        world = [(a, b, h * 60 / 4.8, False) for a, b, h, _ in world]
    wanted = least_minutes(world, nodes)
    assert found[sure] == pytest.approx(wanted[sure], abs=1e-6)


def test_the_scale_finds_its_own_factor():
    free = np.array([[2.0, 10.0], [np.nan, 20.0]])
    scale = road_scale.fitted(free, 6 + 1.5 * free)
    assert scale.factor == pytest.approx(1.5)
    assert scale.cell_count == 3
    assert scale.mae_after_min == pytest.approx(0)
    # Before: 6 + 0.5 × (2, 10, 20) minutes apart: 7, 11, 16.
    assert scale.mae_before_min == pytest.approx((7 + 11 + 16) / 3)
    assert scale.minutes(free) == pytest.approx(6 + 1.5 * free, nan_ok=True)


def test_without_shared_cells_there_is_no_scale():
    scale = road_scale.fitted(np.array([[np.nan]]), np.array([[12.0]]))
    assert scale.cell_count == 0
    assert np.isnan(scale.minutes(np.array([[5.0]]))).all()


@pytest.fixture(scope="module")
def extract():
    """The published extract of north London."""
    if not EXTRACT.exists():
        pytest.skip(f"no publishers' files at {EXTRACT}: set CRISIS_PUBLISHER_FILES")
    return road_files.network(EXTRACT)


def test_the_real_extract_adds_up(extract):
    text = EXTRACT.read_text(encoding="utf-8")
    reading = extract.reading
    # Every way of the extract is tagged as a road or path.
    assert reading.rows_read == text.count("<way ") == 3864
    counted = reading.rows_kept + reading.rows_out_of_scope + len(reading.rejected)
    assert counted == reading.rows_read
    # Junctions and bends that are kept: some of the nodes, and each of them once.
    assert 0 < len(extract.nodes) < text.count("<node ") == 13789
    assert extract.nodes["node_id"].is_unique
    edges = extract.edges
    assert not edges.duplicated(["from_node", "to_node"]).any()
    assert (edges["from_node"] != edges["to_node"]).all()
    assert set(edges["from_node"]) | set(edges["to_node"]) == set(
        extract.nodes["node_id"]
    )
    # 3 km by 4 km of suburb: 20 to 40 km of streets per square kilometre, both ways.
    street_km = edges.loc[edges["car_min"].notna(), "length_m"].sum() / 1000 / 2
    assert 5 < street_km / (extract.extent.area / 1e6) < 40


def test_minutes_on_the_real_extract_are_plausible(extract):
    graph = road_graph.graph(extract, "car")
    ends = extract.nodes.iloc[graph.stops].sample(60, random_state=1)
    areas = ends.assign(area_code=ends["node_id"].astype(str))
    services = ends.assign(service_id=ends["node_id"].astype(str))
    km = (
        np.hypot(
            np.subtract.outer(*[ends["easting_m"].to_numpy()] * 2),
            np.subtract.outer(*[ends["northing_m"].to_numpy()] * 2),
        )
        / 1000
    )
    far = km > 0.5
    for mode, slowest, fastest in (("car", 8, 64), ("walk", 2, 4.8)):
        minutes = roads.minutes(extract, areas, services, mode)
        assert not np.isnan(minutes).any()
        kmh = km[far] / minutes[far] * 60
        # Straight-line speed: never above the road's, and not a crawl for most.
        assert kmh.max() <= fastest * 1.001
        assert np.median(kmh) > slowest
    assert np.diag(minutes) == pytest.approx(0)
