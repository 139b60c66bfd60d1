"""The clock on random cities against plain loops, and against the hourly questions."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import queries
from geodata.decisions import service_types
from tests import naive_time, random_city
from tests.questions import asked
from tests.toy_city import CODES

FEW = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
BROUGHT = {"access": "police_ambulance", "mode": "blue_light"}
questions = some.fixed_dictionaries(
    {
        "types": some.one_of(
            some.just(random_city.TYPES),
            some.lists(some.sampled_from(random_city.TYPES), unique=True),
        ),
        "age": some.sampled_from(random_city.AGES),
        "access": some.sampled_from(random_city.WAYS),
        "floor_rank": some.integers(1, 3),
        "count_unknown_hours": some.booleans(),
        "count_restricted": some.booleans(),
        "mode": some.sampled_from(random_city.MODES),
        "within_min": some.sampled_from([0, 10, 15, 30, 45, 65]),
    }
)


def restless_city(seed):
    """A random city whose services open and close often, some over the week's end."""
    city, draw = random_city.city(seed), np.random.default_rng(seed)
    for hours in city["hours"].values():
        hours.clear()
        for _ in range(int(draw.integers(1, 4))):
            start, length = draw.integers(0, 168), draw.integers(1, 100)
            hours |= {int(hour) % 168 for hour in range(start, start + length)}
        if draw.random() < 0.2:
            hours |= set(range(168))
    for service in city["services"]:
        # Most take everybody, so that hours and places decide.
        if draw.random() < 0.7:
            city["ages"][service["service_id"]] = set(random_city.AGES)
            city["ways"][service["service_id"]] = set(random_city.WAYS)
    return city


def fetched(connection, name, question):
    """An answer of a database that is not attached as london."""
    found = queries.catalogue.question(name)
    return connection.execute(found.sql, {p: question[p] for p in found.params}).df()


def plain(value):
    """None where a frame has a missing value."""
    return None if pd.isna(value) else value


def same_totals(row, expected):
    for column, amount in expected.items():
        if amount is None:
            assert pd.isna(row[column]), column
        else:
            assert row[column] == pytest.approx(amount), column


@FEW
@given(seed=some.integers(0, 10**6), changed=questions)
def test_clocks_agree_with_loops(seed, changed):
    city, question = restless_city(seed), asked(**changed)
    connection = random_city.loaded(city)
    hours, usable = (
        naive_time.clock(city, question),
        naive_time.usable(city, question),
    )
    london = fetched(connection, "clock_of_london", question)
    assert london["hour_of_week"].to_list() == list(range(168))
    mobile = {
        s["service_id"] for s in city["services"] if s["location_basis"] == "mobile"
    }
    placed = {s["service_id"] for s in city["services"] if s["is_placed"]}
    for hour, row in london.iterrows():
        same_totals(row, naive_time.totals(city["areas"], hours[hour]))
        assert row["usable_count"] == len(usable[hour])
        assert row["unplaced_count"] == len(usable[hour] - placed - mobile)
    boroughs = fetched(connection, "clock_by_borough", question)
    by_borough = {
        code: [a for a in city["areas"] if a["borough_code"] == code]
        for code in {a["borough_code"] for a in city["areas"]}
    }
    assert len(boroughs) == 168 * len(by_borough)
    for _, row in boroughs.iterrows():
        areas = by_borough[row["borough_code"]]
        same_totals(row, naive_time.totals(areas, hours[row["hour_of_week"]]))
    for area in city["areas"]:
        code = area["area_code"]
        clock = fetched(connection, "clock_of_area", question | {"area_code": code})
        assert len(clock) == 168
        for hour, row in clock.iterrows():
            nearest, count, cause = hours[hour][code]
            assert plain(row["nearest_min"]) == nearest
            assert (row["in_reach_count"], row["cause_code"]) == (count, cause)
            # The first by id of the nearest.
            near = {
                sid
                for sid in usable[hour] & placed
                if city["minutes"][question["mode"], sid, code] == nearest
            }
            assert plain(row["nearest_service_id"]) == min(near, default=None)
    connection.close()


@FEW
@given(seed=some.integers(0, 10**6), changed=questions)
def test_hours_without_and_steps_agree_with_loops(seed, changed):
    city, question = restless_city(seed), asked(**changed)
    connection = random_city.loaded(city)
    hours = naive_time.clock(city, question)
    areas = fetched(connection, "hours_without_by_area", question)
    assert len(areas) == len(city["areas"])
    weeks = {
        code: naive_time.week_of_area(hours, code)
        for code in (area["area_code"] for area in city["areas"])
    }
    for row in areas.itertuples():
        assert weeks[row.area_code] == (
            row.hours_without,
            row.longest_spell_hours,
            plain(row.spell_from_hour),
            row.worst_hour,
            plain(row.worst_min),
        )
    for row in fetched(connection, "hours_without_by_borough", question).itertuples():
        own = [a for a in city["areas"] if a["borough_code"] == row.borough_code]
        out = [naive_time.totals(own, hour)["out_residents"] for hour in hours]
        assert extremes(row) == naive_time.extremes(out)
        if row.residents:
            assert row.worst_out_share == pytest.approx(max(out) / row.residents)
            assert row.best_out_share == pytest.approx(min(out) / row.residents)
            mean = sum(a["residents"] * weeks[a["area_code"]][0] for a in own)
            assert row.mean_hours_without == pytest.approx(mean / row.residents)
        else:
            assert pd.isna(row.mean_hours_without)
    steps = fetched(connection, "clock_steps_of_london", question)
    assert stepped(steps) == naive_time.steps(city, question)
    closings = fetched(connection, "closings_of_london", question)
    assert closed(closings) == naive_time.closings(city, question)
    boroughs = fetched(connection, "closings_by_borough", question)
    for code in random_city.BOROUGHS:
        of_borough = boroughs[boroughs["borough_code"] == code]
        assert closed(of_borough) == naive_time.closings(city, question, borough=code)
    connection.close()


@FEW
@given(seed=some.integers(0, 10**6), changed=questions)
def test_the_week_of_london_and_of_one_place_agree_with_loops(seed, changed):
    city, question = restless_city(seed), asked(**changed)
    connection = random_city.loaded(city)
    hours = naive_time.clock(city, question)
    london = fetched(connection, "hours_without_of_london", question).iloc[0]
    out = [naive_time.totals(city["areas"], hour)["out_residents"] for hour in hours]
    assert extremes(london) == naive_time.extremes(out)
    if london["residents"]:
        mean = sum(out) / london["residents"]
        assert london["mean_hours_without"] == pytest.approx(mean)
        share = max(out) / london["residents"]
        assert london["worst_out_share"] == pytest.approx(share)
    kinds = fetched(connection, "services_by_week", question)
    shown = {
        (row.week_kind, row.cause_code): (row.service_count, row.unplaced_count)
        for row in kinds.itertuples()
    }
    assert shown == naive_time.kinds_of_week(city, question)
    boroughs = fetched(connection, "clock_steps_by_borough", question)
    for code in random_city.BOROUGHS:
        own = [a for a in city["areas"] if a["borough_code"] == code]
        expected = naive_time.steps(city, question, own)
        assert stepped(boroughs[boroughs["borough_code"] == code]) == expected
    for area in city["areas"]:
        asked_of = question | {"area_code": area["area_code"]}
        steps = fetched(connection, "clock_steps_of_area", asked_of)
        expected = naive_time.steps(city, question, [area])
        assert names_of(steps) == {h: step[:2] for h, step in expected.items()}
        for row in steps.itertuples():
            counts = [
                hours[hour][area["area_code"]][1]
                for hour in ((row.hour_of_week - 1) % 168, row.hour_of_week)
            ]
            assert [row.in_reach_before, row.in_reach_count] == counts
            assert [row.is_gaining, row.is_losing] == [n == 0 for n in counts]
    connection.close()


def extremes(row):
    """Worst and best hour of an answer, people out then, and hours alike."""
    return (
        *(row.worst_hour, row.worst_residents, row.worst_hour_count),
        *(row.best_hour, row.best_residents, row.best_hour_count),
    )


def names_of(frame):
    """By hour: what opens and what closes."""
    return {
        row.hour_of_week: (plain(row.opening) or "", plain(row.closing) or "")
        for row in frame.itertuples()
    }


def stepped(frame):
    """By hour: names, and the four counts of a step."""
    return {
        row.hour_of_week: (
            *names_of(frame)[row.hour_of_week],
            row.out_before_residents,
            row.out_residents,
            row.losing_residents,
            row.gaining_residents,
        )
        for row in frame.itertuples()
    }


def closed(frame):
    """By hour and service: the three counts of a closing."""
    return {
        (row.hour_of_week, row.service_id): (
            row.served_residents,
            row.decisive_residents,
            row.alone_residents,
        )
        for row in frame.itertuples()
    }


@FEW
@given(
    seed=some.integers(0, 10**6),
    changed=questions,
    at_hours=some.lists(some.integers(0, 167), min_size=2, max_size=2),
)
def test_the_clock_says_at_each_hour_what_the_hourly_questions_say(
    seed, changed, at_hours
):
    connection = random_city.loaded(restless_city(seed))
    same_as_hourly(connection, fetched, asked(**changed), at_hours, ["A0"])
    connection.close()


def test_every_hour_of_the_toy_city_is_what_the_hourly_questions_say(connection):
    def answered(source, name, question):
        return queries.fetch(source, name, **question)

    question = asked(types=[*service_types.HEALTH_TYPES, "hbpos"], floor_rank=1)
    same_as_hourly(connection, answered, question, range(168), CODES.values())


def same_as_hourly(connection, answer, question, at_hours, area_codes):
    london = answer(connection, "clock_of_london", question).set_index("hour_of_week")
    boroughs = answer(connection, "clock_by_borough", question)
    legs = answer(connection, "clock_of_london_by_leg", question)
    legs = legs.set_index("hour_of_week")
    clocks = {
        code: answer(connection, "clock_of_area", question | {"area_code": code})
        for code in area_codes
    }
    for hour in at_hours:
        now = question | {"at_hour": hour}
        hourly = answer(connection, "access_of_london", now).iloc[0]
        same(london.loc[hour], hourly, london.columns[:-2])
        hourly = answer(connection, "access_by_borough", now)
        mine = boroughs[boroughs["hour_of_week"] == hour].set_index("borough_code")
        for _, row in hourly.iterrows():
            same(mine.loc[row["borough_code"]], row, mine.columns[1:])
        areas = answer(connection, "access_by_area", now).set_index("area_code")
        shown = ["nearest_min", "nearest_service", "in_reach_count", "cause_code"]
        for code, clock in clocks.items():
            same(clock.loc[hour], areas.loc[code], shown)
        if hour % 5 == 0:  # slow ones, at each hour of the day over the week
            hourly = answer(connection, "legs_of_london", now).iloc[0]
            same(legs.loc[hour], hourly, legs.columns)
            barriers = answer(connection, "services_at_hour", now)["barrier"]
            usable = london.loc[hour, "usable_count"]
            assert usable == (barriers == "in_reach").sum()


def same(mine, hourly, columns):
    for column in columns:
        one, other = plain(mine[column]), plain(hourly[column])
        if isinstance(other, float):
            assert one == pytest.approx(other, rel=1e-9), column
        else:
            assert one == other, column


def test_a_week_without_any_service(connection):
    question = asked(types=[], safety_types=[], ambulance_types=[])
    london = queries.fetch(connection, "clock_of_london", **question)
    assert len(london) == 168
    assert set(london["out_residents"]) == {9_000}
    assert set(london["usable_count"]) == {0}
    legs = queries.fetch(connection, "clock_of_london_by_leg", **question)
    assert set(legs["no_leg"]) == {9_000}
    areas = queries.fetch(connection, "hours_without_by_area", **question)
    assert set(areas["hours_without"]) == set(areas["longest_spell_hours"]) == {168}
    assert set(areas["spell_from_hour"]) == set(areas["worst_hour"]) == {0}
    assert areas["worst_min"].isna().all()
    for name in ("clock_steps_of_london", "closings_of_london", "closings_by_borough"):
        assert queries.fetch(connection, name, **question).empty
