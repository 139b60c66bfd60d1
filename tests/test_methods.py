"""Methods of the build on small numbers: hours, residents, calibration, disclosure."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata import calibration, opening, residents
from geodata.decisions.disclosure import BASE, LOW
from queries.car_curve import Points, distance_km
from queries.disclosure import Rule

CENTRE = np.array([[530_000], [180_400]])


def hours_of(*spans):
    columns = ["service_id", "weekdays", "opens", "closes"]
    frame = pd.DataFrame([("S", *span) for span in spans], columns=columns)
    frame = frame.assign(confidence="high", source_date="2026", note="")
    return opening.open_hours(opening.daily(frame))["hour_of_week"].to_list()


def test_the_week_round_the_clock_has_168_hours():
    assert hours_of(("Mon-Sun", "00:00", "24:00")) == list(range(168))


def test_past_midnight_on_sunday_opens_monday():
    assert hours_of(("Sun", "22:00", "02:00")) == [0, 1, 166, 167]


def test_part_of_an_hour_does_not_count():
    assert hours_of(("Mon", "07:30", "09:30")) == [8]


def test_spans_that_touch_are_joined():
    assert hours_of(("Mon", "07:30", "08:30"), ("Mon", "08:30", "10:00")) == [8, 9]


def test_a_span_may_run_over_the_week_end():
    assert hours_of(("Sat-Mon", "10:00", "11:00")) == [10, 5 * 24 + 10, 6 * 24 + 10]


def test_residents_are_whole_and_sum_to_the_borough():
    areas = pd.DataFrame(
        {"borough_code": ["B"] * 3, "point_count": [1, 1, 32], "area_code": list("abc")}
    )
    boroughs = pd.DataFrame({"borough_code": ["B"], "residents_2021": [1000]})
    # 32 to the power of 0.2 is 2: shares 1/4, 1/4, 1/2.
    assert residents.spread(areas, boroughs).to_list() == [250, 250, 500]
    odd = boroughs.assign(residents_2021=1001)
    assert residents.spread(areas, odd).sum() == 1001


def test_a_postcode_outside_its_borough_joins_its_nearest_area():
    areas = gpd.GeoDataFrame(
        {"area_code": ["a", "b"], "borough_code": ["E09000001", "E09000002"]},
        geometry=[shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)],
        crs="EPSG:27700",
    )
    postcodes = pd.DataFrame(
        [
            ("inside", "E09000001", 500.0, 500.0),
            ("over the border", "E09000001", 1100.0, 500.0),
            ("in the river", "E09000002", 1500.0, -400.0),
            ("far away", "E09000002", 1500.0, -4000.0),
        ],
        columns=["postcode", "authority_code", "easting_m", "northing_m"],
    )
    placed, lost = residents.placed_postcodes(areas, postcodes)
    found = dict(zip(placed["postcode"], placed["area_code"], strict=True))
    assert found == {"inside": "a", "over the border": "a", "in the river": "b"}
    assert lost["postcode"].to_list() == ["far away"]


def test_points_of_one_building_count_once():
    placed = pd.DataFrame(
        {"area_code": "a", "easting_m": [0.0, 0, 0, 300], "northing_m": [0.0, 0, 0, 0]}
    )
    point = residents.weighted_points(placed).iloc[0]
    assert (point["easting_m"], point["point_count"]) == (150, 2)


@pytest.fixture
def town():
    """Areas and units spread over 20 km round the centre, drawn with a fixed seed."""
    draw = np.random.default_rng(7)
    areas = Points(*(draw.normal(0, 7_000, (2, 80)) + CENTRE))
    units = Points(*(draw.normal(0, 7_000, (2, 8)) + CENTRE))
    return areas, units


def test_the_curve_finds_minutes_of_its_own_form(town):
    areas, units = town
    km = distance_km(areas, units)
    routed = 5 + 1.5 * km + 2 * np.sqrt(km)
    curve = calibration.fitted(areas, units, routed)
    assert np.abs(curve.minutes(areas, units) - routed).max() < 1e-6
    unseen = calibration.left_out(areas, units, routed)
    assert np.abs(unseen - routed).max() < 1e-6


def test_a_unit_left_out_is_never_seen(town):
    areas, units = town
    km = distance_km(areas, units)
    routed = 5 + 1.5 * km
    before = calibration.left_out(areas, units, routed)
    routed[:, 3] += 100
    after = calibration.left_out(areas, units, routed)
    assert after[:, 3] == pytest.approx(before[:, 3])
    assert np.abs(after[:, 2] - before[:, 2]).max() > 1


def test_error_is_counted_as_said():
    routed = np.array([[14.0, 30], [16, 40]])
    predicted = np.array([[16.0, 32], [16, 40]])
    km = np.array([[5.0, 10], [5, 30]])
    found = calibration.summary(predicted, routed, km).set_index("measure")["amount"]
    assert found["mae_pairs"] == pytest.approx(4 / 3, abs=1e-4)  # 2, 2, 0; one too far
    assert found["mae_nearest"] == 1  # 2 and 0
    assert found["misplaced_at_15_min"] == 0.5  # 14 against 16
    assert found["misplaced_at_20_min"] == 0


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (1002, 1000)],
)
def test_counts_are_disclosed_by_the_rule(count, shown):
    rule, exact = Rule(low=LOW, base=BASE), np.array([count])
    assert (None if rule.is_low(exact)[0] else rule.rounded(exact)[0]) == shown
