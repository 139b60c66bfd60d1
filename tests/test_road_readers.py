"""Road files as they come: rules of use, speeds, cuts, faults, and broken files."""

import pandas as pd
import pytest
import shapely

from geodata.decisions.road_travel import OPEN_ROADS_CLASSES, OSM_CLASSES
from geodata.errors import UnexpectedFile, UnmappedCategory
from geodata.readers import osm_rules, roads
from tests import toy_roads
from tests.toy_roads import STREET

LINE = {1: (0, 0), 2: (1000, 0), 3: (2000, 0)}
MPH_MIN = 60 / 1.609344
"""Minutes that one kilometre takes at one mile per hour."""


@pytest.fixture
def read(tmp_path):
    """Reads an OpenStreetMap file of these nodes and ways."""

    def reading(nodes, ways, **more):
        return roads.network(
            toy_roads.written_osm(tmp_path / "a city.osm", nodes, ways, **more)
        )

    return reading


def edges_of(network, column="car_min"):
    open_edges = network.edges.dropna(subset=[column])
    return {
        (row.from_node, row.to_node): pytest.approx(getattr(row, column), rel=1e-3)
        for row in open_edges.itertuples()
    }


def noted(network, rule):
    rows = network.notes[network.notes["rule"] == rule]
    return list(zip(rows["count"], rows["reason"], strict=True))


def test_a_street_is_cut_at_its_junctions_and_long_bends(read):
    # 40 m to a bend, 40 m on to a junction; then 1,000 m, bent at the first 100 m.
    nodes = {1: (0, 0), 2: (40, 0), 3: (80, 0), 4: (80, 30), 5: (180, 0), 6: (1080, 0)}
    network = read(nodes, [([1, 2, 3, 5, 6], STREET), ([3, 4], STREET)])
    assert edges_of(network, "length_m") == {
        (1, 3): 80,
        (3, 1): 80,
        (3, 4): 30,
        (4, 3): 30,
        (3, 5): 100,
        (5, 3): 100,
        (5, 6): 900,
        (6, 5): 900,
    }
    assert set(network.nodes["node_id"]) == {1, 3, 4, 5, 6}


def test_nodes_lie_where_the_file_says(read):
    network = read(LINE, [([1, 2, 3], STREET)])
    second = network.nodes.set_index("node_id").loc[2]
    assert second["easting_m"] == pytest.approx(toy_roads.placed(1000, 0)[0], abs=0.02)
    assert second["northing_m"] == pytest.approx(toy_roads.placed(0, 0)[1], abs=0.02)


@pytest.mark.parametrize(
    ("tags", "driven"),
    [
        ({}, {(1, 2), (2, 1)}),
        ({"oneway": "no"}, {(1, 2), (2, 1)}),
        ({"oneway": "yes"}, {(1, 2)}),
        ({"oneway": "true"}, {(1, 2)}),
        ({"oneway": "1"}, {(1, 2)}),
        ({"oneway": "-1"}, {(2, 1)}),
        ({"oneway": "reverse"}, {(2, 1)}),
        ({"oneway:bicycle": "yes"}, {(1, 2), (2, 1)}),
        ({"junction": "roundabout"}, {(1, 2)}),
        ({"junction": "roundabout", "oneway": "-1"}, {(2, 1)}),
        ({"highway": "motorway"}, {(1, 2)}),
        ({"highway": "motorway_link"}, {(1, 2)}),
        ({"highway": "motorway", "oneway": "no"}, {(1, 2), (2, 1)}),
        ({"highway": "trunk"}, {(1, 2), (2, 1)}),
    ],
)
def test_cars_obey_one_way_streets(read, tags, driven):
    network = read(LINE, [([1, 2], STREET | tags), ([2, 3], STREET)])
    assert set(edges_of(network)) - {(2, 3), (3, 2)} == driven


def test_people_walk_a_one_way_street_both_ways(read):
    network = read(LINE, [([1, 2], STREET | {"oneway": "yes"})])
    assert edges_of(network, "walk_min") == {(1, 2): 12.5, (2, 1): 12.5}


@pytest.mark.parametrize(
    ("tags", "by_car", "on_foot"),
    [
        ({}, True, True),
        ({"access": "private"}, False, False),
        ({"access": "no"}, False, False),
        ({"access": "destination"}, True, True),
        ({"access": "private", "foot": "yes"}, False, True),
        ({"access": "no", "motor_vehicle": "yes"}, True, False),
        ({"access": "private", "motorcar": "yes", "vehicle": "no"}, True, False),
        ({"motor_vehicle": "no"}, False, True),
        ({"motor_vehicle": "private"}, False, True),
        ({"vehicle": "no"}, False, True),
        ({"foot": "no"}, True, False),
        ({"highway": "service", "service": "emergency_access"}, False, True),
        ({"highway": "motorway"}, True, False),
        ({"highway": "footway"}, False, True),
        ({"highway": "steps"}, False, True),
        ({"highway": "pedestrian"}, False, True),
        ({"highway": "footway", "foot": "private"}, False, False),
        ({"highway": "cycleway"}, False, True),
        ({"highway": "proposed"}, False, False),
        ({"highway": "construction"}, False, False),
    ],
)
def test_who_may_use_a_way(read, tags, by_car, on_foot):
    network = read(LINE, [([1, 2], STREET | tags), ([2, 3], STREET)])
    assert ((1, 2) in edges_of(network)) == by_car
    assert ((1, 2) in edges_of(network, "walk_min")) == on_foot
    assert network.reading.rows_out_of_scope == (not by_car and not on_foot)


@pytest.mark.parametrize(
    ("posted", "mph"),
    [
        ("30 mph", 30),
        ("30mph", 30),
        ("48.28032", 30),
        ("112", 112 / 1.609344),
        ("64 km/h", 64 / 1.609344),
        ("GB:nsl_single", 60),
        (None, 20),  # the class speaks: residential
    ],
)
def test_a_posted_limit_is_honoured(read, posted, mph):
    tags = {"highway": "residential"} | ({"maxspeed": posted} if posted else {})
    network = read(LINE, [([1, 2], tags)])
    assert edges_of(network) == {(1, 2): MPH_MIN / mph, (2, 1): MPH_MIN / mph}
    assert noted(network, "odd_speed") == []


@pytest.mark.parametrize(
    "odd", ["300 mph", "0", "signals", "20 mph;30 mph", "fast", "20 knots", ""]
)
def test_an_odd_limit_is_set_aside_and_the_class_speaks(read, odd):
    tags = {"highway": "trunk", "maxspeed": odd}
    network = read(LINE, [([1, 2], tags), ([2, 3], tags)])
    assert edges_of(network)[1, 2] == MPH_MIN / 40
    ((count, reason),) = noted(network, "odd_speed")
    assert count == 2
    assert repr(odd) in reason


def test_loops_doubles_and_points_on_points_are_counted(read):
    nodes = LINE | {4: (1000, 0), 5: (1020, 0), 6: (1020, 20)}
    ways = [
        ([1, 2], STREET),
        ([1, 2], STREET | {"maxspeed": "30"}),  # the same road, slower
        ([2, 4], STREET),  # two nodes on one point
        ([4, 3], STREET),
        ([2, 5, 6, 2], STREET),  # a loop
    ]
    network = read(nodes, ways)
    assert edges_of(network)[1, 2] == 1
    assert network.edges["length_m"].min() == 0.01
    assert {(2, 4), (4, 2)} <= set(edges_of(network))
    assert [count for count, _ in noted(network, "loop")] == [1]
    assert [count for count, _ in noted(network, "no_length")] == [1]
    assert [count for count, _ in noted(network, "parallel")] == [2]


def test_of_two_roads_between_two_junctions_each_mode_takes_its_best(read):
    # A straight motorway of 2 km, and a street of 2.83 km round by node 4.
    nodes = LINE | {4: (1000, 1000)}
    motorway = {"highway": "motorway", "oneway": "no", "maxspeed": "60"}
    network = read(nodes, [([1, 3], motorway), ([1, 4], STREET), ([4, 3], STREET)])
    assert edges_of(network)[1, 3] == 2
    assert (1, 3) not in edges_of(network, "walk_min")
    assert edges_of(network, "walk_min")[1, 4] == 2**0.5 * 12.5


def test_a_way_cut_off_by_the_file_is_set_aside_and_its_end_is_an_exit(read):
    # Way 2 goes on to node 99, which the file does not hold; node 2 is a mere bend.
    nodes = {1: (0, 0), 2: (40, 0), 3: (80, 0)}
    network = read(nodes, [([1, 2, 3], STREET), ([2, 99], STREET), ([3], STREET)])
    reading = network.reading
    assert reading.rows_read == 3
    assert reading.rows_kept == 1
    assert reading.rejected.to_dict("records") == [
        {
            "row_number": 1,
            "rule": "way_cut_off",
            "reason": "way 2: nodes not in the file",
        },
        {
            "row_number": 2,
            "rule": "way_of_one_node",
            "reason": "way 3: fewer than two nodes",
        },
    ]
    assert 2 in set(network.nodes.loc[network.nodes["is_exit"], "node_id"])


def test_rows_read_are_kept_out_of_scope_or_set_aside(read):
    ways = [([1, 2], STREET), ([2, 99], STREET), ([2, 3], {"highway": "proposed"})]
    reading = read(LINE, [*ways, ([1, 3], {"building": "yes"})]).reading
    found = (reading.rows_read, reading.rows_kept, reading.rows_out_of_scope)
    assert found == (3, 1, 1)
    assert len(reading.rejected) == 1


def test_pbf_and_xml_read_alike(tmp_path):
    nodes, ways = toy_roads.grid()
    xml = toy_roads.written_osm(tmp_path / "city.osm", nodes, ways)
    packed = toy_roads.written_pbf(tmp_path / "city.osm.pbf", xml)
    first, second = roads.network(xml), roads.network(packed)
    pd.testing.assert_frame_equal(first.nodes, second.nodes)
    pd.testing.assert_frame_equal(first.edges, second.edges)
    assert len(first.edges) == 80  # 5 rows and 5 columns of 4 stretches, both ways


def test_the_outline_stays_inside_the_roads(read):
    # Squares of 250 m round nodes from 0 to 4,000 m, less one square all round.
    network = read(*toy_roads.grid())
    east, north = toy_roads.placed(0, 0)
    inside = shapely.box(east + 125, north + 125, east + 3875, north + 3875)
    assert network.extent.symmetric_difference(inside).area < 1
    # The 16 nodes of the rim lie outside.
    assert network.nodes["is_exit"].sum() == 16


def test_the_outline_obeys_the_box_that_the_file_names(read):
    # A box in degrees stands 1.5 degrees askew on the grid: 100 m over 4 km.
    whole, half = (
        read(*toy_roads.grid(), bounds=box).extent
        for box in ((-500, -500, 4500, 4500), (0, 0, 2000, 4000))
    )
    near, far = toy_roads.placed(1800, 2000), toy_roads.placed(2300, 2000)
    assert shapely.contains_xy(whole, [near, far]).tolist() == [True, True]
    assert shapely.contains_xy(half, [near, far]).tolist() == [True, False]


def test_a_road_that_sticks_out_is_no_covered_ground(read):
    nodes, ways = toy_roads.grid()
    spur = {100 + n: (4000 + 500 * n, 2000) for n in range(1, 10)}
    network = read(nodes | spur, [*ways, ([42, *spur], STREET)])
    assert network.extent.bounds[2] <= toy_roads.placed(4000, 0)[0]


def test_one_street_alone_covers_nothing(read):
    assert read(LINE, [([1, 2, 3], STREET)]).extent.is_empty


BROKEN = {
    "page.osm": b"<!doctype html><html><body>Not found</body></html>",
    "page.osm.pbf": b"<!doctype html><html><body>Not found</body></html>",
    "empty.osm": b"",
    "empty.osm.pbf": b"",
    "cut.osm": b'<?xml version="1.0"?><osm version="0.6"><node id="1" lat="51',
    "page.gpkg": b"<!doctype html><html><body>Not found</body></html>",
    "empty.gpkg": b"",
    "roads.shp.zip": b"PK",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_sentence(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    with pytest.raises(UnexpectedFile, match="expected") as raised:
        roads.network(path)
    assert str(path) in str(raised.value)


def test_a_file_cut_short_is_refused(tmp_path):
    xml = toy_roads.written_osm(tmp_path / "city.osm", *toy_roads.grid())
    packed = toy_roads.written_pbf(tmp_path / "city.osm.pbf", xml)
    for path in (xml, packed):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        with pytest.raises(UnexpectedFile, match="whole OpenStreetMap extract"):
            roads.network(path)


def test_an_absent_file_is_one_sentence(tmp_path):
    for name in ("none.osm.pbf", "none.gpkg"):
        with pytest.raises(UnexpectedFile, match="none"):
            roads.network(tmp_path / name)


def test_a_file_without_roads_or_with_ways_first_is_refused(read):
    with pytest.raises(UnexpectedFile, match="found none"):
        read(LINE, [([1, 2], {"building": "yes"})])
    with pytest.raises(UnexpectedFile, match="none with all its nodes"):
        read(LINE, [([1, 2], STREET)], ways_first=True)


@pytest.fixture
def links(tmp_path):
    """Reads a GeoPackage of these links over the nodes of `LINE`."""

    def reading(found, within=None, **more):
        path = tmp_path / "oproad_gb.gpkg"
        path.unlink(missing_ok=True)
        return roads.network(
            toy_roads.written_open_roads(path, LINE, found, **more), within
        )

    return reading


@pytest.mark.parametrize(
    ("values", "mph", "on_foot"),
    [
        ({"road_function": "Motorway"}, 70, False),
        ({"road_function": "A Road"}, 30, True),
        (
            {"road_function": "A Road", "form_of_way": "Collapsed Dual Carriageway"},
            *(40, True),
        ),
        ({"road_function": "B Road", "form_of_way": "Dual Carriageway"}, 30, True),
        ({"road_function": "Local Road"}, 20, True),
        ({"road_function": "Restricted Local Access Road"}, None, True),
    ],
)
def test_open_roads_say_function_and_form(links, values, mph, on_foot):
    network = links([(1, 2, values), (2, 3, {})])
    by_car, walked = edges_of(network), edges_of(network, "walk_min")
    assert by_car.get(("N1", "N2")) == (mph and MPH_MIN / mph)
    assert by_car.get(("N2", "N1")) == (mph and MPH_MIN / mph)
    assert (("N1", "N2") in walked) == on_foot


def test_open_roads_take_the_length_that_is_said(links):
    # A bent road: longer than the line between its nodes.
    assert edges_of(links([(1, 2, {"length": 1600.0})]), "walk_min") == {
        ("N1", "N2"): 20,
        ("N2", "N1"): 20,
    }


def test_open_roads_count_their_rows(links):
    network = links(
        [
            (1, 2, {}),
            (2, 3, {"form_of_way": "Guided Busway"}),
            (2, 99, {}),
            (2, 3, {"length": 0.0}),
        ]
    )
    reading = network.reading
    assert reading.rows_read == 4
    assert reading.rows_kept == 1
    assert reading.rows_out_of_scope == 1
    assert reading.rejected["rule"].to_list() == ["link_cut_off", "link_without_length"]
    assert network.nodes.set_index("node_id").loc["N2", "is_exit"]


def test_open_roads_of_part_of_the_country(links):
    within = shapely.box(*toy_roads.placed(-10, -10), *toy_roads.placed(900, 10))
    network = links([(1, 2, {}), (2, 3, {}), (1, 1, {"length": 5.0})], within)
    # Link 1-2 touches the box but its second node lies outside; link 2-3 is far away.
    assert network.reading.rows_read == 3
    assert network.reading.rows_out_of_scope == 1
    assert network.reading.rejected["rule"].to_list() == ["link_cut_off"]


def test_open_roads_of_older_editions(links):
    new = links([(1, 2, {}), (2, 3, {})])
    old = links([(1, 2, {}), (2, 3, {})], old_names=True)
    pd.testing.assert_frame_equal(new.edges, old.edges)


def test_open_roads_that_are_not_as_published(links, tmp_path):
    with pytest.raises(UnmappedCategory, match="Toll Road"):
        links([(1, 2, {"road_function": "Toll Road"})])
    with pytest.raises(UnexpectedFile, match="EPSG:27700"):
        links([(1, 2, {})], crs="EPSG:3857")
    with pytest.raises(UnexpectedFile, match="none to use"):
        links([(2, 99, {})])
    other = tmp_path / "other.gpkg"
    nodes = toy_roads.written_open_roads(other, LINE, [(1, 2, {})])
    with pytest.raises(UnexpectedFile, match="expected a file ending"):
        roads.network(nodes.rename(tmp_path / "other.sqlite"))


def test_a_geopackage_of_something_else_is_refused(tmp_path):
    path = tmp_path / "rivers.gpkg"
    toy_roads.gpd.GeoDataFrame(
        {"id": ["R"]}, geometry=[shapely.Point(530_000, 180_000)], crs="EPSG:27700"
    ).to_file(path, layer="watercourse", driver="GPKG")
    with pytest.raises(UnexpectedFile, match="watercourse"):
        roads.network(path)


def test_every_class_has_a_sane_speed_and_a_reason():
    for road in (*OSM_CLASSES, *OPEN_ROADS_CLASSES):
        assert road.reason
        assert road.is_walkable or road.car_mph
        assert road.car_mph is None or 10 <= road.car_mph <= 70
    assert set(osm_rules.CAR_KEYS) | set(osm_rules.FOOT_KEYS) <= set(osm_rules.TAGS)
