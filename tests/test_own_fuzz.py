"""Broken files of every format: a sentence for people, or every row accounted for.

`CRISIS_FUZZ_EXAMPLES` raises the number of examples, shared by the formats. Workbooks
take a process each, so they get fewer.
"""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from geodata.own import layouts, reading
from geodata.own.guess import guess
from tests import own_files

EXAMPLES = int(os.environ.get("CRISIS_FUZZ_EXAMPLES", "300"))
SUPPRESSED = [HealthCheck.too_slow, HealthCheck.data_too_large]


def _settings(share: float) -> settings:
    return settings(
        max_examples=max(1, int(EXAMPLES * share)),
        deadline=None,  # no timing assertions: the machine may be busy
        suppress_health_check=SUPPRESSED,
    )


@st.composite
def mutated_bytes(draw, whole: bytes) -> bytes:
    """Bytes flipped, cut off, doubled, taken out or put in."""
    found = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        if not found:
            break
        at = draw(st.integers(0, len(found) - 1))
        to = min(len(found), at + draw(st.integers(1, 40)))
        match draw(st.sampled_from(["flip", "cut", "double", "drop", "put"])):
            case "flip":
                found[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del found[at:]
            case "double":
                found[at:at] = found[at:to]
            case "drop":
                del found[at:to]
            case "put":
                found[at:at] = draw(st.sampled_from(ODD_BYTES))
    return bytes(found)


ODD_BYTES = [
    *(b'"', b'""', b'"\n', b'\n"', b",", b",,,,", b";", b"\t", b"|", b"\0", b"\r"),
    *(b"\r\n", b"\n\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xe2\x80", b"=1+1"),
    *(b"<html>", b"\x1a", b"9" * 400, b"nan", b"1e999", b"-", b"'", b"\\", b"{}"),
]


@st.composite
def mutated_text(draw) -> bytes:
    """Lines doubled, taken out, quoted, cut; then encoded in one way or another."""
    lines = own_files.csv_text(
        own_files.table(draw(st.integers(0, 12))),
        draw(st.sampled_from([",", ";", "\t", "|"])),
    ).splitlines()
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["double", "drop", "quote", "cut", "join", "odd"])):
            case "double":
                lines.insert(at, lines[at])
            case "drop" if len(lines) > 1:
                del lines[at]
            case "quote":
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + '"' + lines[at][place:]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "join" if len(lines) > 1:
                last = lines.pop()
                lines[at % len(lines)] += last
            case _:
                lines[at % len(lines)] += draw(st.text(max_size=8))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    whole = end.join(lines).encode(encoding, "replace")
    return draw(mutated_bytes(whole)) if whole and draw(st.booleans()) else whole


def _survives(content: bytes, name: str) -> None:
    """Guess and read; only a DataError may come, and no row may go."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            guessed = guess(path)
        except DataError as problem:
            _is_for_people(problem)
            return
        for mapping in (
            guessed.mapping,
            own_files.mapping(layout=guessed.mapping.layout),
        ):
            try:
                batch = reading.read(
                    path,
                    mapping=mapping,
                    places=own_files.places(),
                    into=Path(folder) / "out",
                )
            except DataError as problem:
                _is_for_people(problem)
                continue
            kept, refused = batch.incident_frame(), batch.refused_frame()
            assert len(kept) + len(refused) + batch.rows_out_of_scope == batch.rows_read
            numbers = [*kept["row_number"], *refused["row_number"]]
            assert len(set(numbers)) == len(numbers)
            if mapping.layout.file_format == "text":
                assert batch.rows_read <= _filled_lines(content, mapping.layout)


def _is_for_people(problem: DataError) -> None:
    words = str(problem)
    assert words.endswith((".", "?"))
    assert not any(name in words for name in own_files.NAMES)


def _filled_lines(content: bytes, layout: layouts.Layout) -> int:
    """Lines that hold a letter or digit: rows are as many or, joined, fewer."""
    text = content.decode(layout.encoding, "replace").replace("\0", "")
    lines = text.replace("\r", "\n").split("\n")
    nothing = f'{layout.delimiter}" \t\ufeff'
    return sum(bool(line.strip(nothing)) for line in lines)


@_settings(0.8)
@given(mutated_text())
def test_broken_text(content):
    _survives(content, "log.csv")


_FORMATS = {"log.xlsx": 0.08, "log.xls": 0.06, "log.parquet": 0.06}


def _valid(name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        match name:
            case "log.xlsx":
                own_files.xlsx(path, {"Log": own_files.table()})
            case "log.xls":
                own_files.xls(path, own_files.table())
            case _:
                own_files.parquet(path, own_files.table())
        return path.read_bytes()


@pytest.mark.parametrize("name", list(_FORMATS))
def test_broken_binary_files(name):
    whole = _valid(name)

    @_settings(_FORMATS[name])
    @given(mutated_bytes(whole))
    def broken(content):
        _survives(content, name)

    broken()
