"""Agencies' files read: every format and fault, no row lost, nothing personal kept."""

import csv
import datetime as dt
import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.decisions import categories
from geodata.errors import DataError, UnexpectedFile, UnmappedCategory
from geodata.own import layouts, mapping_checks, publishers, reading
from geodata.own import mapping as mappings
from geodata.own.batches import INCIDENT_COLUMNS, refused_csv
from geodata.own.mapping import Exclusion, Kinds, Layout, Place, When
from tests import own_files

NOW = dt.datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - London civil time
PUBLISHED = Path(
    os.environ.get(
        "CRISIS_PUBLISHER_FILES", Path(__file__).parents[2] / "shared" / "data"
    )
)
ROWS = [(r[0], r[2], r[3]) for r in own_files.rows()]


def read(path, into, **changed):
    found = reading.read(
        path,
        mapping=own_files.mapping(**changed),
        places=own_files.places(),
        into=into,
        now=NOW,
    )
    assert found.rows_read == (
        found.rows_kept + found.rows_out_of_scope + found.rows_refused
    )
    assert len(found.incident_frame()) == found.rows_kept
    assert len(found.refused_frame()) == found.rows_refused
    return found


def read_rows(table, tmp_path, **changed):
    path = own_files.written(tmp_path / "log.csv", own_files.csv_text(table))
    return read(path, tmp_path / "out", **changed)


def with_cell(column, value, row=3):
    """The twelve rows, one cell of one of them changed."""
    table = own_files.table()
    table[row][own_files.HEADER.index(column)] = value
    return table


# Formats -----------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_in_every_delimiter_and_encoding(tmp_path, delimiter, encoding, end):
    table = own_files.table()
    table[2][9] = "Café – “K1”"
    text = own_files.csv_text(table, delimiter, end)
    path = own_files.written(tmp_path / "log.txt", text, encoding)
    layout, _ = layouts.layout(path)
    assert layout.delimiter == delimiter
    found = read(path, tmp_path / "out", layout=layout)
    assert found.rows_kept == 12
    assert found.notes == ()


def test_workbooks_and_parquet(tmp_path):
    table = own_files.table()
    above = [["Calls of January"], [], *table]
    files = {
        own_files.xlsx(tmp_path / "a.xlsx", {"Notes": [["x"]], "Log": above}): 3,
        own_files.xls(tmp_path / "a.xls", table): 1,
        own_files.parquet(tmp_path / "a.parquet", table): 0,
        own_files.xlsx(tmp_path / "excel named.csv", {"Log": table}): 1,
        own_files.xlsx(tmp_path / "new named as old.xls", {"Log": table}): 1,
    }
    for path, header_row in files.items():
        layout, _ = layouts.layout(path)
        assert layout.header_row == header_row
        found = read(path, tmp_path / "out", layout=layout)
        assert found.rows_kept == 12
        # Row numbers are those of the sheet: the first incident stands below the header.
        assert found.incident_frame()["row_number"].min() == header_row + 1


def test_a_workbook_with_dates_and_numbers_of_its_own(tmp_path):
    table = own_files.table()
    for row in table[1:]:
        row[2], row[3] = 45_658.0, 0.25  # 1 January 2025, 06:00
        row[4], row[5] = float(row[4]), float(row[5])
    path = own_files.xlsx(tmp_path / "a.xlsx", {"Log": table})
    layout, _ = layouts.layout(path)
    when = When("excel_serial", date="Call date", time="Call time")
    found = read(path, tmp_path / "out", layout=layout, when=when).incident_frame()
    assert set(found["occurred_at"].astype(str)) == {"2025-01-01 06:00:00"}
    assert found["easting_m"].iloc[1] == 530_007


def test_results_have_their_columns(tmp_path):
    found = read_rows(own_files.table(), tmp_path)
    frame = found.incident_frame()
    assert list(frame.columns) == INCIDENT_COLUMNS
    assert frame["row_number"].tolist() == list(range(2, 14))
    assert frame["row_key"].is_unique
    assert set(frame["borough_code"]) == {"E09000007", "E09000020", "E09000033"}
    first = frame.iloc[0]
    assert str(first["occurred_at"]) == "2025-01-01 00:00:00"
    assert first["has_time"]
    assert (first["easting_m"], first["northing_m"]) == (530_000, 180_000)
    assert (first["location_basis"], first["precision_m"]) == ("coordinates", 1.0)


# Faults of files ---------------------------------------------------------------------


def test_ragged_rows_blanks_and_footers_are_set_aside(tmp_path):
    lines = own_files.csv_text(own_files.table()).splitlines()
    lines[2] += ",one more"  # row 3
    lines[3] = ",".join(lines[3].split(",")[:4])  # row 4
    lines[4] += ",,"  # row 5: only blank cells too many
    lines.insert(5, "")  # row 6
    lines.insert(6, ",,,,,,,,,")  # row 7
    lines += ["Total,12", "Source: a register"]  # rows 16 and 17
    path = own_files.written(tmp_path / "log.csv", "\n".join(lines))
    found = read(path, tmp_path / "out", personal={})
    assert found.rows_kept == 10
    refused = found.refused_frame().set_index("row_number")["rule"].to_dict()
    assert refused == {
        3: "too_many_cells",
        4: "too_few_cells",
        16: "too_few_cells",
        17: "too_few_cells",
    }
    assert found.notes[0] == "2 blank rows are not counted."


def test_quotes_in_the_middle_and_quotes_that_never_close(tmp_path):
    lines = own_files.csv_text(own_files.table()).splitlines()
    lines[2] = lines[2].replace("K1", '5" hose')
    lines[3] = lines[3].replace("K2", '"K2')  # opens, never closes
    lines[4] = lines[4].replace("K3", '"K3\nsecond line"')
    lines[5] = lines[5].replace("K4", '"said ""no"", went"')
    path = own_files.written(tmp_path / "log.csv", "\n".join(lines))
    found = read(path, tmp_path / "out", personal={})
    refused = found.refused_frame()
    assert refused[["row_number", "rule"]].values.tolist() == [[4, "quote_not_closed"]]
    assert found.rows_kept == 11
    assert "1 lines run on from a quoted cell above." in found.notes
    # The record after the two-line one keeps its number: records count, not lines.
    assert found.incident_frame()["row_number"].tolist() == [2, 3, *range(5, 14)]


def test_a_quote_never_closed_swallows_no_other_row(tmp_path):
    table = own_files.csv_text(own_files.table(5_000)).splitlines()
    table[100] = '"' + table[100]
    path = own_files.written(tmp_path / "log.csv", "\n".join(table))
    found = read(path, tmp_path / "out")
    assert (found.rows_read, found.rows_refused) == (5_000, 1)


def test_nul_bytes_and_bytes_of_no_character(tmp_path):
    raw = own_files.csv_text(own_files.table()).encode()
    raw = raw.replace(b"C0003", b"C00\x0003").replace(b"K4", b"K\xff")
    path = tmp_path / "log.csv"
    path.write_bytes(raw)
    found = read(path, tmp_path / "out")
    assert found.rows_kept == 12
    assert found.notes == ("2 characters could not be read as utf-8.",)


def test_row_numbers_hold_over_many_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr("geodata.own.texts.BLOCK_BYTES", 500)
    lines = own_files.csv_text(own_files.table(400)).splitlines()
    lines[100] = lines[100].replace(",K", ',"K\n\n', 1) + '"'
    lines[300] += ",too,many"
    path = own_files.written(tmp_path / "log.csv", "\r\n".join(lines))
    found = read(path, tmp_path / "out", personal={})
    frame = found.incident_frame()
    assert frame["row_number"].tolist() == [n for n in range(2, 402) if n != 301]
    # Row n holds the incident n - 2, whose easting says so.
    assert ((frame["easting_m"] - 530_000) / 7 == frame["row_number"] - 2).all()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty file"),
        (b"\n\n  \n", "empty file"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"\x1f\x8b\x08\x00 packed", "gzip"),
        (b"PK\x03\x04 cut off", "cannot be read"),
        (b"PAR1 cut off", "readable Parquet"),
        (b"one column\nalone\n", "row of column names"),
        (b"1,2,3\n4,5,6\n", "row of column names"),
    ],
)
def test_what_is_no_table_is_said_so(tmp_path, content, words):
    path = tmp_path / "log.xls"
    path.write_bytes(content)

    def laid_out_and_read():
        return read(path, tmp_path / "out", layout=layouts.layout(path)[0])

    with pytest.raises(UnexpectedFile, match=words):
        laid_out_and_read()


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnexpectedFile, match="found none that can be read"):
        layouts.layout(tmp_path / "none.csv")


def test_a_header_alone_is_no_row(tmp_path):
    found = read_rows([own_files.HEADER], tmp_path)
    assert found.rows_read == 0


def test_a_locked_workbook(tmp_path):
    path = own_files.xls(tmp_path / "locked.xls", own_files.table())
    # A compound file whose stream is 'EncryptedPackage' is a workbook under a password.
    raw = path.read_bytes()
    name = "Workbook".encode("utf-16-le")
    locked = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(raw.replace(name.ljust(64, b"\0"), locked.ljust(64, b"\0")))
    with pytest.raises(UnexpectedFile, match="without a password"):
        layouts.layout(path)


def test_a_stray_cell_in_the_last_corner_of_a_sheet(tmp_path):
    path = own_files.xlsx(tmp_path / "log.xlsx", {"Log": own_files.table()})
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", stray)
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    with pytest.raises(UnexpectedFile, match="too much memory"):
        layouts.layout(path)


def test_names_that_stand_twice(tmp_path):
    table = own_files.table()
    table[0] = ["Call date" if name == "Crew code" else name for name in table[0]]
    found = read_rows(table, tmp_path, ignored=("Call date (2)",))
    assert found.rows_kept == 12


# Time --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "cell", "expected"),
    [
        ("iso", "2025-01-31 13:45", "2025-01-31 13:45:00"),
        ("iso", "2025-01-31T13:45:10.5", "2025-01-31 13:45:10"),
        ("iso", "2025-06-30T23:30:00Z", "2025-07-01 00:30:00"),
        ("iso", "2025-06-30T23:30:00+01:00", "2025-06-30 23:30:00"),
        ("iso", "2025-06-30 23:30:00+00", "2025-07-01 00:30:00"),
        ("day_first", "31/01/2025 1:45 pm", "2025-01-31 13:45:00"),
        ("day_first", "31.1.25 07:05", "2025-01-31 07:05:00"),
        ("day_first", "2025-01-31 07:05:00", "2025-01-31 07:05:00"),
        ("month_first", "01/31/2025 12:05 AM", "2025-01-31 00:05:00"),
        ("month_name", "31 Jan 2025 07:05", "2025-01-31 07:05:00"),
        ("month_name", "31-Jan-25 07:05", "2025-01-31 07:05:00"),
        ("month_name", "Fri 31st January 2025 07:05", "2025-01-31 07:05:00"),
        ("month_name", "1 Sept 2025 07:05", "2025-09-01 07:05:00"),
        ("excel_serial", "45688.5", "2025-01-31 12:00:00"),
    ],
)
def test_dates_as_they_are_written(tmp_path, order, cell, expected):
    table = with_cell("Call date", cell)
    found = read_rows(table, tmp_path, when=When(order, stamp="Call date"))
    frame = found.incident_frame().set_index("row_number")
    assert str(frame.loc[4, "occurred_at"]) == expected
    assert frame.loc[4, "has_time"]


@pytest.mark.parametrize(
    ("cell", "clock", "rule"),
    [
        ("", "10:00", "date_missing"),
        ("31/02/2025", "10:00", "date_not_understood"),
        ("soon", "10:00", "date_not_understood"),
        ("01/31/2025", "10:00", "date_not_understood"),
        ("31/01/2025", "25:00", "time_not_understood"),
        ("31/01/2025", "10:75", "time_not_understood"),
        ("31/01/2025", "13 pm", "time_not_understood"),
        ("30/03/2025", "01:30", "hour_that_does_not_exist"),
        ("25/11/2026", "10:00", "date_in_future"),
        ("31/12/1989", "10:00", "date_too_early"),
    ],
)
def test_times_that_are_refused(tmp_path, cell, clock, rule):
    table = with_cell("Call date", cell)
    table[3][3] = clock
    found = read_rows(table, tmp_path)
    assert found.refused_by_rule == {rule: 1}
    refused = found.refused_frame().iloc[0]
    assert refused["row_number"] == 4
    assert refused["reason"]


def test_clocks_that_change(tmp_path):
    table = own_files.table()
    for row, clock in zip(table[1:4], ["00:59", "01:30", "02:00"], strict=True):
        row[2], row[3] = "26/10/2025", clock
    for row, clock in zip(table[4:7], ["00:59", "01:00", "02:00"], strict=True):
        row[2], row[3] = "30/03/2025", clock
    found = read_rows(table, tmp_path)
    assert found.refused_by_rule == {"hour_that_does_not_exist": 1}
    words = "1 kept rows fall in the hour that autumn repeats; taken as the first."
    assert words in found.notes


def test_utc_is_turned_into_london_time(tmp_path):
    table = with_cell("Call date", "30/06/2025")
    table[3][3] = "23:30"
    when = When("day_first", "UTC", date="Call date", time="Call time")
    frame = read_rows(table, tmp_path, when=when).incident_frame()
    assert str(frame.set_index("row_number").loc[4, "occurred_at"]) == (
        "2025-07-01 00:30:00"
    )


def test_a_mapping_that_expects_offsets_refuses_a_time_without(tmp_path):
    table = with_cell("Call date", "2025-06-30T10:00:00+01:00")
    table[5][2] = "2025-06-30T10:00:00"
    when = When("day_first", "offset", stamp="Call date")
    found = read_rows(table, tmp_path, when=when)
    assert found.refused_by_rule == {"time_without_offset": 1}


def test_a_date_alone_is_midnight_without_an_hour(tmp_path):
    when = When("day_first", date="Call date", time_known=False)
    frame = read_rows(own_files.table(), tmp_path, when=when).incident_frame()
    assert not frame["has_time"].any()
    assert set(frame["occurred_at"].dt.hour) == {0}


# Place -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("easting", "postcode", "borough", "basis"),
    [
        ("530021", "NW1 1AA", "Camden", "coordinates"),
        ("530,021.0", "NW1 1AA", "Camden", "coordinates"),
        ("", "nw11aa", "Camden", "postcode"),
        ("0", "NW1 1AA", "Camden", "postcode"),
        ("", "", "Camden", "borough"),
        ("", "NW1", "CITY OF WESTMINSTER", "borough"),
        ("", "", "LB Richmond", "borough"),
        ("", "", "Kensington & Chelsea", "borough"),
        ("", "", "e09000001", "borough"),
    ],
)
def test_the_first_valid_way_places_a_row(tmp_path, easting, postcode, borough, basis):
    table = with_cell("Easting", easting)
    table[3][6], table[3][7] = postcode, borough
    frame = read_rows(table, tmp_path).incident_frame().set_index("row_number")
    assert frame.loc[4, "location_basis"] == basis
    assert (frame.loc[4, "easting_m"] > 0) == (basis != "borough")
    assert frame.loc[4, "borough_code"].startswith("E09")


@pytest.mark.parametrize(
    ("easting", "postcode", "borough", "refused", "out"),
    [
        ("", "", "", {"place_missing": 1}, {}),
        ("nowhere", "NW1 9ZZ", "Atlantis", {"place_not_understood": 1}, {}),
        ("460000", "", "", {}, {"outside_london": 1}),
        ("", "", "E07000102", {}, {"outside_london": 1}),
        ("530021", "", "E07000102", {}, {"outside_london": 1}),
        ("", "LS1 4DY", "", {}, {"postcode_outside_london": 1}),
    ],
)
def test_rows_without_a_place_in_london(
    tmp_path, easting, postcode, borough, refused, out
):
    table = with_cell("Easting", easting)
    table[3][6], table[3][7] = postcode, borough
    table[3][5] = "" if not easting else table[3][5]
    found = read_rows(table, tmp_path)
    assert found.refused_by_rule == refused
    assert found.out_of_scope_by_rule == out


def test_degrees_become_metres_and_swapped_columns_are_mapped_as_they_are(tmp_path):
    table = own_files.table()
    for row in table[1:]:
        row[4], row[5] = "51.5014", "-0.1419"  # Buckingham Palace
    where = (Place("degrees", ("Northing", "Easting"), 10.0),)
    frame = read_rows(table, tmp_path, where=where).incident_frame()
    # 529,090 and 179,645 by the postcode SW1A 1AA, which is its own.
    assert (frame["easting_m"] - 529_090).abs().max() < 60
    assert (frame["northing_m"] - 179_645).abs().max() < 60


# Kinds, references, exclusions -------------------------------------------------------


def test_every_unknown_kind_is_named_at_once(tmp_path):
    table = own_files.table(40)
    table[3][8], table[5][8] = "Alarm", "Zebra loose"
    table[6][8] = "ring 07700 900123"
    with pytest.raises(UnmappedCategory) as problem:
        read_rows(table, tmp_path)
    assert "'Alarm'" in str(problem.value)
    assert "'Zebra loose'" in str(problem.value)
    assert "07700" not in str(problem.value)


def test_kinds_out_of_scope_and_blank(tmp_path):
    table = with_cell("Call type", " noise ")
    table[5][8] = ""
    found = read_rows(table, tmp_path)
    assert found.out_of_scope_by_rule == {"kind_out_of_scope": 1}
    assert found.refused_by_rule == {"kind_missing": 1}


def test_several_columns_make_a_kind_or_one_kind_fits_all(tmp_path):
    kinds = Kinds(
        ("Call type", "Crew code"),
        {f"{t} | K{n}": "police_call" for t in own_files.TYPES for n in range(5)},
    )
    frame = read_rows(own_files.table(), tmp_path, kinds=kinds).incident_frame()
    assert set(frame["incident_kind"]) == {"police_call"}
    kinds = Kinds(every="ambulance_call")
    frame = read_rows(own_files.table(), tmp_path, kinds=kinds).incident_frame()
    assert set(frame["incident_kind"]) == {"ambulance_call"}


def test_a_reference_twice_is_refused_the_second_time(tmp_path):
    found = read_rows(with_cell("CAD ref", "C0000", row=5), tmp_path)
    assert found.refused_frame()[["row_number", "rule"]].values.tolist() == [
        [6, "reference_twice"]
    ]
    # A row that was refused for another reason does not stand in the way.
    table = with_cell("CAD ref", "C0000", row=5)
    table[1][2] = "soon"
    assert read_rows(table, tmp_path).refused_by_rule == {"date_not_understood": 1}


def test_keys_hold_when_rows_move_and_other_columns_change(tmp_path):
    table = own_files.table()
    first = read_rows(table, tmp_path).incident_frame()
    moved = [table[0], *reversed(table[1:])]
    moved[4][9] = "K9"
    again = read_rows(moved, tmp_path).incident_frame()
    assert set(first["row_key"]) == set(again["row_key"])


def test_rows_alike_without_a_reference_each_have_a_key(tmp_path):
    table = own_files.table()
    table += [table[1], table[1], table[2]]
    found = read_rows(table, tmp_path, reference="")
    keys = found.incident_frame()["row_key"]
    assert len(keys) == 15
    assert keys.is_unique
    assert any(
        note.startswith("3 kept rows are like an earlier") for note in found.notes
    )
    moved = [table[0], *reversed(table[1:])]
    again = read_rows(moved, tmp_path, reference="").incident_frame()["row_key"]
    assert set(keys) == set(again)


def test_exclusions_take_rows_out(tmp_path):
    exclusions = (
        Exclusion("Crew code", "k1", "out_of_scope", "not_ours", "another crew"),
        Exclusion("Crew code", "K2", "set_aside", "no_crew", "crew unknown"),
    )
    found = read_rows(own_files.table(), tmp_path, exclusions=exclusions)
    assert found.out_of_scope_by_rule == {"not_ours": 3}
    assert found.refused_by_rule == {"no_crew": 2}
    assert set(found.refused_frame()["reason"]) == {"crew unknown"}


# Personal data -----------------------------------------------------------------------


def test_nothing_personal_is_written(tmp_path):
    table = with_cell("Call date", "soon")
    lines = own_files.csv_text(table).splitlines()
    lines[6] += ",one more"
    path = own_files.written(tmp_path / "log.csv", "\n".join(lines))
    found = read(path, tmp_path / "out")
    assert found.rows_refused == 2
    everything = found.incident_frame().to_csv() + found.refused_frame().to_csv()
    everything += refused_csv(found) + " ".join(found.notes)
    assert not any(name in everything for name in own_files.NAMES)
    assert "withheld" in found.refused_frame()["reason"].iloc[1]
    cells = json.loads(found.refused_frame()["cells"].iloc[0])
    assert cells["CAD ref"] == "C0002"
    assert "Patient name" not in cells


@pytest.mark.parametrize("column", ["Patient name", "DOB", "NHS number", "Caller_Tel"])
def test_a_mapping_that_asks_for_personal_data_is_refused(column):
    wanted = own_files.mapping(reference=column, personal={})
    if column == "Caller_Tel":
        wanted = replace(wanted, personal={column: "telephone number"})
    with pytest.raises(UnexpectedFile, match=f"'{column}' is personal"):
        mapping_checks.checked(wanted)


def test_personal_cells_under_an_innocent_name_are_refused(tmp_path):
    table = own_files.table()
    for row in table[1:]:
        row[0] = "943 476 5919"
    with pytest.raises(UnexpectedFile, match="'CAD ref': NHS numbers") as problem:
        read_rows(table, tmp_path)
    assert "943" not in str(problem.value)


# Mappings ----------------------------------------------------------------------------


def test_refused_rows_mended_are_read(tmp_path):
    found = read_rows(with_cell("Call date", "soon"), tmp_path)
    text = refused_csv(found)
    assert "Patient name" not in text
    mended = list(csv.reader(io.StringIO(text)))
    mended[1][mended[0].index("Call date")] = "03/01/2025"
    again = read_rows(mended, tmp_path)
    assert (again.rows_kept, again.rows_refused) == (1, 0)
    key = again.incident_frame()["row_key"].iloc[0]
    first = read_rows(own_files.table(), tmp_path).incident_frame()
    assert key == first.set_index("row_number").loc[4, "row_key"]


def test_a_mapping_comes_back_from_its_file(tmp_path):
    exclusion = Exclusion("Crew code", "K1", "set_aside", "no_crew", "crew – unknown")
    kept = own_files.mapping(exclusions=(exclusion,))
    mappings.save(kept, tmp_path / "mapping.json")
    assert mappings.load(tmp_path / "mapping.json") == kept


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"name": 1}', "\ud800", "[" * 9999]
)
def test_a_mapping_that_is_none(tmp_path, content):
    path = tmp_path / "mapping.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(UnexpectedFile, match="expected JSON"):
        mappings.load(path)


def test_every_problem_of_a_mapping_is_named():
    broken = own_files.mapping(
        layout=Layout("text", "klingon", "::", header_row=0),
        when=When("sideways", "Mars"),
        where=(Place("nowhere", ()), Place("degrees", ("Easting",))),
        kinds=Kinds(),
    )
    with pytest.raises(UnexpectedFile) as problem:
        mapping_checks.checked(broken)
    for word in (
        "klingon",
        "::",
        "header row 0",
        "sideways",
        "Mars",
        "nowhere",
        "degrees",
    ):
        assert word in str(problem.value)


def test_a_column_that_is_gone(tmp_path):
    table = own_files.table()
    table[0][2] = "Date of call"
    with pytest.raises(UnexpectedFile, match="Call date"):
        read_rows(table, tmp_path)


# Registers and real files ------------------------------------------------------------


def test_the_register_of_kinds_is_whole():
    assert set(publishers.kinds("").values()) <= mapping_checks.CODES
    assert publishers.kinds("london_fire_brigade")["Fire"] == "fire"
    known = set(categories.labels("incident_kind"))
    assert set(categories.CRISIS_KINDS) < known
    assert not {"fire", "false_alarm", "police_stop"} & set(categories.CRISIS_KINDS)


def test_no_code_stands_in_two_schemes():
    codes = [c.category_code for c in categories.CATEGORIES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("name", "mapped", "read_rows_of", "kept", "refused", "out"),
    [
        ("lfb-2017-jan-apr.csv", "snake_case", 32_247, 32_069, 9, 169),
        ("lfb_head_2009.csv", "2009 to 2017", 20, 20, 0, 0),
        ("lfb_head_2020.csv", "2018 on", 5, 5, 0, 0),
        (
            "2021-10-metropolitan-stop-and-search.csv",
            "stop and search",
            18_129,
            16_250,
            1_877,
            2,
        ),
    ],
)
def test_real_files_with_built_in_mappings(
    tmp_path, name, mapped, read_rows_of, kept, refused, out
):
    path = PUBLISHED / "incidents" / name
    if not path.exists():
        pytest.skip(f"no publishers' files at {PUBLISHED}")
    with path.open(encoding="utf-8") as opened:
        found = publishers.builtin(next(csv.reader(opened)))
        rows = sum(1 for _ in csv.reader(opened))
    assert mapped in found.name
    batch = reading.read(
        path, mapping=found, places=own_files.places(), into=tmp_path, now=NOW
    )
    assert batch.rows_read == rows == read_rows_of
    assert batch.rows_kept == kept
    assert batch.rows_refused == refused
    assert batch.rows_out_of_scope == out


def test_columns_of_nobody_have_no_built_in_mapping():
    assert publishers.builtin(own_files.HEADER) is None


def test_every_error_is_for_people():
    assert issubclass(UnexpectedFile, DataError)
