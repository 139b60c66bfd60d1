"""Files made for browsers: which are kept, which go, and which count as in use."""

import os
import time

import pytest

from dashboard import shape_files

HOUR_S = 3600


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder that shapes are written to, empty."""
    monkeypatch.setenv("CRISIS_SHAPES", str(tmp_path))
    return tmp_path


def left(folder, name, *, hours_ago):
    """A file last used so long ago."""
    file = folder / name
    file.write_text("{}")
    os.utime(file, (time.time() - hours_ago * HOUR_S,) * 2)
    return file


def names(folder):
    return {file.name for file in folder.iterdir()}


def test_files_of_editions_long_gone_are_removed_but_one(folder):
    for days in range(2, 6):
        left(folder, f"area.old{days}.json", hours_ago=24 * days)
    shape_files.write(folder / "area.new.json", "{}")
    assert names(folder) == {"area.new.json", "area.old2.json"}


def test_none_younger_than_a_day_is_removed(folder):
    young = {f"area.old{hours}.json" for hours in range(20, 24)}
    for hours in range(20, 24):
        left(folder, f"area.old{hours}.json", hours_ago=hours)
    left(folder, "area.old25.json", hours_ago=25)
    shape_files.write(folder / "area.new.json", "{}")
    assert names(folder) == {"area.new.json", *young}


def test_files_of_other_names_stay(folder):
    others = {"area_lines.a.json", "borough.a.json", "borough.b.json", "notes.txt"}
    for name in others:
        left(folder, name, hours_ago=999)
    shape_files.write(folder / "area.new.json", "{}")
    assert names(folder) == {"area.new.json", *others}


def test_what_a_write_left_half_done_goes_too(folder):
    left(folder, "area.lost.123.part", hours_ago=25)
    left(folder, "area.begun.124.part", hours_ago=1)
    shape_files.write(folder / "area.new.json", "{}")
    assert names(folder) == {"area.new.json", "area.begun.124.part"}


def test_an_edition_that_another_process_serves_stays(folder):
    served = shape_files.stamped("area", "served")
    file = folder / served.rsplit("/", 1)[1]
    for hours in (96, 72, 48):
        left(folder, f"area.old{hours}.json", hours_ago=hours)
    os.utime(file, (time.time() - 120 * HOUR_S,) * 2)
    # A page of the other process looks whether the file of its map is there.
    assert shape_files.is_there(served)
    shape_files.stamped("area", "new")
    assert file.exists()
    assert len(names(folder)) == 2


def test_a_file_that_is_gone_is_not_made_by_looking(folder):
    assert not shape_files.is_there("/app/static/shapes/area.gone.json")
    assert names(folder) == set()


def test_a_file_that_is_young_is_left_as_it_is(folder):
    file = left(folder, "area.a.json", hours_ago=1)
    before = file.stat().st_mtime_ns
    assert shape_files.is_there("/app/static/shapes/area.a.json")
    assert file.stat().st_mtime_ns == before
