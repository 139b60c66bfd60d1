"""Patterns on the toy city, each number with its derivation (see toy_city)."""

import duckdb
import pytest

import queries
from queries import clusters
from tests.questions import asked
from tests.toy_city import CODES, EAST, WEST

KEYS = {code: key for key, code in CODES.items()}
# Six squares, three by two: those that share an edge or a corner.
TOUCHING = {
    "a1": {"a2", "a4", "a5"},
    "a2": {"a1", "a3", "a4", "a5", "a6"},
    "a3": {"a2", "a5", "a6"},
    "a4": {"a1", "a2", "a5"},
    "a5": {"a1", "a2", "a3", "a4", "a6"},
    "a6": {"a2", "a3", "a5"},
}


def by_area(connection, name, **changed):
    frame = queries.fetch(connection, name, **asked(**changed))
    return frame.assign(key=frame["area_code"].map(KEYS)).set_index("key")


def test_squares_that_share_an_edge_or_a_corner_are_neighbours(connection):
    pairs = queries.fetch(connection, "neighbours_listed")
    found = {}
    for one, other in pairs.itertuples(index=False):
        found.setdefault(KEYS[one], set()).add(KEYS[other])
    assert found == TOUCHING


def test_boroughs_touch_where_their_areas_do(connection):
    found = queries.fetch(connection, "neighbours_by_borough")
    found = found.set_index("borough_code")
    assert found["neighbour_names"].to_dict() == {WEST: "Easton", EAST: "Weston"}
    # a1, a2, a4 touch 3, 5 and 3; a3, a5, a6 touch 3, 5 and 3.
    assert found["mean_neighbours"].to_list() == pytest.approx([11 / 3, 11 / 3])
    assert found["island_count"].to_list() == [0, 0]


def test_hours_without_support_count_cars_and_closing(connection):
    found = by_area(
        connection,
        "pattern_measure_by_area",
        pattern_measure="hours_without_support",
    )["amount"]
    # The A&E at a1, always open, is 65 minutes from a2 and a4.
    assert found[["a1", "a2", "a4"]].to_list() == [0, 0, 0]
    # a3 and a6 have the assessment centre alone, 5 days of 8 hours: 168 - 40.
    assert found[["a3", "a6"]].to_list() == [128, 128]
    assert found["a5"] == 72  # and the café, 7 nights of 8 hours: 168 - 40 - 56
    brought = by_area(
        connection,
        "pattern_measure_by_area",
        pattern_measure="hours_without_support",
        types=["joint_response_car"],
        access="police_ambulance",
    )["amount"]
    assert set(brought) == {84}  # on duty 12 hours a day


def test_gi_star_of_minutes(connection):
    found = by_area(connection, "hot_spots_by_area")
    # Minutes 0, 65, 65, 65, 65, 0: mean 130/3, S² = 4 × 65²/6 - (130/3)² = 938.9.
    # a1 with a2, a4, a5: 195 - 4 × 130/3 = 65/3, over S × √(4 × 2/5): √5/4.
    assert found["neighbourhood_mean"]["a1"] == pytest.approx(195 / 4)
    assert found.loc[["a1", "a3", "a4", "a6"], "z"].to_list() == pytest.approx(
        [5**0.5 / 4] * 4
    )
    # a2 and a5 touch all others: the neighbourhood is London itself.
    assert found.loc[["a2", "a5"], "z"].isna().all()


def test_local_and_global_moran_of_minutes(connection):
    frame = clusters.hot_spots(connection, **asked())
    found = frame.assign(key=frame["area_code"].map(KEYS)).set_index("key")["moran_i"]
    # Less the mean: a1 and a6 -130/3, the others 65/3; sum of squares 16,900/3.
    # a1: 5 × -130/3 × 65/3 ÷ 16,900/3.
    assert found["a1"] == found["a6"] == pytest.approx(-5 / 6)
    assert found["a4"] == pytest.approx(0)  # its neighbours: -130/3, 65/3, 65/3
    # a2: the others sum to -65/3, mean -13/3: 5 × 65/3 × -13/3 ÷ 16,900/3.
    assert found["a2"] == pytest.approx(-1 / 12)
    whole = clusters.moran_of_london(connection, **asked()).iloc[0]
    # A fifth of the sum of the local ones: (2 × -5/6 + 2 × 0 + 2 × -1/12) / 5.
    assert whole["moran_i"] == pytest.approx(-11 / 30)
    assert whole["expected"] == pytest.approx(-1 / 5)


def test_an_area_none_can_reach_is_left_out_and_named(connection):
    frame = clusters.hot_spots(connection, **asked(types=[]))
    assert set(frame["hot_spot"]) == set(frame["moran_label"]) == {"unreachable"}
    assert frame["z"].isna().all()
    whole = clusters.moran_of_london(connection, **asked(types=[])).iloc[0]
    assert (whole["area_count"], whole["left_out_count"]) == (0, 6)


def test_equal_amounts_are_not_tested(connection):
    brought = asked(
        pattern_measure="hours_without_support",
        types=["joint_response_car"],
        access="police_ambulance",
    )
    frame = clusters.hot_spots(connection, **brought)
    assert set(frame["hot_spot"]) == {"not tested"}


def test_the_same_seed_gives_the_same_answer(connection):
    one, other, another = (
        clusters.hot_spots(connection, **asked(permutation_seed=seed))
        for seed in (1, 1, 2)
    )
    assert one.equals(other)
    assert not one["p_sim"].equals(another["p_sim"])
    first, again = (clusters.moran_of_london(connection, **asked()) for _ in range(2))
    assert first.equals(again)


def test_an_unknown_measure_is_refused(connection):
    with pytest.raises(ValueError, match="found 'beauty'"):
        clusters.hot_spots(connection, **asked(pattern_measure="beauty"))


def test_need_against_access(connection):
    # Need 200 per 1,000 in Weston, 100 in Easton, where 6,000 of 9,000 live: the median
    # is Easton's 100, and Easton is at it, not above. Within 64 minutes a1 and a6 alone.
    found = by_area(connection, "need_access_quadrants_by_area", within_min=64)
    assert found["median_per_1000"]["a1"] == pytest.approx(100, abs=0.001)
    assert found["quadrant"].to_dict() == {
        "a1": "high_need_in_reach",
        "a2": "high_need_poor_access",
        "a4": "high_need_poor_access",
        "a3": "lower_need_poor_access",
        "a5": "lower_need_poor_access",
        "a6": "lower_need_in_reach",
    }
    counted = queries.fetch(
        connection, "need_access_quadrants_by_borough", **asked(within_min=64)
    ).set_index("borough_code")
    in_a1 = found["residents"]["a1"]
    assert counted.loc[WEST, "high_need_in_reach"] == in_a1
    assert counted.loc[WEST, "high_need_poor_access"] == 3_000 - in_a1
    assert counted.loc[EAST, "high_need_poor_access"] == 0
    share = counted.loc[WEST, "high_need_poor_access_share"]
    assert share == pytest.approx(1 - in_a1 / 3_000)


@pytest.fixture
def recorded(toy):
    """The toy with counts of our own: 1,200 incidents in Weston, Easton suppressed."""
    made = duckdb.connect()
    made.execute(f"attach '{toy}' as toy (read_only)")
    made.execute("attach ':memory:' as london")
    made.execute("use london")
    made.execute(queries.definition("schema"))
    tables = made.execute(
        "select table_name from duckdb_tables() where database_name = 'london' "
        "order by table_oid"
    ).fetchall()
    for (table,) in tables:
        made.execute(f"insert into {table} select * from toy.{table}")
    for definition in queries.DEFINITIONS[1:]:
        made.execute(queries.definition(definition))
    made.execute("update incidents_by_borough set incident_count = 1200")
    made.execute(
        "update incidents_by_borough set incident_count = null, is_suppressed = true "
        f"where borough_code = '{EAST}'"
    )
    counts = {"a1": 100, "a2": None, "a4": 0, "a5": 500, "a6": None}
    made.execute("delete from incidents_by_area where area_code = 'E01000003'")
    for key, count in counts.items():
        made.execute(
            "update incidents_by_area set incident_count = $count, "
            "is_suppressed = $count is null, basis = 'recorded' where area_code = $code",
            {"count": count, "code": CODES[key]},
        )
    yield made
    made.close()


def test_the_median_is_the_lower_of_two_halves(recorded):
    # A thousand residents in each area, 200 calls in Weston's, 100 in Easton's: half of
    # London's residents live in areas of 100 per 1,000 or less, so 200 is high.
    recorded.execute("update areas set residents = 1000")
    recorded.execute(
        "update demand set amount = if(area_code in "
        "(select area_code from areas where borough_code = $east), 100, 200)",
        {"east": EAST},
    )
    found = by_area(recorded, "need_access_quadrants_by_area")
    assert set(found["median_per_1000"]) == {100}
    high = found["quadrant"].str.startswith("high_need")
    assert set(found.index[high]) == {"a1", "a2", "a4"}


def test_low_records_with_poor_access_are_flagged(recorded):
    found = by_area(recorded, "hidden_demand_by_area", within_min=64)
    # 1,200 incidents over Weston's need of 600: two a call, in Easton too.
    assert found["expected_count"].to_list() == pytest.approx(
        (2 * found["need"]).to_list(), abs=0.001
    )
    # Need is some 161, 201, 238 in a1, a2, a4 and about 200 in each of Easton's: at
    # least 320 expected, half of it 160.
    assert found["verdict"].to_dict() == {
        "a1": "low_but_in_reach",  # 100 recorded, at the A&E
        "a2": "not_told_by_suppression",
        "a3": "not_recorded",
        "a4": "possible_hidden_demand",  # none at all
        "a5": "not_low",  # 500
        "a6": "not_told_by_suppression",
    }
    assert found["recorded_state"].to_dict() == {
        "a1": "counted",
        "a2": "suppressed",
        "a3": "missing",
        "a4": "zero",
        "a5": "counted",
        "a6": "suppressed",
    }


def test_a_little_more_than_half_is_not_low(recorded):
    # Some 402 expected in a1's neighbour a4: 0 is low; a1 expects 323, a hundredth is 3.
    found = by_area(recorded, "hidden_demand_by_area", low_recorded_share=0.01)
    assert found["verdict"]["a1"] == "not_low"  # 100
    assert found["verdict"]["a4"] == "low_but_in_reach"  # zero, and 65 minutes away


def test_where_few_are_expected_a_low_count_says_nothing(recorded):
    found = by_area(recorded, "hidden_demand_by_area", least_expected=10_000)
    known = found.drop(index="a3")["verdict"]
    assert set(known) == {"too_few_expected"}


def test_suppressed_areas_are_left_out_of_rates_and_named(recorded):
    question = asked(pattern_measure="incidents_per_1000")
    frame = clusters.hot_spots(recorded, **question)
    labels = dict(zip(frame["area_code"].map(KEYS), frame["hot_spot"], strict=True))
    assert labels["a2"] == labels["a6"] == "suppressed"
    assert labels["a3"] == "missing"
    # Left are a1, a4 and a5, which all touch: each neighbourhood is all that is known.
    assert labels["a1"] == labels["a4"] == labels["a5"] == "not significant"
    assert frame["z"].isna().all()
