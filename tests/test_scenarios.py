"""Scenarios: what files, links and records say, and each move by hand on the toy city."""

import contextlib
import dataclasses
import hashlib
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import queries
from queries import scenarios
from queries.errors import CannotAnswer
from queries.scenarios import hours as clock
from queries.scenarios import sites
from tests.questions import MONDAY, SUNDAY, TUESDAY, asked
from tests.toy_city import CODES, EAST, WEST

CODE = st.from_regex(r"[A-Z]{1,4}[0-9]{3}", fullmatch=True)
LISTED = st.lists(
    st.sampled_from(["adults", "under_18s", "walk_in", "E09000001"]),
    min_size=1,
    unique=True,
).map(tuple)
TIME = st.integers(0, 95).map(lambda n: f"{n // 4:02}:{n % 4 * 15:02}")
DAYS = st.sampled_from(["daily", "mon", "mon-fri", "sat-mon", "sun"])
HOURS = st.one_of(
    st.just("always"),
    st.lists(
        st.tuples(DAYS, TIME, TIME).map(lambda part: f"{part[0]} {part[1]}-{part[2]}"),
        min_size=1,
        max_size=3,
    ).map("; ".join),
)
# Whitespace is one space, and none at the ends: it says nothing.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(
    lambda text: " ".join(text.split())
)
FILLED = TEXT.filter(bool)
MOVE = st.one_of(
    st.builds(scenarios.SetHours, CODE, HOURS),
    st.builds(scenarios.Close, CODE),
    st.builds(scenarios.Open, CODE),
    st.builds(scenarios.Add, CODE, FILLED, HOURS, LISTED, LISTED, TEXT),
    st.builds(scenarios.Relocate, CODE, FILLED),
    st.builds(scenarios.SetAccess, CODE, LISTED),
    st.builds(scenarios.SetAges, CODE, LISTED),
    st.builds(scenarios.SetRooms, CODE, st.integers(1, 99)),
    st.builds(scenarios.AddCar, LISTED, HOURS),
    st.builds(scenarios.Shut, CODE, HOURS),
    st.builds(scenarios.Surge, st.floats(-100, 1000), st.just(()) | LISTED),
)
SCENARIO = st.builds(
    scenarios.Scenario, TEXT, TEXT, st.lists(MOVE, max_size=4).map(tuple)
)


@given(SCENARIO)
def test_a_file_and_a_link_say_the_same_scenario(scenario):
    assert scenarios.read(scenarios.write(scenario)) == scenario
    words = scenarios.to_link(scenario)
    linked = scenarios.from_link(words, scenario.name)
    assert linked.moves == scenario.moves
    signs = set("".join(words))
    assert all(sign.isascii() and (sign.isalnum() or sign in "-._~") for sign in signs)


@given(MOVE)
def test_a_record_says_the_same_move(move):
    assert scenarios.of_record(scenarios.to_record(move)) == move


def test_a_file_that_a_person_writes():
    scenario = scenarios.read(
        """
        name = "Late café"
        [[move]]
        do = "hours"
        service = "CAFE001"
        hours = "Mon–Fri 900-1700; sat 22:00 - 2:00"
        [[move]]
        do = "add"
        type = "crisis_cafe"
        at = "SE5 8AZ"
        ages = ["adults", "under_18s"]
        """
    )
    assert scenario == scenarios.Scenario(
        name="Late café",
        moves=(
            scenarios.SetHours("CAFE001", "mon-fri 09:00-17:00; sat 22:00-02:00"),
            scenarios.Add("crisis_cafe", "SE5 8AZ", ages=("adults", "under_18s")),
        ),
    )
    assert scenarios.to_link(scenario) == [
        "hours~CAFE001~mon-fri.0900-1700_-3b-.sat.2200-0200",
        "add~crisis_cafe~SE5.8AZ~~adults..under_18s",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = 3x", "TOML"),
        ("title = 'x'", "'title'"),
        ("move = 3", r"\[\[move\]\]"),
        ("[[move]]\ndo = 'closes'\nservice = 'A1'", "Did you mean close"),
        ("[[move]]\ndo = 'close'", "Move 1: .*'service' is not there"),
        ("[[move]]\ndo = 'close'\nservice = 'A1'\nhour = 3", "'hour' is no field"),
        ("[[move]]\ndo = 'rooms'\nservice = 'A1'\nrooms = 0", "rooms from 1"),
        ("[[move]]\ndo = 'rooms'\nservice = 'A1'\nrooms = 1e9", "to 999"),
        ("[[move]]\ndo = 'rooms'\nservice = 'A1'\nrooms = 1.5", "whole number"),
        ("[[move]]\ndo = 'rooms'\nservice = 'A1'\nrooms = true", "whole number"),
        ("[[move]]\ndo = 'surge'\npercent = 'much'", "a number"),
        ("[[move]]\ndo = 'surge'\npercent = 2000", "-100 to 1000"),
        ("[[move]]\ndo = 'ages'\nservice = 'A1'\nages = []", "one or more codes"),
        ("[[move]]\ndo = 'ages'\nservice = 'A1'\nages = [3]", "list of codes"),
        ("[[move]]\ndo = 'close'\nservice = 3", "Expected text"),
        ("[[move]]\ndo = 'hours'\nservice = 'A1'\nhours = '9 to 5'", "daily 18:00"),
    ],
)
def test_what_a_file_cannot_say(text, words):
    with pytest.raises(CannotAnswer, match=words):
        scenarios.read(text)


@pytest.mark.parametrize(
    "word", ["", "closes~A1", "close~A1~more", "rooms~A1~_-110000-"]
)
def test_what_a_link_cannot_say(word):
    with pytest.raises(CannotAnswer):
        scenarios.from_link([word], "x")


SIGNS = st.text(
    st.sampled_from("close~rooms~surge~A1~-_.09:[]=\"'\n \u00e9"), max_size=30
)


@given(SIGNS | st.text(max_size=20))
def test_any_text_is_a_scenario_or_refused_kindly(text):
    for attempt in (
        lambda: scenarios.read(text),
        lambda: scenarios.from_link([text], "x"),
        lambda: scenarios.from_link([f"rooms~A1~{text}"], "x"),
        lambda: scenarios.from_link([f"surge~{text}"], "x"),
        lambda: clock.spans(text),
    ):
        with contextlib.suppress(CannotAnswer):
            attempt()


@pytest.mark.parametrize(
    "text",
    ["", "daily", "9-17", "daily 25:00-26:00", "daily 09:60-10:00", "someday 09:00-17:00",
     "daily 24:00-02:00", "mon-tue-wed 09:00-10:00", "daily 09:00-17:00, sat 10:00-12:00"],
)  # fmt: skip
def test_hours_misread_say_the_form_expected(text):
    with pytest.raises(CannotAnswer, match="after midnight"):
        clock.spans(text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("always", set(range(168))),
        ("daily 00:00-24:00", set(range(168))),
        ("mon 09:00-11:00", {9, 10}),
        # Open throughout 08:00 to 09:00 alone.
        ("mon 07:30-09:30", {8}),
        ("sun 23:00-01:00", {167, 0}),
        ("sat-mon 12:00-13:00", {132, 156, 12}),
        # Opens and closes at one time of day: a whole day.
        ("tue 06:00-06:00", set(range(30, 54))),
        # Spans that touch are one.
        ("mon 09:00-09:30; mon 09:30-10:00", {9}),
    ],
)
def test_hours_of_the_week_that_a_text_says(text, hours):
    week = clock.week(clock.daily(clock.spans(text)))
    assert set(clock.whole_hours(week)) == hours


@given(HOURS)
def test_stretches_of_open_minutes_say_the_same_week(text):
    week = clock.week(clock.daily(clock.spans(text)))
    again = clock.daily_of(week)
    assert clock.week(again) == week
    assert all(0 <= opens < closes <= 2880 for _, opens, closes in again)


def test_a_night_stays_one_stretch():
    night = clock.daily(clock.spans("daily 18:00-02:00"))
    assert clock.daily_of(clock.week(night)) == night
    assert clock.daily_of(0) == []


def test_each_move_is_a_sentence(connection):
    names = scenarios.names(connection)
    told = [
        scenarios.told(scenarios.of_record(record), names)
        for record in (
            {"do": "hours", "service": "CAFE001", "hours": "daily 18:00-04:00"},
            {"do": "close", "service": "ae001"},
            {"do": "open", "service": "CAFE001"},
            {"do": "add", "type": "crisis_cafe", "at": "TB1 0AA"},
            {"do": "add", "type": "ae_type1", "at": "a place", "name": "Toy A&E"},
            {"do": "move", "service": "CAFE001", "at": "AE001"},
            {"do": "access", "service": "POS001", "access": "walk_in, referral"},
            {"do": "ages", "service": "CAFE001", "ages": "adults,under_18s"},
            {"do": "rooms", "service": "POS001", "rooms": 1},
            {"do": "car", "boroughs": [WEST, EAST], "hours": "mon-fri 08:00-20:00"},
            {"do": "shut", "what": "crisis_cafe", "hours": "daily 20:00-08:00"},
            {"do": "shut", "what": "POS001", "hours": "always"},
            {"do": "shut", "what": "cafe001", "hours": "always"},
            {"do": "surge", "percent": 20},
            {"do": "surge", "percent": -5, "boroughs": [EAST]},
        )
    ]
    assert told == [
        "Toy CAFE001 is open every day from 18:00 to 04:00.",
        "Toy AE001 closes.",
        "Toy CAFE001 opens.",
        (
            "A new service (crisis café) opens at TB1 0AA, at all hours, for adults who "
            "walk in."
        ),
        "Toy A&E (A&E (Type 1)) opens at a place, at all hours, for adults who walk in.",
        "Toy CAFE001 moves to Toy AE001.",
        "Toy POS001 takes those alone who walk in or are referred.",
        "Toy CAFE001 takes adults and under-18s alone.",
        "Toy POS001 has 1 room.",
        (
            "A joint response car is on duty in Weston and Easton, on Mondays to Fridays "
            "from 08:00 to 20:00."
        ),
        "Every crisis café is shut every day from 20:00 to 08:00.",
        "Toy POS001 is shut at all hours.",
        "Toy CAFE001 is shut at all hours.",
        "Modelled need grows by 20 % in all of London.",
        "Modelled need falls by 5 % in Easton.",
    ]


@pytest.fixture
def would(toy):
    """What an answer says once moves are made, as rows by area or alone."""
    opened = []

    def ask(name, *moves, **changed):
        made = tuple(map(scenarios.of_record, moves))
        opened.append(scenarios.opened(toy, scenarios.Scenario("x", moves=made)))
        return queries.fetch(opened[-1], name, **asked(**changed))

    yield ask
    for connection in opened:
        connection.close()


def reached(frame):
    """Keys of the areas with support in reach."""
    return {
        key
        for key, code in CODES.items()
        if frame.set_index("area_code")["cause_code"][code] == "in_reach"
    }


NIGHT = TUESDAY + 3
"""Tuesday 03:00: of the toy's services adults may walk to, only A&E is open."""


def test_without_moves_at_night_only_the_hospital_is_in_reach(would):
    # AE001 stands at a1; a2 and a4 are 4 km off, 65 minutes.
    assert reached(would("access_by_area", at_hour=NIGHT)) == {"a1", "a2", "a4"}


def test_a_cafe_that_stays_open_brings_its_neighbours_in(would):
    # CAFE001 at (533, 184): a4 3 km, a5 1 km; a6 5 km and a2 4.1 km are too far.
    move = {"do": "hours", "service": "CAFE001", "hours": "daily 18:00-04:00"}
    frame = would("access_by_area", move, at_hour=NIGHT)
    assert reached(frame) == {"a1", "a2", "a4", "a5"}
    frame = would("access_by_area", move, at_hour=TUESDAY + 4)
    assert reached(frame) == {"a1", "a2", "a4"}


def test_a_closed_hospital_takes_its_areas_along(would):
    move = {"do": "close", "service": "Toy AE001"}
    assert reached(would("access_by_area", move, at_hour=NIGHT)) == set()
    # Sunday 20:00: the café is open.
    frame = would("access_by_area", move, at_hour=SUNDAY + 20)
    assert reached(frame) == {"a4", "a5"}


def test_what_closes_can_open_again(would):
    moves = [{"do": do, "service": "AE001"} for do in ("close", "open")]
    frame = would("access_by_area", *moves, at_hour=NIGHT)
    assert reached(frame) == {"a1", "a2", "a4"}


def test_a_new_cafe_at_an_area_serves_those_within_65_minutes(would):
    move = {"do": "add", "type": "crisis_cafe", "at": CODES["a3"], "hours": "always"}
    frame = would("access_by_area", move, at_hour=NIGHT)
    # a2 and a6 are 4 km from a3.
    assert reached(frame) == {"a1", "a2", "a3", "a4", "a6"}
    minutes_of = frame.set_index("area_code")["nearest_min"]
    assert (minutes_of[CODES["a3"]], minutes_of[CODES["a6"]]) == (0, 65)
    under_18s = would("access_by_area", move, at_hour=NIGHT, age="under_18s")
    # CAFE002, for under-18s, is at a3 already; the new one takes adults alone.
    assert "New crisis café, Easton 001A" in set(frame["nearest_service"])
    assert "New crisis café, Easton 001A" not in set(under_18s["nearest_service"])


@pytest.mark.parametrize(
    "at", ["538000,180000", "538000 180000", "CAFE002", "TB3 0AA", "ts3 1aa"]
)
def test_one_place_in_five_ways(would, at):
    move = {"do": "add", "type": "crisis_cafe", "at": at}
    frame = would("access_by_area", move, at_hour=NIGHT)
    assert reached(frame) == {"a1", "a2", "a3", "a4", "a6"}


def test_a_hospital_that_moves_leaves_and_arrives(would):
    move = {"do": "move", "service": "AE001", "at": CODES["a6"]}
    # a6 and its neighbours a3 and a5, each 4 km off.
    frame = would("access_by_area", move, at_hour=NIGHT)
    assert reached(frame) == {"a3", "a5", "a6"}


def test_ages_and_ways_in(would):
    cafe = {"do": "ages", "service": "AE001", "ages": ["under_18s"]}
    assert reached(would("access_by_area", cafe, at_hour=NIGHT)) == set()
    brought = {"do": "access", "service": "AE001", "access": ["police_ambulance"]}
    assert reached(would("access_by_area", brought, at_hour=NIGHT)) == set()
    frame = would("access_by_area", brought, at_hour=NIGHT, access="police_ambulance")
    assert reached(frame) == {"a1", "a2", "a4"}


def test_rooms_are_what_a_place_of_safety_supplies(would):
    move = {"do": "rooms", "service": "POS001", "rooms": 4}
    asks = {"types": ["hbpos"], "access": "police_ambulance", "supply": "rooms"}
    hours = {"do": "hours", "service": "POS001", "hours": "always"}
    frame = would("catchment_2sfca_by_area", move, hours, **asks)
    # Whatever the shares of those who compete, they sum to the four rooms.
    supplied = (frame["residents"] * frame["supply_per_100000"]).sum() / 100_000
    assert supplied == pytest.approx(4)


def test_a_car_covers_its_boroughs_in_its_shift(would):
    move = {"do": "car", "boroughs": [EAST], "hours": "daily 22:00-04:00"}
    frame = would("legs_by_area", move, at_hour=NIGHT)
    causes = frame.set_index("area_code")["ambulance_cause"]
    covered = {key for key in CODES if causes[CODES[key]] == "in_reach"}
    assert covered == {"a3", "a5", "a6"}
    frame = would("legs_by_area", move, at_hour=TUESDAY + 4)
    assert "in_reach" not in set(frame["ambulance_cause"])


def test_a_type_shut_at_night_is_open_by_day(would):
    shut = {"do": "shut", "what": "crisis_cafe", "hours": "daily 19:00-23:00"}
    types = ["crisis_cafe"]
    frame = would("access_by_area", shut, types=types, at_hour=TUESDAY + 20)
    assert reached(frame) == set()
    frame = would("access_by_area", shut, types=types, at_hour=TUESDAY + 18)
    assert reached(frame) == {"a4", "a5"}


def test_hours_not_known_are_shut_altogether(would):
    shut = {"do": "shut", "what": "POS001", "hours": "mon 00:00-01:00"}
    asks = {
        "types": ["hbpos"],
        "access": "police_ambulance",
        "count_unknown_hours": True,
    }
    before = would("access_by_area", at_hour=MONDAY + 9, **asks)
    assert reached(before) == {"a1", "a2", "a3", "a5"}
    assert reached(would("access_by_area", shut, at_hour=MONDAY + 9, **asks)) == set()


def test_a_surge_multiplies_modelled_need(would):
    before = would("access_of_london")["need"][0]
    after = would("access_of_london", {"do": "surge", "percent": 50})["need"][0]
    assert after == pytest.approx(1.5 * before)
    one = {"do": "surge", "percent": 50, "boroughs": ["weston"]}
    west = would("access_by_borough", one).set_index("borough_code")["need"]
    plain = would("access_by_borough").set_index("borough_code")["need"]
    assert west[WEST] == pytest.approx(1.5 * plain[WEST])
    assert west[EAST] == plain[EAST]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"do": "close", "service": "CAFE01"}, r"CAFE001 \(Toy CAFE001\)"),
        ({"do": "close", "service": "Toy AE01"}, "Did you mean AE001"),
        ({"do": "open", "service": "AE001"}, "which is open"),
        ({"do": "shut", "what": "cafes", "hours": "always"}, "Or a type of service"),
        ({"do": "ages", "service": "AE001", "ages": "children"}, "adults, under_18s"),
        ({"do": "access", "service": "AE001", "access": "taxi"}, "walk_in, referral"),
        (
            {"do": "car", "boroughs": "Westn", "hours": "always"},
            r"E09000001 \(Weston\)",
        ),
        ({"do": "surge", "percent": 5, "boroughs": "E09"}, "code or name of a borough"),
        ({"do": "add", "type": "cafe", "at": "AE001"}, "service type .* 'cafe'"),
        ({"do": "add", "type": "joint_response_car", "at": "AE001"}, "move 'car'"),
        ({"do": "add", "type": "hbpos", "at": "TC1 1AA"}, "postcode of London"),
        ({"do": "add", "type": "hbpos", "at": "nowhere"}, "Expected a place"),
        ({"do": "add", "type": "hbpos", "at": "51.5,-0.1"}, "Expected a place"),
        ({"do": "add", "type": "hbpos", "at": "10000,20000"}, "National Grid"),
        ({"do": "add", "type": "hbpos", "at": "E01999999"}, "small area of this"),
        ({"do": "move", "service": "AE001", "at": "CAFE003"}, "place is not known"),
        ({"do": "move", "service": "CAR001", "at": "AE001"}, "which drives"),
    ],
)
def test_moves_that_cannot_be_made(would, record, words):
    with pytest.raises(CannotAnswer, match=rf"Move 1 \({record['do']}\): .*{words}"):
        would("access_of_london", record)


def test_the_second_of_two_moves_is_named(would):
    close = {"do": "close", "service": "AE001"}
    with pytest.raises(CannotAnswer, match=r"Move 2 \(close\).*not closed"):
        would("access_of_london", close, close)


def test_the_file_stays_as_it_was(toy, would):
    digest = hashlib.sha256(toy.read_bytes()).hexdigest()
    would(
        "access_of_london",
        {"do": "close", "service": "AE001"},
        {"do": "surge", "percent": 10},
        {"do": "add", "type": "crisis_cafe", "at": "AE001"},
    )
    assert hashlib.sha256(toy.read_bytes()).hexdigest() == digest


@pytest.fixture(scope="module")
def there(starter):
    """A cursor that uses the real starter edition."""
    connection = queries.connect(starter)
    cursor = connection.cursor()
    cursor.execute("use london")
    yield cursor
    connection.close()


def built_minutes(cursor, service_id):
    return cursor.execute(
        "select travel_mode, area_code, minutes::double as minutes "
        "from travel_minutes where service_id = $1",
        [service_id],
    ).df()


def test_minutes_worked_out_are_those_of_the_build(there):
    calibrated = there.execute(
        "select distinct service_id as name, easting_m, northing_m from services "
        "inner join travel_minutes using (service_id) "
        "where travel_mode = 'car' and basis = 'calibrated' order by name"
    ).df()
    assert len(calibrated) > 100
    some = calibrated[::10]
    made = pd.concat([sites.worked_out(there, some, mode) for mode in sites.MODES])
    for service_id, own in made.groupby("service_id"):
        built = built_minutes(there, service_id)
        both = own.merge(built, on=["travel_mode", "area_code"])
        assert len(both) == len(built) == len(own)
        assert (both["minutes_x"] - both["minutes_y"]).abs().max() < 0.05


def test_a_place_beside_a_hospital_takes_its_routed_minutes(there):
    hospital, east, north = there.execute(
        "select service_id, easting_m, northing_m from services where service_id in "
        "(select service_id from travel_minutes where basis = 'routed') order by all"
    ).fetchone()
    places = {
        "near": (east + 60, north),
        "same": (east, north),
        "far": (east + 4000, north),
    }
    made = scenarios.site_minutes(there, places)
    by_site = made.groupby(["service_id", "travel_mode"])["basis"].unique().str[0]
    assert by_site["near", "car"] == by_site["near", "blue_light"] == "routed"
    assert by_site["far", "car"] == "calibrated"
    assert set(by_site[:, "walk"]) == {"straight_line"}
    built = built_minutes(there, hospital)
    own = made[made["service_id"] == "same"]
    both = own.merge(built, on=["travel_mode", "area_code"])
    assert len(both) == len(built) == len(own)
    assert (both["minutes_x"] == both["minutes_y"]).all()
    # 60 m are walked in about a minute: 60 × 1.3 / 80 = 0.98.
    walks = made[made["travel_mode"] == "walk"].pivot_table(
        index="area_code", columns="service_id", values="minutes"
    )
    assert 0 < (walks["near"] - walks["same"]).abs().max() <= 1.1


def test_many_places_are_as_each_alone(there):
    places = {f"p{n}": (500_000 + 700 * n, 170_000 + 300 * n) for n in range(60)}
    together = scenarios.site_minutes(there, places, modes=("car",))
    assert len(together) == 60 * 4835
    for name in ("p0", "p59"):
        alone = scenarios.site_minutes(there, {name: places[name]}, modes=("car",))
        own = together[together["service_id"] == name].reset_index(drop=True)
        pd.testing.assert_frame_equal(own, alone)


def test_no_place_has_no_minutes(there):
    assert scenarios.site_minutes(there, {}).empty


def test_the_page_lists_every_move_with_its_fields():
    page = (queries.HERE.parent / "docs" / "scenarios.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", page, re.MULTILINE)
    listed = {do: re.findall(r"`(\w+)`", cells) for do, cells in rows}
    fields = {
        do: [field.name for field in dataclasses.fields(kind)]
        for do, kind in scenarios.MOVES.items()
    }
    assert {do: listed[do] for do in fields} == fields
    example = page.split("```toml")[1].split("```")[0]
    assert len(scenarios.read(example).moves) == 2
    assert all(f"`{name}`" in page for name in scenarios.STRESSES)
