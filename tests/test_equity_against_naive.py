"""Equity on random cities against plain loops, numpy and 100,000 draws."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import naive_equity, random_city
from tests.questions import asked
from tests.test_answers_against_naive import fetched, questions

SLOW = {
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.too_slow],
}


def is_same(found, expected):
    if expected is None:
        return pd.isna(found)
    return found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def same(row, expected):
    for column, amount in expected.items():
        assert is_same(row[column], amount), (column, row[column], amount)


def rows_of(frame, column):
    return {
        None if pd.isna(row[column]) else row[column]: row
        for row in frame.to_dict("records")
    }


@settings(max_examples=25, **SLOW)
@given(seed=some.integers(0, 10**6), changed=questions)
def test_groups_agree_with_loops(seed, changed):
    city, question = random_city.peopled(seed), asked(**changed)
    connection = random_city.loaded(city)
    rows = naive_equity.people(city, question)
    for name, column, key in (
        ("access_by_deprivation", "deprivation_decile", "decile"),
        ("access_by_need_fifth", "need_fifth", "fifth"),
    ):
        found = rows_of(fetched(connection, name, question), column)
        expected = naive_equity.grouped(rows, key)
        assert set(found) == set(expected)
        for group, members in expected.items():
            same(found[group], naive_equity.summed(members))
    ages = rows_of(fetched(connection, "access_by_age", question), "age_group")
    for age, row in ages.items():
        members = naive_equity.people(city, question | {"age": age})
        same(row, naive_equity.summed(members))
        known = [(a["area_code"], age) in city["people"] for a in city["areas"]]
        counted = {(True, True): "people of the age", (False, False): "all ages"}
        assert row["counted"] == counted.get((all(known), any(known)), "in part")
    connection.close()


@settings(max_examples=25, **SLOW)
@given(seed=some.integers(0, 10**6), changed=questions)
def test_spread_and_poverty_agree_with_loops(seed, changed):
    city, question = random_city.peopled(seed), asked(**changed)
    connection = random_city.loaded(city)
    rows = naive_equity.people(city, question)
    spread = rows_of(
        fetched(connection, "inequality_spread_by_measure", question), "measure"
    )
    for measure, key in (("services", "count"), ("minutes", "minutes")):
        pairs = [(r["residents"], r[key]) for r in rows if r[key] is not None]
        highest, lowest = naive_equity.tenth_and_four_tenths(pairs)
        same(
            spread[measure],
            {
                "residents": sum(n for n, _ in pairs),
                "gini": naive_equity.gini(pairs),
                "highest_tenth": highest,
                "lowest_four_tenths": lowest,
                "palma": highest / lowest if lowest else None,
            },
        )
    limit = question["within_min"]
    columns = ["poverty_share", "poverty_gap", "poverty_severity"]
    london = fetched(connection, "access_poverty_of_london", question).iloc[0]
    expected = naive_equity.poverty(rows, limit)
    same(london, dict(zip(columns, expected, strict=True)))
    boroughs = rows_of(
        fetched(connection, "access_poverty_by_borough", question), "borough_code"
    )
    for code, members in naive_equity.grouped(rows, "borough_code").items():
        expected = naive_equity.poverty(members, limit)
        same(boroughs[code], dict(zip(columns, expected, strict=True)))
        lost = [r for r in members if not r["in"] and r["minutes"] is None]
        assert boroughs[code]["unreachable_residents"] == sum(
            r["residents"] for r in lost
        )
    connection.close()


@settings(max_examples=25, **SLOW)
@given(seed=some.integers(0, 10**6), changed=questions, listed=some.integers(1, 6))
def test_worst_off_agree_with_loops(seed, changed, listed):
    city, question = random_city.peopled(seed), asked(**changed, list_count=listed)
    connection = random_city.loaded(city)
    rows = naive_equity.people(city, question)
    areas = fetched(connection, "worst_off_by_area", question)
    assert areas["area_code"].to_list() == naive_equity.worst_off(rows)[:listed]
    chosen, ranking = naive_equity.most_deprived(rows)
    london = fetched(connection, "worst_off_of_london", question).iloc[0]
    members = [r for r in rows if r["area_code"] in chosen]
    others = naive_equity.summed([r for r in rows if r["area_code"] not in chosen])
    out = {}
    for r in members:
        if not r["in"] and r["residents"]:
            code = r["borough_code"]
            out[code] = out.get(code, 0) + r["residents"]
    worst = min(out, key=lambda code: (-out[code], code)) if out else None
    expected = {
        "area_count": len(members),
        "residents": sum(r["residents"] for r in members),
        "out_residents": sum(out.values()),
        "others_out_share": others["out_share"],
        "worst_borough_residents": out.get(worst),
        "boroughs_out_count": len(out),
    }
    same(london, expected)
    assert (None if worst is None else london["worst_borough_code"]) == worst
    assert pd.isna(london["worst_borough_code"]) == (worst is None)
    if members:
        assert london["ranking"] == ranking
    connection.close()


def test_middles_of_ties_and_empty_areas():
    # 300 residents at 3 a head, tied 100 and 200 at 2, 400 at 1; an empty area.
    city = random_city.peopled(1)
    city["areas"] = [
        {"area_code": f"A{n}", "borough_code": "E09000001", "residents": r, "need": w}
        for n, (r, w) in enumerate(
            [(300, 900.0), (100, 200.0), (200, 400.0), (400, 400.0), (0, 5.0)]
        )
    ]
    city |= {"people": {}, "minutes": {}, "services": [], "possible": {}}
    city |= {"ages": {}, "ways": {}, "hours": {}}
    connection = random_city.loaded(city)
    found = connection.execute(
        "select need_fifth from need_fifths order by area_code"
    ).fetchall()
    # Middle residents 150, 450, 450 and 800 of 1,000, at 200 a fifth; 800 begins the
    # fifth fifth.
    assert [fifth for (fifth,) in found] == [1, 3, 3, 5, None]
    connection.close()


# ---- Slope and relative index ----


def many_areas(seed):
    """400 areas and one service: the less deprived, the more often far from it."""
    draw = np.random.default_rng(seed)
    city = random_city.peopled(seed)
    city["areas"] = [
        {
            "area_code": f"A{n:03}",
            "borough_code": random_city.BOROUGHS[n % 2],
            "residents": int(draw.integers(500, 4_000)),
            "need": float(draw.integers(5, 60)),
            "deprivation_decile": int(draw.integers(1, 11)),
        }
        for n in range(400)
    ]
    city["services"] = [
        {
            "service_id": "S",
            "service_type": "ae_type1",
            "location_basis": "postcode",
            "restriction": None,
            "status": "open",
            "confidence": "high",
            "is_placed": True,
        }
    ]
    city |= {"ages": {"S": {"adults"}}, "ways": {"S": {"walk_in"}}}
    city |= {"hours": {"S": set(range(168))}, "possible": {}, "people": {}}
    city["minutes"] = {
        ("walk", "S", a["area_code"]): (
            90.0 if draw.random() < 0.3 + a["deprivation_decile"] / 20 else 10.0
        )
        for a in city["areas"]
    }
    return city


def groups_of(frame, column):
    known = frame[frame[column].notna() & (frame["residents"] > 0)]
    known = known.sort_values(column)
    error = (known["out_share_high"] - known["out_share_low"]) / (2 * naive_equity.Z)
    return tuple(
        part.to_numpy(dtype=float)
        for part in (known["residents"], known["out_share"], error)
    )


def ends(residents, shares):
    """Ends of the line as Public Health England fits it, by least squares of numpy.

    `shares` may have many columns, a set of draws each.
    """
    weight = residents / residents.sum()
    middle = np.cumsum(weight) - weight / 2
    root = np.sqrt(weight)
    line = np.column_stack([root, middle * root])
    found = np.linalg.lstsq(line, (shares.T * root).T, rcond=None)[0]
    return found[0], found[0] + found[1]


@pytest.mark.parametrize("seed", [3, 4])
def test_slope_agrees_with_least_squares_and_draws(seed):
    connection = random_city.loaded(many_areas(seed))
    question = asked()
    slopes = rows_of(
        fetched(connection, "inequality_slope_by_ranking", question), "ranking"
    )
    for ranking, name, column in (
        ("deprivation", "access_by_deprivation", "deprivation_decile"),
        ("need", "access_by_need_fifth", "need_fifth"),
    ):
        row = slopes[ranking]
        groups = groups_of(fetched(connection, name, question), column)
        residents, shares, error = groups
        first, last = ends(residents, shares)
        assert row["group_count"] == len(residents)
        same(row, {"share_at_first": first, "share_at_last": last})
        same(row, {"sii": last - first, "rii": last / first})
        draws = np.random.default_rng(seed).normal(
            shares[:, None], error[:, None], (len(shares), 100_000)
        )
        first, last = ends(residents, draws)
        # A quantile of 100,000 draws at 0.025 has a standard error of about 0.0085
        # standard deviations of what is drawn; 4 of them are allowed.
        for drawn, low, high in (
            (last - first, "sii_low", "sii_high"),
            (last / first, "rii_low", "rii_high"),
        ):
            near = 4 * 0.0085 * np.std(drawn)
            expected = np.quantile(drawn, [0.025, 0.975])
            assert [row[low], row[high]] == pytest.approx(expected, abs=near)
    connection.close()


@settings(max_examples=25, **SLOW)
@given(seed=some.integers(0, 10**6), changed=questions)
def test_slope_of_any_city_is_that_of_least_squares_or_says_why_not(seed, changed):
    city, question = random_city.peopled(seed), asked(**changed, least_quantiles=2)
    connection = random_city.loaded(city)
    slopes = rows_of(
        fetched(connection, "inequality_slope_by_ranking", question), "ranking"
    )
    for ranking, name, column in (
        ("deprivation", "access_by_deprivation", "deprivation_decile"),
        ("need", "access_by_need_fifth", "need_fifth"),
    ):
        row = slopes[ranking]
        residents, shares, _ = groups_of(fetched(connection, name, question), column)
        assert row["group_count"] == len(residents)
        if len(residents) < 2:
            assert pd.isna(row["sii"])
            assert pd.isna(row["rii"])
            words = "no group is known", "fewer than 2 groups have residents"
            assert row["reason"] == words[len(residents)]
            continue
        first, last = ends(residents, shares)
        assert row["sii"] == pytest.approx(last - first, abs=1e-9)
        assert row["sii_low"] < row["sii"] < row["sii_high"]
        if pd.isna(row["reason"]):
            assert row["rii"] == pytest.approx(last / first)
            assert row["rii_low"] <= row["rii"] <= row["rii_high"]
        else:
            assert row["reason"].startswith("no ratio")
            assert math.isnan(row["rii"])
    connection.close()
