"""The clock of the toy city, each number with its derivation (see toy_city).

An adult on foot, 65 minutes: the A&E at a1 never closes and is 4 km from a2 and a4. The
assessment centre at a6 is open Monday to Friday 09-17 and 4 km from a3 and a5; the café,
18-02 every day, is 1 km from a5 (16.25 minutes), 3 km from a4 (48.75), farther from the
others. So Weston always has support, and Easton only by these two.
"""

import pytest

import queries
from tests.questions import MONDAY, SUNDAY, TUESDAY, asked
from tests.toy_city import CODES, EAST, WEST

FRIDAY, SATURDAY = 96, 120


def by_area(connection, **changed):
    frame = queries.fetch(connection, "hours_without_by_area", **asked(**changed))
    keys = {code: key for key, code in CODES.items()}
    return frame.assign(key=frame["area_code"].map(keys)).set_index("key")


def by_hour(connection, name, **changed):
    return queries.fetch(connection, name, **asked(**changed)).set_index("hour_of_week")


@pytest.fixture
def residents(connection):
    return by_area(connection)["residents"]


def test_residents_out_of_reach_by_hour(connection, residents):
    london = by_hour(connection, "clock_of_london")
    out = london["out_residents"]
    assert out[TUESDAY + 8] == 6_000  # all of Easton before the centre opens
    assert out[TUESDAY + 9] == out[TUESDAY + 16] == 0  # open 09-17
    assert out[TUESDAY + 17] == 6_000
    assert out[TUESDAY + 18] == 6_000 - residents["a5"]  # the café
    assert out[SUNDAY + 23] == out[MONDAY + 1] == out[TUESDAY + 18]  # to 02:00
    assert out[MONDAY + 2] == 6_000
    assert london["out_share"][TUESDAY + 8] == pytest.approx(6_000 / 9_000)
    # Need is 600 a borough.
    assert london["out_need"][TUESDAY + 8] == pytest.approx(600, abs=0.01)
    # A&E and CAFE003, which stands somewhere in Easton; then the centre as well.
    assert london["usable_count"][TUESDAY + 8] == 2
    assert london["usable_count"][TUESDAY + 9] == 3
    assert set(london["unplaced_count"]) == {1}


def test_minutes_by_hour_are_weighted_by_residents(connection, residents):
    mean = by_hour(connection, "clock_of_london")["mean_min"]
    # Tuesday 14:00: 0 at a1 and a6, else 65.
    far = residents[["a2", "a3", "a4", "a5"]].sum()
    assert mean[TUESDAY + 14] == pytest.approx(65 * far / 9_000)


def test_boroughs_by_hour(connection):
    clock = queries.fetch(connection, "clock_by_borough", **asked())
    clock = clock.set_index(["borough_code", "hour_of_week"])
    assert len(clock) == 2 * 168
    assert clock.loc[(WEST, TUESDAY + 3), "out_share"] == 0
    assert clock.loc[(EAST, TUESDAY + 3), "out_share"] == 1
    assert clock.loc[(EAST, TUESDAY + 9), "out_share"] == 0


def test_one_area_by_hour(connection):
    clock = by_hour(connection, "clock_of_area", area_code=CODES["a5"])
    assert clock["nearest_service"][TUESDAY + 14] == "Toy CA001"
    assert clock["nearest_min"][TUESDAY + 14] == 65
    assert clock["nearest_service_id"][TUESDAY + 18] == "CAFE001"
    assert clock["cause_code"][TUESDAY + 18] == "in_reach"
    # The A&E is 4√2 km off: 5.657 × 16.25 = 91.9.
    assert clock["nearest_min"][TUESDAY + 3] == 91.9
    assert clock["cause_code"][TUESDAY + 3] == "closed_at_this_hour"
    assert clock["in_reach_count"][TUESDAY + 3] == 0


def test_hours_of_the_week_without_support(connection):
    week = by_area(connection)
    assert week["hours_without"]["a1"] == 0
    assert week["longest_spell_hours"]["a1"] == 0
    assert week["spell_from_hour"].isna()["a1"]
    # 168 − 5 × 8 of the centre.
    assert week["hours_without"]["a3"] == 128
    # Friday 17:00 to Monday 09:00: 7 + 24 + 24 + 9 hours.
    assert week["longest_spell_hours"]["a3"] == 64
    assert week["spell_from_hour"]["a3"] == FRIDAY + 17
    # 168 − 40 − 7 × 8 of the café; Saturday and Sunday 02-18 are the longest.
    assert week["hours_without"]["a5"] == 72
    assert week["longest_spell_hours"]["a5"] == 16
    assert week["spell_from_hour"]["a5"] == SATURDAY + 2


def test_the_worst_hour_is_the_first_with_the_longest_minutes(connection):
    week = by_area(connection)
    # a3: the café (6.4 km) till Monday 02:00, then the A&E alone, 8 km × 16.25.
    assert week["worst_hour"]["a3"] == MONDAY + 2
    assert week["worst_min"]["a3"] == 130
    # a2 has the A&E at 65 minutes always.
    assert week["worst_hour"]["a2"] == MONDAY
    assert week["worst_min"]["a2"] == 65


def test_hours_without_of_a_borough(connection, residents):
    boroughs = queries.fetch(connection, "hours_without_by_borough", **asked())
    boroughs = boroughs.set_index("borough_code")
    assert boroughs["mean_hours_without"][WEST] == 0
    # a3 and a6 are without for 128 hours, a5 for 72.
    expected = (128 * 6_000 - 56 * residents["a5"]) / 6_000
    assert boroughs["mean_hours_without"][EAST] == pytest.approx(expected)
    assert boroughs["worst_hour"][EAST] == MONDAY + 2  # centre and café closed
    assert boroughs["worst_out_share"][EAST] == 1
    assert boroughs["best_hour"][EAST] == MONDAY + 9
    assert boroughs["best_out_share"][EAST] == 0


def test_steps_of_the_week(connection, residents):
    steps = by_hour(connection, "clock_steps_of_london")
    # The café opens and closes on seven days, the centre on five.
    assert len(steps) == 24
    evening = steps.loc[TUESDAY + 17]
    assert evening["closing"] == "Toy CA001"
    assert evening["opening_count"] == 0
    assert evening["out_before_residents"] == 0
    assert evening["out_residents"] == evening["losing_residents"] == 6_000
    opening = steps.loc[TUESDAY + 18]
    assert opening["opening"] == "Toy CAFE001"
    assert opening["change_residents"] == -residents["a5"]
    assert opening["gaining_residents"] == residents["a5"]


def test_the_worst_and_best_hour_of_london(connection):
    week = queries.fetch(connection, "hours_without_of_london", **asked()).iloc[0]
    # Worst: all of Easton, when centre and café are closed: 02-18 at the weekend (2 × 16)
    # and 02-09 and 17-18 on five days (5 × 8).
    assert week["worst_hour"] == MONDAY + 2
    assert week["worst_residents"] == 6_000
    assert week["worst_hour_count"] == 2 * 16 + 5 * 8
    # Best: the centre is open 09-17 on five days.
    assert week["best_hour"] == MONDAY + 9
    assert week["best_residents"] == 0
    assert week["best_hour_count"] == 5 * 8


def test_an_hour_that_all_hours_resemble(connection):
    only = asked(types=["ae_type1"])
    week = queries.fetch(connection, "hours_without_of_london", **only).iloc[0]
    assert week["worst_hour_count"] == week["best_hour_count"] == 168
    assert week["mean_hours_without"] == pytest.approx(168 * 6_000 / 9_000)


def test_services_by_the_kind_of_their_week(connection):
    kinds = queries.fetch(connection, "services_by_week", **asked())
    shown = kinds.set_index(["week_kind", "cause_code"])["service_count"].to_dict()
    assert shown == {
        ("always", "in_reach"): 2,  # the A&E; CAFE003, whose place is not known
        ("changing", "in_reach"): 2,  # the centre and CAFE001
        ("never", "age_not_taken"): 1,  # CAFE002, for under-18s
        ("never", "restricted"): 1,  # HOUSE001, women only
        ("never", "confidence_below_floor"): 1,  # LOW001
    }
    unplaced = kinds.set_index(["week_kind", "cause_code"])["unplaced_count"]
    assert unplaced["always", "in_reach"] == unplaced.sum() == 1


def test_steps_of_a_borough_are_those_of_services_in_its_reach(connection, residents):
    steps = queries.fetch(connection, "clock_steps_by_borough", **asked())
    # Weston has the café in reach of a4 and never the centre; nobody depends on it.
    west = steps[steps["borough_code"] == WEST]
    assert len(west) == 14
    assert set(west["opening"].dropna()) | set(west["closing"].dropna()) == {
        "Toy CAFE001"
    }
    assert set(west["change_residents"]) == {0}
    east = steps[steps["borough_code"] == EAST].set_index("hour_of_week")
    assert len(east) == 24
    assert east.loc[TUESDAY + 17, "losing_residents"] == 6_000
    assert east.loc[TUESDAY + 18, "gaining_residents"] == residents["a5"]


def test_steps_of_one_area(connection):
    steps = by_hour(connection, "clock_steps_of_area", area_code=CODES["a5"])
    evening, opening = steps.loc[TUESDAY + 17], steps.loc[TUESDAY + 18]
    assert evening["closing"] == "Toy CA001"
    assert evening["is_losing"]
    assert not evening["is_gaining"]
    assert opening["opening"] == "Toy CAFE001"
    assert (opening["in_reach_before"], opening["in_reach_count"]) == (0, 1)
    # a4 has the A&E always: the café's closing takes one of two.
    steps = by_hour(connection, "clock_steps_of_area", area_code=CODES["a4"])
    assert steps.loc[TUESDAY + 2, "in_reach_count"] == 1
    assert not steps["is_losing"].any()


def test_closings_and_for_whom_they_are_decisive(connection, residents):
    closings = by_hour(connection, "closings_of_london")
    assert len(closings) == 12
    centre = closings.loc[TUESDAY + 17]
    assert centre["decisive_residents"] == centre["alone_residents"] == 6_000
    cafe = closings.loc[MONDAY + 2]
    # In reach of a5 and a4, but a4 keeps the A&E.
    assert cafe["served_residents"] == residents["a4"] + residents["a5"]
    assert cafe["decisive_residents"] == residents["a5"]
    boroughs = queries.fetch(connection, "closings_by_borough", **asked())
    west = boroughs[boroughs["borough_code"] == WEST]
    assert set(west["service_id"]) == {"CAFE001"}
    assert set(west["decisive_residents"]) == {0}
    assert set(west["served_residents"]) == {residents["a4"]}


def test_a_closing_that_leaves_the_unplaced_alone_is_decisive(connection):
    # By car the centre is within 65 minutes of all; CAFE003, always open, stands
    # somewhere and is in nobody's reach.
    only = {"types": ["crisis_assessment", "crisis_cafe"], "mode": "car"}
    closings = by_hour(connection, "closings_of_london", **only)
    assert closings["decisive_residents"][TUESDAY + 17] == 9_000
    assert closings["decisive_residents"][MONDAY + 2] == 9_000


def test_unknown_hours_count_all_week_if_asked(connection):
    rooms = {"types": ["hbpos"], "access": "police_ambulance", "mode": "blue_light"}
    assert set(by_hour(connection, "clock_of_london", **rooms)["out_share"]) == {1}
    counted = by_hour(connection, "clock_of_london", **rooms, count_unknown_hours=True)
    assert set(counted["out_share"]) == {0}


def test_legs_by_hour(connection):
    legs = by_hour(connection, "clock_of_london_by_leg")
    # The car of both boroughs is on duty 11-23.
    assert legs["without_ambulance"][TUESDAY + 10] == 9_000
    assert legs["without_ambulance"][TUESDAY + 11] == 0
    assert legs["without_ambulance"][TUESDAY + 23] == 9_000
    # The A&E is within 65 minutes of all by blue light.
    assert set(legs["without_safety"]) == {0}
    assert legs["without_health"][TUESDAY + 8] == 6_000
    assert legs["three_legs"][TUESDAY + 12] == 9_000
    # At 03:00 Weston has health and safety, Easton safety alone.
    assert legs["mean_legs"][TUESDAY + 3] == pytest.approx((2 * 3 + 1 * 6) / 9)
