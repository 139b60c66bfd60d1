"""Boundaries as static files: sent to a browser once and cached there.

Files are named for their edition, so a new edition is never hidden by a cache.
"""

import json
import os
from pathlib import Path

import streamlit as st

from dashboard import frames, places, shape_files


class ShapesNotWritten(Exception):
    """The static folder cannot be written; the message says what to do."""


KINDS = ("area", "borough", "thames", "london")


def of_edition() -> dict[str, str]:
    """Address of each kind's shapes of the edition that is open."""
    return addresses(frames.edition_key())


@st.cache_resource(max_entries=4, show_spinner="Preparing the map's shapes")
def addresses(edition_key: str) -> dict[str, str]:
    """Address of each kind's shapes below the app; written if it is not there yet."""
    # Names come in the order of the codes: they serve the tooltips.
    names = dict(zip(("area", "borough"), places.names(), strict=True))
    found = {}
    for kind in KINDS:
        file = shape_files.folder() / f"{kind}.{edition_key}.json"
        if not file.exists():
            _write(file, _collection(kind, names.get(kind, ())))
        found[kind] = f"{shape_files.ADDRESS}/{file.name}"
    return found


def _write(file: Path, content: str) -> None:
    partial = file.with_suffix(f".{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(content, encoding="utf-8")
        partial.replace(file)
    except OSError as fault:
        raise ShapesNotWritten(
            f"Expected to write the map's shapes to {file.parent}, found: {fault}. Make "
            "the folder writable for the program, or name another in CRISIS_SHAPES, then "
            "reload the page."
        ) from fault


def _collection(kind: str, names: tuple[str, ...]) -> str:
    rows = frames.boundaries(kind).to_dict("records")
    features = [
        {
            "type": "Feature",
            "properties": {
                "i": position,
                "code": row["boundary_code"],
                "name": names[position] if names else "",
            },
            "geometry": json.loads(row["boundary_geojson"]),
        }
        for position, row in enumerate(rows)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":"))
