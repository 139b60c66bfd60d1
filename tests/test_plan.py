"""Before and after by hand on the toy city, and every answer on a scenario."""

import pandas as pd
import pytest

import queries
from queries import catalogue, scenarios
from queries.__main__ import main
from queries.scenarios import Scenario
from tests.questions import SUNDAY, TUESDAY, asked
from tests.toy_city import CODES, EAST, WEST

NIGHT = TUESDAY + 3
"""Tuesday 03:00: of the toy's services adults may walk to, only AE001 at a1 is open."""
CLOSED = Scenario("closed", moves=(scenarios.Close("AE001"),))
LATE = Scenario("late", moves=(scenarios.SetHours("CAFE001", "daily 18:00-04:00"),))
PLAN = [name for name in catalogue.names() if catalogue.question(name).family == "plan"]


@pytest.fixture(scope="module")
def before_and_after(toy):
    """Answers of a scenario on the toy city, each as a frame."""
    opened = []

    def ask(scenario, name, **changed):
        connection = scenarios.opened(toy, scenario)
        opened.append(connection)
        with scenarios.Compared(connection, **asked(**changed)) as compared:
            return compared.fetch(name)

    yield ask
    for connection in opened:
        connection.close()


@pytest.fixture(scope="module")
def persons(toy):
    """Residents of the toy's areas by their keys."""
    connection = queries.connect(toy)
    frame = queries.fetch(connection, "access_by_area", **asked())
    connection.close()
    residents = frame.set_index("area_code")["residents"]
    return {key: int(residents[code]) for key, code in CODES.items()}


def test_a_closed_hospital_is_lost_by_its_three_areas(before_and_after, persons):
    frame = before_and_after(CLOSED, "plan_of_london", at_hour=NIGHT)
    health = frame.set_index("leg").loc["health"]
    # a1, and a2 and a4 at 4 km, 65 minutes; nobody else had any.
    lost = persons["a1"] + persons["a2"] + persons["a4"]
    assert health["lost_residents"] == lost
    assert health["gained_residents"] == 0
    assert health["out_residents_before"] == 9000 - lost
    assert health["out_residents_after"] == 9000
    # Nothing else is open anywhere at that hour.
    assert pd.isna(health["mean_after_min"])
    assert health["longer_residents"] == 9000


def test_gains_and_losses_stand_apart(before_and_after, persons):
    both = Scenario("both", moves=(*CLOSED.moves, *LATE.moves))
    frame = before_and_after(both, "plan_by_borough", at_hour=NIGHT)
    health = frame[frame["leg"] == "health"].set_index("borough_code")
    # The café at (533, 184) keeps a4 in reach (3 km) and brings a5 in (1 km).
    assert health.loc[WEST, "lost_residents"] == persons["a1"] + persons["a2"]
    assert health.loc[WEST, "gained_residents"] == 0
    assert health.loc[EAST, "gained_residents"] == persons["a5"]
    assert health.loc[EAST, "lost_residents"] == 0


def test_each_area_says_what_changes(before_and_after):
    frame = before_and_after(LATE, "plan_by_area", at_hour=NIGHT)
    change = frame.set_index("area_code")["change"]
    told = {key: change[code] for key, code in CODES.items()}
    # a2 is 4 km from the hospital and 4.12 km from the café; a4 4 km and 3 km; a3 8 km
    # and 6.4 km; a6 8.9 km and 5 km.
    assert told == {
        "a1": "unchanged",
        "a2": "unchanged",
        "a3": "nearer",
        "a4": "nearer",
        "a5": "gains reach",
        "a6": "nearer",
    }
    # 02:00 and 03:00 on seven days.
    a5 = frame.set_index("area_code").loc[CODES["a5"]]
    assert (a5["gained_hours"], a5["lost_hours"], a5["shorter_hours"]) == (14, 0, 14)
    assert a5["before_min"] == pytest.approx(91.9)
    assert a5["after_min"] == pytest.approx(16.25, abs=0.06)


def test_hours_of_the_week_are_told_apart(before_and_after, persons):
    frame = before_and_after(LATE, "plan_by_hour")
    health = frame[frame["leg"] == "health"].set_index("hour_of_week")
    gained = health["gained_residents"]
    assert set(gained[gained > 0].index) == {
        24 * d + h for d in range(7) for h in (2, 3)
    }
    assert set(gained[gained > 0]) == {persons["a5"]}
    assert (health["lost_residents"] == 0).all()
    others = frame[frame["leg"] != "health"]
    assert (others["gained_residents"] == 0).all()


def test_a_borough_has_hours_of_its_own(before_and_after, persons):
    # Only a5, of the east, gains by the longer opening.
    told = {}
    for code in (EAST, WEST):
        frame = before_and_after(LATE, "plan_by_hour", borough_codes=[code])
        told[code] = frame[frame["leg"] == "health"].set_index("hour_of_week")
    assert told[EAST].loc[NIGHT, "gained_residents"] == persons["a5"]
    assert set(told[EAST]["residents"]) == {6000}
    assert set(told[WEST]["residents"]) == {3000}
    assert (told[WEST]["gained_residents"] == 0).all()


def test_a_fifth_has_a_week_of_its_own(before_and_after, persons):
    # Only the fifth of a5 gains: 02:00 and 03:00 on seven days.
    frame = before_and_after(LATE, "plan_week_by_fifth")
    health = frame[frame["leg"] == "health"]
    gaining = health[health["gained_residents"] > 0]
    assert list(gaining["gained_person_hours"]) == [14 * persons["a5"]]
    assert set(frame["ranking"]) == {"need"}
    assert frame["nobody_loses_reach"].all()
    assert (frame["lost_person_hours"] == 0).all()


def test_nobody_loses_is_said_only_if_true(before_and_after):
    gain = before_and_after(LATE, "plan_of_week").set_index("leg")
    assert gain["nobody_loses_reach"].all()
    assert gain["nobody_goes_farther"].all()
    # From 20:00: the café closes four hours earlier, and stays open two hours longer.
    shift = Scenario("x", moves=(scenarios.SetHours("CAFE001", "daily 20:00-04:00"),))
    mixed = before_and_after(shift, "plan_of_week").set_index("leg").loc["health"]
    assert not mixed["nobody_loses_reach"]
    assert not mixed["nobody_goes_farther"]
    assert mixed["gained_person_hours"] == mixed["lost_person_hours"] > 0
    closed = before_and_after(CLOSED, "plan_of_week").set_index("leg")
    assert list(closed["nobody_loses_reach"]) == [False, False, True]
    person = {"age": "adults", "access": "walk_in"}
    sentences = scenarios.verdicts(closed.reset_index(), **person)
    assert sentences[0].startswith("Health support, for adults who walk in: ")
    assert "lose reach at some hour" in sentences[0]
    assert sentences[2] == (
        "Ambulance support, for adults who are brought by police or ambulance: nobody "
        "loses reach at any hour of the week; nobody's nearest service is farther off at "
        "any hour."
    )
    # What takes something away may take it from who was not asked about.
    fewer = scenarios.SetAges("CAFE001", ("adults",))
    rooms = scenarios.SetRooms("CAFE001", 1)
    added = scenarios.Add("crisis_cafe", "AE001", "always", ("adults",), ("walk_in",))
    assert scenarios.unsaid([added]) == []
    assert "of another age" in " ".join(scenarios.unsaid([added, fewer]))
    assert "rooms that go" in " ".join(scenarios.unsaid([rooms]))


def test_a_way_may_grow_longer_where_no_reach_is_lost(before_and_after):
    # From a1 to a point 1 km east of it: a4 is then 4.1 km off and out of reach; of 80
    # minutes all three stay in reach, and a1 and a4 walk farther.
    move = Scenario("x", moves=(scenarios.Relocate("AE001", "531000,180000"),))
    week = before_and_after(move, "plan_of_week", within_min=80).set_index("leg")
    assert week.loc["health", "nobody_loses_reach"]
    assert not week.loc["health", "nobody_goes_farther"]


def test_the_worst_hit_places_are_named(before_and_after, persons):
    frame = before_and_after(CLOSED, "plan_worst_hit", list_count=2)
    health = frame[frame["leg"] == "health"]
    assert list(health["place"]) == [1, 2]
    assert set(health["area_name"]) <= {"Weston 001A", "Weston 001B", "Weston 001C"}
    # a1: 168 hours; a4 keeps the café's hours from 18:00 to 02:00.
    keys = {code: key for key, code in CODES.items()}
    lost = {"a1": 168, "a2": 168, "a4": 168 - 7 * 8}
    for row in health.to_dict("records"):
        key = keys[row["area_code"]]
        assert (row["lost_hours"], row["residents"]) == (lost[key], persons[key])
    order = sorted(lost, key=lambda key: -lost[key] * persons[key])
    assert [keys[code] for code in health["area_code"]] == order[:2]


def test_a_car_is_a_leg_gained(before_and_after, persons):
    car = Scenario("car", moves=(scenarios.AddCar((EAST,), "daily 00:00-06:00"),))
    frame = before_and_after(car, "plan_legs_of_london", at_hour=NIGHT)
    counted = frame.set_index("leg_count")
    # Safety reaches everybody by blue light within 65 minutes: AE001 takes them in.
    east = persons["a3"] + persons["a5"] + persons["a6"]
    west = persons["a1"] + persons["a2"] + persons["a4"]
    assert list(counted["residents_before"]) == [0, east, west, 0]
    assert list(counted["residents_after"]) == [0, 0, 9000, 0]


def test_a_surge_changes_need_and_nobodys_reach(before_and_after):
    surge = Scenario("surge", moves=(scenarios.Surge(100, (EAST,)),))
    frame = before_and_after(surge, "plan_by_fifth", at_hour=NIGHT)
    assert set(frame["ranking"]) == {"need"}
    assert (frame["gained_residents"] + frame["lost_residents"] == 0).all()
    boroughs = before_and_after(surge, "plan_by_borough").set_index(
        ["leg", "borough_code"]
    )
    for leg in ("health", "safety", "ambulance"):
        east, west = boroughs.loc[(leg, EAST)], boroughs.loc[(leg, WEST)]
        assert east["need_after"] == pytest.approx(2 * east["need_before"])
        assert west["need_after"] == west["need_before"]


def test_changed_services_say_what_bars_them(before_and_after):
    moves = (
        scenarios.SetHours("CAFE003", "always"),
        scenarios.SetHours("HOUSE001", "daily 09:00-17:00"),
        scenarios.SetHours("LOW001", "daily 09:00-17:00"),
        scenarios.SetAges("CAFE002", ("adults",)),
        scenarios.SetRooms("POS001", 3),
        scenarios.Close("AE001"),
        scenarios.Add("crisis_cafe", "AE001", name="New café"),
    )
    frame = before_and_after(Scenario("x", moves=moves), "plan_services")
    told = {
        (row["service_id"], row["leg"] or ""): (row["before"], row["after"])
        for row in frame.fillna("").to_dict("records")
    }
    weak = "Evidence too weak"
    # CAFE003 keeps its hours, and is not among them.
    assert told == {
        ("AE001", "health"): ("counts", "not open"),
        ("AE001", "safety"): ("counts", "not open"),
        ("CAFE002", "health"): ("Age not taken, or not known", "counts"),
        ("HOUSE001", "health"): ("Takes some people only", "Takes some people only"),
        ("LOW001", "health"): (weak, weak),
        ("NEW1", "health"): ("not there", "counts"),
        # Its hours are not known.
        ("POS001", "safety"): ("Hours not known", "Hours not known"),
    }


@pytest.fixture(scope="module")
def idle(toy):
    """A scenario without moves, opened."""
    connection = scenarios.opened(toy, Scenario("idle"))
    yield connection
    connection.close()


@pytest.mark.parametrize("name", catalogue.names())
def test_without_moves_every_answer_is_the_present_one(idle, connection, name):
    pd.testing.assert_frame_equal(
        queries.fetch(idle, name, **asked()), queries.fetch(connection, name, **asked())
    )


@pytest.mark.parametrize("name", PLAN)
def test_without_moves_nothing_changes(idle, name):
    with scenarios.Compared(idle, **asked()) as compared:
        frame = compared.fetch(name)
    for before in [column for column in frame if "before" in column]:
        after = before.replace("before", "after")
        assert frame[before].equals(frame[after].rename(before))
    for column in frame:
        if column.startswith(("gained", "lost", "longer", "shorter")):
            assert (frame[column] == 0).all(), column
    if name in {"plan_worst_hit", "plan_services"}:
        assert frame.empty


@pytest.fixture(scope="module")
def busy(toy):
    """A scenario with a move of every kind, opened."""
    moves = [
        {"do": "hours", "service": "CAFE001", "hours": "daily 18:00-04:00"},
        {"do": "close", "service": "AE001"},
        {"do": "open", "service": "AE001"},
        {"do": "add", "type": "hbpos", "at": CODES["a5"], "access": "police_ambulance"},
        {"do": "move", "service": "CA001", "at": CODES["a3"]},
        {"do": "access", "service": "CAFE001", "access": "walk_in,referral"},
        {"do": "ages", "service": "CAFE001", "ages": "adults,under_18s"},
        {"do": "rooms", "service": "POS001", "rooms": 3},
        {"do": "car", "boroughs": [WEST], "hours": "daily 11:00-23:00"},
        {"do": "shut", "what": "crisis_house", "hours": "sat-sun 00:00-24:00"},
        {"do": "surge", "percent": 20},
    ]
    scenario = Scenario("busy", moves=tuple(map(scenarios.of_record, moves)))
    connection = scenarios.opened(toy, scenario)
    yield connection
    connection.close()


@pytest.mark.parametrize("name", catalogue.names())
def test_every_answer_can_be_asked_of_a_scenario(busy, name):
    question = catalogue.question(name)
    frame = queries.fetch(busy, name, **asked(at_hour=SUNDAY + 20))
    assert list(frame.columns) == list(question.returns)
    assert not frame.duplicated(
        [c for c in question.grain if c in frame] or list(frame.columns)
    ).any()


@pytest.mark.parametrize("name", queries.checks())
def test_a_scenario_passes_the_checks_of_a_build(busy, name):
    cursor = busy.cursor()
    cursor.execute("use london")
    culprits = cursor.execute(queries.checks()[name]).fetchall()
    # Need that surges is no longer the published total.
    assert bool(culprits) is (name == "need_not_summed_to_the_published_total")


@pytest.mark.parametrize("name", PLAN)
def test_answers_of_the_plan_keep_their_headers(busy, name):
    question = catalogue.question(name)
    with scenarios.Compared(busy, **asked(at_hour=SUNDAY + 20)) as compared:
        frame, again = compared.fetch(name), compared.fetch(name)
    assert list(frame.columns) == list(question.returns)
    assert len(frame)
    assert not frame.duplicated(list(question.grain)).any()
    pd.testing.assert_frame_equal(frame, again)


@pytest.mark.parametrize("name", PLAN)
def test_what_is_known_of_the_edition_need_not_be_asked_again(busy, connection, name):
    known = scenarios.as_it_is(connection, **asked())
    with (
        scenarios.Compared(busy, **asked()) as anew,
        scenarios.Compared(busy, known=known, **asked()) as spared,
    ):
        pd.testing.assert_frame_equal(anew.fetch(name), spared.fetch(name))


def test_what_is_known_is_of_the_same_question(busy, connection):
    known = scenarios.as_it_is(connection, **asked())
    # The hour is asked of the answers.
    scenarios.Compared(busy, known=known, **asked(at_hour=3)).close()
    with pytest.raises(ValueError, match="other parameters"):
        scenarios.Compared(busy, known=known, **asked(within_min=15))


SCENARIO = """
name = "Late café"
note = "What if it stayed open?"
[[move]]
do = "hours"
service = "CAFE001"
hours = "daily 18:00-04:00"
"""


@pytest.fixture
def run(toy, tmp_path, capsys):
    """Exit code and texts of `python -m queries plan` on a scenario of the toy city."""

    def command(*arguments, text=SCENARIO):
        file = tmp_path / "late.toml"
        file.write_text(text, encoding="utf-8")
        reach = ("--param", "within_min=65")
        code = main(["plan", str(file), *arguments, *reach, "--database", str(toy)])
        return code, *capsys.readouterr()

    return command


def test_the_command_prints_moves_verdict_and_tables(run, persons):
    code, out, _ = run("--at-hour", "Tuesday 03:00")
    assert code == 0
    assert out.startswith("Late café\nWhat if it stayed open?\n")
    assert "- Toy CAFE001 is open every day from 18:00 to 04:00." in out
    assert f"{persons['a5']:,} people gain reach at some hour of the week" in out
    assert "nobody loses reach at any hour of the week" in out
    assert "Need is modelled" in out
    row = next(line for line in out.splitlines() if line.startswith("gained_residents"))
    assert row.split() == ["gained_residents", str(persons["a5"]), "0", "0"]
    assert "at_hour=27" in out


def test_the_report_says_at_which_hours_and_for_how_much_need(run, persons):
    _, out, _ = run("--at-hour", "Tuesday 03:00")
    told = [" ".join(line.split()) for line in out.splitlines()]
    gained = persons["a5"]
    out_before = persons["a3"] + persons["a5"] + persons["a6"]
    spells = [line for line in told if line.startswith("health ") and " 04:00 " in line]
    # Two hours after midnight, of every day.
    assert len(spells) == 7
    assert spells[1].startswith(
        "health Tuesday 02:00 Tuesday 04:00 "
        f"{out_before} {out_before - gained} {gained} 0 "
    )
    heads = next(line for line in told if line.startswith("leg borough_name"))
    assert "out_need_before out_need_after" in heads


def test_a_surge_is_in_the_tables_of_the_report(toy, capsys):
    assert main(["plan", "surge", "--database", str(toy)]) == 0
    told = capsys.readouterr().out
    boroughs = told.split("Boroughs where anything changes")[1].split("rows")[0]
    # Need grows where it is, so what is out of reach grows with it.
    assert "Weston" in boroughs
    assert "Easton" in boroughs
    hours = told.split("need out of it, changes")[1].split("rows")[0]
    assert "Monday 00:00" in hours


def test_other_scenarios_stand_beside_it(run, persons):
    _, out, _ = run(
        *("--at-hour", "Tuesday 20:00", "--against", "night_without_cafes"),
        *("--against", "surge"),
    )
    told = [
        " ".join(line.split()) for line in out.split("side by side")[1].splitlines()
    ]
    rows = [line for line in told if line.startswith("health")]
    names = ("as it is", "Late café", "A night with no cafés", "20 % more need")
    for row, name in zip(rows, names, strict=True):
        assert row.startswith(f"health {name} ")
    # The café is open at this hour anyway, and a5 has nothing else.
    out_now = persons["a3"] + persons["a6"]
    assert rows[0].split()[4] == rows[1].split()[3] == str(out_now)
    night = rows[2].removeprefix("health A night with no cafés ").split()
    assert night[0] == str(out_now + persons["a5"])
    assert night[4] == str(persons["a5"])
    # Longer by two hours a night, and shut on one.
    assert rows[1].split()[8] == str(14 * persons["a5"])


def test_the_report_can_be_a_file(run, tmp_path):
    file = tmp_path / "report.txt"
    code, out, told = run("--out", str(file))
    assert (code, out) == (0, "")
    assert "Wrote" in told
    assert file.read_text(encoding="utf-8").startswith("Late café\n")


def test_one_answer_on_the_scenario(run, tmp_path, persons):
    file = tmp_path / "areas.csv"
    code, *_ = run("plan_by_area", "--at-hour", "27", "--out", str(file))
    assert code == 0
    frame = pd.read_csv(file, comment="#").set_index("area_code")
    assert frame.loc[CODES["a5"], "change"] == "gains reach"
    hours = tmp_path / "hours.csv"
    code, *_ = run(
        "plan_by_hour", "--param", f"borough_codes={WEST}", "--out", str(hours)
    )
    assert code == 0
    assert set(pd.read_csv(hours, comment="#")["residents"]) == {3000}
    code, out, _ = run("access_of_london", "--at-hour", "27", "--format", "csv")
    found = pd.read_csv(pd.io.common.StringIO(out), comment="#")
    out_of_reach = persons["a3"] + persons["a6"]
    assert found["out_residents"][0] == out_of_reach
    assert "In a scenario, not as it is: late.toml." in out


@pytest.mark.parametrize(
    ("arguments", "text", "words"),
    [
        (["--at-hour", "Noday 03:00"], SCENARIO, "a weekday and a full hour"),
        (["--format", "csv"], SCENARIO, "--out FILE.txt"),
        (["plan_of_londn"], SCENARIO, "Did you mean plan_of_london"),
        (["plan_of_london", "--against", "surge"], SCENARIO, "the report alone"),
        (["--against", "none.toml"], SCENARIO, "a scenario in none.toml"),
        (["incidents_counted_by_month"], SCENARIO, "were recorded"),
        ([], "name = 3x", "Expected a scenario in TOML"),
        ([], "[[move]]\ndo = 'close'\nservice = 'AE9'", "Expected a service"),
    ],
)
def test_what_the_command_refuses(run, arguments, text, words):
    code, _, told = run(*arguments, text=text)
    assert code == 2
    assert "Could not plan" in told
    assert words in told


@pytest.mark.parametrize("name", scenarios.STRESSES)
def test_a_stress_goes_by_its_name(toy, capsys, name):
    assert main(["plan", name, "--database", str(toy)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(scenarios.STRESSES[name].name)


def test_a_night_without_cafes(before_and_after, persons):
    stress = scenarios.STRESSES["night_without_cafes"]
    frame = before_and_after(stress, "plan_by_hour")
    health = frame[frame["leg"] == "health"].set_index("hour_of_week")
    # At 20:00 on Tuesday the café alone reaches a5; a4 has the hospital too.
    assert health.loc[TUESDAY + 20, "lost_residents"] == persons["a5"]
    assert health.loc[NIGHT, "lost_residents"] == 0


def test_full_places_of_safety(before_and_after):
    stress = scenarios.STRESSES["full_places_of_safety"]
    hours = scenarios.SetHours("POS001", "always")
    both = Scenario("x", moves=(hours, *stress.moves))
    asks = {"safety_types": ["hbpos"], "at_hour": NIGHT}
    staffed = before_and_after(Scenario("y", moves=(hours,)), "plan_of_london", **asks)
    full = before_and_after(both, "plan_of_london", **asks)
    # By blue light everybody is within 65 minutes of it.
    assert staffed.set_index("leg").loc["safety", "gained_residents"] == 9000
    assert full.set_index("leg").loc["safety", "gained_residents"] == 0


def test_n_minus_1_by_hand(connection, persons):
    frame = queries.fetch(
        connection, "closures_by_service", **asked(at_hour=SUNDAY + 20)
    )
    found = frame.set_index("service_id")
    # On Sunday at 20:00 the hospital at a1 and the café at (533, 184) are open: a1 and a2
    # have the hospital alone, a5 the café alone, a4 both; a3 and a6 neither.
    assert found.loc["AE001", "sole_residents"] == persons["a1"] + persons["a2"]
    assert found.loc["CAFE001", "sole_residents"] == persons["a5"]
    # 168 hours; a4 but for the café's eight hours a day.
    assert found.loc["AE001", "week_person_hours"] == (
        168 * (persons["a1"] + persons["a2"]) + 7 * 16 * persons["a4"]
    )
    # CA001 at a6 opens from Monday to Friday, 09:00 to 17:00: a3, a5 and a6 depend on it.
    east = persons["a3"] + persons["a5"] + persons["a6"]
    assert found.loc["CA001", "week_person_hours"] == 5 * 8 * east
    # Nearest of the two at 20:00: the hospital for a1 and a2 (4 km; 4.12 to the café).
    nearer = persons["a1"] + persons["a2"]
    assert found.loc["AE001", "farther_residents"] == nearer
    points = queries.fetch(
        connection, "single_points_by_borough", **asked(at_hour=SUNDAY + 20)
    ).set_index(["borough_code", "service_id"])
    assert points.loc[(WEST, "AE001"), "sole_residents"] == nearer
    assert points.loc[(EAST, "CAFE001"), "sole_residents"] == persons["a5"]
    assert points.loc[(EAST, "CA001"), "sole_residents"] == 0


def test_a_file_that_is_not_there(toy, capsys):
    assert main(["plan", "none.toml", "--database", str(toy)]) == 2
    assert "Expected a scenario in none.toml" in capsys.readouterr().err
