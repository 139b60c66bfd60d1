"""Answers on the toy city, each number with its derivation (see toy_city)."""

import pytest

import queries
from tests.questions import MONDAY, SUNDAY, TUESDAY, asked
from tests.toy_city import CODES, WEST


def by_area(connection, name="access_by_area", **changed):
    frame = queries.fetch(connection, name, **asked(**changed))
    keys = {code: key for key, code in CODES.items()}
    return frame.assign(key=frame["area_code"].map(keys)).set_index("key")


def test_minutes_to_the_nearest_on_foot(connection):
    found = by_area(connection)["nearest_min"]
    # Tuesday 14:00: A&E at a1 and assessment centre at a6 are open; 16.25 min per km.
    assert found["a1"] == 0  # at the A&E's own point
    assert found["a2"] == 65  # 4 km × 16.25
    assert found["a4"] == 65
    assert found["a6"] == 0  # at the assessment centre
    assert found["a3"] == 65  # 4 km south of it
    assert found["a5"] == 65  # 4 km west of it


def test_car_minutes_are_routed_where_the_hospital_is_in_the_matrix(connection):
    found = by_area(connection, mode="car")["nearest_min"]
    assert found["a1"] == 6  # 6 + 2 × 0 km to TA1 1AA, where the A&E stands
    assert found["a2"] == 14  # 6 + 2 × 4 km
    lit = by_area(connection, mode="blue_light")["nearest_min"]
    assert lit["a2"] == pytest.approx(9.4)  # 0.67 × 14 = 9.38


def test_a_journey_of_exactly_the_limit_is_in_reach(connection):
    assert by_area(connection, within_min=65)["cause_code"]["a2"] == "in_reach"
    assert by_area(connection, within_min=64)["cause_code"]["a2"] == "none_in_reach"


def test_closed_at_this_hour_is_the_cause_at_night(connection):
    # Sunday 03:00: at a6 the assessment centre is closed (Mon-Fri 09-17); the café
    # closed at 02:00. LOW001 is below the floor, HOUSE001 women only: harder causes.
    found = by_area(connection, at_hour=SUNDAY + 3)["cause_code"]
    assert found["a6"] == "closed_at_this_hour"
    assert found["a1"] == "in_reach"  # the A&E


def test_past_midnight_and_over_the_week_end(connection):
    # The café opens Sunday 18:00 to Monday 02:00, 1 km from a5: 16.25 minutes.
    nearest = by_area(connection, at_hour=MONDAY + 1)["nearest_min"]
    assert nearest["a5"] == pytest.approx(16.25, abs=0.051)
    assert by_area(connection, at_hour=MONDAY + 2)["nearest_min"]["a5"] > 65


@pytest.mark.parametrize(
    ("within", "cause"),
    [
        (64, "location_unknown"),  # CAFE003 stands somewhere in Easton
        (65, "closed_at_this_hour"),  # the assessment centre 4 km north comes in reach
    ],
)
def test_the_mildest_cause_is_named(connection, within, cause):
    found = by_area(connection, at_hour=SUNDAY + 3, within_min=within)
    assert found["cause_code"]["a3"] == cause


def test_restricted_and_low_confidence_are_causes(connection):
    only = {"types": ["crisis_house"], "within_min": 10}
    found = by_area(connection, **only)["cause_code"]
    assert found["a5"] == "restricted"  # HOUSE001, women only, at its point
    assert found["a3"] == "confidence_below_floor"  # LOW001 at its point
    assert found["a1"] == "none_in_reach"
    assert by_area(connection, **only, count_restricted=True)["cause_code"]["a5"] == (
        "in_reach"
    )
    assert by_area(connection, **only, floor_rank=1)["cause_code"]["a3"] == "in_reach"


def test_age_and_way_of_arriving_are_causes(connection):
    cafes = {"types": ["crisis_cafe"], "within_min": 10}
    assert (
        by_area(connection, **cafes, age="under_18s")["cause_code"]["a3"] == "in_reach"
    )
    only = {"types": ["crisis_assessment"], "within_min": 10}
    referred = by_area(connection, **only, access="referral")["cause_code"]
    assert referred["a6"] == "access_not_taken"
    child = by_area(connection, **only, age="under_18s")["cause_code"]
    assert child["a6"] == "age_not_taken"


def test_unknown_hours_are_neither_open_nor_closed(connection):
    rooms = {"types": ["hbpos"], "access": "police_ambulance", "within_min": 10}
    assert by_area(connection, **rooms)["cause_code"]["a2"] == "hours_not_known"
    counted = by_area(connection, **rooms, count_unknown_hours=True)
    assert counted["cause_code"]["a2"] == "in_reach"


@pytest.mark.parametrize(
    ("hour", "cause"),
    [
        (10, "closed_at_this_hour"),
        (11, "in_reach"),  # on duty from 11:00
        (22, "in_reach"),
        (23, "closed_at_this_hour"),  # to 23:00
    ],
)
def test_cars_on_duty_are_the_ambulance_leg(connection, hour, cause):
    found = by_area(connection, "legs_by_area", at_hour=TUESDAY + hour)
    assert set(found["ambulance_cause"]) == {cause}


def test_legs_and_what_is_missing(connection):
    found = by_area(connection, "legs_by_area", at_hour=SUNDAY + 3)
    # a1 at night: A&E is health and safety; no car on duty.
    assert found["leg_count"]["a1"] == 2
    assert found["missing"]["a1"] == "ambulance"
    # a6: no health leg in 65 min on foot; A&E by blue light (calibrated) within 65.
    assert found["missing"]["a6"] == "health, ambulance"


def test_residents_out_of_reach_sum_over_boroughs(connection):
    night = asked(at_hour=SUNDAY + 3)
    areas = queries.fetch(connection, "access_by_area", **night)
    london = queries.fetch(connection, "access_of_london", **night).iloc[0]
    boroughs = queries.fetch(connection, "access_by_borough", **night)
    out = areas.loc[areas["cause_code"] != "in_reach", "residents"].sum()
    # In reach: a1 and, 4 km away, a2 and a4: all of Weston's 3,000.
    assert out == london["out_residents"] == boroughs["out_residents"].sum() == 6_000
    assert london["out_share"] == pytest.approx(6_000 / 9_000)
    causes = queries.fetch(connection, "causes_of_london", **night)
    assert causes["residents"].sum() == 9_000


def test_need_follows_prevalence(connection):
    london = queries.fetch(connection, "access_of_london", **asked()).iloc[0]
    assert london["need"] == pytest.approx(1_200, abs=0.01)
    boroughs = queries.fetch(connection, "access_by_borough", **asked())
    # 3,000 at 2 % and 6,000 at 1 %: the same need.
    assert boroughs["need"].to_list() == pytest.approx([600, 600], abs=0.01)


def test_no_type_chosen_leaves_everybody_out_of_reach(connection):
    found = by_area(connection, types=[])
    assert set(found["cause_code"]) == {"none_in_reach"}
    assert found["nearest_min"].isna().all()
    london = queries.fetch(connection, "access_of_london", **asked(types=[])).iloc[0]
    assert london["unreachable_residents"] == london["residents"] == 9_000


def test_services_say_what_bars_them(connection):
    found = queries.fetch(connection, "services_at_hour", **asked())
    barriers = found.set_index("service_id")["barrier"]
    assert barriers["AE001"] == "in_reach"
    assert barriers["CAFE001"] == "closed_at_this_hour"
    assert barriers["CAFE002"] == "age_not_taken"
    assert barriers["HOUSE001"] == "restricted"
    assert barriers["LOW001"] == "confidence_below_floor"
    assert found.set_index("service_id")["lat"].isna()["CAFE003"]


def test_nearest_services_of_an_area(connection):
    found = queries.fetch(connection, "nearest_by_type_of_area", **asked(per_type=1))
    first = found.set_index("type_label")
    assert first["service_name"]["A&E (Type 1)"] == "Toy AE001"
    assert first["minutes"]["Crisis café"] == 81.2  # 3-4-5: 5 km × 16.25 = 81.25


def test_nearest_services_of_a_borough(connection):
    asked_for = asked(per_type=2, borough_code=WEST)
    found = queries.fetch(connection, "nearest_by_type_of_borough", **asked_for)
    residents = by_area(connection)["residents"]
    cafes = found[found["type_label"] == "Crisis café"].set_index("service_id")
    # 1 km from a5, the café is 3 km from a4 and 5 km from a1; a2 has the other one 4 km
    # off, and this one the root of 17 km: 4.12.
    assert list(cafes.index) == ["CAFE001", "CAFE002"]
    assert cafes["residents"]["CAFE001"] == residents["a1"] + residents["a4"]
    assert cafes["residents"]["CAFE002"] == residents["a2"]
    assert cafes["mean_min"]["CAFE002"] == 65
    near = (81.2 * residents["a1"] + 48.8 * residents["a4"]) / (
        residents["a1"] + residents["a4"]
    )
    assert cafes["mean_min"]["CAFE001"] == pytest.approx(near, abs=0.06)
    assert cafes["type_share"].sum() == pytest.approx(1)
    assert cafes["barrier_label"]["CAFE001"] == "Closed at this hour"
    assert cafes["week_hours"].to_dict() == {"CAFE001": 56, "CAFE002": 168}
    [only] = found[found["type_label"] == "A&E (Type 1)"].to_dict("records")
    assert (only["residents"], only["type_share"]) == (3000, 1)
