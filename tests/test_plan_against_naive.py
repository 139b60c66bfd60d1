"""Before and after on random cities with random moves, against two cities of loops."""

import copy
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from queries import scenarios
from tests import naive_plan, naive_time, random_city
from tests.questions import asked
from tests.test_time_against_naive import fetched, questions, restless_city

FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
DAYS = {"daily": range(7), "mon": [0], "tue-thu": [1, 2, 3], "sat-mon": [5, 6, 0]}


def some_hours(draw):
    """Opening hours of whole hours as a text, and the hours of the week they say."""
    if draw.random() < 0.2:
        return "always", set(range(168))
    days = str(draw.choice(list(DAYS)))
    opens, closes = (int(hour) for hour in draw.integers(0, 24, 2))
    length = (closes - opens) % 24 or 24
    hours = {
        (24 * day + opens + step) % 168 for day in DAYS[days] for step in range(length)
    }
    return f"{days} {opens:02}:00-{closes:02}:00", hours


def moved(city, draw):
    """Moves drawn at random, and the city that they make of this one."""
    after, moves = copy.deepcopy(city), []
    for area in after["areas"]:
        area["need_after"] = area["need"]
    for _ in range(int(draw.integers(0, 4))):
        kind = str(draw.choice(list(KINDS)))
        move = KINDS[kind](after, draw)
        moves += [move] if move else []
    return tuple(moves), after


def _one(city, draw, statuses):
    listed = [s for s in city["services"] if s["status"] in statuses]
    return listed[int(draw.integers(len(listed)))] if listed else None


def _close(city, draw):
    service = _one(city, draw, {"open", "open_unverified"})
    if service is None:
        return None
    service["status"], service["is_placed"] = "closed", False
    return scenarios.Close(service["service_id"])


def _hours(city, draw):
    service = _one(city, draw, {"open", "open_unverified", "closed"})
    if service is None:
        return None
    text, city["hours"][service["service_id"]] = some_hours(draw)
    return scenarios.SetHours(service["service_id"], text)


def _ages(city, draw):
    service = _one(city, draw, {"open", "open_unverified"})
    if service is None:
        return None
    age = str(draw.choice(random_city.AGES))
    city["ages"][service["service_id"]] = {age}
    return scenarios.SetAges(service["service_id"], (age,))


def _access(city, draw):
    service = _one(city, draw, {"open", "open_unverified"})
    if service is None:
        return None
    way = str(draw.choice(random_city.WAYS))
    city["ways"][service["service_id"]] = {way}
    return scenarios.SetAccess(service["service_id"], (way,))


def _shut(city, draw):
    kind = str(draw.choice(random_city.TYPES))
    text, shut = some_hours(draw)
    for service in city["services"]:
        if service["service_type"] == kind:
            known = city["hours"].get(service["service_id"], set())
            city["hours"][service["service_id"]] = known - shut
    return scenarios.Shut(kind, text)


def _surge(city, draw):
    percent = float(draw.integers(-50, 100))
    borough = str(draw.choice(random_city.BOROUGHS))
    for area in city["areas"]:
        if area["borough_code"] == borough:
            area["need_after"] *= 1 + percent / 100
    return scenarios.Surge(percent, (borough,))


def _new(city, kind, basis, ages, ways, hours):
    count = sum(s["service_id"].startswith("NEW") for s in city["services"])
    sid = f"NEW{count + 1}"
    city["services"].append(
        {
            "service_id": sid,
            "service_type": kind,
            "location_basis": basis,
            "restriction": None,
            "status": "open",
            "confidence": "high",
            "is_placed": basis == "postcode",
        }
    )
    city["ages"][sid], city["ways"][sid], city["hours"][sid] = ages, ways, hours
    return sid


def _car(city, draw):
    text, hours = some_hours(draw)
    borough = str(draw.choice(random_city.BOROUGHS))
    sid = _new(
        city,
        "joint_response_car",
        "mobile",
        set(random_city.AGES),
        {"police_ambulance"},
        hours,
    )
    city["possible"][sid] = {borough}
    return scenarios.AddCar((borough,), text)


def _add(city, draw):
    # All services of a random city stand at one point: the first lends its minutes.
    there = sorted({sid for _, sid, _ in city["minutes"]})
    if not there:
        return None
    text, hours = some_hours(draw)
    kind = str(draw.choice(random_city.TYPES[:-1]))
    sid = _new(city, kind, "postcode", {"adults"}, {"walk_in", "referral"}, hours)
    for mode in random_city.MODES:
        for area in city["areas"]:
            code = area["area_code"]
            city["minutes"][mode, sid, code] = city["minutes"][mode, there[0], code]
    return scenarios.Add(
        kind, "530000,180000", text, ("adults",), ("walk_in", "referral")
    )


KINDS = {
    "close": _close,
    "hours": _hours,
    "ages": _ages,
    "access": _access,
    "shut": _shut,
    "surge": _surge,
    "car": _car,
    "add": _add,
}


def same(found, expected, where):
    """Numbers of a row are those expected; None is a missing value."""
    for column, amount in expected.items():
        if amount is None:
            assert pd.isna(found[column]), (where, column)
        else:
            assert found[column] == pytest.approx(amount, abs=1e-6), (where, column)


@FEW
@given(seed=some.integers(0, 10**6), changed=questions, at_hour=some.integers(0, 167))
def test_before_and_after_agree_with_loops(seed, changed, at_hour):
    city, draw = restless_city(seed), np.random.default_rng(seed)
    known = draw.choice([0.0, 0.7, 1.0])
    for area in city["areas"]:
        decile = int(draw.integers(1, 11))
        area["deprivation_decile"] = decile if draw.random() < known else None
    moves, after = moved(city, draw)
    question = asked(**changed, at_hour=at_hour)
    with tempfile.TemporaryDirectory() as folder:
        path = random_city.saved(city, Path(folder) / "city.duckdb")
        opened = scenarios.opened(path, scenarios.Scenario("random", moves=moves))
        city["areas"] = fifths_of(city["areas"], opened)
        with scenarios.Compared(opened, **question) as compared:
            agrees(compared, city, after, question)
        opened.close()


def agrees(compared, city, after, question):
    """Every answer of before and after says what the loops say."""
    at_hour = question["at_hour"]
    old, new = naive_plan.weeks(city, question), naive_plan.weeks(after, question)
    needs = {area["area_code"]: area["need_after"] for area in after["areas"]}
    london = compared.fetch("plan_of_london").set_index("leg")
    boroughs = compared.fetch("plan_by_borough").set_index(["leg", "borough_code"])
    hours = compared.fetch("plan_by_hour")
    week = compared.fetch("plan_of_week").set_index("leg")
    fifths = compared.fetch("plan_by_fifth")
    by_borough = compared.fetch("plan_week_by_borough")
    by_borough = by_borough.set_index(["leg", "borough_code"])
    by_fifth = compared.fetch("plan_week_by_fifth")
    codes = {area["borough_code"] for area in city["areas"]}
    of_boroughs = {
        code: compared.fetch("plan_by_hour", borough_codes=[code]) for code in codes
    }
    for leg in naive_plan.LEGS:
        of_fifths(fifths, leg, city["areas"], old[leg][at_hour], new[leg][at_hour],
                  needs)  # fmt: skip
        told = naive_plan.sums(
            city["areas"], old[leg][at_hour], new[leg][at_hour], needs
        )
        same(london.loc[leg], told, leg)
        for code in codes:
            own = [a for a in city["areas"] if a["borough_code"] == code]
            told = naive_plan.sums(own, old[leg][at_hour], new[leg][at_hour], needs)
            same(boroughs.loc[(leg, code)], told, (leg, code))
        of_hours(hours, leg, city["areas"], old, new, needs)
        by_area = naive_plan.over_week(city["areas"], old[leg], new[leg])
        of_week(week.loc[leg], city["areas"], by_area)
        for code in codes:
            own = [a for a in city["areas"] if a["borough_code"] == code]
            of_week(by_borough.loc[(leg, code)], own, by_area)
            of_hours(of_boroughs[code], leg, own, old, new, needs)
        for fifth, row, own in groups(by_fifth, leg, city["areas"]):
            assert row["leg"] == leg, fifth
            of_week(row, own, by_area)
        of_areas(compared.fetch("plan_by_area", leg=leg), old[leg], new[leg], by_area,
                 at_hour)  # fmt: skip
        worst(compared.fetch("plan_worst_hit"), leg, city["areas"], by_area)
    legs(compared.fetch("plan_legs_of_london"), city["areas"], old, new, at_hour)


def of_hours(frame, leg, areas, before, after, needs):
    """Every fifth hour of a leg, of these areas."""
    hours = frame.set_index(["leg", "hour_of_week"]).loc[leg]
    assert len(hours) == 168
    for hour in range(0, 168, 5):
        told = naive_plan.sums(areas, before[leg][hour], after[leg][hour], needs)
        same(hours.loc[hour], {c: told[c] for c in hours.columns}, (leg, hour))


def of_fifths(frame, leg, areas, before, after, needs):
    """Of each fifth what the loops say."""
    for fifth, row, own in groups(frame, leg, areas):
        same(row, naive_plan.sums(own, before, after, needs), fifth)


def groups(frame, leg, areas):
    """Fifths of a leg with their rows and areas."""
    deciles = {area["deprivation_decile"] for area in areas}
    ranking = "need" if deciles == {None} else "deprivation"
    found = frame[frame["leg"] == leg].to_dict("records")
    told = [None if pd.isna(row["fifth"]) else int(row["fifth"]) for row in found]
    assert {row["ranking"] for row in found} == {ranking}
    assert len(told) == len(set(told))
    assert set(told) == {area[f"{ranking}_fifth"] for area in areas}
    return [
        (fifth, row, [area for area in areas if area[f"{ranking}_fifth"] == fifth])
        for fifth, row in zip(told, found, strict=True)
    ]


def fifths_of(areas, connection):
    """These areas with their fifths: pairs of deciles, and those of need.

    What a fifth of need is, tests.test_equity_against_naive proves.
    """
    cursor = connection.cursor()
    cursor.execute("use london")
    need = dict(
        cursor.execute("select area_code, need_fifth from need_fifths").fetchall()
    )
    return [
        area
        | {
            "need_fifth": need[area["area_code"]],
            "deprivation_fifth": decile and -(-decile // 2),
        }
        for area in areas
        for decile in [area["deprivation_decile"]]
    ]


def of_week(row, areas, by_area):
    lived_in = [a for a in areas if a["residents"] > 0]
    losing = [a for a in lived_in if by_area[a["area_code"]][1] > 0]
    longer = [a for a in lived_in if by_area[a["area_code"]][2] > 0]
    assert row["nobody_loses_reach"] == (not losing)
    assert row["nobody_goes_farther"] == (not longer)
    assert row["lost_area_count"] == len(losing)
    assert row["longer_area_count"] == len(longer)
    assert row["lost_residents"] == sum(a["residents"] for a in losing)
    assert row["longer_residents"] == sum(a["residents"] for a in longer)
    for column, place in (("gained_person_hours", 0), ("lost_person_hours", 1)):
        told = sum(a["residents"] * by_area[a["area_code"]][place] for a in areas)
        assert row[column] == told


def of_areas(frame, old, new, by_area, at_hour):
    for row in frame.to_dict("records"):
        code = row["area_code"]
        (before, had, _), (after, has, _) = old[at_hour][code], new[at_hour][code]
        same(row, {"before_min": before, "after_min": after}, code)
        assert (row["had_reach"], row["has_reach"]) == (bool(had), bool(has))
        if bool(had) != bool(has):
            change = "gains reach" if has else "loses reach"
        elif naive_plan.is_longer(after, before):
            change = "farther"
        elif naive_plan.is_longer(before, after):
            change = "nearer"
        else:
            change = "unchanged"
        assert row["change"] == change
        names = ("gained_hours", "lost_hours", "longer_hours", "shorter_hours")
        same(row, dict(zip(names, by_area[code], strict=False)), code)


def worst(frame, leg, areas, by_area):
    hit = []
    for area in areas:
        _, lost, longer, _, added, timed = by_area[area["area_code"]]
        persons = area["residents"]
        if persons and (lost or longer):
            mean = added / timed if timed else None
            key = (-persons * lost, -persons * added, -persons * longer)
            hit.append((*key, area["area_code"], lost, longer, mean))
    found = frame[frame["leg"] == leg].to_dict("records")
    assert [row["area_code"] for row in found] == [h[3] for h in sorted(hit)]
    for row, (*_, code, lost, longer, mean) in zip(found, sorted(hit), strict=True):
        told = {"lost_hours": lost, "longer_hours": longer, "added_min": mean}
        same(row, told, code)


def legs(frame, areas, old, new, at_hour):
    for column, state in (("residents_before", old), ("residents_after", new)):
        for count in range(4):
            told = sum(
                area["residents"]
                for area in areas
                if sum(
                    state[leg][at_hour][area["area_code"]][1] > 0
                    for leg in naive_plan.LEGS
                )
                == count
            )
            assert frame.set_index("leg_count")[column][count] == told


@FEW
@given(seed=some.integers(0, 10**6), changed=questions, at_hour=some.integers(0, 167))
def test_n_minus_1_agrees_with_closing_each_in_turn(seed, changed, at_hour):
    city = restless_city(seed)
    question = asked(**changed, at_hour=at_hour)
    connection = random_city.loaded(city)
    frame = fetched(connection, "closures_by_service", question)
    points = fetched(connection, "single_points_by_borough", question)
    connection.close()
    whole = naive_time.clock(city, question)
    ids = {s["service_id"] for s in city["services"]}
    assert set(frame["service_id"]) <= ids
    for sid in ids - set(frame["service_id"]):
        rest = naive_time.clock(without(city, sid), question)
        assert lost(city["areas"], whole, rest, at_hour)[3] == 0
    for row in frame.to_dict("records"):
        rest = naive_time.clock(without(city, row["service_id"]), question)
        sole, need, week, hours = lost(city["areas"], whole, rest, at_hour)
        told = {
            "sole_residents": sole,
            "sole_need": need,
            "week_residents": week,
            "week_person_hours": hours,
        }
        same(row, told, row["service_id"])
        added = farther(city["areas"], whole[at_hour], rest[at_hour])
        mean = 0 if pd.isna(row["added_min"]) else row["added_min"]
        assert mean * row["farther_residents"] == pytest.approx(added, abs=1e-6)
    by_service = points.groupby("service_id")[["sole_residents", "week_person_hours"]]
    for sid, sums in by_service.sum().iterrows():
        row = frame.set_index("service_id").loc[sid]
        assert sums["sole_residents"] == row["sole_residents"]
        assert sums["week_person_hours"] == row["week_person_hours"]


def without(city, closed):
    """The city without one service."""
    kept = [s for s in city["services"] if s["service_id"] != closed]
    return city | {"services": kept}


def lost(areas, whole, rest, at_hour):
    """Persons and need that lose reach at the hour; persons, and times hours, of a week."""
    sole = need = week = hours = 0
    for area in areas:
        code, persons = area["area_code"], area["residents"]
        gone = [
            hour
            for hour in range(168)
            if whole[hour][code][1] > 0 and rest[hour][code][1] == 0
        ]
        sole += persons * (at_hour in gone)
        need += area["need"] * (at_hour in gone)
        week += persons * bool(gone)
        hours += persons * len(gone)
    return sole, need, week, hours


def farther(areas, whole, rest):
    """Persons times minutes that the nearest is farther off, of those who have another.

    A tie of two nearest is decided by id and costs no minute: the sum does not see it.
    """
    moved = [
        (area["residents"], rest[area["area_code"]][0] - whole[area["area_code"]][0])
        for area in areas
        if whole[area["area_code"]][0] is not None
        and rest[area["area_code"]][0] is not None
    ]
    return sum(persons * minutes for persons, minutes in moved)
