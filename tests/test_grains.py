"""Wards and MSOAs: the toy city with its areas given to them, by hand and by adding up.

Ward Old holds a1 and a2, New holds a3, a5 and a6, Empty fits none; a4 is in no ward. The
MSOAs are Weston 001 (a1, a2, a4) and Easton 001 (the rest). On Tuesday at 14:00 on foot
within 65 minutes all six areas have support, within 30 only a1 and a6.
"""

import random
import shutil
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import queries
from tests.finding import found
from tests.questions import asked
from tests.toy_city import CODES, EAST, WEST

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")
WARDS = {"a1": "E05000001", "a2": "E05000001"} | dict.fromkeys(
    ("a3", "a5", "a6"), "E05000002"
)
WARD_NAMES = {"E05000001": "Old", "E05000002": "New"}
MSOAS = {
    key: "E02000001" if key in {"a1", "a2", "a4"} else "E02000002" for key in CODES
}

BOROUGHS = {key: WEST if MSOAS[key] == "E02000001" else EAST for key in CODES}


@pytest.fixture(scope="module")
def warded(toy, tmp_path_factory):
    """Path of the toy edition with wards and MSOAs."""
    path = tmp_path_factory.mktemp("warded") / "warded.duckdb"
    shutil.copy(toy, path)
    made = duckdb.connect(path)
    for key, code in CODES.items():
        ward = WARDS.get(key)
        made.execute(
            "update areas set ward_code = ?, ward_name = ?, msoa_code = ? "
            "where area_code = ?",
            [ward, WARD_NAMES.get(ward), MSOAS[key], code],
        )
    # Another edition: its shapes are files of their own.
    made.execute("update builds set input_fingerprint = 'w' || input_fingerprint")
    for kind, code in [
        *(("ward", f"E0500000{n}") for n in (1, 2, 3)),
        *(("msoa", f"E0200000{n}") for n in (1, 2)),
    ]:
        made.execute(
            "insert into boundaries select ?, ?, boundary_geojson from boundaries "
            "where boundary_kind = 'borough' limit 1",
            [kind, code],
        )
    made.close()
    return path


@pytest.fixture
def opened(warded):
    connection = queries.connect(warded)
    yield connection
    connection.close()


def by_code(connection, name, **changed):
    frame = queries.fetch(connection, name, **asked(**changed))
    return frame.set_index(frame.columns[0])


def test_people_out_of_reach_by_ward(opened):
    areas = by_code(opened, "access_by_area")["residents"]
    wards = by_code(opened, "access_by_ward", within_min=30)
    assert list(wards.index) == ["E05000001", "E05000002", "E05000003"]
    assert (
        wards.loc["E05000001", "residents"] == areas[CODES["a1"]] + areas[CODES["a2"]]
    )
    assert wards.loc["E05000001", "out_residents"] == areas[CODES["a2"]]
    assert (
        wards.loc["E05000002", "out_residents"]
        == areas[CODES["a3"]] + areas[CODES["a5"]]
    )
    assert list(wards["ward_name"].iloc[:2]) == ["Old", "New"]
    assert list(wards["borough_code"].iloc[:2]) == [WEST, EAST]


def test_a_ward_that_fits_no_area_has_no_figures_and_is_listed(opened):
    for name in ("access_by_ward", "legs_by_ward"):
        empty = by_code(opened, name).loc["E05000003"]
        assert empty["residents"] == 0
        assert empty[["ward_name", "borough_code"]].isna().all()
    assert by_code(opened, "access_by_ward")["out_share"].isna().sum() == 1


def test_people_out_of_reach_by_msoa(opened):
    msoas = by_code(opened, "access_by_msoa", within_min=30)
    assert list(msoas["msoa_name"]) == ["Weston 001", "Easton 001"]
    # 3,000 people live in Weston and 6,000 in Easton.
    assert list(msoas["residents"]) == [3_000, 6_000]
    boroughs = by_code(opened, "access_by_borough", within_min=30)
    assert list(msoas["out_residents"]) == list(boroughs["out_residents"])
    assert list(msoas["mean_min"]) == pytest.approx(list(boroughs["mean_min"]))


@pytest.mark.parametrize(
    ("places", "of_access", "of_legs"),
    [
        (WARDS, "access_by_ward", "legs_by_ward"),
        (MSOAS, "access_by_msoa", "legs_by_msoa"),
        (BOROUGHS, "access_by_borough", "legs_by_borough"),
    ],
)
def test_places_add_up_from_their_areas(opened, places, of_access, of_legs):
    of_area = {CODES[key]: code for key, code in places.items()}
    draw = random.Random(7)  # noqa: S311 - a fixed seed, no secret
    for _ in range(12):
        question = {
            "at_hour": draw.randrange(168),
            "within_min": draw.choice([15, 30, 45, 65]),
            "mode": draw.choice(["walk", "car", "blue_light"]),
            "access": draw.choice(["walk_in", "referral"]),
        }
        access = by_code(opened, "access_by_area", **question)
        legs = by_code(opened, "legs_by_area", **question)
        found = by_code(opened, of_access, **question)
        counted = by_code(opened, of_legs, **question)
        for code in set(of_area.values()):
            inside = [area for area, place in of_area.items() if place == code]
            out = sum(
                access.loc[a, "residents"]
                for a in inside
                if access.loc[a, "in_reach_count"] == 0
            )
            residents = sum(access.loc[a, "residents"] for a in inside)
            assert found.loc[code, "residents"] == residents
            assert found.loc[code, "out_residents"] == out
            assert found.loc[code, "out_share"] == pytest.approx(out / residents)
            for number, column in enumerate(
                ("no_leg", "one_leg", "two_legs", "three_legs")
            ):
                assert counted.loc[code, column] == sum(
                    legs.loc[a, "residents"]
                    for a in inside
                    if legs.loc[a, "leg_count"] == number
                )
            for leg in ("health", "safety", "ambulance"):
                assert counted.loc[code, f"without_{leg}"] == sum(
                    legs.loc[a, "residents"]
                    for a in inside
                    if leg in legs.loc[a, "missing"]
                )


def test_wards_and_msoas_can_be_found(opened):
    listed = by_code(opened, "places")
    assert listed.loc["E05000001", "place_name"] == "Old ward, Weston"
    assert listed.loc["E02000002", "place_name"] == "Easton 001"


@pytest.fixture
def shown(monkeypatch):
    """The dashboard on an edition, run once."""

    def run(path, **link):
        monkeypatch.setenv("CRISIS_DATABASE", str(path))
        st.cache_data.clear()
        st.cache_resource.clear()
        app = AppTest.from_file(APP, default_timeout=30)
        for key, value in link.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        return app

    return run


@pytest.mark.parametrize("shade", ["legs", "minutes", "cause"])
@pytest.mark.parametrize("grain", ["ward", "msoa"])
def test_wards_and_msoas_are_shaded_and_listed(shown, warded, grain, shade):
    app = shown(warded)
    app.session_state["listed"] = True
    app.selectbox(key="shade").set_value(shade)
    app.selectbox(key="grain").set_value(grain).run()
    assert not app.exception
    assert len(app.dataframe[0].value) == {"ward": 3, "msoa": 2}[grain]


def test_the_profile_of_a_ward_opens(shown, warded):
    app = shown(warded)
    found(app, "E05000002").run()
    assert not app.exception
    assert any("New, ward in Easton" in s.value for s in app.subheader)


def test_a_ward_that_fits_no_area_has_no_profile(shown, warded):
    app = shown(warded, place="E05000003")
    assert "left out: place" in app.info[0].value


def test_a_grain_that_the_edition_lacks_is_refused_kindly(shown, toy):
    app = shown(toy, grain="Wards")
    assert app.selectbox(key="grain").options == ["Small areas", "Boroughs"]
    assert "left out: grain" in app.info[0].value
