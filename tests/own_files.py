"""Small files of incidents in every format, written byte by byte where need be.

The names, numbers and places in them are invented; the NHS number is the one that the
NHS itself prints as an example.
"""

import csv
import io
import struct
import zipfile
from pathlib import Path

import pandas as pd

from geodata.own.locating import Places
from geodata.own.mapping import Kinds, Layout, Mapping, Place, When

HEADER = [
    "CAD ref",
    "Patient name",
    "Call date",
    "Call time",
    "Easting",
    "Northing",
    "Postcode",
    "Borough",
    "Call type",
    "Crew code",
]
TYPES = ["S136", "Concern for safety", "Missing person"]
BOROUGHS = ["Camden", "Kensington And chelsea", "City of Westminster"]
NAMES = ["Ann Other", "Peter Piper", "Mary Quite", "John Sample"]


def rows(count: int = 12) -> list[list[str]]:
    """Rows that are all well: 1, 2, 3 … of January 2025, day first."""
    return [
        [
            f"C{n:04}",
            NAMES[n % 4],
            f"{n % 28 + 1:02}/01/2025",
            f"{n % 24:02}:{n % 60:02}",
            str(530_000 + 7 * n),
            str(180_000 + 11 * n),
            "NW1 1AA",
            BOROUGHS[n % 3],
            TYPES[n % 3],
            f"K{n % 5}",
        ]
        for n in range(count)
    ]


def places() -> Places:
    return Places(
        postcodes=pd.DataFrame(
            {
                "postcode": ["NW1 1AA", "SW1A 1AA"],
                "easting_m": [529_500.0, 529_090.0],
                "northing_m": [183_000.0, 179_645.0],
            }
        ),
        boroughs=pd.DataFrame(
            {
                "borough_code": [
                    "E09000007",
                    "E09000020",
                    "E09000033",
                    "E09000027",
                    "E09000001",
                ],
                "borough_name": [
                    "Camden",
                    "Kensington and Chelsea",
                    "Westminster",
                    "Richmond upon Thames",
                    "City of London",
                ],
            }
        ),
    )


def mapping(**changed) -> Mapping:
    """The mapping of the files that this module writes."""
    whole = {
        "name": "test",
        "layout": Layout(),
        "when": When("day_first", date="Call date", time="Call time"),
        "where": (
            Place("coordinates", ("Easting", "Northing"), 1.0),
            Place("postcode", ("Postcode",)),
            Place("borough", ("Borough",)),
        ),
        "kinds": Kinds(
            ("Call type",),
            {
                "S136": "section_136",
                "Concern for safety": "welfare_check",
                "Missing person": "missing_person",
                "Noise": "out_of_scope",
            },
        ),
        "reference": "CAD ref",
        "personal": {"Patient name": "name of a person"},
        "ignored": ("Crew code",),
    }
    return Mapping(**(whole | changed))


def csv_text(table: list[list[str]], delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(table)
    return out.getvalue()


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def table(count: int = 12) -> list[list[str]]:
    return [list(HEADER), *rows(count)]


_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/'
    '2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006'
    '/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
}
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(path: Path, sheets: dict[str, list[list[str | float]]]) -> Path:
    """A workbook; texts as texts, numbers as numbers."""
    named = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" '
        f'Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = _PARTS | {
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxml'
        f'formats.org/package/2006/relationships">{related}</Relationships>',
    }
    for n, cells in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{n}.xml"] = _sheet_xml(cells)
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, '<?xml version="1.0"?>' + content)
    return path


def _sheet_xml(cells: list[list[str | float]]) -> str:
    lines = []
    for r, row in enumerate(cells, start=1):
        found = "".join(
            f'<c r="{chr(65 + c)}{r}"><v>{cell}</v></c>'
            if isinstance(cell, float)
            else f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for c, cell in enumerate(row)
            if cell != ""
        )
        lines.append(f'<row r="{r}">{found}</row>')
    return (
        f'<worksheet xmlns="{_SHEETS}"><sheetData>{"".join(lines)}</sheetData>'
        "</worksheet>"
    )


def xls(path: Path, cells: list[list[str]]) -> Path:
    """A workbook of Excel 97: records of BIFF 8 in one stream of a compound file."""

    def record(code: int, body: bytes) -> bytes:
        return struct.pack("<HH", code, len(body)) + body

    def start(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))

    sheet = start(0x0010) + record(
        0x0200, struct.pack("<IIHHH", 0, len(cells), 0, len(cells[0]), 0)
    )
    for r, row in enumerate(cells):
        for c, cell in enumerate(row):
            text = struct.pack("<HB", len(cell), 0) + cell.encode("latin-1")
            sheet += record(0x0204, struct.pack("<HHH", r, c, 0) + text)
    sheet += record(0x000A, b"")
    bound = b"Log"
    places_at = len(start(5)) + 4 + 8 + len(bound) + 4
    book = start(5) + record(
        0x0085, struct.pack("<IHBB", places_at, 0, len(bound), 0) + bound
    )
    stream = book + record(0x000A, b"") + sheet
    path.write_bytes(
        _compound(stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0"))
    )
    return path


def _compound(stream: bytes) -> bytes:
    """A compound file with one stream, 'Workbook': header, FAT, directory, stream."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    sectors = len(stream) // 512
    chain = [0xFFFFFFFD, end, *range(3, 2 + sectors), end]
    fat = struct.pack("<128I", *(chain + [free] * (128 - len(chain))))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
        + struct.pack("<109I", 0, *[free] * 108)
    )

    def entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        return (
            text.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(text), kind, 1, free, free, child)
            + bytes(36)
            + struct.pack("<IQ", first, size)
        )

    directory = (
        entry("Root Entry", 5, 1, end, 0)
        + entry("Workbook", 2, free, 2, len(stream))
        + bytes(256)
    )
    return header + fat + directory + stream


def parquet(path: Path, cells: list[list[str]]) -> Path:
    pd.DataFrame(cells[1:], columns=cells[0]).to_parquet(path)
    return path
