"""Files of invented incidents in the toy city, as an agency would send them."""

import json
from pathlib import Path

from geodata.own import mapping as mappings

HEADER = "Call Ref,Call Date,Call Time,Easting,Northing,Nature,Caller Name"
MARK = "Zacharias Invented"
"""A name in the personal column, to be found nowhere afterwards."""


def row(number, day="13/01/2026", clock="14:05", at=(530_100, 180_100), kind="136"):
    """One line: a person brought under section 136, unless it says otherwise."""
    east, north = at
    return f"T{number},{day},{clock},{east},{north},{kind},{MARK}"


def written(path: Path, rows) -> Path:
    """A file of these lines with its header."""
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def mapping(path: Path) -> Path:
    """The confirmed mapping of such a file, written below `path`."""
    plain = {
        "name": "toy",
        "layout": {
            "file_format": "text",
            "encoding": "utf-8",
            "delimiter": ",",
            "sheet": "",
            "header_row": 1,
        },
        "when": {
            "order": "day_first",
            "zone": "Europe/London",
            "date": "Call Date",
            "time": "Call Time",
        },
        "where": [
            {
                "basis": "coordinates",
                "columns": ["Easting", "Northing"],
                "precision_m": 1.0,
            }
        ],
        "kinds": {
            "columns": ["Nature"],
            "kind_of": {"136": "section_136", "fire": "fire"},
        },
        "reference": "Call Ref",
        "personal": {"Caller Name": "name of a person"},
    }
    path.write_text(json.dumps(plain), encoding="utf-8")
    return path


def confirmed(folder: Path):
    """The same as a mapping."""
    return mappings.load(mapping(folder / "mapping.json"))
