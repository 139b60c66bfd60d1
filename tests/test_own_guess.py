"""What a file says about itself: every guess with its reason, every doubt said."""

import os
import re
from pathlib import Path

import pytest

from geodata.errors import UnexpectedFile
from geodata.own import boroughs, guess_kinds, layouts, personal, publishers
from geodata.own.guess import guess
from geodata.own.mapping import Place
from geodata.own.mapping_checks import checked
from tests import own_files

PUBLISHED = Path(
    os.environ.get(
        "CRISIS_PUBLISHER_FILES", Path(__file__).parents[2] / "shared" / "data"
    )
)


def guessed(tmp_path, table, **text):
    return guess(
        own_files.written(tmp_path / "log.csv", own_files.csv_text(table, **text))
    )


def with_column(name, cells):
    """The rows of `own_files`, their column 'Crew code' replaced."""
    table = own_files.table(len(cells))
    table[0][9] = name
    for row, cell in zip(table[1:], cells, strict=True):
        row[9] = cell
    return table


def with_dates(cells):
    table = own_files.table(len(cells))
    for row, cell in zip(table[1:], cells, strict=True):
        row[2] = cell
    return table


def test_a_whole_file_is_guessed_and_the_guess_can_be_used(tmp_path):
    found = guessed(tmp_path, own_files.table(60))
    mapping = checked(found.mapping)
    assert mapping.reference == "CAD ref"
    assert (mapping.when.date, mapping.when.time) == ("Call date", "Call time")
    assert mapping.when.order == "day_first"
    assert mapping.where == (
        Place("coordinates", ("Easting", "Northing"), 1.0),
        Place("postcode", ("Postcode",), 100.0),
        Place("borough", ("Borough",)),
    )
    assert mapping.kinds.columns == ("Call type",)
    assert mapping.kinds.kind_of["S136"] == "section_136"
    assert mapping.personal == {"Patient name": "name of a person"}
    assert mapping.ignored == ("Crew code",)


def test_day_first_says_how_many_rows_tell(tmp_path):
    # Days 1 to 28 over 60 rows: 13 to 28 are 16 + 16 rows, rows 57 to 60 are days 1 to 4.
    found = guessed(tmp_path, own_files.table(60))
    assert (
        "'Call date' says when, day first, 31/01/2026: 32 rows have a first number over "
        "12." in found.evidence
    )
    assert not any("may be day first" in doubt for doubt in found.doubts)


def test_ambiguous_days_are_a_doubt(tmp_path):
    found = guessed(tmp_path, with_dates([f"0{n}/0{n + 1}/2025" for n in range(1, 9)]))
    assert found.mapping.when.order == "day_first"
    assert any("may be day first or month first" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["2025-01-31", "2025-02-01"], "iso"),
        (["01/31/2025", "02/01/2025", "03/14/2025", "04/15/2025"], "month_first"),
        (["31 Jan 2025", "1 Feb 2025"], "month_name"),
        (["31-Jan-25", "01-Feb-25"], "month_name"),
        (["45688", "45689"], "excel_serial"),
    ],
)
def test_orders_of_dates(tmp_path, cells, order):
    assert guessed(tmp_path, with_dates(cells * 6)).mapping.when.order == order


def test_a_mixture_of_orders_is_a_doubt(tmp_path):
    cells = [f"{d}/01/2025" for d in range(13, 29)] + ["01/31/2025"]
    found = guessed(tmp_path, with_dates(cells))
    assert found.mapping.when.order == "day_first"
    assert any("mixes orders: in 1 rows" in doubt for doubt in found.doubts)


def test_stamps_offsets_and_midnights(tmp_path):
    table = with_dates([f"2025-01-{d} 10:{d}:00+00:00" for d in range(10, 30)])
    found = guessed(tmp_path, table).mapping.when
    assert (found.stamp, found.zone, found.time) == ("Call date", "offset", "")
    table = with_dates([f"2025-01-{d} 00:00:00" for d in range(10, 30)])
    for row in table:
        row[3] = ""
    table[0][3] = "Shift"
    found = guessed(tmp_path, table)
    assert not found.mapping.when.time_known
    assert any("No time of day is known" in words for words in found.evidence)


def test_a_column_named_for_utc(tmp_path):
    table = with_dates([f"2025-01-{d} 10:{d}" for d in range(10, 30)])
    table[0][2] = "Call time UTC"
    assert guessed(tmp_path, table).mapping.when.zone == "UTC"


def test_other_columns_of_dates_are_a_doubt(tmp_path):
    cells = [f"{n % 28 + 1:02}/02/2025" for n in range(40)]
    found = guessed(tmp_path, with_column("Closed on", cells))
    assert found.mapping.when.date == "Call date"
    assert "There are other columns of dates: 'Closed on'." in found.doubts


@pytest.mark.parametrize(
    ("step", "offset", "precision", "basis"),
    [
        (100, 50, 100.0, "rounded_coordinates"),
        (50, 0, 50.0, "rounded_coordinates"),
        (1000, 0, 1000.0, "rounded_coordinates"),
        (1, 0, 1.0, "coordinates"),
    ],
)
def test_rounding_is_seen(tmp_path, step, offset, precision, basis):
    table = own_files.table(40)
    for n, row in enumerate(table[1:]):
        row[4] = str(520_000 + offset + step * (n % 20 + 1))
        row[5] = str(180_000 + offset + step * (n % 7))
    found = guessed(tmp_path, table).mapping.where
    assert Place(basis, ("Easting", "Northing"), precision) in found


@pytest.mark.parametrize(
    ("decimals", "precision"), [(2, 1_000.0), (3, 100.0), (4, 10.0), (6, 1.0)]
)
def test_degrees_by_their_decimals(tmp_path, decimals, precision):
    table = own_files.table(40)
    table[0][4], table[0][5] = "Longitude", "Latitude"
    for n, row in enumerate(table[1:]):
        row[4] = f"{-0.1419283 - n / 97:.{decimals}f}"
        row[5] = f"{51.5014837 + n / 397:.{decimals}f}"
    found = guessed(tmp_path, table).mapping.where
    assert Place("degrees", ("Longitude", "Latitude"), precision) in found


def test_swapped_columns_are_taken_by_what_they_hold(tmp_path):
    table = own_files.table(40)
    table[0][4], table[0][5] = "Northing", "Easting"
    found = guessed(tmp_path, table)
    assert Place("coordinates", ("Northing", "Easting"), 1.0) in found.mapping.where
    assert any("are swapped" in doubt for doubt in found.doubts)


def test_a_home_postcode_is_not_where_it_happened(tmp_path):
    table = own_files.table(40)
    table[0][6] = "Home postcode"
    found = guessed(tmp_path, table)
    assert not any(place.basis == "postcode" for place in found.mapping.where)
    assert any("where a person lives" in doubt for doubt in found.doubts)


def test_kinds_not_known_are_asked_for(tmp_path):
    table = own_files.table(40)
    for row in table[1::3]:
        row[8] = "Noise"
    found = guessed(tmp_path, table)
    assert "Decide what these values of 'Call type' are: 'Noise'." in found.doubts
    assert "Noise" not in found.mapping.kinds.kind_of


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("S136", "section_136"),
        ("Sec 136 MHA detention", "section_136"),
        ("CONCERN FOR SAFETY", "welfare_check"),
        ("High risk MISPER", "missing_person"),
        ("Suicidal male", "suicide_attempt"),
        ("Fire", "fire"),
        ("Noise", None),
    ],
)
def test_kinds_by_agencies_words(value, kind):
    assert guess_kinds.proposed(value) == kind


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Patient name", "name of a person"),
        ("Surname", "name of a person"),
        ("ForeName", "name of a person"),
        ("nhs_no", "NHS number"),
        ("DateOfBirth", "date of birth"),
        ("DOB", "date of birth"),
        ("Contact telephone", "telephone number"),
        ("E-mail", "e-mail address"),
        ("Home address", "address of a property"),
        ("UPRN", "address of a property"),
        ("Notes", "somebody's own words"),
        ("Self-defined ethnicity", "description of a person"),
        ("Custody number", "number of one person's record"),
        ("Borough name", None),
        ("IncidentStationGround", None),
        ("AddressQualifier", None),
        ("Incident number", None),
        ("Stage", None),
        ("StopCodeDescription", None),
    ],
)
def test_personal_by_name(name, why):
    assert personal.by_name(name) == why


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["943 476 5919"] * 9, "NHS numbers"),
        ([f"{n}@example.org" for n in range(9)], "e-mail"),
        ([f"07700 90{n}123" for n in range(9)], "telephone"),
        (own_files.NAMES * 3, "names of people"),
        (["12 Acacia Avenue", "Flat 3, 7 Mill Lane"] * 5, "addresses"),
        (
            [f"{n} she said that she would wait for us at the door" for n in range(9)],
            "long",
        ),
        (["4857773456", "4857773457", "9434765918"] * 3, None),
        (["000001-01012017", "0000123456"] * 5, None),
        (["St James's", "Victoria Road", "Regent's Park", "Finchley"] * 3, None),
        ([], None),
    ],
)
def test_personal_by_cells(cells, words):
    found = personal.by_cells(cells)
    assert (words is None and found is None) or words in found


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Field 7", own_files.NAMES * 10),
        ("Number", ["943 476 5919"] * 40),
        ("Born on", [f"{n % 28 + 1:02}/02/19{30 + n}" for n in range(40)]),
        (
            "What was said",
            [f"{n} she would not come down, he said, until" for n in range(40)],
        ),
    ],
)
def test_personal_columns_are_listed_and_never_shown(tmp_path, name, cells):
    found = guessed(tmp_path, with_column(name, cells))
    assert name in found.mapping.personal
    assert any(w.startswith(f"'{name}' is personal") for w in found.evidence)
    said = " ".join((*found.evidence, *found.doubts)) + found.preview.to_csv()
    assert not any(cell in said for cell in cells)


def test_the_preview_shows_no_cell(tmp_path):
    table = own_files.table(60)
    preview = guessed(tmp_path, table).preview
    assert list(preview["column"]) == own_files.HEADER
    shown = preview.set_index("column")["looks_like"]
    assert shown["CAD ref"] == "A9999"
    assert shown["Postcode"] == shown["Easting"] == shown["Patient name"] == ""
    assert not re.search(r"[1-8]", "".join(shown))


def test_titles_above_names_twice_and_names_missing(tmp_path):
    table = own_files.table(40)
    table[0][9] = "Call type"
    table[0].append("")
    for row in table[1:]:
        row.append("x")
    found = guessed(tmp_path, [["Calls of January"], [], *table])
    assert found.mapping.layout.header_row == 3
    assert "Column names stand in row 3." in found.evidence
    doubts = " ".join(found.doubts)
    assert "Call type (2)" in doubts
    assert "column 11" in doubts


def test_the_sheet_with_most_rows_is_taken(tmp_path):
    sheets = {"Read me": [["About"]], "Log": own_files.table(40), "Codes": [["a", "b"]]}
    found = guess(own_files.xlsx(tmp_path / "log.xlsx", sheets))
    assert found.mapping.layout.sheet == "Log"
    assert "sheet 'Log' has 41 rows, the most of 3 sheets." in found.evidence[0]


def test_a_file_without_names_of_columns_is_said_so(tmp_path):
    with pytest.raises(UnexpectedFile, match="row of column names") as problem:
        guessed(tmp_path, own_files.rows(40))
    assert not any(name in str(problem.value) for name in own_files.NAMES)


def test_nothing_found_is_a_doubt_each(tmp_path):
    found = guessed(
        tmp_path, [["alpha", "beta"], *[[f"x{n}y", "é"] for n in range(99)]]
    )
    doubts = " ".join(found.doubts)
    assert "No column of dates was found" in doubts
    assert "No column says where" in doubts
    with pytest.raises(UnexpectedFile):
        checked(found.mapping)


def test_a_publishers_file_is_known_by_its_columns(tmp_path):
    header = [
        "Type", "Date", "Latitude", "Longitude", "Gender", "Age range", "Legislation",
    ]  # fmt: skip
    row = ["Person search", "2021-10-01T10:00:00+00:00", "51.5", "-0.1", "", "", "PACE"]
    found = guessed(tmp_path, [header, row])
    assert (
        "The columns are those of: data.police.uk, stop and search." in found.evidence
    )
    assert found.mapping.kinds.kind_of == publishers.kinds("stop_and_search")


def test_a_known_file_written_with_other_dates_is_a_doubt(tmp_path):
    header = ["Type", "Date", "Latitude", "Longitude"]
    rows = [
        ["Person search", f"{d}/10/2021 10:00", "51.5", "-0.1"] for d in range(13, 29)
    ]
    found = guessed(tmp_path, [header, *rows])
    assert found.mapping.when.order == "day_first"
    assert any("written otherwise" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("lfb-2017-jan-apr.csv", "snake_case"),
        ("lfb_head_2009.csv", "2009 to 2017"),
        ("lfb_head_2020.csv", "2018 on"),
        ("2021-10-metropolitan-stop-and-search.csv", "stop and search"),
    ],
)
def test_real_files_are_guessed(name, known):
    path = PUBLISHED / "incidents" / name
    if not path.exists():
        pytest.skip(f"no publishers' files at {PUBLISHED}")
    found = guess(path)
    assert known in found.mapping.name
    checked(found.mapping)
    assert found.doubts == ()


def test_tables_that_are_no_incidents_are_guessed_without_a_crash():
    folder = PUBLISHED
    if not folder.exists():
        pytest.skip(f"no publishers' files at {PUBLISHED}")
    for name in ("incidents/recorded-crime-lsoa.parquet", "services/Hospital.csv"):
        assert guess(folder / name).doubts
    with pytest.raises(UnexpectedFile):
        layouts.layout(folder / "demand" / "suicide-mortality-borough.xls")


def test_references_that_repeat_are_a_doubt(tmp_path):
    table = own_files.table(40)
    table[9][0] = table[3][0]
    found = guessed(tmp_path, table)
    assert found.mapping.reference == "CAD ref"
    assert any("1 rows repeat an earlier one" in doubt for doubt in found.doubts)


def test_codes_of_small_areas_and_wards_are_no_boroughs():
    known = publishers.boroughs()
    texts = ["E01000001", "E05000001", "E00000000", "E07000102", "E09000007", "camden"]
    told = boroughs.codes(texts, known)
    assert told["borough_code"].dropna().tolist() == ["E09000007", "E09000007"]
    assert told["is_elsewhere"].tolist() == [False, False, False, True, False, False]
