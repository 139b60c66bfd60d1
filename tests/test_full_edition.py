"""The full edition of the toy city, each number derived; and of London's real files."""

import dataclasses
import math
import shutil

import pytest

import queries
from geodata import inputs, needs
from geodata.build import build
from tests import toy_city, toy_publishers
from tests.publisher_readers import REAL, needs_real_files
from tests.questions import asked
from tests.toy_publishers import CODE, PUBLICATIONS

# Where a publication stands in for another, or none is a need of its own.
UNNEEDED = set(PUBLICATIONS) - {need.source_codes[0] for need in needs.NEEDS}


def quiet(_words):
    """Say nothing."""


def toy_inputs(folder, publishers):
    """The toy's starter files, and a folder of publishers' files."""
    found = inputs.full(publishers)
    return dataclasses.replace(
        toy_city.inputs(folder),
        edition="full",
        shelf=found.shelf,
        passed_over=found.passed_over,
    )


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """The full toy edition, opened."""
    folder = tmp_path_factory.mktemp("full toy")
    publishers = toy_publishers.written(folder / "publishers")
    (publishers / "notes.txt").write_text("when, where, what\n")
    chosen = toy_inputs(folder / "files", publishers)
    opened = queries.connect(build(chosen, folder / "toy.duckdb", say=quiet))
    yield opened
    opened.close()


def rows(opened, sql):
    cursor = opened.cursor()
    cursor.execute("use london")
    return cursor.execute(sql).fetchall()


def by_area(opened, column, where="true"):
    """A column of `areas` by the toy's key."""
    keys = {code: key for key, code in CODE.items()}
    sql = f"select area_code, {column} from areas where {where}"
    return {keys[code]: cell for code, cell in rows(opened, sql)}


def test_residents_are_those_of_the_census_and_sum_to_the_boroughs(everything):
    assert by_area(everything, "residents") == {
        "a1": 1_000,
        "a4": 800,
        "l": 400,
        "r": 800,  # Weston, 3,000
        "a3": 2_000,
        "m": 4_000,  # Easton, 6,000
    }
    assert set(by_area(everything, "residents_basis").values()) == {"published"}
    assert set(by_area(everything, "vintage_code").values()) == {"lsoa_2021"}


def test_areas_stand_at_the_mean_of_their_postcode_points(everything):
    east = by_area(everything, "easting_m")
    assert east["l"] == 533_950  # of a2's 533,900, 534,000 and 534,100 the first two
    assert east["r"] == 534_100
    # a5: nine points about 534,000; a6: eleven about 538,000. (9 × 534 + 11 × 538) / 20
    assert east["m"] == 536_200
    assert by_area(everything, "point_count")["m"] == 20


def test_under_18s_by_the_areas_of_2011_that_an_area_was_made_from(everything):
    found = {
        group: dict(
            rows(
                everything,
                "select area_code, residents from area_people "
                f"where age_group = '{group}'",
            )
        )
        for group in ("under_18s", "adults")
    }
    young = {key: found["under_18s"][code] for key, code in CODE.items()}
    assert young == {
        "a1": 200,  # a fifth of 1,000
        "a4": 80,  # a tenth of 800
        "l": 120,  # a2's three tenths of 400,
        "r": 240,  # and of 800
        "a3": 500,  # a quarter of 2,000
        "m": 1_000,  # a5 and a6 together 1,000 of 4,000: a quarter of 4,000
    }
    both = {
        code: young + found["adults"][code]
        for code, young in found["under_18s"].items()
    }
    assert both == dict(rows(everything, "select area_code, residents from areas"))


def test_need_grows_with_the_indicator_and_sums_to_the_published_total(everything):
    found = dict(rows(everything, "select area_code, amount from demand"))
    weight = {
        "a1": 1_000 * math.exp(0.77 * 0),
        "a4": 800 * math.exp(0.77 * 0.5),
        "l": 400 * math.exp(0.77 * 1),
        # Suppressed: the mean of its borough's others, (0 + 0.5 + 1) / 3 = 0.5.
        "r": 800 * math.exp(0.77 * 0.5),
        "a3": 2_000 * math.exp(0.77 * -1),
        "m": 4_000 * math.exp(0.77 * 0),
    }
    total = sum(weight.values())
    for key, code in CODE.items():
        assert found[code] == pytest.approx(1_200 * weight[key] / total, abs=1e-4)
    assert sum(found.values()) == pytest.approx(1_200, abs=1e-3)


def test_routed_minutes_of_merged_and_split_areas(everything):
    found = dict(
        rows(
            everything,
            "select area_code, minutes from travel_minutes "
            "where travel_mode = 'car' and service_id = 'CA001' and basis = 'routed'",
        )
    )
    minutes = {key: float(found[code]) for key, code in CODE.items()}
    # To TA2 2AA at a6, 6 min and 2 a km: a6 itself 6, a5 4 km away 14; their mean.
    assert minutes["m"] == 10
    # Both parts of a2 have a2's: 6 + 2 × √(4² + 4²) km = 17.31.
    assert minutes["l"] == minutes["r"] == 17.3
    assert minutes["a3"] == 14  # 4 km


def test_places_wards_boards_and_deprivation_have_their_names(everything):
    west, east = "Old Mill", "The Quays"
    places = by_area(everything, "place_name")
    assert places == {
        "a1": west,
        "a4": west,
        "l": west,
        "r": west,
        "a3": east,
        "m": east,
    }
    assert by_area(everything, "ward_name") == {
        "a1": "Riverside",
        "l": "Riverside",
        "r": "Riverside",
        "a4": "Hillside",
        "a3": "Quay",
        "m": "Quay",
    }
    assert by_area(everything, "deprivation_decile") == toy_publishers.DECILE
    assert by_area(everything, "deprivation_rank")["l"] == 3_000
    assert by_area(everything, "mental_health_indicator")["r"] is None
    boards = by_area(everything, "sub_icb_name")
    assert boards["a1"] == "NHS Toy West ICB - 1X"
    assert boards["m"] == "NHS Toy East ICB - 1X"
    kinds = "select boundary_kind, count(*) from boundaries group by all"
    found = dict(rows(everything, kinds))
    assert (found["area"], found["msoa"], found["ward"]) == (6, 2, 3)


@pytest.mark.parametrize(("age", "people"), [("adults", 6_860), ("under_18s", 2_140)])
def test_answers_count_only_people_of_the_age_asked_for(everything, age, people):
    # Under 18: 200 + 80 + 120 + 240 + 500 + 1,000 = 2,140 of 9,000.
    found = queries.fetch(everything, "access_by_area", **asked(age=age))
    assert found["residents"].sum() == people
    boroughs = queries.fetch(everything, "access_by_borough", **asked(age=age))
    assert boroughs["residents"].sum() == people
    london = queries.fetch(everything, "legs_of_london", **asked(age=age))
    assert london["residents"].iloc[0] == people


def test_sites_stand_in_their_borough(everything):
    found = {
        code: (borough, basis, east)
        for code, borough, basis, east in rows(
            everything,
            "select site_code, borough_code, point_basis, easting_m from sites",
        )
    }
    west, east = toy_city.WEST, toy_city.EAST
    assert found["TH1"] == (west, "published_point", 530_000)
    assert found["TH2"] == (east, "postcode_point", 538_000)  # TB3 0AA: a3's centre
    assert found["TU1"] == (
        west,
        "published_point",
        534_000,
    )  # no postcode: by its point
    assert found["G2"] == (west, "postcode_point", 534_000)  # 'tb20aa'
    assert {"TH3", "TH4", "TU2", "TP103", "TF1", "G5", "LFB4"}.isdisjoint(found)
    # The hospital without point or postcode is row 3 of its file, the pontoon row 4.
    assert rows(
        everything,
        "select source_code, row_number from rejected_rows "
        "where rule = 'site_without_place' order by all",
    ) == [("fire_brigade_sites", 4), ("nhs_hospitals", 3)]


def test_every_row_of_every_source_is_somewhere(everything):
    found = queries.fetch(everything, "sources_counted")
    parts = found[["rows_kept", "rows_out_of_scope", "rows_set_aside"]].sum(axis=1)
    assert (found["rows_read"] == parts).all()
    aside = dict(
        rows(everything, "select source_code, count(*) from rejected_rows group by all")
    )
    counted = found.set_index("source_code")["rows_set_aside"]
    assert aside == counted[counted > 0].to_dict()


def test_files_passed_over_are_named(everything):
    found = dict(rows(everything, "select file_name, reason from files_passed_over"))
    assert set(found) == {"notes.txt", "lookup_lsoa21_ward24_ltla24.csv"}
    assert "not a file this program knows" in found["notes.txt"]
    assert "better file" in found["lookup_lsoa21_ward24_ltla24.csv"]


def test_whole_folder_lacks_nothing_but_roads(everything):
    found = rows(
        everything, "select need, taken, cost from needs_met where cost is not null"
    )
    assert [need for need, _taken, _cost in found] == ["roads"]


def opened_without(tmp_path, left_out):
    publishers = toy_publishers.written(tmp_path / "publishers", without=left_out)
    chosen = toy_inputs(tmp_path / "files", publishers)
    return queries.connect(build(chosen, tmp_path / "toy.duckdb", say=quiet))


@pytest.mark.parametrize("source_code", sorted(PUBLICATIONS))
def test_without_one_publication_it_builds_and_names_the_cost(tmp_path, source_code):
    opened = opened_without(tmp_path, (source_code,))
    found = rows(
        opened,
        "select need, source_code, taken, cost from needs_met "
        "where cost is not null and need != 'roads'",
    )
    costs = {need.need: need for need in needs.NEEDS}
    expected = set() if source_code in UNNEEDED else {source_code}
    if source_code == "lsoa_2021_boundaries":
        # Areas of 2011 can be joined to nothing that is counted by areas of 2021.
        expected |= {
            *("census_2021_residents", "deprivation_2025", "msoa_names"),
            *("deprivation_2025_indicators", "lsoa_2021_to_icb", "lsoa_2011_to_2021"),
        }
    if source_code == "msoa_2021_boundaries":
        expected |= {"msoa_names"}
    if source_code == "ward_2025_boundaries":
        # The lookup names the wards as well.
        expected = set()
    assert {costs[need].source_codes[0] for need, *_ in found} == expected
    for need, _code, taken, cost in found:
        assert (taken, cost) == (costs[need].otherwise, costs[need].cost)
    sums = "select sum(residents), (select sum(residents) from boroughs) from areas"
    assert rows(opened, sums) == [(9_000, 9_000)]
    need = rows(opened, "select sum(amount) from demand")[0][0]
    assert need == pytest.approx(1_200, abs=1e-3)
    opened.close()


def test_wards_of_areas_of_2011_are_named_too(tmp_path):
    opened = opened_without(tmp_path, ("lsoa_2021_boundaries",))
    assert all(by_area_name(opened).values())
    opened.close()


def by_area_name(opened):
    """Ward of each area by its name."""
    return dict(rows(opened, "select area_name, ward_name from areas"))


def test_os_open_roads_meet_the_need_as_well():
    found = {row["need"]: row["source_code"] for row in needs.rows({"roads_open"})}
    assert found["roads"] == "roads_open"
    assert found["wards"] == ""


def test_without_ages_everybody_is_counted_whatever_the_age(tmp_path):
    opened = opened_without(tmp_path, ("population_mid_2020",))
    found = queries.fetch(opened, "access_by_area", **asked(age="under_18s"))
    assert found["residents"].sum() == 9_000
    opened.close()


def test_without_ward_boundaries_the_lookup_names_wards(tmp_path):
    opened = opened_without(tmp_path, ("ward_2025_boundaries",))
    assert by_area(opened, "ward_name")["a1"] == "Old ward of Weston"
    opened.close()


def test_without_the_lookup_of_areas_a_point_tells_the_area_of_2011(tmp_path):
    opened = opened_without(tmp_path, ("lsoa_2011_to_2021",))
    people = dict(
        rows(
            opened,
            "select area_code, residents from area_people "
            "where age_group = 'under_18s'",
        )
    )
    # m's point, easting 536,200, lies in a6: 900 of 3,000, three tenths of 4,000.
    assert people[CODE["m"]] == 1_200
    assert people[CODE["l"]] == 120  # in a2, as with the lookup
    opened.close()


# ---- The real files ----

# source: rows read, by a count that does not use the readers (../shared/data/README.md)
REAL_ROWS = {
    "lsoa_2021_boundaries": 4_994,
    "msoa_2021_boundaries": 1_002,
    "ward_2025_boundaries": 704,
    "lsoa_2021_to_icb": 33_755,
    "lsoa_2011_to_2021": 35_795,
    "msoa_names": 10_404,
    "census_2021_residents": 35_679,
    "population_mid_2020": 4_835,
    "deprivation_2025": 33_755,
    "deprivation_2025_indicators": 33_755,
    "nhs_hospitals": 1_211,
    "uec_sites": 58,
    "nhs_trust_sites": 25_303,
    "gp_practices": 15_199,
    "nhs_trusts": 273,
    "ambulance_sites_2014": 105,
    "fire_brigade_sites": 116,
    "fire_brigade_incidents": 32_247 + 20 + 5,
    "ambulance_incidents_monthly": 33 * 85,
    "police_stops": 18_129,
    "recorded_crime": 105_620,
    "health_index": 16_464,
    "mha_statistics": 6_947,
}


@pytest.fixture(scope="module")
def london(tmp_path_factory):
    """The full edition of the real files, opened."""
    path = tmp_path_factory.mktemp("real") / "crisis_access.duckdb"
    opened = queries.connect(build(inputs.full(REAL), path, say=quiet))
    yield opened
    opened.close()
    shutil.rmtree(path.parent)


@needs_real_files
def test_real_london_has_its_areas_and_residents(london):
    found = rows(london, "select count(*), sum(residents) from areas")
    assert found == [(4_994, 8_799_776)]
    assert rows(london, "select sum(residents) from area_people") == [(8_799_776,)]
    assert rows(london, "select distinct vintage_code from areas") == [("lsoa_2021",)]
    # Checks that fail stop the build: all were run, and each found none.
    checks = rows(london, "select count(*), sum(culprit_count) from checks")
    assert checks == [(len(queries.checks()), 0)]


@needs_real_files
def test_every_real_file_is_read_or_named(london):
    read = {code for (code,) in rows(london, "select source_code from sources")}
    passed = {
        name for (name,) in rows(london, "select file_name from files_passed_over")
    }
    chosen = inputs.full(REAL)
    taken = {
        path: code
        for code, paths in chosen.shelf.items()
        if code in read
        for path in paths
    }
    for path in REAL.rglob("*"):
        if path.is_file():
            assert (path in taken) != (path.name in passed), path


@needs_real_files
@pytest.mark.parametrize("source_code", sorted(REAL_ROWS))
def test_rows_read_of_real_files(london, source_code):
    found = rows(
        london,
        "select rows_read, rows_kept + rows_out_of_scope + rows_set_aside "
        f"from sources where source_code = '{source_code}'",
    )
    assert found == [(REAL_ROWS[source_code], REAL_ROWS[source_code])]


@needs_real_files
def test_real_needs_are_met_but_for_roads(london):
    # The extract of roads covers 4 km of north London, in which no service stands.
    sql = "select need from needs_met where cost is not null"
    assert rows(london, sql) == [("roads",)]
