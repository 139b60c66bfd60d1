"""Boundaries and services as static files: sent to a browser once and cached there."""

import json

import pandas as pd
import streamlit as st

from dashboard import database, frames, marks, places, shape_files

GRAINS = ("area", "borough", "ward", "msoa")
KINDS = (*GRAINS, "thames", "london")


def grains() -> list[str]:
    """Kinds of places that can be shaded: those that the edition has shapes of."""
    found = addresses(frames.edition_key())
    return [grain for grain in GRAINS if grain in found]


def of_edition() -> dict[str, object]:
    """What the map fetches of the edition that is open, and how it reads it."""
    found = addresses(frames.edition_key())
    return {
        "grains": grains(),
        "shapes": found,
        "services": services_address(database.version()),
        "prints": True,
    }


@st.cache_resource(max_entries=4, show_spinner=False, validate=shape_files.is_there)
def services_address(version: tuple[str, int, int]) -> str:  # noqa: ARG001 - the cache's key
    """Address of the services placed, as marks, and of the words of how they stand."""
    listed = marks.rows(frames.services_placed())
    kept = {"barriers": marks.barriers(), "rows": listed}
    return shape_files.stamped("services", kept)


def _are_there(found: dict[str, str]) -> bool:
    return all(map(shape_files.is_there, found.values()))


@st.cache_resource(
    max_entries=4, show_spinner="Preparing the map's shapes", validate=_are_there
)
def addresses(edition_key: str) -> dict[str, str]:
    """Address of each kind's shapes below the app; written if it is not there yet.

    A kind that the edition lacks is left out.
    """
    found, names = {}, places.names()
    for kind in KINDS:
        file = shape_files.folder() / f"{kind}.{edition_key}.json"
        address = f"{shape_files.ADDRESS}/{file.name}"
        if not shape_files.is_there(address):
            boundaries = frames.boundaries(kind)
            if boundaries.empty:
                continue
            shape_files.write(file, _collection(boundaries, names.get(kind, {})))
        found[kind] = address
    return found


def _collection(boundaries: pd.DataFrame, names: dict[str, str]) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {
                "i": position,
                "code": code,
                "name": names.get(code, code),
            },
            "geometry": json.loads(geometry),
        }
        for position, (code, geometry) in enumerate(
            zip(
                boundaries["boundary_code"], boundaries["boundary_geojson"], strict=True
            )
        )
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":"))
