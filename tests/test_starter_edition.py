"""The real starter edition: London as it is known, and what is published of it."""

import pytest
import shapely

import queries
from tests.questions import SUNDAY, TUESDAY, asked


@pytest.fixture(scope="module")
def london(starter):
    opened = queries.connect(starter)
    yield opened
    opened.close()


def rows(london, sql):
    cursor = london.cursor()
    cursor.execute("use london")
    return cursor.execute(sql).fetchall()


def test_london_has_its_areas_boroughs_and_residents(london):
    assert rows(london, "select count(*) from areas") == [(4_835,)]
    assert rows(london, "select count(*), sum(residents) from boroughs") == [
        (33, 8_799_776)  # Census 2021
    ]
    assert rows(london, "select sum(residents) from areas") == [(8_799_776,)]


def test_every_type_1_department_has_a_place_and_is_always_open(london):
    found = rows(
        london,
        "select count(*) filter (where is_placed), count(*) from services "
        "where service_type = 'ae_type1' and status = 'open'",
    )
    assert found == [(33, 33)]  # 27 in London, six at its edge
    hours = rows(
        london,
        "select min(n) from (select count(*) as n from open_hours "
        "inner join services using (service_id) "
        "where service_type = 'ae_type1' group by service_id)",
    )
    assert hours == [(168,)]


def test_need_is_the_published_total(london):
    found = rows(london, "select sum(amount) from demand")
    assert found[0][0] == pytest.approx(99_287, abs=1)  # LAS, year to 31 Jan 2026


def test_known_minutes_to_known_places(london):
    found = queries.fetch(london, "access_by_area", **asked(mode="car"))
    nearest = found.set_index("area_name")["nearest_service"]
    assert nearest["Tower Hamlets 015B"] == "The Royal London Hospital"
    assert found["nearest_min"].between(1, 45).all()


def test_the_hour_makes_a_difference(london):
    day, night = (
        queries.fetch(london, "legs_of_london", **asked(at_hour=hour, within_min=30))
        for hour in (TUESDAY + 14, SUNDAY + 3)
    )
    assert day["without_ambulance"].iloc[0] == 0
    # The joint response cars of the register are on duty from 11:00 to 23:00.
    assert night["without_ambulance"].iloc[0] == 8_799_776


def test_calibration_is_better_than_a_straight_line(london):
    found = dict(rows(london, "select measure, amount from calibration_summary"))
    assert found["mae_pairs"] < 3.33  # a straight line fitted to the same pairs
    assert found["mae_nearest"] < 2.4
    assert found["misplaced_at_15_min"] < 0.17


def test_the_thames_parts_the_city_from_southwark(london):
    river = shapely.from_geojson(
        rows(
            london,
            "select boundary_geojson from boundaries where boundary_kind = 'thames'",
        )[0][0]
    )
    assert river.contains(shapely.Point(-0.0945, 51.5083))  # under Southwark Bridge
    assert not river.contains(shapely.Point(-0.0984, 51.5138))  # St Paul's
    assert not river.intersects(shapely.Point(-0.33, 51.42))  # above Teddington


def test_fingerprint_of_inputs_is_stamped(london):
    stamp = queries.fetch(london, "edition").iloc[0]
    assert len(stamp["input_fingerprint"]) == 64
    assert stamp["edition"] == "starter"
