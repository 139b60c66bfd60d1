"""Answers on random cities against plain loops."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import queries
from geodata.decisions import categories, service_types
from tests import naive, random_city
from tests.questions import asked

questions = some.fixed_dictionaries(
    {
        "at_hour": some.integers(0, 167),
        "types": some.lists(some.sampled_from(random_city.TYPES), unique=True),
        "age": some.sampled_from(random_city.AGES),
        "access": some.sampled_from(random_city.WAYS),
        "floor_rank": some.integers(1, 3),
        "count_unknown_hours": some.booleans(),
        "count_restricted": some.booleans(),
        "mode": some.sampled_from(random_city.MODES),
        "within_min": some.sampled_from([0, 10, 15, 30, 45, 65]),
    }
)


def fetched(connection, name, question):
    """An answer of a database that is not attached as london."""
    found = queries.catalogue.question(name)
    return connection.execute(found.sql, {p: question[p] for p in found.params}).df()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(seed=some.integers(0, 10**6), changed=questions)
def test_answers_agree_with_loops(seed, changed):
    city, question = random_city.city(seed), asked(**changed)
    connection = random_city.loaded(city)
    expected = naive.reach(city, question)
    areas = fetched(connection, "access_by_area", question).set_index("area_code")
    for code, (nearest, count, cause) in expected.items():
        row = areas.loc[code]
        assert (None if pd.isna(row["nearest_min"]) else row["nearest_min"]) == nearest
        assert row["in_reach_count"] == count
        assert row["cause_code"] == cause
    residents = {a["area_code"]: a["residents"] for a in city["areas"]}
    out = sum(residents[c] for c, (_, count, _) in expected.items() if not count)
    london = fetched(connection, "access_of_london", question).iloc[0]
    assert london["out_residents"] == out
    boroughs = fetched(connection, "access_by_borough", question)
    assert boroughs["out_residents"].sum() == out
    known = [(residents[c], m) for c, (m, _, _) in expected.items() if m is not None]
    weight = sum(persons for persons, _ in known)
    if weight:
        mean = sum(persons * m for persons, m in known) / weight
        assert london["mean_min"] == pytest.approx(mean)
    by_cause = dict.fromkeys(naive.ORDER, 0)
    for code, (_, _, cause) in expected.items():
        by_cause[cause] += residents[code]
    causes = fetched(connection, "causes_of_london", question)
    shown = dict(zip(causes["cause_code"], causes["residents"], strict=True))
    assert {c: n for c, n in by_cause.items() if c in shown} == shown
    check_worst_served(connection, city, question, expected)
    check_nearest_of_boroughs(connection, city, question)
    legs = fetched(connection, "legs_by_area", question).set_index("area_code")
    brought = {"access": "police_ambulance", "mode": "blue_light"}
    parts = {
        "health": expected,
        "safety": naive.reach(
            city, question | brought | {"types": list(service_types.SAFETY_TYPES)}
        ),
        "ambulance": naive.reach(
            city, question | brought | {"types": list(service_types.AMBULANCE_TYPES)}
        ),
    }
    for code, row in legs.iterrows():
        missing = [leg for leg, found in parts.items() if not found[code][1]]
        assert row["missing"] == ", ".join(missing)
        assert row["leg_count"] == 3 - len(missing)
        one = fetched(connection, "support_of_area", question | {"area_code": code})
        nearest, count, _ = expected[code]
        found = one.astype(object).where(one.notna(), None).iloc[0]
        assert (found["nearest_min"], found["in_reach_count"]) == (nearest, count)
        assert {leg: found[f"{leg}_cause"] for leg in parts} == {
            leg: reached[code][2] for leg, reached in parts.items()
        }
    connection.close()


def check_nearest_of_boroughs(connection, city, question):
    """Of each type the services nearest to most of a borough, and how near."""
    for borough in random_city.BOROUGHS:
        of_it = question | {"borough_code": borough, "per_type": 2}
        told = naive.nearest_of_borough(city, of_it)
        found = fetched(connection, "nearest_by_type_of_borough", of_it)
        everybody = sum(
            a["residents"] for a in city["areas"] if a["borough_code"] == borough
        )
        by_kind = {}
        for (kind, sid), (people, weighed) in told.items():
            by_kind.setdefault(kind, []).append((-people, sid, weighed))
        expected = {
            sid: (-less, weighed)
            for kind in by_kind.values()
            for less, sid, weighed in sorted(kind)[:2]
        }
        assert sorted(found["service_id"]) == sorted(expected)
        for row in found.to_dict("records"):
            people, weighed = expected[row["service_id"]]
            assert row["residents"] == people
            if people:
                assert row["type_share"] == pytest.approx(people / everybody)
                assert row["mean_min"] == pytest.approx(weighed / people)


def check_worst_served(connection, city, question, expected):
    """Boroughs by share out of reach and their main cause, counted area by area."""
    labels = categories.labels("cause")
    told = []
    for borough in random_city.BOROUGHS:
        areas = [a for a in city["areas"] if a["borough_code"] == borough]
        residents = sum(a["residents"] for a in areas)
        by_cause = dict.fromkeys(naive.ORDER[1:], 0)
        out, weighed, near = 0, 0, 0
        for area in areas:
            minutes, count, cause = expected[area["area_code"]]
            if count:
                continue
            out += area["residents"]
            by_cause[cause] += area["residents"]
            if minutes is not None:
                weighed += area["residents"] * minutes
                near += area["residents"]
        if out:
            main = max(naive.ORDER[1:], key=lambda cause: by_cause[cause])
            told.append(
                (
                    (-out / residents, -out, borough),
                    (labels[main], by_cause[main] / residents),
                    weighed / near if near else None,
                )
            )
    found = fetched(connection, "worst_served_boroughs", question)
    assert len(found) == len(told)
    for row, ((share, out, borough), cause, mean) in zip(
        found.to_dict("records"), sorted(told, key=lambda one: one[0]), strict=True
    ):
        assert (row["borough_code"], row["out_residents"]) == (borough, -out)
        assert row["out_share"] == pytest.approx(-share)
        assert row["main_cause"] == cause[0]
        assert row["main_cause_share"] == pytest.approx(cause[1])
        known = None if pd.isna(row["mean_min"]) else pytest.approx(row["mean_min"])
        assert mean == known
