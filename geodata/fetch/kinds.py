"""What a file is by its first and last bytes, whatever its name or headers say.

A publisher's error page, a login page and a file cut short all come with status 200.
"""

import re
import zipfile
from pathlib import Path

HEAD_BYTES = 4096
TAIL_BYTES = 1024
# What a file of each format begins with; text formats are looked at in `found_instead`.
BEGINNINGS = {
    "zip": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "ods": (b"PK\x03\x04",),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "parquet": (b"PAR1",),
    "gpkg": (b"SQLite format 3\x00",),
}
ZIPPED = {"zip", "xlsx", "ods"}
TEXTS = {"csv", "json", "geojson"}
_WORDS = {
    b"PK\x03\x04": "a zip archive or a workbook",
    b"\xd0\xcf\x11\xe0": "an old workbook (xls)",
    b"PAR1": "a parquet file",
    b"SQLite format 3": "a GeoPackage or SQLite database",
    b"\x1f\x8b": "a file packed with gzip",
    b"%PDF": "a PDF document",
}
_PAGE = re.compile(rb"<(!doctype html|html|head|body|script)", re.IGNORECASE)


def found_instead(path: Path, file_format: str) -> str:
    """What a file is, in words, if it is not of the format; blank if it is.

    A format that is not known here is taken as it is, unless the file is a web page.
    """
    with path.open("rb") as opened:
        head = opened.read(HEAD_BYTES)
        opened.seek(max(path.stat().st_size - TAIL_BYTES, 0))
        tail = opened.read().rstrip()
    if not head:
        return "an empty file"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        return (
            f"{'a web page' if _PAGE.search(text) else 'XML'} beginning {_shown(text)}"
        )
    if file_format in TEXTS:
        return _not_text(text, tail, file_format)
    if file_format == "osm.pbf" and b"OSMHeader" not in head[:64]:
        return _named(head)
    beginnings = BEGINNINGS.get(file_format, ())
    if beginnings and not head.startswith(beginnings):
        return _named(head)
    return _cut(path, tail, file_format)


def _not_text(text: bytes, tail: bytes, file_format: str) -> str:
    if b"\x00" in text or text.startswith(tuple(_WORDS)):
        return _named(text)
    if re.match(rb'\{\s*"(error|errors|message)"', text):
        return f"a message of the publisher's service: {_shown(text)}"
    if file_format == "csv":
        is_table = not text.startswith(b"{") and re.search(rb"[,;\t|]", text)
        return "" if is_table else _named(text)
    if not text.startswith((b"{", b"[")):
        return _named(text)
    return "" if tail.endswith((b"}", b"]")) else "JSON that ends in the middle"


def _cut(path: Path, tail: bytes, file_format: str) -> str:
    """Formats that carry their directory at the end show when that is absent."""
    if file_format in ZIPPED and not zipfile.is_zipfile(path):
        return "a zip archive or workbook that ends in the middle"
    if file_format == "parquet" and not tail.endswith(b"PAR1"):
        return "a parquet file that ends in the middle"
    return ""


def _named(head: bytes) -> str:
    for beginning, words in _WORDS.items():
        if head.startswith(beginning):
            return words
    return f"a file beginning {_shown(head)}"


def _shown(text: bytes) -> str:
    return repr(text[:60].decode("utf-8", "replace").replace("\n", " "))
