"""Readers on publishers' files: what each keeps, leaves out, sets aside and refuses."""

import csv
import json

import duckdb
import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from geodata import inputs, sources, workbooks
from geodata.errors import UnexpectedFile, UnmappedCategory
from geodata.readers import csv_table, registers
from tests import toy_publishers
from tests.publisher_readers import (
    READERS,
    REAL,
    TOY_CODES,
    accounted,
    needs_real_files,
    read,
)
from tests.toy_city import EAST, WEST
from tests.toy_publishers import CODE

# publication: read, kept, out of scope, rules of rows set aside with row numbers, vintage
EXPECTED = {
    "lsoa_2021_boundaries": (8, 6, 1, {"area_listed_twice": [7]}, "lsoa_2021"),
    "msoa_2021_boundaries": (2, 2, 0, {}, "msoa_2021"),
    "ward_2025_boundaries": (3, 3, 0, {}, "ward_2025"),
    "lsoa_2021_to_icb": (7, 6, 1, {}, "icb_2024"),
    "lsoa_2021_to_ward": (7, 6, 1, {}, "ward_2024"),
    "lsoa_2011_to_2021": (8, 7, 1, {}, "lsoa_2021"),
    "msoa_names": (6, 2, 3, {"area_listed_twice": [4]}, "msoa_2021"),
    "census_2021_residents": (
        *(11, 6, 1, {"not_a_record": [8, 9, 10, 11]}, "census_2021"),
    ),
    "population_mid_2020": (7, 6, 1, {}, "mid_2020"),
    "deprivation_2025": (7, 6, 1, {}, "iod_2025"),
    "deprivation_2025_indicators": (7, 5, 1, {"indicator_missing": [4]}, "iod_2025"),
    "nhs_hospitals": (5, 4, 0, {"site_listed_twice": [5]}, "2022-03"),
    "uec_sites": (2, 2, 0, {}, "2025-06"),
    "nhs_trust_sites": (5, 4, 0, {"site_listed_twice": [5]}, "2014"),
    "nhs_trusts": (3, 3, 0, {}, "2025-12"),
    "gp_practices": (5, 5, 0, {}, "2022-09"),
    "ambulance_sites_2014": (5, 4, 0, {"site_listed_twice": [5]}, "2014"),
    "fire_brigade_sites": (4, 4, 0, {}, "2020"),
    "fire_brigade_metadata": (3, 2, 0, {"not_a_record": [3]}, ""),
    "ambulance_incidents_monthly": (
        *(8, 7, 0, {"amount_no_number": [5]}, "2016-03 to 2016-06"),
    ),
    "health_index": (4, 2, 1, {"amount_no_number": [3]}, "2020 to 2021"),
    "recorded_crime": (5, 4, 0, {"area_of_another_vintage": [5]}, "202401 to 202502"),
    "mha_statistics": (
        *(8, 4, 0),
        {"breakdown_mistyped": [1], "label_of_another_breakdown": [5, 6, 7]},
        "2023/24",
    ),
    "suicide_mortality": (12, 12, 0, {}, "2008-10 to 2009-11"),
}
PARTS = [code for code in READERS if code.endswith("_boundaries")]
WORKBOOKS = [
    *("fire_brigade_metadata", "ambulance_incidents_monthly"),
    *("mha_statistics", "suicide_mortality"),
]
CSVS = sorted(set(READERS) - {*PARTS, *WORKBOOKS, "recorded_crime"})


@pytest.fixture
def folder(tmp_path):
    return toy_publishers.written(tmp_path / "publishers")


def rewritten(folder, source_code, *pairs):
    """The first file of a publication with words replaced; each must occur."""
    path = toy_publishers.files(folder, source_code)[0]
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def frame_of(folder, source_code):
    return read(source_code, toy_publishers.files(folder, source_code)).frame


def refusal(folder, source_code, error=UnexpectedFile):
    """What a reader says of a publication it refuses."""
    with pytest.raises(error) as refused:
        read(source_code, toy_publishers.files(folder, source_code))
    return str(refused.value)


def test_every_reader_has_its_row():
    assert set(EXPECTED) == set(READERS)


@pytest.mark.parametrize("source_code", sorted(EXPECTED))
def test_rows_kept_out_of_scope_and_set_aside(folder, source_code):
    found = read(source_code, toy_publishers.files(folder, source_code))
    rules = found.rejected.groupby("rule")["row_number"].apply(list).to_dict()
    assert (
        *(found.rows_read, found.rows_kept, found.rows_out_of_scope),
        *(
            rules,
            found.vintage or found.source.vintage * bool(EXPECTED[source_code][4]),
        ),
    ) == EXPECTED[source_code]
    assert found.rows_read == accounted(found)
    assert found.source.source_code == source_code
    assert (found.rejected["reason"] != "").all()
    typing = ("column 'May2014' stands where May 2016 belongs, and is read so",)
    mistyped = source_code == "ambulance_incidents_monthly"
    assert found.notes == (typing if mistyped else ())


# ---- What comes out ----


def test_areas_are_on_the_national_grid(folder):
    found = frame_of(folder, "lsoa_2021_boundaries").set_index("area_code")
    shape = found.loc[CODE["l"], "geometry"]
    assert shape.bounds == pytest.approx((532_000, 178_000, 534_050, 182_000), abs=1)
    assert found.loc[CODE["l"], "borough_code"] == WEST


def test_a_borough_is_known_by_the_name_of_its_areas_where_no_code_stands(folder):
    for path in toy_publishers.files(folder, "lsoa_2021_boundaries"):
        path.write_text(path.read_text().replace("LADCD_ACTIVE", "OTHER"))
    found = frame_of(folder, "lsoa_2021_boundaries").set_index("area_code")
    assert found["borough_code"].to_dict() == {
        area[0]: area[2] for area in toy_publishers.AREAS.values()
    }


def test_hospitals_with_a_header_one_cell_short(folder):
    found = frame_of(folder, "nhs_hospitals").set_index("site_code")
    assert found.loc["TH1", "site_name"] == "Toy Asylum"
    assert found.loc["TH1", "site_kind"] == "mental_health_site"
    assert found.loc["TH1", "parent_code"] == "TPX"
    assert found.loc["TH1", "easting_m"] == pytest.approx(530_000, abs=0.2)
    assert found.loc["TH2", ["easting_m", "northing_m"]].isna().all()


def test_trust_sites_with_rows_one_cell_short(folder):
    found = frame_of(folder, "nhs_trust_sites").set_index("site_code")
    assert found["is_open"].to_dict() == {
        "TP1": True,
        "TP101": True,
        "TP102": False,
        "TP103": True,
    }
    assert found.loc["TP102", "closed_on"] == "2012-03-31"
    assert found.loc["TP101", "opened_on"] == "2011-07-01"


def test_trusts_without_a_header(folder):
    found = frame_of(folder, "nhs_trusts").set_index("site_code")
    assert found["is_open"].to_dict() == {"TP1": True, "TP9": False, "TF1": True}
    assert found.loc["TP1", "postcode"] == "TB1 0AA"


def test_practices_by_setting_and_status(folder):
    found = frame_of(folder, "gp_practices").set_index("site_code")
    assert found["site_kind"].to_dict() == {
        "G1": "gp_practice",
        "G2": "walk_in_centre",
        "G3": "out_of_hours_practice",
        "G4": "gp_practice",
        "G5": "other_prescriber",
    }
    assert not found.loc["G4", "is_open"]
    assert found.loc["G4", "closed_on"] == "2020-03-31"
    assert found.loc["G2", "postcode"] == "TB2 0AA"


def test_misspelt_ambulance_stations_are_stations(folder):
    found = frame_of(folder, "ambulance_sites_2014").set_index("site_code")
    station = found["site_kind"] == "ambulance_station_2014"
    assert station.to_dict() == {"TA0": False, "TA1": True, "TA2": True, "TA3": True}


def test_fire_stations_and_what_is_none(folder):
    found = frame_of(folder, "fire_brigade_sites").set_index("site_name")
    assert found["site_kind"].to_dict() == {
        "WESTON": "fire_station",
        "HILL": "fire_station",
        "Former EASTON": "fire_premises",
        "PONTOON": "fire_premises",
    }
    assert found.loc["PONTOON", ["easting_m", "northing_m"]].isna().all()


def test_a_mistyped_month_between_two_right_ones_is_mended(folder):
    found = frame_of(folder, "ambulance_incidents_monthly")
    cell = found[(found["place_code"] == EAST) & (found["period"] == "2016-05")]
    assert cell["amount"].to_list() == [2_032]
    assert set(found["place_code"]) == {EAST, WEST}  # no total


def test_crime_of_the_last_twelve_months_alone(folder):
    found = frame_of(folder, "recorded_crime")
    # Two minor categories × twelve months × 1; the 9s of the first two months are not.
    assert found["amount"].to_list() == [24, 24]
    assert set(found["period"]) == {"2024-03/2025-02"}
    assert set(found["breakdown"]) == {"Theft"}


def test_mental_health_act_counts_known_suppressed_and_missing(folder):
    found = frame_of(folder, "mha_statistics")
    states = found.groupby("unit")["state"].apply(list).to_dict()
    assert states == {
        "detentions or uses": ["known", "known", "known", "suppressed"],
        # A count without a rate: the publisher has none; both blank: suppressed.
        "per 100,000": ["known", "missing", "known", "suppressed"],
    }
    assert not found["breakdown"].str.contains("IMD: (?:Male|All g|Missing)").any()


def test_suicide_rates_withheld_missing_and_resting_on_few(folder):
    found = frame_of(folder, "suicide_mortality")
    states = {
        (place, sex, period): state
        for place, sex, period, state in zip(
            found["place_name"],
            found["breakdown"],
            found["period"],
            found["state"],
            strict=True,
        )
    }
    assert states["Weston", "males", "2008-10"] == "suppressed"  # 9 deaths: under 10
    assert states["Weston", "persons", "2008-10"] == "known"  # 10
    assert states["Weston", "males", "2009-11"] == "suppressed"  # x
    assert states["Weston", "females", "2009-11"] == "missing"  # .
    assert states["Easton", "males", "2009-11"] == "known"  # x deaths, a rate published
    assert found.loc[found["state"] != "known", "amount"].isna().all()


def test_areas_of_2011_become_areas_of_2021(folder):
    found = frame_of(folder, "lsoa_2011_to_2021")
    assert found.groupby("change").size().to_dict() == {
        "unchanged": 3,
        "split": 2,
        "merged": 2,
    }


# ---- Both spellings, and rows that cannot be used ----


@pytest.mark.parametrize(
    ("source_code", "pairs"),
    [
        (
            "lsoa_2021_to_icb",
            [
                ("lsoa21_code", "LSOA21CD"),
                ("sicbl24_name", "SICBL24NM"),
                ("icb24_code,", "ICB24CD,"),
                ("icb24_name", "ICB24NM"),
            ],
        ),
        (
            "lsoa_2021_to_ward",
            [
                ("lsoa21_code", "LSOA21CD"),
                ("ward24_name", "WD24NM"),
                ("ward24_code", "WD24CD"),
            ],
        ),
        (
            "lsoa_2011_to_2021",
            [
                ("lsoa21_code", "LSOA21CD"),
                ("lsoa11_code", "LSOA11CD"),
                ("change_code", "CHGIND"),
            ],
        ),
        (
            "census_2021_residents",
            [
                ("LSOA21CD", "geography code"),
                ("Population", "Residence type: Total; measures: Value"),
            ],
        ),
        ("msoa_names", [("MSOA21CD", "msoa21cd"), ("MSOAHCLNM", "msoa21hclnm")]),
    ],
)
def test_conversions_and_publishers_spellings_read_the_same(folder, source_code, pairs):
    before = frame_of(folder, source_code)
    rewritten(folder, source_code, *pairs)
    pd.testing.assert_frame_equal(frame_of(folder, source_code), before)


@pytest.mark.parametrize(
    ("source_code", "old", "new", "rule"),
    [
        ("population_mid_2020", ",1000,150,", ",1001,150,", None),
        ("deprivation_2025_indicators", ",0.5\n", ",inf\n", "indicator_out_of_range"),
        ("deprivation_2025_indicators", ",0.5\n", ",few\n", "indicator_missing"),
        ("gp_practices", "THE SURGERY", "", "site_without_name"),
        ("health_index", "99.5", "-1", "amount_no_number"),
        ("health_index", "99.5", "1e300", "amount_no_number"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside(folder, source_code, old, new, rule):
    rewritten(folder, source_code, (old, new))
    found = read(source_code, toy_publishers.files(folder, source_code))
    known = EXPECTED[source_code]
    assert found.rows_read == accounted(found) == known[0]
    assert found.rows_kept == known[1] - 1
    assert rule is None or rule in set(found.rejected["rule"])


@pytest.mark.parametrize("amount", ["-5", "12.5", "inf", "nan", "", "many", "1e9"])
def test_residents_that_are_no_count_leave_an_area_without_them(folder, amount):
    rewritten(
        folder, "census_2021_residents", ("E01000001,1000", f"E01000001,{amount}")
    )
    assert "'E01000001'" in refusal(folder, "census_2021_residents")


def test_an_area_with_two_boards_keeps_the_first(folder):
    path = toy_publishers.files(folder, "lsoa_2021_to_icb")[0]
    line = path.read_text().splitlines()[1]
    path.write_text(path.read_text() + line.replace("Toy West", "Other") + "\n")
    found = read("lsoa_2021_to_icb", [path])
    assert found.rows_kept == 6
    assert found.rejected["rule"].to_list() == ["row_listed_twice"]


@pytest.mark.parametrize(("lat", "lon"), [("0", "0"), ("-0.12", "51.5"), ("inf", "1")])
def test_degrees_off_the_grid_are_no_point(folder, lat, lon):
    path = toy_publishers.files(folder, "gp_practices")[0]
    lines = path.read_text().splitlines()
    lines[1] = ",".join([*lines[1].split(",")[:-2], lat, lon])
    path.write_text("\n".join(lines))
    found = read("gp_practices", [path]).frame
    assert found.loc[0, ["easting_m", "northing_m"]].isna().all()


# ---- Refusals ----


@pytest.mark.parametrize(
    ("source_code", "column"),
    [
        ("lsoa_2021_to_icb", "icb24_name"),
        ("lsoa_2021_to_ward", "ward24_code"),
        ("lsoa_2011_to_2021", "lsoa11_code"),
        ("msoa_names", "MSOAHCLNM"),
        ("census_2021_residents", "Population"),
        ("population_mid_2020", "Persons_16-29"),
        ("deprivation_2025", "IMD_rank"),
        ("deprivation_2025_indicators", "mental_health_indicator"),
        ("nhs_hospitals", "ParentODSCode"),
        ("nhs_hospitals", "Latitude"),
        ("uec_sites", "easting"),
        ("nhs_trust_sites", "open_date"),
        ("gp_practices", "Status Code"),
        ("gp_practices", "Commissioner"),
        ("ambulance_sites_2014", "easting_pc"),
        ("fire_brigade_sites", "Holding_Name"),
        ("health_index", "indicator"),
        ("lsoa_2021_boundaries", "LSOA21NM"),
        ("msoa_2021_boundaries", "MSOA21CD"),
        ("ward_2025_boundaries", "WD25NM"),
    ],
)
def test_a_column_missing(folder, source_code, column):
    for path in toy_publishers.files(folder, source_code):
        quoted = f'"{column}"' if path.suffix == ".geojson" else column
        renamed = quoted.replace(column, "Renamed")
        text = path.read_text()
        assert quoted in text
        path.write_text(text.replace(quoted, renamed))
    words = refusal(folder, source_code)
    title = sources.of(source_code).title
    assert words.startswith(f"{title}: expected")
    assert "found" in words
    assert str(folder) in words
    assert words.index("expected") < words.index("found") < words.index(str(folder))
    assert not words.rstrip().endswith(")")  # then a sentence on what to do


@pytest.mark.parametrize(
    ("source_code", "old", "new", "found"),
    [
        ("lsoa_2011_to_2021", ",S,", ",Q,", "'Q'"),
        ("gp_practices", ",21,", ",99,", "'99'"),
        ("gp_practices", ",C,B,", ",Z,B,", "'Z'"),
    ],
)
def test_a_code_never_decided_about(folder, source_code, old, new, found):
    rewritten(folder, source_code, (old, new))
    words = refusal(folder, source_code, UnmappedCategory)
    assert found in words
    assert "geodata/decisions/publisher_codes.py" in words


@pytest.mark.parametrize("breakdown", ["Ministry", None])
def test_a_breakdown_never_decided_about(folder, breakdown):
    path = toy_publishers.files(folder, "mha_statistics")[0]
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["F3"] = breakdown
    book.save(path)
    words = refusal(folder, "mha_statistics", UnmappedCategory)
    assert f"['{breakdown or ''}']" in words


def test_a_workbook_whose_parser_runs_on_is_refused(folder, monkeypatch):
    path = toy_publishers.files(folder, "suicide_mortality")[0]
    monkeypatch.setattr(workbooks, "TIME_LIMIT_S", 0.01)
    with pytest.raises(UnexpectedFile, match="no end after"):
        read("suicide_mortality", [path])


@pytest.mark.parametrize("months", [("Apr 2016", "Jan 2001"), ("Mar 2016", "Month")])
def test_months_that_cannot_be_told(folder, months):
    path = toy_publishers.files(folder, "ambulance_incidents_monthly")[0]
    book = openpyxl.load_workbook(path)
    sheet = book["All Ambulance Attended"]
    cell = next(c for c in sheet[1] if c.value == months[0])
    cell.value = months[1]  # beside 'May2014', or the first of all
    book.save(path)
    assert months[1] in refusal(folder, "ambulance_incidents_monthly")


def test_a_borough_without_areas(folder):
    paths = toy_publishers.files(folder, "lsoa_2021_boundaries")
    with pytest.raises(UnexpectedFile, match=f"found none of \\['{EAST}'\\]"):
        read("lsoa_2021_boundaries", paths[:1])


def test_boundaries_without_a_coordinate_system_are_those_of_geojson(folder):
    # RFC 7946: without a named system it is longitude and latitude.
    before = frame_of(folder, "msoa_2021_boundaries")
    path = toy_publishers.files(folder, "msoa_2021_boundaries")[0]
    layer = json.loads(path.read_text())
    del layer["crs"]
    path.write_text(json.dumps(layer))
    after = frame_of(folder, "msoa_2021_boundaries")
    assert after.geometry.geom_equals_exact(before.geometry, 0.01).all()


@pytest.mark.parametrize("kind", ["area", "ring", "off the grid", "a point"])
def test_a_shape_that_is_none_is_set_aside(folder, kind):
    path = toy_publishers.files(folder, "ward_2025_boundaries")[0]
    layer = json.loads(path.read_text())
    shape = layer["features"][0]["geometry"]
    if kind == "area":
        layer["features"][0]["geometry"] = None
    elif kind == "a point":
        shape |= {"type": "Point", "coordinates": [-0.1, 51.5]}
    elif kind == "off the grid":
        shape["coordinates"] = [[[y, x] for x, y in shape["coordinates"][0]]]
    else:
        shape["coordinates"] = []
    path.write_text(json.dumps(layer))
    found = read("ward_2025_boundaries", [path])
    assert found.rejected["rule"].to_list() == ["area_without_boundary"]
    assert found.rows_kept == 2


WRONG = {
    "a web page": b"<!DOCTYPE html><html><body>Not found, sorry</body></html>",
    "nothing": b"",
    "blank lines": b"\n\n\n",
    "noise": bytes(range(256)) * 8,
    "UTF-16": "a,b\n1,2\n".encode("utf-16"),
    "a lost quote": b'a,b\n1,"2\n3,4\n',
    "the head of a workbook": b"PK\3\4" + bytes(200),
    "the head of an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_800),
    "the head of parquet": b"PAR1" + bytes(100) + b"PAR1",
}


@pytest.mark.parametrize("wrong", sorted(WRONG))
@pytest.mark.parametrize("source_code", sorted(READERS))
def test_a_wrong_file_is_refused_in_words(folder, source_code, wrong):
    path = toy_publishers.files(folder, source_code)[0]
    path.write_bytes(WRONG[wrong])
    words = refusal(folder, source_code)
    assert "expected" in words
    assert "found" in words
    assert str(path) in words


@pytest.mark.parametrize("source_code", sorted({*PARTS, *WORKBOOKS, "recorded_crime"}))
def test_a_file_cut_off_is_refused_in_words(folder, source_code):
    path = toy_publishers.files(folder, source_code)[0]
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert str(path) in refusal(folder, source_code)


def test_a_file_that_is_not_there(tmp_path):
    source = sources.of("nhs_trusts")
    with pytest.raises(UnexpectedFile, match="No such file"):
        csv_table(tmp_path / "none.csv", source, set())


# ---- Tables of text ----


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["1", "2"]]),
        ("a,b\n#1,2\n#3,4\n5,6\n", [["#1", "2"], ["#3", "4"], ["5", "6"]]),
        ("a,b\r\n1,2\n3,4\r\n", [["1", "2"], ["3", "4"]]),
        ('a,b\n"1\n1",2\n3,"4,5"\n', [["1\n1", "2"], ["3", "4,5"]]),
        ("a,b\n1\n2,3\n", [["1", ""], ["2", "3"]]),
        ("a,b\n1,2,,\n3,4\n5,6\n", [["1", "2"], ["3", "4"], ["5", "6"]]),
        ("\ufeffa,b\n\n1,2\n\n", [["1", "2"]]),
        ("a,b\nNA,null\n", [["NA", "null"]]),
        ("a,b\n", []),
    ],
)
def test_every_line_of_a_csv_file_is_a_row(tmp_path, text, rows):
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8", newline="")
    found = csv_table(path, sources.of("nhs_trusts"), {"a", "b"})
    assert found.to_numpy().tolist() == rows
    assert list(found.index) == list(range(1, len(rows) + 1))


def test_a_comma_too_many_is_refused_with_its_row(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("a,b\n1,2\n3,,4\n5,6\n")
    with pytest.raises(UnexpectedFile, match="found 3 in row 3"):
        csv_table(path, sources.of("nhs_trusts"), {"a"})


# ---- A second count ----


def second_count(path):
    """Rows of a file below its header, counted without the readers."""
    if path.suffix == ".geojson":
        return len(json.loads(path.read_text(encoding="utf-8"))["features"])
    if path.suffix == ".parquet":
        sql = "select sum(num_rows) from parquet_file_metadata($path)"
        return duckdb.execute(sql, {"path": str(path)}).fetchall()[0][0]
    if path.suffix in {".xlsx", ".xls"}:
        return counted_cells(CalamineWorkbook.from_path(str(path)))
    with path.open(encoding="utf-8-sig", newline="") as opened:
        filled = sum(1 for row in csv.reader(opened) if row)
    return filled - (path.name != "etr.csv")


def counted_cells(book):
    """Rows of a workbook, or cells of boroughs where a row has many."""
    if "All Ambulance Attended" in book.sheet_names:
        rows = book.get_sheet_by_name("All Ambulance Attended").to_python()
        months = sum(1 for cell in rows[0][2:] if cell != "")
        return months * sum(str(row[0]).startswith("E09") for row in rows)
    if "DSR 3 year age15+" in book.sheet_names:
        rows = book.get_sheet_by_name("DSR 3 year age15+").to_python()
        rates = sum(cell == "DSR" for cell in rows[2])
        return rates * sum(str(row[1]).startswith("E09") for row in rows)
    return len(book.get_sheet_by_index(0).to_python()) - 1


@pytest.mark.parametrize("source_code", sorted(READERS))
def test_a_second_count_of_the_toys_rows_agrees(folder, source_code):
    paths = toy_publishers.files(folder, source_code)
    assert read(source_code, paths).rows_read == sum(map(second_count, paths))


@pytest.fixture(scope="module")
def real():
    """The real folder, its boroughs and codes of areas of 2021."""
    chosen = inputs.full(REAL)
    london = registers.boroughs(inputs.REGISTERS).frame
    areas = read("lsoa_2021_boundaries", chosen.files("lsoa_2021_boundaries"), london)
    return chosen, london, areas.frame["area_code"]


@needs_real_files
@pytest.mark.parametrize("source_code", sorted(READERS))
def test_a_second_count_of_the_real_rows_agrees(real, source_code):
    chosen, london, area_codes = real
    paths = chosen.files(source_code)
    assert paths
    found = read(source_code, paths, london, area_codes)
    assert found.rows_read == accounted(found) == sum(map(second_count, paths))


@needs_real_files
def test_real_faults_are_the_ones_known(real):
    chosen, london, area_codes = real
    rules = {}
    for source_code in READERS:
        found = read(source_code, chosen.files(source_code), london, area_codes)
        for rule, count in found.rejected["rule"].value_counts().items():
            rules[source_code, rule] = count
    assert rules == {
        ("census_2021_residents", "not_a_record"): 7,
        ("fire_brigade_metadata", "not_a_record"): 1,
        ("ambulance_sites_2014", "site_listed_twice"): 1,
        ("mha_statistics", "breakdown_mistyped"): 1,
        # Seven labels of gender, ten rows each, among the tenths of deprivation.
        ("mha_statistics", "label_of_another_breakdown"): 70,
    }


def test_the_toys_areas_are_those_the_readers_know(folder):
    codes = frame_of(folder, "lsoa_2021_boundaries")["area_code"]
    assert codes.to_list() == TOY_CODES.to_list()
