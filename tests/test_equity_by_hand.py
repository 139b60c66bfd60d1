"""Equity on cities small enough to work out by hand, each number with its derivation."""

import pandas as pd
import pytest

import queries
from geodata.build import build
from tests import random_city, toy_publishers
from tests.questions import SUNDAY, asked
from tests.test_answers_against_naive import fetched
from tests.test_full_edition import quiet, toy_inputs
from tests.toy_city import CODES, EAST

WEST = random_city.BOROUGHS[0]


def city_of(*areas, cars=()):
    """An in-memory city: areas of (residents, need, decile, minutes to each A&E).

    `cars` are boroughs that a car on duty covers.
    """
    services = [f"S{n}" for n in range(max(len(a[3]) for a in areas))]
    plain = {"restriction": None, "status": "open", "confidence": "high"}
    names = [*services, *(f"C{n}" for n in range(len(cars)))]
    return {
        "areas": [
            {
                "area_code": f"A{n:02}",
                "borough_code": random_city.BOROUGHS[n % 2],
                "residents": residents,
                "need": float(need),
                "deprivation_decile": decile,
            }
            for n, (residents, need, decile, _) in enumerate(areas)
        ],
        "services": [
            plain
            | {
                "service_id": name,
                "service_type": "ae_type1",
                "location_basis": "postcode" if name in services else "mobile",
                "is_placed": name in services,
            }
            for name in names
        ],
        "minutes": {
            ("walk", name, f"A{n:02}"): float(minutes)
            for n, area in enumerate(areas)
            for name, minutes in zip(services, area[3], strict=False)
        },
        "ages": {name: {"adults"} for name in names},
        "ways": {name: {"walk_in"} for name in names},
        "hours": {name: set(range(168)) for name in names},
        "possible": {f"C{n}": {borough} for n, borough in enumerate(cars)},
        "people": {},
    }


def answered(name, city, **changed):
    connection = random_city.loaded(city)
    frame = fetched(connection, name, asked(**{"within_min": 30} | changed))
    connection.close()
    return frame


# ---- Groups ----

# Two areas of decile 1 and one of decile 2; nobody knows the decile of the last.
GROUPS = city_of(
    (300, 9, 1, [40]), (100, 1, 1, [30]), (200, 2, 2, [10]), (400, 4, None, [50])
)


def test_deciles_with_one_not_known():
    found = answered("access_by_deprivation", GROUPS)
    assert found["decile_label"].to_list() == ["1, most deprived", "2", "Not known"]
    assert found["residents"].to_list() == [400, 200, 400]
    assert found["out_residents"].to_list() == [300, 0, 400]  # 30 minutes are in reach
    assert found["out_share"].to_list() == [0.75, 0, 1]
    assert found["mean_min"][0] == 37.5  # (300 × 40 + 100 × 30) / 400
    assert found["out_need"].to_list() == [9, 0, 4]


def test_interval_takes_areas_as_its_units():
    found = answered("access_by_deprivation", GROUPS, z=2)
    # 400² / (300² + 100²) = 1.6 areas, of which 0.75 × 1.6 = 1.2 are out.
    assert found["effective_area_count"].to_list() == pytest.approx([1.6, 1, 1])
    # (2 × 1.2 + 4 ± 2 √(4 + 4 × 1.2 × 0.25)) / (2 × (1.6 + 4)); √5.2 = 2.280351
    assert found["out_share_low"][0] == pytest.approx((6.4 - 4.560702) / 11.2)
    assert found["out_share_high"][0] == pytest.approx((6.4 + 4.560702) / 11.2)
    # One area, none out: 0 to (4 + 2 × 2) / (2 × 5) = 0.8; all out: 0.2 to 1.
    assert found["out_share_low"].to_list()[1:] == pytest.approx([0, 0.2])
    assert found["out_share_high"].to_list()[1:] == pytest.approx([0.8, 1])


def test_fifths_are_of_residents_and_not_of_areas():
    # One area of 600 with the highest need (10 %), four of 100 at 4, 3, 2 and 1 %.
    crowded = city_of(
        (600, 60, 5, [10]), *((100, need, 5, [40]) for need in (4, 3, 2, 1))
    )
    found = answered("access_by_need_fifth", crowded)
    # Middles 300, 650, 750, 850, 950 of 1,000: fifths 2, 4, 4, 5, 5; 1 and 3 are empty.
    assert found["need_fifth"].to_list() == [2, 4, 5]
    assert found["residents"].to_list() == [600, 200, 200]
    assert found["out_residents"].to_list() == [0, 200, 200]
    assert found["highest_need_per_100000"].to_list() == [10_000, 4_000, 2_000]
    assert found["lowest_need_per_100000"].to_list() == [10_000, 3_000, 1_000]


def test_an_area_in_which_nobody_lives_has_no_fifth():
    found = answered("access_by_need_fifth", city_of((0, 0, 1, [10]), (9, 1, 1, [10])))
    assert found["fifth_label"].to_list() == ["3", "Nobody lives there"]
    assert found["residents"].to_list() == [9, 0]
    empty = found.iloc[1]
    assert empty[["out_share", "out_share_low", "mean_min"]].isna().all()


def test_where_deprivation_is_not_known_everybody_is_in_one_row(connection):
    found = queries.fetch(connection, "access_by_deprivation", **asked())
    assert found["decile_label"].to_list() == ["Not known"]
    assert found["deprivation_decile"].isna().all()
    assert found["residents"].to_list() == [9_000]


def test_need_of_the_toy_city_is_known_by_borough(connection):
    # 600 calls from Weston's 3,000 and 600 from Easton's 6,000: 20,000 and 10,000 per
    # 100,000. Middles at 1,500 and 6,000 of 9,000: fifths 1 and 4.
    found = queries.fetch(connection, "access_by_need_fifth", **asked())
    assert found["need_fifth"].to_list() == [1, 4]
    assert found["residents"].to_list() == [3_000, 6_000]
    assert found["lowest_need_per_100000"].to_list() == [20_000, 10_000]


def test_under_18s_are_asked_with_the_services_that_take_them(connection):
    # Sunday 03:00: the A&E at a1 takes all, CAFE002 at a3 under-18s alone. Within 10
    # minutes on foot: adults at a1, under-18s at a1 and a3; ages are not known.
    night = asked(at_hour=SUNDAY + 3, within_min=10)
    found = queries.fetch(connection, "access_by_age", **night).set_index("age_group")
    areas = queries.fetch(connection, "access_by_area", **night)
    people = areas.set_index("area_code")["residents"]
    assert found["residents"].to_list() == [9_000, 9_000]
    assert found["counted"].to_list() == ["all ages", "all ages"]
    a1, a3 = people[CODES["a1"]], people[CODES["a3"]]
    assert found["out_residents"]["adults"] == 9_000 - a1
    assert found["out_residents"]["under_18s"] == 9_000 - a1 - a3
    assert found["need"].to_list() == pytest.approx([1_200, 1_200], abs=0.01)


def test_no_type_chosen_leaves_everybody_out(connection):
    found = queries.fetch(connection, "access_by_age", **asked(types=[]))
    assert found["out_share"].to_list() == [1, 1]
    assert found["mean_min"].isna().all()
    assert found["unreachable_residents"].to_list() == [9_000, 9_000]


# ---- Slope ----


def five_deciles(*outs):
    """Deciles 1 to 5 of two areas of 100 each, of which `outs` are out of reach."""
    areas = [
        (100, 1, decile, [40 if n < out else 10])
        for decile, out in enumerate(outs, start=1)
        for n in (0, 1)
    ]
    return city_of(*areas)


def slope(city, **changed):
    found = answered("inequality_slope_by_ranking", city, **changed)
    return found.set_index("ranking").loc["deprivation"]


def test_slope_and_relative_index():
    # Shares ½, ½, ½, 1, 1 at 0.1, 0.3, 0.5, 0.7, 0.9, a fifth of residents each.
    # Sum of a (b - ½)² = 0.2 × (0.16 + 0.04 + 0 + 0.04 + 0.16) = 0.08, so shares count
    # 0.2 × (b - ½) / 0.08 = -1, -½, 0, ½, 1: -½ - ¼ + ½ + 1 = ¾; their mean is 0.7.
    found = slope(five_deciles(1, 1, 1, 2, 2), z=0.1)
    assert (found["group_count"], found["residents"]) == (5, 1_000)
    assert found["sii"] == pytest.approx(0.75)
    assert found["share_at_first"] == pytest.approx(0.325)  # 0.7 - 0.75 / 2
    assert found["share_at_last"] == pytest.approx(1.075)
    assert found["rii"] == pytest.approx(1.075 / 0.325)
    # Standard errors by half the Wilson interval at z = 0.1, of 2 areas: at ½
    # √(0.01 + 4 × 1 × ½) / (2 × 2.01) = 0.352673, at 1 0.1 / 4.02 = 0.024876.
    # √(0.352673² × (1 + ¼ + 0) + 0.024876² × (¼ + 1)) = 0.395280
    assert found["sii_low"] == pytest.approx(0.75 - 0.0395280, abs=1e-6)
    assert found["sii_high"] == pytest.approx(0.75 + 0.0395280, abs=1e-6)
    assert found["worse_off"] == "the least deprived"
    assert found["reason"] is None or pd.isna(found["reason"])


def test_slope_the_other_way_and_a_ratio_that_cannot_be_told():
    found = slope(five_deciles(2, 2, 1, 1, 1), z=0.1)
    assert found["sii"] == pytest.approx(-0.75)
    assert found["rii"] == pytest.approx(0.325 / 1.075)
    assert found["worse_off"] == "the most deprived"
    # Shares ½, ½, ½, ½, 1 slope by ½. Two areas a decile, at z = 1.96: errors 0.207 and
    # 0.168, of the slope √(1½ × 0.207² + 0.168²) = 0.304, so 0 is within 0.6; so is the
    # line's first end, 0.6 - ½ / 2 = 0.35, within 0.36 of 0: no ratio.
    found = slope(five_deciles(1, 1, 1, 1, 2))
    assert found["sii"] == pytest.approx(0.5)
    assert found["worse_off"] == "cannot be told"
    assert pd.isna(found[["rii", "rii_low", "rii_high"]]).all()
    assert found["reason"].startswith("no ratio")


def test_all_in_reach_has_a_flat_line_and_no_ratio():
    found = slope(five_deciles(0, 0, 0, 0, 0))
    assert (found["sii"], found["share_at_first"]) == (0, 0)
    assert found["reason"].startswith("no ratio")


def test_too_few_groups_have_no_slope(connection):
    found = slope(GROUPS)
    assert found["reason"] == "fewer than 5 groups have residents"
    assert (found["group_count"], found["residents"]) == (2, 600)
    assert found["left_out_residents"] == 400  # whose decile nobody knows
    toy = queries.fetch(connection, "inequality_slope_by_ranking", **asked())
    assert toy["reason"].to_list() == [
        "no group is known",
        "fewer than 5 groups have residents",
    ]
    assert toy[["sii", "rii", "worse_off"]].isna().all(axis=None)


# ---- Spread and poverty ----

# Minutes 10, 20, 30 and 60; a second service for two of them at 10 and 25.
SPREAD = city_of(
    (100, 1, 1, [10, 10]), (100, 1, 1, [20, 25]), (100, 1, 1, [30]), (100, 1, 1, [60])
)


def test_gini_and_palma():
    found = answered("inequality_spread_by_measure", SPREAD).set_index("measure")
    # Minutes differ by 10, 20, 50, 10, 40 and 30: 160 among six pairs, 320 among the
    # sixteen ordered ones; by 16 × 2 × the mean of 30.
    assert found["gini"]["minutes"] == pytest.approx(320 / (16 * 2 * 30))
    # The nearest 160 of 400: 100 at 10 and 60 at 20; the farthest 40 at 60.
    assert found["lowest_four_tenths"]["minutes"] == pytest.approx(2_200 / 160)
    assert found["palma"]["minutes"] == pytest.approx(60 * 160 / 2_200)
    # Services in reach 2, 2, 1, 0: differences 0, 1, 2, 1, 2, 1 are 7; mean 1¼.
    assert found["gini"]["services"] == pytest.approx(14 / (16 * 2 * 1.25))
    # The worst-served 160: 100 have none and 60 have one; the best-served 40 two.
    assert found["palma"]["services"] == pytest.approx(2 * 160 / 60)
    assert found["more_is"].to_list() == ["better", "worse"]


def test_the_area_at_a_cut_is_split():
    uneven = city_of((100, 1, 1, [10]), (850, 1, 1, [20]), (50, 1, 1, [60]))
    found = answered("inequality_spread_by_measure", uneven).set_index("measure")
    # The farthest 100 of 1,000: 50 at 60 and 50 at 20. The nearest 400: 100 at 10 and
    # 300 at 20.
    assert found["highest_tenth"]["minutes"] == pytest.approx(40)
    assert found["lowest_four_tenths"]["minutes"] == pytest.approx(17.5)


def test_spread_where_many_have_nothing_or_nobody_has_minutes():
    # Within 10 minutes only one area of four has any: the four tenths have none.
    found = answered("inequality_spread_by_measure", SPREAD, within_min=10)
    services = found.set_index("measure").loc["services"]
    assert services["lowest_four_tenths"] == 0
    assert pd.isna(services["palma"])
    assert services["gini"] == pytest.approx(0.75)  # 2 × 6 / (16 × 2 × ½)
    nothing = answered("inequality_spread_by_measure", SPREAD, types=[])
    minutes = nothing.set_index("measure").loc["minutes"]
    assert (minutes["residents"], minutes["left_out_residents"]) == (0, 400)
    assert nothing[["gini", "palma"]].isna().all(axis=None)


def test_access_poverty():
    found = answered("access_poverty_of_london", SPREAD, within_min=20).iloc[0]
    assert found["poor_residents"] == 200  # at 30 and 60
    assert found["poverty_share"] == 0.5
    # Gaps (30 - 20) / 20 = ½ and (60 - 20) / 20 = 2 of four.
    assert found["poverty_gap"] == pytest.approx(2.5 / 4)
    assert found["poverty_severity"] == pytest.approx((0.25 + 4) / 4)
    assert found["mean_beyond_min"] == 25  # 10 and 40
    # A01 and A03, at 20 and 60, lie in the second borough.
    boroughs = answered("access_poverty_by_borough", SPREAD, within_min=20)
    assert boroughs["poverty_share"].to_list() == [0.5, 0.5]
    assert boroughs["poverty_gap"].to_list() == pytest.approx([0.25, 1])


def test_people_with_none_anywhere_are_poor_and_have_no_gap():
    # One area at 60 minutes, one that nothing reaches, one with a car and no minutes.
    lost = city_of((100, 1, 1, [60]), (200, 1, 1, []), (100, 1, 1, []))
    lost["areas"][1]["borough_code"] = EAST
    found = answered("access_poverty_of_london", lost).iloc[0]
    assert (found["poor_residents"], found["unreachable_residents"]) == (400, 300)
    assert found["poverty_share"] == 1
    assert found["poverty_gap"] == 1  # (60 - 30) / 30, of the 100 who have minutes
    covered = city_of(
        (100, 1, 1, [60]),
        (200, 1, 1, []),
        (100, 1, 1, []),
        cars=[random_city.BOROUGHS[1]],
    )
    found = answered("access_poverty_of_london", covered).iloc[0]
    assert (found["poor_residents"], found["unreachable_residents"]) == (200, 100)
    assert found["poverty_gap"] == pytest.approx(100 / 300)  # 200 in reach of a car


def test_a_limit_of_nothing_has_no_gap():
    found = answered("access_poverty_of_london", SPREAD, within_min=0).iloc[0]
    assert found["poverty_share"] == 1
    assert pd.isna(found["poverty_gap"])
    assert pd.isna(found["poverty_severity"])


# ---- The full edition of the toy city ----


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The full toy edition: deciles l 1, r 3, a4 4, a1 5, m 6, a3 10, and ages."""
    folder = tmp_path_factory.mktemp("full toy of equity")
    publishers = toy_publishers.written(folder / "publishers")
    chosen = toy_inputs(folder / "files", publishers)
    opened = queries.connect(build(chosen, folder / "toy.duckdb", say=quiet))
    yield opened
    opened.close()


def test_adults_by_decile(full):
    found = queries.fetch(full, "access_by_deprivation", **asked())
    assert found["deprivation_decile"].to_list() == [1, 3, 4, 5, 6, 10]
    # 400 - 120, 800 - 240, 800 - 80, 1,000 - 200, 4,000 - 1,000 and 2,000 - 500.
    assert found["residents"].to_list() == [280, 560, 720, 800, 3_000, 1_500]
    # r stands 4.1 km from the A&E: 66.6 minutes; l 3.95 km: 64.2.
    assert found["out_residents"].to_list() == [0, 560, 0, 0, 0, 0]


def test_ages_are_counted_apart(full):
    found = queries.fetch(full, "access_by_age", **asked())
    assert found["residents"].to_list() == [6_860, 2_140]
    assert set(found["counted"]) == {"people of the age"}


def test_the_worst_off_of_the_most_deprived_are_named(full):
    # Only l is of deciles 1 and 2. Within 60 minutes it is out, at 3.95 km × 16.25.
    found = queries.fetch(full, "worst_off_by_area", **asked(within_min=60))
    assert found["area_code"].to_list() == [toy_publishers.CODE["l"]]
    row = found.iloc[0]
    assert (row["borough_name"], row["ranking"]) == ("Weston", "deprivation")
    assert (row["residents"], row["nearest_min"]) == (280, 64.2)
    assert row["cause_code"] == "none_in_reach"
    london = queries.fetch(full, "worst_off_of_london", **asked(within_min=60)).iloc[0]
    assert (london["residents"], london["out_residents"]) == (280, 280)
    assert london["worst_borough_name"] == "Weston"
    # Of the other 6,580: r, a4 and a3 are 65 minutes away or more; 2,780.
    assert london["others_out_share"] == pytest.approx(2_780 / 6_580)


def test_where_all_are_in_reach_the_farthest_is_named(full):
    found = queries.fetch(full, "worst_off_by_area", **asked())
    assert found["cause_code"].to_list() == ["in_reach"]
    london = queries.fetch(full, "worst_off_of_london", **asked()).iloc[0]
    assert london["out_residents"] == london["boroughs_out_count"] == 0
    assert pd.isna(london["worst_borough_name"])


def test_without_deciles_the_neediest_fifth_is_named(connection):
    # Weston is the neediest fifth: a1 at the A&E, a2 and a4 65 minutes away.
    found = queries.fetch(
        connection, "worst_off_by_area", **asked(within_min=60, list_count=2)
    )
    assert set(found["area_code"]) == {CODES["a2"], CODES["a4"]}
    assert set(found["ranking"]) == {"need"}
    assert found["deprivation_decile"].isna().all()
    # Equal minutes: more residents come first.
    assert found["residents"].is_monotonic_decreasing


def test_the_lowest_decile_stands_in_where_no_area_is_of_the_first_two():
    rich = city_of((100, 1, 7, [40]), (100, 1, 7, []), (100, 1, 9, [90]))
    found = answered("worst_off_by_area", rich)
    # None anywhere comes before 40 minutes; decile 9 is not asked about.
    assert found["area_code"].to_list() == ["A01", "A00"]
    assert found["nearest_min"].isna().to_list() == [True, False]


def test_the_neediest_there_are_stand_in_where_ties_leave_the_first_fifth_empty():
    # Two areas of one rate, 160 of 200 residents: their middle, 80, is in fifth 3.
    tied = city_of((80, 8, None, [40]), (80, 8, None, [50]), (40, 2, None, [90]))
    found = answered("worst_off_by_area", tied)
    assert found["area_code"].to_list() == ["A01", "A00"]
    assert found["need_fifth"].to_list() == [3, 3]
