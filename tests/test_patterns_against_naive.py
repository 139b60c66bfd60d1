"""Patterns on random cities against plain loops."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from scipy import sparse

import queries
from geodata.decisions import patterns
from queries import clusters, permuting
from tests import naive_patterns, pattern_cities, random_city
from tests.questions import asked

MEASURES = [c.category_code for c in patterns.PATTERN_MEASURES]
on_random_cities = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
questions = some.fixed_dictionaries(
    {
        "at_hour": some.integers(0, 167),
        "types": some.lists(some.sampled_from(random_city.TYPES), unique=True),
        "age": some.sampled_from(random_city.AGES),
        "access": some.sampled_from(random_city.WAYS),
        "floor_rank": some.integers(1, 3),
        "count_unknown_hours": some.booleans(),
        "count_restricted": some.booleans(),
        "mode": some.sampled_from(random_city.MODES),
        "within_min": some.sampled_from([0, 10, 15, 30, 45, 65]),
        "need_tie_per_1000": some.sampled_from([0.01, 3]),
        "low_recorded_share": some.sampled_from([0.1, 0.5, 1]),
        "least_expected": some.sampled_from([0, 5, 15]),
    }
)
seeds = some.integers(0, 10**6)


def plain(cell):
    return None if pd.isna(cell) else cell


@on_random_cities
@given(seed=seeds, changed=questions, measure=some.sampled_from(MEASURES))
def test_statistics_agree_with_loops(seed, changed, measure):
    city, question = pattern_cities.city(seed), asked(**changed)
    question |= {"pattern_measure": measure, "permutations": 99}
    connection = pattern_cities.loaded(city)
    in_sql = queries.fetch(connection, "hot_spots_by_area", **question)
    in_python = clusters.hot_spots(connection, **question)
    whole = clusters.moran_of_london(connection, **question).iloc[0]
    connection.close()
    expected = naive_patterns.measured(city, measure, question)
    amounts = {code: a for code, (a, state) in expected.items() if state == "known"}
    near = naive_patterns.known_neighbours(city, amounts)
    is_varied = len(set(amounts.values())) > 1
    z = naive_patterns.gi_star(amounts, near) if is_varied else {}
    local = naive_patterns.local_moran(amounts, near) if is_varied else {}
    for found in (in_sql, in_python):
        assert list(found["area_code"]) == sorted(expected)
        for row in found.itertuples():
            amount, state = expected[row.area_code]
            assert row.state == state
            assert plain(row.amount) == pytest.approx(amount)
            assert plain(row.z) == pytest.approx(z.get(row.area_code), abs=1e-9)
    for row in in_python.itertuples():
        assert plain(row.moran_i) == pytest.approx(local.get(row.area_code), abs=1e-9)
        if row.state != "known":
            assert row.hot_spot == row.moran_label == row.state
        elif not near[row.area_code]:
            assert row.hot_spot == row.moran_label == "island"
        elif not is_varied:
            assert row.hot_spot == row.moran_label == "not tested"
        assert pd.isna(row.p_sim) == (not (is_varied and near.get(row.area_code)))
    assert whole["left_out_count"] == len(expected) - len(amounts)
    if is_varied and any(near.values()):
        assert whole["moran_i"] == pytest.approx(naive_patterns.moran(amounts, near))
    else:
        assert pd.isna(whole["moran_i"])


@on_random_cities
@given(seed=seeds, changed=questions)
def test_quadrants_and_verdicts_agree_with_loops(seed, changed):
    city, question = pattern_cities.city(seed), asked(**changed)
    connection = pattern_cities.loaded(city)
    areas = queries.fetch(connection, "need_access_quadrants_by_area", **question)
    boroughs = queries.fetch(connection, "need_access_quadrants_by_borough", **question)
    demand = queries.fetch(connection, "hidden_demand_by_area", **question)
    connection.close()
    quadrants = naive_patterns.quadrants(city, question)
    assert dict(zip(areas["area_code"], areas["quadrant"], strict=True)) == quadrants
    codes = [c.category_code for c in patterns.QUADRANTS[:-1]]
    expected = {
        (borough, code): sum(
            a["residents"]
            for a in city["areas"]
            if a["borough_code"] == borough and quadrants[a["area_code"]] == code
        )
        for borough in boroughs["borough_code"]
        for code in codes
    }
    shown = boroughs.set_index("borough_code")
    assert {key: shown.loc[key] for key in expected} == expected
    assert dict(zip(demand["area_code"], demand["verdict"], strict=True)) == (
        naive_patterns.verdicts(city, question)
    )


def ring_of(n):
    """A ring of areas, each with its two neighbours, as `conditional` takes it."""
    ring = sparse.lil_array((n, n))
    for area in range(n):
        ring[area, (area + 1) % n] = ring[area, (area - 1) % n] = 1
    return sparse.csr_array(ring)


def test_chances_are_counted_over_arrangements_of_the_others():
    draw = np.random.default_rng(3)
    amounts = np.round(draw.gamma(2, 10, 12), 1)
    drawn = permuting.draws(12, 2, 40, 7)
    found = permuting.conditional(amounts, ring_of(12), drawn)
    positions, shifts = drawn
    for area in range(12):
        others = [a for n, a in enumerate(amounts) if n != area]
        observed = amounts[(area + 1) % 12] + amounts[area - 1]
        sums = [
            sum(others[(p + shifts[area]) % 11] for p in arrangement)
            for arrangement in positions.T
        ]
        assert all(len(set(arrangement)) == 2 for arrangement in positions.T)
        above = sum(s >= observed - 1e-6 for s in sums)
        below = sum(s <= observed + 1e-6 for s in sums)
        assert found[area] == min(1, 2 * (min(above, below) + 1) / 41)


def test_ties_make_nothing_significant():
    # Nine of twelve are zero: every arrangement of zeros is as low as the observed.
    amounts = np.array([0.0] * 9 + [1, 1, 1])
    found = permuting.conditional(amounts, ring_of(12), permuting.draws(12, 2, 999, 1))
    # Among the eleven others of the fifth are eight zeros: 8/11 × 7/10 = 0.51 of the
    # arrangements have none of the ones: never rare.
    assert found[4] == 1


@given(some.lists(some.integers(1, 40), min_size=1, max_size=12))
def test_benjamini_hochberg_agrees_with_loops(fortieths):
    chances = [n / 40 for n in fortieths]
    found = permuting.corrected(np.array([*chances, np.nan]))
    assert np.isnan(found[-1])
    assert list(found[:-1]) == pytest.approx(naive_patterns.benjamini_hochberg(chances))
