"""Neighbours of the full toy edition, and a shape that stands apart."""

import geopandas as gpd
import pytest
import shapely

import queries
from geodata import neighbours
from geodata.build import build
from tests import toy_publishers
from tests.test_full_edition import quiet, toy_inputs
from tests.toy_publishers import CODE


@pytest.fixture(scope="module")
def full_toy(tmp_path_factory):
    """The full toy edition, opened."""
    folder = tmp_path_factory.mktemp("full toy of patterns")
    chosen = toy_inputs(folder / "files", toy_publishers.written(folder / "publishers"))
    opened = queries.connect(build(chosen, folder / "toy.duckdb", say=quiet))
    yield opened
    opened.close()


def test_areas_of_2021_touch_as_their_own_shapes_do(full_toy):
    # South, from the west: a1, l, r, a3; north: a4, and m over l, r and a3. The corner
    # at (532, 182) joins a1 with m and a4 with l.
    expected = {
        "a1": {"a4", "l", "m"},
        "a4": {"a1", "l", "m"},
        "l": {"a1", "a4", "m", "r"},
        "r": {"a3", "l", "m"},
        "a3": {"m", "r"},
        "m": {"a1", "a3", "a4", "l", "r"},
    }
    keys, found = {code: key for key, code in CODE.items()}, {}
    pairs = queries.fetch(full_toy, "neighbours_listed")
    for one, other in pairs.itertuples(index=False):
        found.setdefault(keys[one], set()).add(keys[other])
    assert found == expected


def squares(*west_edges):
    """Squares of 1 km in a row, by their western edges in metres."""
    return gpd.GeoDataFrame(
        {"area_code": [f"s{n}" for n in range(len(west_edges))]},
        geometry=[shapely.box(west, 0, west + 1000, 1000) for west in west_edges],
        crs="EPSG:27700",
    )


def test_a_gap_of_a_river_parts_areas_and_one_of_rounding_does_not():
    # 0.05 m between the first two, 200 m to the third: an island.
    found = neighbours.neighbours(squares(0, 1000.05, 2200.05))
    assert found.to_numpy().tolist() == [["s0", "s1"], ["s1", "s0"]]
    assert neighbours.neighbours(squares(0, 1000.2)).empty
