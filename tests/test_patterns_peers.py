"""Neighbours against libpysal, statistics and chances against esda."""

import json
import subprocess
import sys
import warnings

import numpy as np
import pytest
import shapely
from scipy import sparse

import queries
from geodata import inputs, neighbours
from geodata.decisions.patterns import NEIGHBOUR_GAP
from geodata.readers import boundaries, registers
from queries import clusters, permuting
from tests.questions import asked

with warnings.catch_warnings():
    # Their own use of numba, pandas and packaging.
    warnings.simplefilter("ignore")
    import esda
    from libpysal import weights


def peer_weights(touching):
    """Weights of libpysal from a sparse matrix of 1."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return weights.WSP(touching).to_W(silence_warnings=True)


def quietly(statistic, *args, **kwargs):
    """What esda makes, without its warnings about its own future."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return statistic(*args, **kwargs)


@pytest.fixture(scope="module")
def london(starter):
    opened = queries.connect(starter)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shapes():
    """Small areas of the starter edition as published, EPSG:27700."""
    files = inputs.starter()
    read = boundaries.areas(files.boundaries, registers.boroughs(files.registers).frame)
    return read.frame.reset_index(drop=True)


def test_neighbours_are_those_of_libpysal(shapes, london):
    found = neighbours.neighbours(shapes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        queen = weights.Queen.from_dataframe(shapes, use_index=False)
    codes = shapes["area_code"]
    theirs = {
        (codes[one], codes[other])
        for one, others in queen.neighbors.items()
        for other in others
    }
    assert set(found.itertuples(index=False, name=None)) == theirs
    assert len(found) == 2 * 14_349
    stored = queries.fetch(london, "neighbours_listed")
    assert set(stored.itertuples(index=False, name=None)) == theirs
    # The tolerance takes up rounding alone: none at all gives the same pairs.
    tree = shapely.STRtree(shapes.geometry.to_numpy())
    exact = tree.query(shapes.geometry.to_numpy(), predicate="intersects")
    assert (exact[0] != exact[1]).sum() == len(found)
    assert NEIGHBOUR_GAP.amount < 1


def test_the_banks_of_the_tidal_thames_are_no_neighbours(london):
    found = queries.fetch(london, "neighbours_by_borough")
    names = found.set_index("borough_name")["neighbour_names"]
    assert "Southwark" not in names["Tower Hamlets"]
    assert "Hackney" in names["Tower Hamlets"]
    assert found["island_count"].sum() == 0


@pytest.mark.parametrize("measure", ["minutes_to_nearest", "need_per_1000"])
def test_statistics_are_those_of_esda(london, measure):
    question = asked(pattern_measure=measure, permutations=9, within_min=30)
    found = clusters.measured(london, measure, question)
    ours = clusters.hot_spots(london, **question)
    local = quietly(
        esda.G_Local,
        found.amounts,
        peer_weights(found.touching),
        transform="B",
        star=True,
        permutations=0,
    )
    assert ours["z"].to_numpy() == pytest.approx(local.Zs, abs=1e-9)
    lisa = quietly(
        esda.Moran_Local, found.amounts, peer_weights(found.touching), permutations=0
    )
    assert ours["moran_i"].to_numpy() == pytest.approx(lisa.Is, abs=1e-9)
    whole = quietly(
        esda.Moran, found.amounts, peer_weights(found.touching), permutations=0
    )
    mine = clusters.moran_of_london(london, **question).iloc[0]
    assert mine["moran_i"] == pytest.approx(whole.I, abs=1e-9)
    assert mine["expected"] == pytest.approx(whole.EI, abs=1e-9)
    in_sql = queries.fetch(london, "hot_spots_by_area", **question)
    assert in_sql["z"].to_numpy() == pytest.approx(local.Zs, abs=1e-9)


WITHOUT_NUMBA = """
import json, sys, warnings
# Compiling esda's permutations takes a minute on a busy machine; plain, they take none.
sys.modules["numba"] = None
warnings.simplefilter("ignore")
import esda, numpy
from esda import crand
from libpysal import weights
amounts = numpy.array(json.load(sys.stdin))
local = esda.G_Local(
    amounts, weights.lat2W(8, 8, rook=False), transform="B", star=True,
    permutations=199, seed=5, n_jobs=1,
)
ids = crand.vec_permutations(8, 64, 199, 5)
json.dump([local.p_sim.tolist(), ids.tolist()], sys.stdout)
"""


def test_chances_are_twice_the_one_sided_ones_of_esda():
    # On their own draws, unshifted, and amounts without ties, to the last digit.
    amounts = np.random.default_rng(11).gamma(2, 10, 64)
    answered = subprocess.run(
        [sys.executable, "-c", WITHOUT_NUMBA],
        input=json.dumps(amounts.tolist()),
        capture_output=True,
        text=True,
        check=True,
    )
    one_sided, ids = json.loads(answered.stdout)
    lattice = weights.lat2W(8, 8, rook=False)
    touching = sparse.csr_array(lattice.sparse.astype(float))
    drawn = (np.array(ids, dtype=np.intp).T, np.zeros(64, dtype=np.intp))
    found = permuting.conditional(amounts, touching, drawn)
    twice = np.minimum(1, 2 * np.array(one_sided))
    assert found == pytest.approx(twice, abs=1e-6)  # theirs are of single precision
    assert (found < 0.1).any()
