"""Comparison of boroughs on random cities against plain loops."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import comparison_city, naive_comparison, random_city
from tests.questions import asked
from tests.test_answers_against_naive import fetched, questions

compared = some.fixed_dictionaries(
    {
        "types": some.sampled_from([random_city.TYPES, random_city.TYPES[:3], []]),
        "within_min": some.sampled_from([15, 25, 30, 40]),
        "peer_count": some.integers(1, 4),
        "error_rate": some.sampled_from([0.05, 0.5]),
        "winsorised_share": some.sampled_from([0.0, 0.1, 0.25]),
        "reach_choices": some.lists(
            some.sampled_from([5, 10, 15, 30, 45, 60]), unique=True
        ),
    }
)


def near(found, expected):
    """Whether two numbers are the same, or neither is one."""
    if expected is None:
        return pd.isna(found)
    return found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def by_borough(connection, name, question):
    return fetched(connection, name, question).set_index("borough_code")


def shares_agree(connection, city, question):
    z = question["z"]
    found = by_borough(connection, "comparison_by_borough", question)
    groups = fetched(connection, "access_by_group", question | {"grouping": "trust"})
    parts = (
        (found, naive_comparison.shares(city, question)),
        (
            groups.set_index("group_name"),
            naive_comparison.shares(city, question, "group"),
        ),
    )
    for frame, expected in parts:
        assert set(frame.index) == set(expected)
        for place, plain in expected.items():
            row = frame.loc[place]
            assert row["residents"] == plain["residents"]
            assert row["out_residents"] == plain["out_residents"]
            assert near(row["out_share"], plain["out_share"])
            assert near(row["effective_areas"], plain["effective_areas"])
            if plain["residents"]:
                low, high = naive_comparison.wilson(
                    plain["out_share"], plain["effective_areas"], z
                )
                assert near(row["out_share_low"], low)
                assert near(row["out_share_high"], high)
            else:
                assert pd.isna(row["out_share_low"])


def funnel_agrees(connection, city, question):
    frame = by_borough(connection, "funnel_by_borough", question)
    curves = fetched(connection, "funnel_limits_of_london", question)
    expected = naive_comparison.funnel(city, question)
    if expected is None:
        assert frame.empty
        assert curves.empty
        return
    london, phi, scores, shares = expected
    assert set(frame.index) == set(scores)
    wide = max(1, phi or 1) ** 0.5
    for borough, score in scores.items():
        row, plain = frame.loc[borough], shares[borough]
        error = (london * (1 - london) / plain["effective_areas"]) ** 0.5
        assert near(row["z_score"], score)
        assert near(row["phi"], phi)
        assert near(row["inner_low"], max(0, london - question["z"] * wide * error))
        assert near(
            row["outer_high"], min(1, london + question["z_outer"] * wide * error)
        )
        words = "not distinguishable"
        if score is not None and abs(score) > question["z"] * wide:
            words = "higher" if score > 0 else "lower"
        assert row["verdict"] == words
        far = score is not None and abs(score) > question["z_outer"] * wide
        assert row["is_beyond_outer"] == far
    numbers = [s["effective_areas"] for s in shares.values()]
    assert curves["effective_areas"].min() <= min(numbers)
    assert curves["effective_areas"].max() >= max(numbers)
    for n, low in zip(curves["effective_areas"], curves["inner_low"], strict=True):
        error = (london * (1 - london) / n) ** 0.5
        assert near(low, max(0, london - question["z"] * wide * error))


def ranks_agree(connection, city, question):
    frame = by_borough(connection, "ranks_by_borough", question)
    expected = naive_comparison.ranks(city, question)
    assert set(frame.index) == set(expected)
    for borough, (rank, low, high, alike) in expected.items():
        row = frame.loc[borough]
        assert (row["out_rank"], row["rank_low"], row["rank_high"]) == (rank, low, high)
        assert low <= rank <= high
        # Names are codes here.
        assert row["not_told_apart"] == ", ".join(sorted(alike))
        assert row["not_told_apart_count"] == len(alike)
    found = fetched(connection, "differences_by_borough_pair", question)
    plain = naive_comparison.pairs(city, question)
    assert len(found) == len(plain)
    for row in found.itertuples():
        difference, low, high = plain[row.borough_code, row.other_code]
        assert near(row.difference, difference)
        assert near(row.difference_low, low)
        assert near(row.difference_high, high)


def groups_differ_alike(connection, city, question):
    found = fetched(
        connection, "differences_by_group_pair", question | {"grouping": "trust"}
    )
    plain = naive_comparison.pairs(city, question, "group")
    assert len(found) == len(plain)
    for row in found.itertuples():
        difference, low, high = plain[row.group_name, row.other_name]
        assert near(row.difference, difference)
        assert near(row.difference_low, low)
        assert near(row.difference_high, high)
        assert row.is_told_apart == (not low <= 0 <= high)
    placed = fetched(connection, "group_by_borough", question | {"grouping": "trust"})
    codes = placed["borough_code"], placed["group_name"]
    assert dict(zip(*codes, strict=True)) == city["groups"]


def peers_and_gaps_agree(connection, city, question):
    found = fetched(connection, "peers_by_borough", question)
    alike, used = naive_comparison.peers(city, question["peer_count"])
    for borough, expected in alike.items():
        rows = found[found["borough_code"] == borough]
        assert rows["peer_code"].to_list() == [code for _, code in expected]
        assert rows["distance"].to_list() == pytest.approx([d for d, _ in expected])
        assert rows["peer_rank"].to_list() == list(range(1, len(expected) + 1))
    assert len(found) == sum(map(len, alike.values()))
    assert found.empty or set(found["variables_used"]) == {", ".join(used)}
    gaps = by_borough(connection, "gap_to_median_by_borough", question)
    plain = naive_comparison.gaps(city, question)
    assert set(gaps.index) == set(plain)
    for borough, (at_median, best, at_best) in plain.items():
        row = gaps.loc[borough]
        # Rounded to persons.
        assert abs(row["more_at_median"] - at_median) <= 0.5 + 1e-6
        assert (row["best_peer_code"] or None) == best or pd.isna(row["best_peer_code"])
        if best is None:
            assert pd.isna(row["more_at_best_peer"])
        else:
            assert row["best_peer_code"] == best
            assert abs(row["more_at_best_peer"] - at_best) <= 0.5 + 1e-6


def spread_agrees(connection, city, question):
    frame = by_borough(connection, "spread_by_borough", question)
    expected = naive_comparison.spread(city, question)
    assert len(frame) == len(city["boroughs"])
    for borough, row in frame.iterrows():
        if borough not in expected:
            assert row["residents"] == 0
            assert pd.isna(row["unreachable_share"])
            continue
        centiles, none, worst = expected[borough]
        columns = [f"minutes_p{q}" for q in (10, 25, 50, 75, 90)]
        shown = [None if pd.isna(row[c]) else row[c] for c in columns]
        assert shown == centiles
        assert near(row["unreachable_share"], none)
        assert near(row["worst_min"], worst)


def sensitivity_agrees(connection, city, question):
    frame = by_borough(connection, "rank_sensitivity_by_borough", question)
    places = naive_comparison.settings(city, question)
    base = next(found for (choice, *_), found in places.items() if choice == "as asked")
    assert set(frame.index) == set(base)
    for borough, rank in base.items():
        row = frame.loc[borough]
        own = {setting: found[borough] for setting, found in places.items()}
        assert row["out_rank"] == rank
        assert row["rank_low"] == min(own.values())
        assert row["rank_high"] == max(own.values())
        assert row["setting_count"] == len(own)
        moves = {
            choice: max(
                (abs(p - rank) for (c, *_), p in own.items() if c == choice), default=0
            )
            for choice in ("reach", "travel error", "decay")
        }
        assert row["reach_moves"] == moves["reach"]
        assert row["error_moves"] == moves["travel error"]
        assert row["decay_moves"] == moves["decay"]
        most = max(moves, key=moves.get)
        assert row["moved_by"] == (most if moves[most] else "nothing")


def rates_agree(connection, city, question):
    published = {"published_measure": "calls", "published_period": "2026"}
    frame = by_borough(connection, "published_rates_by_borough", question | published)
    for borough, events in city["figures"].items():
        row = frame.loc[borough]
        assert row["state"] == ("missing" if events is None else "known")
        if events is None:
            assert pd.isna(row["per_1000_low"])
            continue
        low, high = naive_comparison.rate(events, 500, question["z"])
        assert row["per_1000"] == pytest.approx(2 * events)
        assert row["per_1000_low"] == pytest.approx(low, rel=1e-6)
        assert row["per_1000_high"] == pytest.approx(high, rel=1e-6)
        assert row["limits_by"] == ("exact" if events < 10 else "Byar")


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(seed=some.integers(0, 10**6), changed=questions, more=compared)
def test_comparison_agrees_with_loops(seed, changed, more):
    city, question = comparison_city.city(seed), asked(**(changed | more))
    connection = comparison_city.loaded(city)
    shares_agree(connection, city, question)
    funnel_agrees(connection, city, question)
    ranks_agree(connection, city, question)
    groups_differ_alike(connection, city, question)
    peers_and_gaps_agree(connection, city, question)
    spread_agrees(connection, city, question)
    sensitivity_agrees(connection, city, question)
    rates_agree(connection, city, question)
    connection.close()
