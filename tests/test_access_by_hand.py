"""Answers of the access family on the toy city, each number with its derivation.

Walking takes 16.25 minutes a km, a car to a routed hospital 6 minutes and 2 a km. On
Tuesday at 14:00 the A&E at a1 and the assessment centre at a6 are open to an adult on
foot, minutes as (A&E, centre):

    a4 65, 130     a5 91.9, 65    a6 145.3, 0
    a1 0, 145.3    a2 65, 91.9    a3 130, 65
"""

from math import exp

import pandas as pd
import pytest

import queries
from dashboard import worst_sentences
from geodata.build import build
from tests import toy_city
from tests.questions import SUNDAY, TUESDAY, asked
from tests.toy_city import CODES, EAST, WEST

KEYS = {code: key for key, code in CODES.items()}
AE = {"types": ["ae_type1"]}
CARS = {"types": ["joint_response_car"], "access": "police_ambulance"}


@pytest.fixture(name="city", scope="module")
def _city(tmp_path_factory):
    """The toy city whose register says where services stand, and rooms of one.

    The A&E stands in Weston, the assessment centre in Easton, the café in no borough.
    """
    folder = tmp_path_factory.mktemp("access")
    found = toy_city.inputs(folder / "files")
    register = found.registers / "services.csv"
    services = pd.read_csv(register, dtype=str, keep_default_na=False)
    services = services.set_index("service_id")
    services.loc["AE001", "borough_code"] = WEST
    services.loc["CA001", "borough_code"] = EAST
    services.loc["POS001", ["borough_code", "rooms_count"]] = [WEST, "3"]
    services.reset_index().to_csv(register, index=False)
    database = build(found, folder / "toy.duckdb", say=lambda _words: None)
    connection = queries.connect(database)
    yield connection
    connection.close()


def answer(city, name, **changed):
    """An answer by key of area, by borough or as its one row."""
    frame = queries.fetch(city, name, **asked(**changed))
    if frame.columns[0] == "area_code":
        return frame.assign(key=frame["area_code"].map(KEYS)).set_index("key")
    if len(frame) and name.endswith("_of_london"):
        return frame.iloc[0]
    return frame.set_index(frame.columns[0])


@pytest.fixture(name="persons", scope="module")
def _persons(city):
    """Residents by key of area; 3,000 in Weston, 6,000 in Easton."""
    return answer(city, "access_by_area")["residents"]


def test_the_kth_nearest_is_the_time_until_k_are_reachable(city):
    second = answer(city, "kth_nearest_by_area", kth=2)
    assert second["kth_min"]["a3"] == 130  # 8 km to the A&E × 16.25
    assert second["kth_service"]["a3"] == "Toy AE001"
    assert second["kth_min"]["a1"] == 145.3  # √80 km to a6 × 16.25 = 145.34
    assert set(second["usable_count"]) == {2}
    third = answer(city, "kth_nearest_by_area", kth=3)
    assert third["kth_min"].isna().all()  # two are usable: blank, not a large number
    cars = answer(city, "kth_nearest_by_area", kth=1, **CARS)
    assert cars["kth_min"].isna().all()  # a car has no minutes
    assert set(cars["car_count"]) == {1}


def test_what_is_left_if_the_nearest_closes(city):
    found = answer(city, "backup_by_area")
    assert found["nearest_service"]["a3"] == "Toy CA001"
    assert found["second_service"]["a3"] == "Toy AE001"
    assert found["extra_min"]["a3"] == 65  # 130 − 65
    assert found["is_in_reach"].all()
    assert not found["is_still_in_reach"].any()  # every second is beyond 65
    wider = answer(city, "backup_by_area", within_min=130)
    # Seconds: 145.3 of a1 and a6 are beyond; 130 of a3 and a4 is exactly in reach.
    assert wider.index[wider["is_still_in_reach"]].to_list() == ["a2", "a3", "a4", "a5"]


def test_a_car_is_left_if_the_nearest_place_closes(city):
    types = {"types": ["ae_type1", "joint_response_car"], "within_min": 10}
    found = answer(city, "backup_by_area", **types, access="police_ambulance")
    assert found["in_reach_count"]["a1"] == 2  # A&E at the door, car on duty
    assert found["is_still_in_reach"].all()  # the car, wherever the A&E is


def test_who_depends_on_one_service_alone(city, persons):
    boroughs = answer(city, "backup_by_borough", within_min=130)
    # All have two but a1 in Weston and a6 in Easton.
    assert boroughs["one_residents"].to_list() == [persons["a1"], persons["a6"]]
    assert boroughs["more_residents"][WEST] == 3_000 - persons["a1"]
    london = answer(city, "backup_of_london")
    assert (london["none_residents"], london["one_residents"]) == (0, 9_000)
    assert london["one_share"] == 1
    alone = answer(city, "backup_of_london", **AE)
    assert alone["no_second_residents"] == 9_000
    assert pd.isna(alone["mean_extra_min"])


def test_who_would_have_none_if_a_service_closed(city, persons):
    found = answer(city, "sole_reach_by_service")
    assert found["sole_residents"].to_dict() == {"AE001": 3_000, "CA001": 6_000}
    assert found["borough_name"].to_list() == ["Weston", "Easton"]
    wider = answer(city, "sole_reach_by_service", within_min=130)
    assert wider["reached_residents"]["AE001"] == 9_000 - persons["a6"]
    assert wider["sole_residents"]["AE001"] == persons["a1"]
    assert wider["sole_area_count"].to_list() == [1, 1]


def test_median_and_ninetieth_centile(city, persons):
    day = answer(city, "minutes_by_borough")
    # Points 1, 3, 7 to the power 0.2: a1 has 27 % of Weston, so half are reached at 65.
    assert day["median_min"][WEST] == day["p90_min"][WEST] == 65
    assert day["mean_min"][WEST] == pytest.approx(65 * (1 - persons["a1"] / 3_000))
    # At night the A&E alone: a5 91.9, a3 130, a6 145.3; shares 34, 30 and 36 %.
    night = answer(city, "minutes_by_borough", at_hour=SUNDAY + 3)
    assert night["median_min"][EAST] == 130  # 34 % lie below
    assert night["p90_min"][EAST] == 145.3
    # Of London a1 to a5 make 9,000 less a6, 76 %: 90 % needs a6.
    assert answer(city, "minutes_of_london", at_hour=SUNDAY + 3)["p90_min"] == 145.3


def test_people_with_none_are_in_no_average(city):
    none = answer(city, "minutes_of_london", types=[])
    assert none["unreachable_residents"] == none["residents"] == 9_000
    assert none[["mean_min", "median_min", "p90_min", "need_mean_min"]].isna().all()
    cars = answer(city, "minutes_of_london", **CARS)
    assert cars["unreachable_residents"] == 9_000  # a car has no minutes
    boroughs = answer(city, "minutes_by_borough")
    # Need of a borough lies as its residents do: prevalence is the borough's.
    assert boroughs["need_mean_min"].to_list() == pytest.approx(
        boroughs["mean_min"].to_list(), abs=0.01
    )


def test_two_steps_by_car_to_the_ae(city, persons):
    # A&E by car: a1 6 min, a2 and a4 14, a5 17.3, a3 22, a6 23.9.
    car = AE | {"mode": "car"}
    plain = answer(city, "catchment_2sfca_by_area", **car, within_min=30)
    # One site for 9,000 within 30 minutes: 11.1 per 100,000 for each of them.
    assert plain["supply_per_100000"].to_list() == pytest.approx([100_000 / 9_000] * 6)
    exact = answer(city, "catchment_2sfca_by_area", **car, within_min=14)
    weston = 100_000 / 3_000  # a1, a2 and a4, whose 14 minutes are on the edge
    assert exact["supply_per_100000"].to_list() == pytest.approx(
        [weston, weston, 0, weston, 0, 0]
    )
    for weights, middle, far in [("slow", 0.68, 0.22), ("fast", 0.42, 0.09)]:
        weight = pd.Series([1, middle, far, middle, middle, far], persons.index)
        competing = (weight * persons).sum()
        enhanced = answer(city, "catchment_e2sfca_by_area", **car, weights=weights)
        assert enhanced["supply_per_100000"].to_list() == pytest.approx(
            (100_000 * weight / competing).to_list()
        )
        modified = answer(city, "catchment_m2sfca_by_area", **car, weights=weights)
        assert modified["supply_per_100000"].to_list() == pytest.approx(
            (100_000 * weight**2 / competing).to_list()
        )


def test_gaussian_weight_is_one_at_the_door_and_none_at_the_edge(city, persons):
    # Within 14 minutes: a1 at 6, a2 and a4 on the edge with weight 0.
    found = answer(city, "catchment_gaussian_by_area", **AE, mode="car", within_min=14)
    assert found["supply_per_100000"]["a1"] == pytest.approx(100_000 / persons["a1"])
    assert found["supply_per_100000"]["a2"] == 0
    assert found["service_count"].to_list() == [1, 1, 0, 1, 0, 0]
    at_edge = exp(-0.5)
    weights = [(exp(-((m / 28) ** 2) / 2) - at_edge) / (1 - at_edge) for m in (6, 14)]
    wide = answer(city, "catchment_gaussian_by_area", **AE, mode="car", within_min=28)
    shown = wide["supply_per_100000"]
    assert shown["a2"] / shown["a1"] == pytest.approx(weights[1] / weights[0])


ROOMS = {
    "types": ["ae_type1", "hbpos"],
    "access": "police_ambulance",
    "count_unknown_hours": True,
    "mode": "car",
    "supply": "rooms",
    "within_min": 60,
}


def test_rooms_that_nobody_published_are_not_counted_but_told(city):
    found = answer(city, "catchment_2sfca_by_area", **ROOMS)
    # Three rooms at a2 for 9,000 people; the A&E's rooms are not known.
    assert found["supply_per_100000"].to_list() == pytest.approx([100_000 / 3_000] * 6)
    assert set(found["service_count"]) == set(found["unknown_count"]) == {1}
    services = answer(city, "catchment_by_service", **ROOMS, weights="equal")
    assert services["supply_state"].to_dict() == {
        "AE001": "rooms_not_known",
        "POS001": "counted",
    }
    assert pd.isna(services["delivered"]["AE001"])
    assert services["delivered"]["POS001"] == pytest.approx(3)
    boroughs = answer(city, "catchment_by_borough", **ROOMS, weights="equal")
    assert boroughs["supply_received"].to_list() == pytest.approx([1, 2])  # 3,000:6,000
    assert boroughs["unknown_residents"].to_list() == [3_000, 6_000]


def test_supply_far_from_everybody_goes_undelivered(city, persons):
    car = AE | {"mode": "car", "weights": "slow"}
    found = answer(city, "catchment_by_service", **car).loc["AE001"]
    weight = pd.Series([1, 0.68, 0.22, 0.68, 0.68, 0.22], persons.index)
    delivered = (weight**2 * persons).sum() / (weight * persons).sum()
    assert found["delivered"] == pytest.approx(delivered)
    assert found["undelivered"] == pytest.approx(1 - delivered)
    # By foot nobody but a1 is within 30 minutes, at the door: all is delivered.
    foot = answer(city, "catchment_by_service", **AE).loc["AE001"]
    assert foot["competing_residents"] == persons["a1"]
    assert foot["undelivered"] == 0


def test_who_leans_on_the_neighbour(city, persons):
    # The A&E alone, 130 minutes: of Easton a3 (130) and a5 (91.9) reach it, a6 does not.
    found = answer(city, "borough_edge_by_borough", **AE, within_min=130)
    guests = persons["a3"] + persons["a5"]
    assert found["reached_residents"].to_list() == [3_000, guests]
    assert found["own_residents"].to_list() == [3_000, 0]
    assert found["dependent_residents"].to_list() == [0, guests]
    assert found["dependent_share"].to_list() == [0, 1]
    assert found["guest_residents"].to_list() == [guests, 0]
    matrix = answer(city, "mutual_aid_by_borough_pair", **AE, within_min=130)
    assert matrix["serving_code"].to_dict() == {WEST: WEST, EAST: WEST}
    assert matrix["residents"].to_list() == [3_000, guests]


def test_a_service_outside_london_is_named_so(city, persons):
    # The café, in no borough: a5 1 km (16.3 min) and a4 3 km (48.8); a2 4.1 km (67).
    evening = {"types": ["crisis_cafe"], "at_hour": TUESDAY + 19}
    matrix = answer(city, "mutual_aid_by_borough_pair", **evening)
    assert matrix["serving_name"].to_list() == ["Outside London"] * 2
    assert matrix["residents"].to_list() == [persons["a4"], persons["a5"]]
    edges = answer(city, "borough_edge_by_borough", **evening)
    assert edges["dependent_share"].to_list() == [1, 1]
    assert edges["guest_residents"].to_list() == [0, 0]


def test_a_car_on_duty_is_the_boroughs_own(city):
    edges = answer(city, "borough_edge_by_borough", **CARS)
    assert edges["own_residents"].to_list() == [3_000, 6_000]
    matrix = answer(city, "mutual_aid_by_borough_pair", **CARS)
    assert matrix["serving_code"].to_dict() == {WEST: WEST, EAST: EAST}


ACCESS = [
    name
    for name in queries.catalogue.names()
    if queries.catalogue.question(name).family == "access"
]


@pytest.mark.parametrize("name", ACCESS)
def test_every_access_answer_stands_no_type_at_all(city, name):
    grain = queries.catalogue.question(name).grain
    frame = queries.fetch(city, name, **asked(types=[]))
    if grain == ("area_code",):
        assert len(frame) == (1 if name.endswith("_of_area") else 6)
    if grain == ("borough_code",):
        assert len(frame) == 2
    if grain in {("service_id",), ("borough_code", "serving_code")}:
        assert frame.empty


def test_the_worst_served_borough_comes_first_with_its_cause(city, persons):
    worst = answer(city, "worst_served_boroughs", **AE, within_min=64)
    # From the A&E at a1 all of Easton is farther than 64 minutes, and a2 and a4 are 65.
    assert list(worst.index) == [EAST, WEST]
    assert worst.loc[EAST, "out_share"] == 1
    assert worst.loc[WEST, "out_residents"] == persons["a2"] + persons["a4"]
    assert worst.loc[WEST, "out_share"] == (persons["a2"] + persons["a4"]) / 3_000
    assert worst.loc[WEST, "mean_min"] == pytest.approx(65)
    assert worst.loc[EAST, "main_cause"] == "None in reach"
    assert worst.loc[EAST, "main_cause_share"] == 1
    assert len(answer(city, "worst_served_boroughs", **AE, list_count=1)) <= 1
    assert answer(city, "worst_served_boroughs", **AE, within_min=200).empty


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([], ""),
        ([0.5], "Worst served is **A**: 50 % of its adults; main cause: none in reach"),
        ([0.5, 0.4, 0.3, 0.2], "Then B (40 %) and C (30 %). Compare says"),
        (
            [1, 1, 0.5],
            "Worst served are **A** and **B**: 100 % of adults in each; main",
        ),
        ([1, 1, 1, 1], "**A**, **B**, **C** and one other: 100 %"),
        ([1, 1, 1, 1, 1], "**A**, **B**, **C** and 2 others: 100 %"),
    ],
)
def test_the_worst_served_are_named_in_words(shares, said):
    rows = [
        {
            "borough_name": name,
            "out_share": share,
            "mean_min": 41.2,
            "main_cause": "None in reach",
            "main_cause_share": share,
        }
        for name, share in zip("ABCDE", shares, strict=False)
    ]
    told = worst_sentences.worst(pd.DataFrame(rows), "Adults")
    assert said in told
    assert bool(told) == bool(said)
    assert ("41 min away" in told) == (len(shares) == 1 or shares[:2] == [0.5, 0.4])
