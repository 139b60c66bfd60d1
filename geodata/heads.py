"""The beginning of a file: its format and the names of its columns, by its content."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from geodata import workbooks

HEAD_BYTES = 65_536
PRACTICES = "no header: practices of NHS organisation data"
TRUSTS = "no header: trusts of NHS organisation data"
TRUST_SITES = "no header: sites of NHS organisation data"
TRUST_CODE = 3


@dataclass(frozen=True)
class Head:
    """What can be told of a file from its beginning: format, names of columns."""

    path: Path
    file_format: str
    columns: frozenset[str]


def head(path: Path) -> Head:
    """Format and names of columns of a file; no columns where they cannot be told."""
    try:
        with path.open("rb") as opened:
            start = opened.read(HEAD_BYTES)
    except OSError as fault:
        return Head(path, f"unreadable: {fault.strerror}", frozenset())
    for file_format, fits, columns in _FORMATS:
        if fits(path, start):
            return Head(path, file_format, frozenset(columns(path, start)))
    return Head(path, "of an unknown format", frozenset())


def _csv_columns(_path: Path, start: bytes) -> set[str]:
    try:
        rows = list(csv.reader(io.StringIO(_text(start), newline="")))
    except csv.Error:
        return set()
    first = rows[0] if rows else []
    # NHS organisation data has no header; its eleventh field is a date.
    if len(first) == ODS_FIELDS and re.fullmatch(r"\d{8}", first[10]):
        return {_report(rows)}
    return {cell.strip().rstrip(",") for cell in first}


def _report(rows: list[list[str]]) -> str:
    """Which report of NHS organisation data the rows are of: their codes tell.

    Practices have a status in the thirteenth field; trusts have codes of three letters,
    their sites longer ones.
    """
    whole = [row for row in rows if len(row) == ODS_FIELDS]
    with_status = sum(row[12] in {"A", "C", "D", "P"} for row in whole)
    if with_status > len(whole) / 2:
        return PRACTICES
    short = sum(len(row[0]) == TRUST_CODE for row in whole)
    return TRUSTS if short > len(whole) / 2 else TRUST_SITES


def _text(start: bytes) -> str:
    text = codecs.getincrementaldecoder("utf-8-sig")("replace").decode(start)
    return text.replace("\0", "")


def _geojson_columns(_path: Path, start: bytes) -> set[str]:
    text = _text(start)
    at = text.find('"properties"', text.find('"Feature"'))
    brace = text.find("{", at)
    if at < 0 or brace < 0:
        return set()
    try:
        found, _ = json.JSONDecoder().raw_decode(text, brace)
    except json.JSONDecodeError:
        return set()
    return set(found)


def _sheet_columns(path: Path, _start: bytes) -> set[str]:
    try:
        found = workbooks.sheet_of(path, row_count=1)
    except workbooks.BrokenWorkbook:
        return set()
    named = {f"sheet:{name}" for name in found.names}
    return named | {str(cell) for row in found.rows for cell in row if cell is not None}


def _parquet_columns(path: Path, _start: bytes) -> set[str]:
    try:
        rows = duckdb.execute(
            "select name from parquet_schema($path)", {"path": str(path)}
        ).fetchall()
    except duckdb.Error:
        return set()
    return {str(name) for (name,) in rows}


def _no_columns(_path: Path, _start: bytes) -> set[str]:
    return set()


def _layer_columns(_path: Path, start: bytes) -> set[str]:
    return {"layer:road_link"} if b"road_link" in start else set()


ODS_FIELDS = 27
_Fits = Callable[[Path, bytes], bool]
_Columns = Callable[[Path, bytes], set[str]]
_FORMATS: tuple[tuple[str, _Fits, _Columns], ...] = (
    ("empty", lambda _p, s: not s.strip(), _no_columns),
    ("parquet", lambda _p, s: s.startswith(b"PAR1"), _parquet_columns),
    (
        "workbook",
        lambda _p, s: s.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")),
        _sheet_columns,
    ),
    ("geopackage", lambda _p, s: s.startswith(b"SQLite format 3"), _layer_columns),
    (
        "osm",
        lambda p, s: b"<osm" in s[:500] or p.name.endswith(".osm.pbf"),
        _no_columns,
    ),
    (
        "web page",
        lambda _p, s: b"<html" in s[:2000].lower() or b"<!doctype" in s[:200].lower(),
        _no_columns,
    ),
    ("geojson", lambda _p, s: s.lstrip()[:1] == b"{", _geojson_columns),
    ("csv", lambda _p, s: b"," in s[:HEAD_BYTES], _csv_columns),
)
