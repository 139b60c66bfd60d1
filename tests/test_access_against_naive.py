"""Answers of the access family on random cities against plain loops."""

from collections import Counter
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import naive_access as naive
from tests import random_city
from tests.questions import asked
from tests.test_answers_against_naive import fetched

questions = some.fixed_dictionaries(
    {
        "at_hour": some.integers(0, 167),
        "types": some.sampled_from(
            [random_city.TYPES, random_city.TYPES, ["hbpos"], []]
        ),
        "age": some.sampled_from(random_city.AGES),
        "access": some.sampled_from(random_city.WAYS),
        "floor_rank": some.integers(1, 2),
        "count_unknown_hours": some.booleans(),
        "count_restricted": some.booleans(),
        "mode": some.sampled_from(random_city.MODES),
        "within_min": some.sampled_from([10, 20, 30, 45]),
        "kth": some.integers(1, 4),
        "weights": some.sampled_from(["equal", "slow", "fast", "gaussian"]),
        "supply": some.sampled_from(["sites", "rooms"]),
    }
)
# Eleven with seven to nine services, and five as they come: one has no service.
cities = some.sampled_from((0, 1, 2, 3, 4, 7, 9, 15, 21, 22, 32, 33, 34, 38, 41, 44))
often = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@cache
def furnished(seed):
    """A random city whose services have rooms, or none known, and stand in boroughs.

    Most of them take everybody at all hours, so that areas have several usable ones; an
    area in six has no residents. With its database: loading takes longer than all
    questions, so each is kept.
    """
    city = random_city.city(seed)
    draw = np.random.default_rng(seed + 1)
    for service in city["services"]:
        known = draw.random() < 0.6
        service["rooms_count"] = int(draw.integers(1, 6)) if known else None
        at = [*random_city.BOROUGHS, None]
        service["borough_code"] = at[draw.integers(0, 3)]
        if draw.random() < 0.8:
            sid = service["service_id"]
            service |= {"confidence": "high", "restriction": None}
            city["ages"][sid] = set(random_city.AGES)
            city["ways"][sid] = set(random_city.WAYS)
            city["hours"][sid] = set(range(168))
    for area in city["areas"]:
        if draw.random() < 1 / 6:
            area["residents"] = 0
    return city, random_city.loaded(city)


def answered(seed, changed, *names):
    """A city, the question, its usable services and the frames of these answers."""
    city, connection = furnished(seed)
    question = asked(**changed)
    frames = [fetched(connection, name, question) for name in names]
    return city, question, naive.usable(city, question), *frames


def same(found, expected):
    """A number of an answer and of a loop: both missing, or equal."""
    if pd.isna(found) or expected is None:
        return pd.isna(found) and expected is None
    return found == pytest.approx(expected, rel=1e-12, abs=1e-12)


def none_if(missing, whole):
    """A quotient, None where the whole is zero."""
    return missing / whole if whole else None


@often
@given(seed=cities, changed=questions)
def test_kth_nearest_and_backup(seed, changed):
    _, question, usable, kths, backups = answered(
        seed, changed, "kth_nearest_by_area", "backup_by_area"
    )
    for row in kths.itertuples():
        pairs = usable[row.area_code]
        minutes, sid = naive.kth(pairs, question["kth"])
        assert same(row.kth_min, minutes)
        assert same(row.kth_min, naive.dual(pairs, question["kth"]))
        assert (None if pd.isna(row.kth_service) else row.kth_service) == sid
        assert row.usable_count == sum(m is not None for m, _ in pairs)
        assert row.car_count == len(pairs) - row.usable_count
    for row in backups.itertuples():
        pairs = usable[row.area_code]
        nearest, first = naive.kth(pairs, 1)
        left = naive.without(pairs, first)
        second, name = naive.kth(left, 1)
        assert same(row.nearest_min, nearest)
        assert same(row.second_min, second)
        assert (None if pd.isna(row.second_service) else row.second_service) == name
        assert same(row.extra_min, None if second is None else second - nearest)
        assert row.in_reach_count == len(naive.in_reach(pairs, question))
        assert row.is_in_reach == bool(naive.in_reach(pairs, question))
        assert row.is_still_in_reach == bool(naive.in_reach(left, question))


@often
@given(seed=cities, changed=questions)
def test_who_depends_on_one_service(seed, changed):
    city, question, usable, boroughs, london, soles = answered(
        seed, changed, "backup_by_borough", "backup_of_london", "sole_reach_by_service"
    )
    rows = [("London", london.iloc[0])]
    rows += [(row["borough_code"], row) for _, row in boroughs.iterrows()]
    for place, row in rows:
        homes = [a for a in city["areas"] if place in {"London", a["borough_code"]}]
        counts = Counter()
        extra = weight = one_need = 0
        for area in homes:
            pairs = usable[area["area_code"]]
            reached = min(len(naive.in_reach(pairs, question)), 2)
            counts[reached] += area["residents"]
            one_need += area["need"] if reached == 1 else 0
            second = naive.kth(pairs, 2)[0]
            if second is None:
                counts["no second"] += area["residents"]
            else:
                weight += area["residents"]
                extra += area["residents"] * (second - naive.kth(pairs, 1)[0])
        persons = sum(a["residents"] for a in homes)
        assert row["residents"] == persons
        assert row["none_residents"] == counts[0]
        assert row["one_residents"] == counts[1]
        assert row["more_residents"] == counts[2]
        assert row["no_second_residents"] == counts["no second"]
        assert same(row["one_share"], none_if(counts[1], persons))
        assert same(row["one_need"], one_need)
        assert same(row["mean_extra_min"], none_if(extra, weight))
    everyone = {s["service_id"] for pairs in usable.values() for _, s in pairs}
    assert set(soles["service_id"]) == everyone
    for row in soles.itertuples():
        reached = sole = sole_need = areas = 0
        for area in city["areas"]:
            pairs = naive.in_reach(usable[area["area_code"]], question)
            if row.service_id in {s["service_id"] for _, s in pairs}:
                reached += area["residents"]
                if not naive.without(pairs, row.service_id):
                    sole += area["residents"]
                    sole_need += area["need"]
                    areas += 1
        assert (row.reached_residents, row.sole_residents) == (reached, sole)
        assert (row.sole_need, row.sole_area_count) == (sole_need, areas)


@often
@given(seed=cities, changed=questions)
def test_distribution_of_minutes(seed, changed):
    city, _, usable, boroughs, london = answered(
        seed, changed, "minutes_by_borough", "minutes_of_london"
    )
    rows = [("London", london.iloc[0])]
    rows += [(row["borough_code"], row) for _, row in boroughs.iterrows()]
    for place, row in rows:
        homes = [
            (naive.kth(usable[a["area_code"]], 1)[0], a["residents"], a["need"])
            for a in city["areas"]
            if place in {"London", a["borough_code"]}
        ]
        known = [h for h in homes if h[0] is not None]
        persons = [(minutes, residents) for minutes, residents, _ in known]
        total, need = sum(h[1] for h in known), sum(h[2] for h in known)
        assert row["residents"] == sum(h[1] for h in homes)
        assert same(row["mean_min"], none_if(sum(m * r for m, r in persons), total))
        assert same(row["median_min"], naive.centile(persons, 5))
        assert same(row["p90_min"], naive.centile(persons, 9))
        assert same(
            row["need_mean_min"], none_if(sum(m * n for m, _, n in known), need)
        )
        assert row["unreachable_residents"] == row["residents"] - total
        assert row["unreachable_need"] == sum(h[2] for h in homes) - need


CATCHMENTS = {
    "catchment_2sfca_by_area": {"weights": "equal"},
    "catchment_e2sfca_by_area": {},
    "catchment_gaussian_by_area": {"weights": "gaussian"},
    "catchment_m2sfca_by_area": {},
}


@pytest.mark.parametrize("name", CATCHMENTS)
@often
@given(seed=cities, changed=questions)
def test_floating_catchments(name, seed, changed):
    changed |= CATCHMENTS[name]
    if name == "catchment_e2sfca_by_area" and changed["weights"] not in naive.BANDS:
        changed["weights"] = "fast"
    city, question, _, areas = answered(seed, changed, name)
    expected, services = naive.catchments(city, question)
    handed_out = 0
    for row in areas.itertuples():
        plain, modified, counted, unknown = expected[row.area_code]
        amount = modified if name == "catchment_m2sfca_by_area" else plain
        assert same(row.supply_per_100000, 100_000 * amount)
        assert (row.service_count, row.unknown_count) == (counted, unknown)
        handed_out += row.residents * row.supply_per_100000 / 100_000
    # What is handed out is the supply of sites with anybody in their catchment.
    supply = sum(s for s, competing, _ in services.values() if s and competing > 0)
    delivered = sum(d for _, _, d in services.values() if d)
    if name == "catchment_m2sfca_by_area":
        assert same(handed_out, delivered)
        assert handed_out <= supply + 1e-9
    else:
        assert same(handed_out, supply)


@often
@given(seed=cities, changed=questions)
def test_catchments_of_boroughs_and_services(seed, changed):
    city, question, _, boroughs, services = answered(
        seed, changed, "catchment_by_borough", "catchment_by_service"
    )
    by_area, by_service = naive.catchments(city, question)
    for row in boroughs.itertuples():
        homes = [
            (a["residents"], *by_area[a["area_code"]])
            for a in city["areas"]
            if a["borough_code"] == row.borough_code
        ]
        persons = sum(h[0] for h in homes)
        received = sum(h[0] * h[1] for h in homes)
        modified = sum(h[0] * h[2] for h in homes)
        assert same(row.supply_received, received)
        assert same(row.supply_per_100000, none_if(100_000 * received, persons))
        assert same(row.modified_per_100000, none_if(100_000 * modified, persons))
        assert row.no_supply_residents == sum(h[0] for h in homes if not h[3])
        assert row.unknown_residents == sum(h[0] for h in homes if h[4])
    assert set(services["service_id"]) == set(by_service)
    for row in services.itertuples():
        supply, competing, delivered = by_service[row.service_id]
        assert same(row.supply, supply)
        assert same(row.competing_residents, competing)
        assert same(row.delivered, delivered)
        assert same(row.undelivered, None if supply is None else supply - delivered)
        state = "counted" if competing > 0 else "nobody_in_catchment"
        assert row.supply_state == ("rooms_not_known" if supply is None else state)


@often
@given(seed=cities, changed=questions)
def test_borough_edges(seed, changed):
    city, question, usable, pairs, edges = answered(
        seed, changed, "mutual_aid_by_borough_pair", "borough_edge_by_borough"
    )
    matrix, need, reached, own, total = (Counter() for _ in range(5))
    for area in city["areas"]:
        home, persons = area["borough_code"], area["residents"]
        host, has_own = naive.serving(usable[area["area_code"]], home, question)
        total[home] += persons
        if host:
            matrix[home, host] += persons
            need[home, host] += area["need"]
            reached[home] += persons
        own[home] += persons if has_own else 0
    expected = {key: persons for key, persons in matrix.items() if persons}
    shown = pairs.set_index(["borough_code", "serving_code"])
    assert shown["residents"].to_dict() == expected
    for (home, host), row in shown.iterrows():
        assert same(row["need"], need[home, host])
        assert same(row["reached_share"], matrix[home, host] / reached[home])
    for row in edges.itertuples():
        home = row.borough_code
        assert row.residents == total[home]
        assert (row.reached_residents, row.own_residents) == (reached[home], own[home])
        assert row.dependent_residents == reached[home] - own[home]
        share = none_if(reached[home] - own[home], reached[home])
        assert same(row.dependent_share, share)
        guests = sum(n for (a, b), n in matrix.items() if b == home != a)
        assert row.guest_residents == guests
