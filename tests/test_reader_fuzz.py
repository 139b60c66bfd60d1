"""Publishers' files broken at random: a sentence for people, or rows all accounted for.

`CRISIS_FUZZ_EXAMPLES` raises the number of broken files of each publication.
"""

import io
import os
import re
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geodata import shelf
from geodata.errors import DataError
from tests import toy_publishers
from tests.publisher_readers import READERS, accounted, read

EXAMPLES = int(os.environ.get("CRISIS_FUZZ_EXAMPLES", "8"))
ABSURD = [
    b"inf",
    b"-1",
    b"nan",
    b"1e308",
    b"9" * 30,
    b"0x10",
    b"",
    b"#",
    b"\0",
    b"\xff",
]
FARTHEST_M = 1_300_000  # no point of the National Grid has a larger coordinate
MOST = 1e9  # no amount, rank or count of any publication comes near


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return toy_publishers.written(tmp_path_factory.mktemp("publishers"))


POSITION = st.floats(0, 1, exclude_max=True)
FAULTS = st.lists(
    st.one_of(
        st.tuples(st.just("flip"), POSITION, st.integers(0, 255)),
        st.tuples(st.just("cut"), POSITION, st.none()),
        st.tuples(st.just("insert"), POSITION, st.sampled_from([b",", b'"', b"\n"])),
        st.tuples(st.just("drop"), POSITION, st.none()),
        st.tuples(st.just("repeat"), POSITION, st.none()),
        st.tuples(st.just("cell"), POSITION, st.sampled_from(ABSURD)),
        st.tuples(st.just("number"), POSITION, st.sampled_from(ABSURD)),
    ),
    min_size=1,
    max_size=4,
)


def broken(content, fault):
    """The same bytes with one fault."""
    kind, where, what = fault
    at = int(where * len(content))
    if kind == "flip":
        return content[:at] + bytes([what]) + content[at + 1 :]
    if kind == "cut":
        return content[:at]
    if kind == "insert":
        return content[:at] + what + content[at:]
    if kind == "number":
        numbers = list(toy_numbers(content))
        if not numbers:
            return content
        start, end = numbers[int(where * len(numbers))]
        return content[:start] + what + content[end:]
    lines = content.split(b"\n")
    line = int(where * len(lines))
    if kind == "drop":
        del lines[line]
    elif kind == "repeat":
        lines.insert(line, lines[line])
    else:
        cells = lines[line].split(b",")
        cells[at % len(cells)] = what
        lines[line] = b",".join(cells)
    return b"\n".join(lines)


def toy_numbers(content):
    """Where numbers stand between delimiters: of a CSV, of GeoJSON, of a sheet's XML."""
    for found in re.finditer(rb"(?<=[,\[>\n ])-?\d[\d.]*(?=[,\]<\n\r ])", content):
        yield found.span()


def broken_file(content, faults, *, inside):
    """A file with its faults; of a workbook, in one of its parts or in the whole."""
    if not (inside and content.startswith(b"PK")):
        for fault in faults:
            content = broken(content, fault)
        return content
    parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    chosen = sorted(name for name in parts if "sheet" in name or "Strings" in name)
    for number, fault in enumerate(faults):
        name = chosen[(number + int(fault[1] * 100)) % len(chosen)]
        parts[name] = broken(parts[name], fault)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return written.getvalue()


@pytest.mark.parametrize("source_code", sorted(READERS))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(faults=FAULTS, which=POSITION, inside=st.booleans())
# One row alone, cut off before its name: once a fault of types.
@example(faults=[("repeat", 0.0, None), ("cut", 0.25, None)], which=0.0, inside=False)
# Counts that no sum can hold: once an overflow.
@example(
    faults=[("number", 0.0625, b"1e308"), ("number", 0.03125, b"1e308")],
    which=0.0,
    inside=False,
)
def test_a_broken_file_is_refused_in_words_or_read_with_every_row_counted(
    folder, tmp_path, source_code, faults, which, inside
):
    paths = toy_publishers.files(folder, source_code)
    chosen = int(which * len(paths))
    path = tmp_path / paths[chosen].name
    path.write_bytes(broken_file(paths[chosen].read_bytes(), faults, inside=inside))
    paths[chosen] = path
    shelf.recognise(path)  # never an error, whatever it is
    try:
        found = read(source_code, paths)
    except DataError as refused:
        words = str(refused)
    else:
        words = ""
        counted(found)
    assert not words or ("expected" in words and "found" in words)


def counted(found):
    """Every row is somewhere, and every number makes sense."""
    assert found.rows_read == accounted(found)
    assert min(found.rows_read, found.rows_kept, found.rows_out_of_scope) >= 0
    sensible(found.frame)


def sensible(frame):
    """Every number is finite or blank, of a size that its column may have."""
    numbers = frame.select_dtypes("number")
    values = numbers.to_numpy(float)
    assert not np.isinf(values).any()
    assert (np.abs(values[~np.isnan(values)]) <= MOST).all()
    for column in {"residents", "under_18s", "adults"} & set(frame):
        assert frame[column].between(0, 100_000).all()
    for column in {"easting_m", "northing_m"} & set(frame):
        assert frame[column].dropna().between(0, FARTHEST_M).all()
    if "state" in frame:
        assert (frame["amount"].notna() == (frame["state"] == "known")).all()
        known = frame["amount"].dropna()
        assert (known >= 0).all()
    if "geometry" in frame:
        assert np.isfinite(frame.geometry.total_bounds).all()
        assert (frame.geometry.total_bounds > 0).all()
        assert (frame.geometry.total_bounds < FARTHEST_M).all()
