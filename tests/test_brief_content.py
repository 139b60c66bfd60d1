"""What a paper says: numbers of the answers, by hand on the toy, and by a second route."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

import queries
from dashboard import proposed, theme
from dashboard.briefs import acting_moves, content, losing, proposal, view
from dashboard.briefs.parts import Table, Week
from dashboard.briefs.proposal import Proposal
from geodata.decisions import parameters
from queries import scenarios
from queries.errors import CannotAnswer
from queries.scenarios import known
from tests import planted_incidents
from tests.toy_city import CODES, EAST, WEST

DAY = dt.date(2026, 11, 26)
REACH = "within=60"
"""On foot the toy's areas lie 65 minutes apart: who is in reach has a service at hand."""


@pytest.fixture
def opened(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))


@pytest.fixture
def real(starter, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(starter))


def paper(borough="", words=REACH, given=None):
    seen = view.read(words, borough, "http://127.0.0.1:8501")
    return content.gather(seen, made_on=DAY, proposed=given)


def part(found, key):
    [one] = [p for p in found.parts() if p.key == key]
    return one


def fetched(path, name, **params):
    connection = queries.connect(path)
    frame = queries.fetch(connection, name, **parameters.presets() | params)
    connection.close()
    return frame


def residents_of_a1(path):
    areas = fetched(path, "access_by_area").set_index("area_code")
    return areas.loc[CODES["a1"], "residents"]


def test_the_answer_of_a_borough_by_hand(opened, toy):
    # Weston: a1, a2, a4. At a1 stands the A&E; a2 and a4 are 65 minutes from it, and
    # the café 1 km from a5 is closed on Tuesday at 14:00.
    found = paper("Weston")
    weston = part(found, "boroughs").frame.set_index("borough_code").loc[WEST]
    assert weston["residents"] == 3_000
    assert weston["out_residents"] == 3_000 - residents_of_a1(toy)
    assert ["Weston", "3,000", "2,194"] in [
        row[:3] for row in part(found, "boroughs").rows()
    ]
    assert "**2,200 residents of Weston (73 %)**" in found.answer
    assert "Modelled need there" in found.answer


def test_of_london_the_answer_counts_londoners(opened):
    found = paper()
    assert "Londoners" in found.answer
    assert "interval of that share" not in found.answer


def test_a_paper_says_which_services_count(opened):
    found = paper("", "types=crisis_cafe&confidence=low&restricted=true")
    assert "health leg here: crisis cafés. Confidence: all, low too; those for" in (
        found.basis
    )


def test_who_relies_on_one_service_by_hand(opened, toy):
    # Only a1 (the A&E) and a6 (the assessment centre) are in reach of one, each of one.
    found = losing.sole(view.read(REACH, ""))
    assert list(found["area_count"]) == [1, 1]
    own = losing.sole(view.read(REACH, "Weston"))
    assert list(own["residents"]) == [residents_of_a1(toy)]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "travel=car&within=15",
        "day=Sunday&hour=03:00&confidence=low&unknown=true",
        "types=crisis_cafe&travel=car&restricted=true",
    ],
)
def test_who_relies_on_one_service_is_what_sole_reach_counts(real, starter, words):
    seen = view.read(words, "")
    asked = seen.chosen.questions()
    other = fetched(starter, "sole_reach_by_service", **asked)
    other = other[other["sole_residents"] > 0].set_index("service_name")
    ours = losing.sole(seen).set_index("service_name")
    assert ours["residents"].sort_index().to_dict() == (
        other["sole_residents"].sort_index().to_dict()
    )
    by_borough = [
        losing.sole(view.read(words, code))["residents"].sum()
        for code in view.boroughs()
    ]
    assert sum(by_borough) == other["sole_residents"].sum()


def test_tables_print_what_the_answers_say(real, starter):
    found = paper("Camden", "day=Sunday&hour=03:00")
    asked = view.read("day=Sunday&hour=03:00", "Camden").chosen.questions()
    boroughs = fetched(starter, "comparison_by_borough", **asked)
    printed = {row[0]: row for row in part(found, "boroughs").rows()}
    assert len(printed) == 33
    for row in boroughs.to_dict("records"):
        told = printed[row["borough_name"]]
        assert told[1] == f"{row['residents']:,.0f}"
        assert told[2] == f"{row['out_residents']:,.0f}"
        assert told[3] == f"{100 * row['out_share']:.0f} %"
        assert told[4] == f"{100 * row['out_share_low']:.0f} %"
    legs = fetched(starter, "legs_by_borough", **asked).set_index("borough_name")
    assert part(found, "legs").frame["persons"].to_list() == [
        legs.loc["Camden", f"without_{leg}"]
        for leg in ("health", "safety", "ambulance")
    ]


def test_a_week_is_drawn_only_where_hours_differ(real, starter):
    found = paper("Camden", "")
    # A&Es never close and the car is on duty from 11:00 to 23:00.
    [week] = [p for p in found.parts() if isinstance(p, Week)]
    assert week.key == "week_ambulance"
    assert week.shares()[10:12] == [1, 0]
    assert week.shares()[22:24] == [0, 1]
    [section] = [s for s in found.sections if s.key == "week"]
    assert "All 168 hours of the week are alike" in section.says[0]


def test_every_section_says_what_is_modelled(opened):
    for place in ("", "Weston"):
        for section in paper(place).sections:
            assert "odelled" in section.basis
            assert section.says[0]


@pytest.mark.parametrize(
    "words", ["types=", "age=under_18s", "types=crisis_house", "travel=blue_light"]
)
def test_each_view_has_a_paper(opened, words):
    for place in ("", "Weston"):
        found = paper(place, words)
        assert found.answer
        assert {s.key for s in found.sections} >= {"maps", "standing", "acting"}


def test_nothing_chosen_is_said_and_not_counted(opened):
    found = paper("Weston", "types=")
    assert "No service type is chosen" in found.answer
    assert "Modelled need there" not in found.answer


def test_invented_incidents_are_left_out(opened):
    found = paper("Weston")
    assert "recorded" not in {s.key for s in found.sections}
    assert "invented for demonstration and are left out" in " ".join(found.limits)


def test_recorded_incidents_keep_to_the_rule(toy, tmp_path, monkeypatch):
    rows = [*planted_incidents.many("a1", 5), *planted_incidents.many("a6", 43)]
    monkeypatch.setenv(
        "CRISIS_DATABASE", str(planted_incidents.planted(toy, tmp_path, rows))
    )
    found = paper()
    table = part(found, "recorded")
    told = {row[0]: row[1] for row in table.rows()}
    assert told["Weston"] == "*"
    assert told["Easton"] in {"45", "*"}
    assert not (table.frame["incident_count"] == 5).any()
    assert "Counts of 1 to 7 are not shown" in table.caption


def test_a_view_is_read_as_its_address_says():
    words = "http://h:1/compare?day=Sunday&hour=03:00&types=crisis_cafe&boroughs=x"
    chosen = view.read(words, "").chosen
    assert (chosen.day, chosen.hour, chosen.types) == (
        "Sunday",
        "03:00",
        ("crisis_cafe",),
    )
    assert chosen.within == "30"


@pytest.mark.parametrize("words", ["day=Sonntag", "types=crisis_cafe&types=bus"])
def test_a_view_that_means_nothing_is_refused(words):
    with pytest.raises(view.ViewNotRead, match="Copy the address"):
        view.read(words, "")


def test_a_place_that_is_none_is_refused(opened):
    with pytest.raises(view.ViewNotRead, match="Weston"):
        view.read("", "Wstn")


def test_the_link_leads_back_to_the_view(opened):
    found = paper("Weston", "day=Sunday&hour=03:00&colour=red")
    assert found.link == (
        f"http://127.0.0.1:8501/?day=Sunday&hour=03%3A00&place={WEST}"
    )


CLOSED = f"{REACH}&day=Monday&hour=19:00&move=close~CAFE001&plan_name=Café+closed"
"""A plan: the café 1 km from a5, open from 18:00 to 02:00, is closed."""


def plan(borough=""):
    """The paper of a plan, and the plan as it was asked."""
    seen = view.read(CLOSED, borough, "http://127.0.0.1:8501")
    asked = proposed.of(seen)
    return content.gather(seen, made_on=DAY, proposed=asked), asked


def test_a_plan_tells_what_two_questions_of_the_present_say(opened, toy):
    # The café is the only one that is placed and takes adults: without the type is the
    # same as with the café closed.
    shared = {"within_min": 60, "at_hour": 19}
    before = fetched(toy, "access_by_borough", **shared).set_index("borough_name")
    types = ["ae_type1", "crisis_assessment", "crisis_house"]
    after = fetched(toy, "access_by_borough", types=types, **shared)
    after = after.set_index("borough_name")
    lost = after["out_residents"] - before["out_residents"]
    assert (lost > 0).all()  # a5 in Easton is 1 km from it, a4 in Weston 3 km
    found, _ = plan("Easton")
    table = part(found, "plan_by_borough")
    assert sorted(row[0] for row in table.rows()) == ["Easton", "Weston"]
    for borough, _, out_before, out_after, gained, gone, *_ in table.rows():
        assert (gained, gone) == ("0", f"{lost[borough]:,}")
        assert out_before == f"{before['out_residents'][borough]:,}"
        assert out_after == f"{after['out_residents'][borough]:,}"
    [own] = table.marked
    assert table.rows()[own][0] == "Easton"


def test_a_plan_comes_first_and_the_present_beside_it(opened):
    found, asked = plan("Easton")
    keys = [section.key for section in found.sections]
    assert keys[:4] == ["proposal", "effect", "losers", "maps"]
    assert "go out of reach" in found.answer
    assert found.as_it_is.startswith("As it is: on Monday at 19:00")
    assert found.title.endswith(": Café closed")
    assert found.link == asked.link
    assert "/plan?" in found.link
    assert part(found, "moves").rows()[0][0].endswith("closes.")
    assert found.sections[3].heading.endswith("as it is now")


def test_hours_alike_are_one_spell(opened):
    found, asked = plan()
    table = part(found, "plan_by_hour")
    # Every day from 18:00 to 02:00: Monday's first two hours are those of Sunday night.
    told = [row[1:3] for row in table.rows()]
    assert told[:2] == [
        ["Monday at 00:00", "Monday at 02:00"],
        ["Monday at 18:00", "Tuesday at 02:00"],
    ]
    assert told[-1] == ["Sunday at 18:00", "Monday at 00:00"]
    hours = asked.hours[asked.hours["leg"] == "health"]
    covered = sum(table.frame["to_hour"] - table.frame["from_hour"] + 1)
    assert covered == (hours["lost_residents"] > 0).sum() == 56


def test_no_one_loses_is_never_said_for_the_giver(opened):
    moves = pd.DataFrame({"move": ["Open a café"], "must_act": ["The trust"]})
    found = paper("", REACH, Proposal("A café", "", ("It gains.",), moves))
    [losers] = [s for s in found.sections if s.key == "losers"]
    assert "No place was listed" in losers.says[0]
    assert not losers.parts
    assert isinstance(part(found, "moves"), Table)


CAMDEN = {
    "borough_name": "Camden",
    "mh_trust_name": "Toy Trust",
    "icb_name_2026": "Toy ICB",
    "police_force": "Toy Police",
    "bcu_name": "North",
}


@pytest.mark.parametrize(
    ("move", "service", "who"),
    [
        ({"do": "surge", "percent": 20}, {}, "Nobody: a test of more need"),
        (
            {"do": "car", "boroughs": ["Camden"]},
            {},
            "London Ambulance Service, with Toy Trust",
        ),
        (
            {"do": "close", "service": "S1"},
            {"service_type": "crisis_cafe", "provider_name": "Toy Mind"},
            "Toy Mind; Toy ICB, which pays for it",
        ),
        (
            {"do": "add", "type": "crisis_cafe"},
            {"service_type": "crisis_cafe", "provider_name": float("nan")},
            "Toy Trust; Toy ICB, which pays for it; Camden council, for premises",
        ),
        (
            {"do": "rooms", "service": "S1", "rooms": 2},
            {"service_type": "hbpos", "provider_name": "Toy NHS FT"},
            (
                "Toy NHS FT; Toy ICB, which pays for it; Toy Police (North command) and "
                "London Ambulance Service, who bring people; Camden council, for "
                "approved mental health professionals"
            ),
        ),
        (
            {"do": "close", "service": "S1"},
            {"service_type": "police_front_counter", "provider_name": "Toy Police"},
            "Toy Police",
        ),
    ],
)
def test_each_move_names_who_must_act(move, service, who):
    assert acting_moves.who(move, service, [CAMDEN]) == who


def test_where_the_register_has_no_place_nobody_is_made_up():
    told = acting_moves.who({"do": "shut", "what": "hbpos"}, {}, [])
    assert told.startswith("The mental health trust of the place; its care board")
    assert "the police and London Ambulance Service, who bring people" in told


@pytest.mark.parametrize("word", ["AE001", "ae001", "barnet HOSPITAL", "Nowhere Café"])
def test_a_service_is_named_as_a_scenario_names_it(real, starter, word):
    connection = queries.connect(starter)
    cursor = connection.cursor()
    cursor.execute("use london")
    listed = dict(
        cursor.execute("select service_id, service_name from services").fetchall()
    )
    try:
        theirs = known.service(cursor, word)
    except CannotAnswer:
        theirs = word
    assert acting_moves.named(word, listed) == theirs
    connection.close()


MOVED = """
move = [
    { do = "close", service = "barnet hospital" },
    { do = "open", service = "CAFE014" },
    { do = "add", type = "crisis_cafe", at = "HOUSE001", hours = "daily 18:00-02:00" },
    { do = "move", service = "CAFE003", at = "AE002" },
    { do = "close", service = "POS007" },
    { do = "car", boroughs = ["Camden", "E09000009"], hours = "daily 11:00-23:00" },
]
"""


def test_moves_by_name_of_what_is_planned_and_of_what_is_new(real):
    words = tuple(scenarios.to_link(scenarios.read(MOVED)))
    asked = proposed.of(replace(view.read("", ""), moves=words))
    barnet, haringey, islington, camden, highgate, car = asked.moves["must_act"]
    assert barnet.startswith(
        "Royal Free London NHS FT; West and North London ICB, which pays for it; "
        "Metropolitan Police Service (North West command) and London Ambulance Service"
    )
    assert haringey.startswith("Haringey Council / North London NHS FT; ")
    assert islington == (
        "North London NHS Foundation Trust; West and North London ICB, which pays for "
        "it; Islington council, for premises"
    )
    # Where it moves to.
    assert camden.endswith("Camden council, for premises")
    assert highgate.endswith(
        "Islington council, for approved mental health professionals"
    )
    assert car == (
        "London Ambulance Service, with North London NHS Foundation Trust and West "
        "London NHS Trust"
    )


def test_a_paper_of_london_names_four_roles(real):
    found = paper("", "")
    told = " ".join(cell for row in part(found, "acting").rows() for cell in row)
    for who in (
        "one of 8",
        "London Ambulance Service (5 areas, assumed)",
        "City of London Police and Metropolitan Police Service (12 commands)",
        "The councils of the 33 boroughs",
    ):
        assert who in told
    for key, count in (
        ("acting_trusts", 8),
        ("acting_police", 13),
        ("acting_ambulance", 5),
    ):
        table = part(found, key)
        assert len(table.frame) == count
        assert table.frame["borough_count"].sum() == 33


@pytest.mark.parametrize("place", ["", "Bromley"])
def test_causes_of_each_leg_that_is_missing_sum_to_those_without_it(real, place):
    found = paper(place, "day=Sunday&hour=03:00&within=10")
    without = part(found, "legs").frame.set_index("leg")["persons"]
    assert (without > 0).all()
    [section] = [s for s in found.sections if s.key == "missing"]
    for leg, key in (
        ("health", "causes"),
        ("safety", "causes_safety"),
        ("ambulance", "causes_ambulance"),
    ):
        table = part(found, key)
        barred = table.frame[table.frame["cause_code"] != "in_reach"]
        assert barred["residents"].sum() == without[leg.capitalize()]
        assert f"the {leg} leg" in table.caption
        assert any(f"gap in the {leg} leg" in text for text in section.says)


def test_a_leg_that_nobody_lacks_has_no_causes(opened):
    keys = {p.key for p in paper("", f"{REACH}&day=Monday&hour=19:00").parts()}
    assert "causes" in keys
    assert "causes_safety" not in keys


def test_a_boroughs_paper_of_a_plan_says_what_it_does_there(opened):
    found, asked = plan("Easton")
    rows = asked.boroughs[asked.boroughs["leg"] == "health"].set_index("borough_name")
    own, other = rows.loc["Easton"], rows.loc["Weston"]
    assert 0 < own["lost_residents"] < own["lost_residents"] + other["lost_residents"]
    lost = theme.people(own["lost_residents"])
    everywhere = theme.people(own["lost_residents"] + other["lost_residents"])
    first, _, second = found.answer.partition("In all of London: ")
    assert first.startswith(f"In Easton: on Monday at 19:00 **{lost} residents go out")
    assert second.startswith(f"on Monday at 19:00 **{everywhere} residents go out")
    [effect] = [s for s in found.sections if s.key == "effect"]
    assert "Easton over the week, for an adult who walks in: " in effect.says[0]
    assert "go out of reach of health support at some hour" in effect.says[0]
    assert effect.says[1].startswith(
        "All of London. Health support, for adults who walk in: "
    )
    [losers] = [s for s in found.sections if s.key == "losers"]
    [listed] = losers.parts
    own_rows = (listed.frame["borough_name"] == "Easton").sum()
    assert (
        f"{own_rows} of these {len(listed.frame)} rows are of Easton" in losers.says[0]
    )
    assert len(listed.marked) == own_rows


def test_a_borough_that_a_plan_leaves_alone_is_told_so(real):
    words = "day=Sunday&hour=01:00&move=close~CAFE002&move=add~crisis_cafe~HOUSE001"
    told = proposed.of(view.read(words, "Croydon"))
    assert told.says[0].startswith(
        "In Croydon: on Sunday at 01:00 nobody's reach of health support changes."
    )
    assert told.says[1] == (
        "Croydon over the week, for an adult who walks in: nobody goes out of reach of "
        "health support at any hour; nobody's nearest is farther off at any hour."
    )


def test_the_need_of_a_surge_is_said_and_in_the_tables(opened, toy):
    words = f"{REACH}&day=Monday&hour=19:00&move=surge~20~{EAST}&plan_name=More"
    asked = proposed.of(view.read(words, ""))
    found = content.gather(view.read(words, ""), made_on=DAY, proposed=asked)
    now = fetched(toy, "access_by_borough", within_min=60, at_hour=19)
    now = now.set_index("borough_code")
    before, after = now["need"].sum(), now["need"].sum() + 0.2 * now["need"][EAST]
    assert f"in all {before:,.0f} before, {after:,.0f} with the plan" in found.answer
    out = now["out_need"].sum(), now["out_need"].sum() + 0.2 * now["out_need"][EAST]
    [london] = part(found, "plan_of_london").rows()
    assert {f"{amount:,.0f}" for amount in out} <= set(london)
    # Nobody's reach changes, and the borough whose need grows is listed all the same.
    [easton] = part(found, "plan_by_borough").rows()
    assert easton[0] == "Easton"
    assert f"{1.2 * now['out_need'][EAST]:,.0f}" in easton


def test_what_is_not_compared_is_said(opened):
    [moves] = [s for s in plan()[0].sections if s.key == "proposal"]
    assert proposal.ONE_MOVE in moves.says
    two = proposed.of(view.read(f"{CLOSED}&move=close~CA001", ""))
    [both] = [
        s for s in proposal.sections(view.read(CLOSED, ""), two) if s.key == "proposal"
    ]
    assert not {proposal.ONE_MOVE, proposal.NOT_COMPARED} & set(both.says)
    none = replace(two, compared=pd.DataFrame())
    [alone] = [
        s for s in proposal.sections(view.read(CLOSED, ""), none) if s.key == "proposal"
    ]
    assert proposal.NOT_COMPARED in alone.says


def test_the_week_of_a_plan_is_beside_that_of_the_present(opened):
    found, asked = plan()
    [week] = [s for s in found.sections if s.key == "week"]
    assert week.heading.endswith("as it is now")
    after = part(found, "plan_week_health")
    hours = asked.hours[asked.hours["leg"] == "health"].set_index("hour_of_week")
    out = hours["out_residents_after"] / hours["residents"]
    assert after.shares() == list(out.sort_index())
    assert part(found, "week_health").shares()[19] < after.shares()[19]


def test_a_boroughs_paper_of_a_plan_has_its_own_week(opened, toy):
    found, asked = plan("Easton")
    hours = asked.hours[asked.hours["leg"] == "health"].set_index("hour_of_week")
    assert set(hours["residents"]) == {6_000}
    after = part(found, "plan_week_health")
    assert "Easton" in after.caption
    out = hours["out_residents_after"] / hours["residents"]
    assert after.shares() == list(out.sort_index())
    # What it was before is what the clock of the borough says.
    now = fetched(toy, "clock_by_borough", within_min=60)
    now = now[now["borough_code"] == EAST].set_index("hour_of_week")
    assert (hours["out_residents_before"] == now["out_residents"]).all()
    assert part(found, "plan_by_hour").params["borough_codes"] == [EAST]
    assert part(plan()[0], "plan_by_hour").params["borough_codes"] == []
    [effect] = [s for s in found.sections if s.key == "effect"]
    assert effect.says[-1].startswith("Easton. Health support. ")


def test_a_plan_is_told_over_the_week_by_borough_and_by_fifth(opened):
    found, _ = plan("Easton")
    boroughs = part(found, "plan_week_by_borough")
    assert [row[0] for row in boroughs.rows()] == ["Easton", "Weston"]
    assert boroughs.marked == frozenset({0})
    lost = boroughs.frame["lost_person_hours"]
    fifths = part(found, "plan_week_by_fifth")
    assert fifths.frame["lost_person_hours"].sum() == lost.sum() > 0
    assert fifths.caption.endswith("fifth 1 is the neediest")
    assert {"plan_week_by_borough", "plan_week_by_fifth"} <= {
        card.answer for card in found.cards
    }


def test_plans_that_are_kept_are_compared(opened):
    kept = "&kept=Centre+closed!close~CA001&kept=Nothing+there!close~NOBODY"
    asked = proposed.of(view.read(CLOSED + kept, ""))
    # What the edition does not have is left out.
    assert list(asked.compared["move"]) == ["Café closed", "Centre closed"]
    assert list(asked.compared["lost_residents"] > 0) == [True, False]
    assert all(asked.compared["must_act"])


def test_moves_are_compared_each_alone(opened):
    words = f"{CLOSED}&move=close~CA001"
    asked = proposed.of(view.read(words, ""))
    table = {row["move"]: row for row in asked.compared.to_dict("records")}
    assert len(table) == 2
    # On Monday at 19:00 the assessment centre is closed anyway.
    lost = sorted(row["lost_residents"] for row in table.values())
    assert lost[0] == 0
    assert lost[1] > 0
