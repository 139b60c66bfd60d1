"""Every figure of docs/worked-example.md, worked out again on the starter edition."""

import re
from pathlib import Path

import pytest

import queries
from dashboard import sentences
from dashboard.briefs import view
from geodata.decisions import parameters, service_types
from queries import scenarios, siting

DOCS = Path(__file__).parents[1] / "docs"
TOLD = (DOCS / "worked-example.md").read_text(encoding="utf-8")
FLOWING = " ".join(TOLD.split())
"""The same without the ends of its lines."""
SITES = [
    kind.service_type
    for kind in service_types.SERVICE_TYPES
    if kind.service_type
    not in {"joint_response_car", "police_front_counter", "police_custody"}
]
SUNDAY_1, SUNDAY_3 = 145, 147


@pytest.fixture(scope="module")
def open_starter(starter):
    connection = queries.connect(Path(starter))
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def problem(open_starter):
    presets = parameters.presets()
    takes = queries.catalogue.question("access_by_area").params
    asked = {key: presets[key] for key in takes if key != "at_hour"}
    # As the page asks: of one campus the first alone.
    candidates = siting.joined(siting.of_services(open_starter, SITES), apart_m=300.0)
    return siting.of(open_starter, candidates, hours=[SUNDAY_1], **asked)


@pytest.fixture(scope="module")
def best(problem):
    return siting.solve(problem, siting.Objective("coverage"), siting.Rules(count=1))


def test_the_best_site_and_its_near_ties(best):
    assert best.is_proven
    gained = best.moves["alone_residents"].iloc[0]
    need = best.moves["alone_need"].iloc[0]
    ties = best.near_ties.head(3)
    for row in ties.to_dict("records"):
        assert row["sites"] in TOLD
        people = gained + row["more_residents"]
        calls = need + row["more_need"]
        assert f"| {people:,.0f} | {calls:,.0f} |" in TOLD
    assert f"best by {-ties['more_residents'].iloc[1]:,.0f} people" in TOLD
    hundredths = round(-100 * ties["more_residents"].iloc[1] / gained)
    assert f"{['no', 'one', 'two', 'three'][hundredths]} in a hundred" in FLOWING


def test_how_firm_it_is(problem, best):
    objective, rules = siting.Objective("coverage"), siting.Rules(count=1)
    wrong = siting.to_travel_error(problem, objective, best)
    shares = [round(100 * share) for share in wrong["best_share"]]
    told = "first is best in {} of 100 and the second in {}"
    assert told.format(*shares[:2]) in FLOWING
    assert shares[2:] == [0] * 8
    reach = siting.to_reach(problem, objective, rules, reaches=(15, 20, 45))
    by_min = reach.set_index("within_min")
    assert by_min.loc[15, "sites"] == "Shoreditch Ambulance Station"
    assert by_min.loc[20, "sites"] == "Lambeth Hospital"
    assert by_min.loc[45, "sites"] == "Brent Ambulance Station"
    assert by_min.loc[[15, 20], "own_worse_by"].max() < 0.001
    behind = 100 * by_min.loc[45, "own_worse_by"]
    assert f"at 45 it is {behind:.1f} points behind" in FLOWING
    by_need = siting.solve(problem, siting.Objective("coverage", over=("need",)), rules)
    first = set(by_need.near_ties["sites"].head(2))
    assert first == set(best.near_ties["sites"].head(2))


def test_what_the_plan_would_do(starter):
    plan = scenarios.read((DOCS / "worked-example.toml").read_text(encoding="utf-8"))
    presets = parameters.presets()
    takes = queries.catalogue.question("legs_of_london").params
    asked = {key: presets[key] for key in takes if key != "at_hour"}
    connection = scenarios.opened(Path(starter), plan)
    with scenarios.Compared(connection, **asked) as compared:
        now = compared.fetch("plan_of_london", at_hour=SUNDAY_1).iloc[0]
        later = compared.fetch("plan_of_london", at_hour=SUNDAY_3)
        week = compared.fetch("plan_of_week")
        hours = compared.fetch("plan_by_hour", borough_codes=[])
        boroughs = compared.fetch("plan_by_borough", at_hour=SUNDAY_1)
        fifths = compared.fetch("plan_by_fifth", at_hour=SUNDAY_1)
    connection.close()
    assert f"**{now['gained_residents']:,.0f} residents** of three boroughs" in TOLD
    assert (boroughs["gained_residents"] > 0).sum() == 3
    assert f"modelled need of {now['gained_need']:,.0f} calls" in TOLD
    assert f"leaves {now['out_residents_after'] / 1e6:.2f} million" in TOLD
    out = now["out_residents_before"]
    share = 100 * out / now["residents"]
    assert f"**{out / 1e6:.2f} million Londoners ({share:.0f} %)**" in FLOWING
    assert week["nobody_loses_reach"].all()
    assert week["nobody_goes_farther"].all()
    count = (hours["gained_residents"] > 0).sum()
    assert f"come into reach at {count} of the 168 hours of the week" in FLOWING
    assert later["gained_residents"].sum() == 0
    gains = fifths[fifths["gained_residents"] > 0]
    assert gains["fifth"].to_list() == [1]


def test_what_it_cannot_work_out_is_what_the_program_says_elsewhere(open_starter):
    """Fourteen boroughs without a café were searched for; residents were compared once."""
    stamp = queries.fetch(open_starter, "edition").iloc[0].to_dict()
    limits = sentences.limits(view.read("", "").chosen, stamp)
    [count] = re.findall(r"cafés were not found for (\d+) boroughs", limits)
    assert f"For {count} boroughs none could be found" in FLOWING
    listed = queries.fetch(open_starter, "needs_of_edition")
    told = " ".join(str(cell) for cell in listed.to_numpy().ravel())
    [(off, mean)] = re.findall(r"off by (\d+) of ([\d,]+) on average", told)
    assert f"off by {off} people of {mean} on average" in FLOWING
