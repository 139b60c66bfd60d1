"""The place whose profile is open: found by name, by a click, or by the address."""

import pandas as pd
import streamlit as st
from pyproj import Transformer

from dashboard import choices, database, finder, frames, postcodes

KEY = "place"
KINDS = {"E09": "borough", "E05": "ward", "E02": "msoa", "E01": "area"}
"""Kind of a place by the first letters of its ONS code."""
SERVICE_ZOOM = 14
MAP_KEY = "map"
PLAN_MAP_KEY = "plan_map"
POINT_KEY = "plan_at"
"""Place of a new site on the Plan page: what its field holds."""
NO_PROFILE = (
    "No small area best fits this ward, so there are no figures of it. Shade by small area "
    "to see what is known here."
)
_NONE_THERE = "no_profile_there"
_GRID = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


def names() -> dict[str, dict[str, str]]:
    """Names of places by kind (area, borough, ...) and code."""
    known = frames.table("places")
    return {
        str(kind): dict(zip(rows["place_code"], rows["place_name"], strict=True))
        for kind, rows in known.groupby("place_kind")
    }


def labels_by_code() -> dict[str, str]:
    """Names of places of all kinds by code."""
    known = frames.table("places")
    return dict(zip(known["place_code"], known["place_name"], strict=True))


def chosen() -> str:
    """Code of the place chosen, or nothing; before the fields to find it are drawn."""
    postcodes.follow(KEY)
    return _choice().value() or ""


def draw() -> None:
    """Draw the fields that find a place: by its name, or by a postcode."""
    by_name, by_postcode = st.columns([3, 2])
    with by_name:
        picked = _choice().drawn()
    with by_postcode:
        postcodes.draw(picked or "")
    if st.session_state.pop(_NONE_THERE, False):
        st.info(NO_PROFILE)


def _choice() -> choices.Choice[str | None]:
    return choices.find(
        _field(database.version()), KEY, default=None, on_change=postcodes.forget
    )


def focus(code: str) -> dict[str, object] | None:
    """What brings a place into view: its shape, or the point of a service; None if none."""
    if not code:
        return None
    if kind(code) != "service":
        return {"code": code, "grain": kind(code)}
    known = frames.one(frames.services_known(), code)
    if pd.isna(known["lat"]):
        return None
    return {"point": [known["lat"], known["lon"]], "zoom": SERVICE_ZOOM}


def kind(code: str) -> str:
    """Kind of place by its code: borough, ward, msoa, area, or service."""
    return KINDS.get(code[:3], "service")


def follow_click() -> None:
    """Open the profile of the shape just clicked; runs before the page does."""
    clicked = (st.session_state.get(MAP_KEY) or {}).get("last_active_drawing")
    code = (clicked or {}).get("properties", {}).get("code")
    if not code:
        return
    if kind(code) != "service" and code not in labels_by_code():
        # What is open stays open.
        st.session_state[_NONE_THERE] = True
        return
    st.session_state[KEY] = code
    postcodes.forget()


@st.cache_resource(max_entries=2, show_spinner=False, validate=finder.is_there)
def _field(found: tuple[str, int, int]) -> finder.Field:  # noqa: ARG001 - the cache's key
    labels = labels_by_code() | {
        row["service_id"]: ", ".join(
            str(row[part])
            for part in ("service_name", "type_label", "postcode")
            if pd.notna(row[part])
        )
        for row in frames.services_known().to_dict("records")
    }
    return finder.field(
        "Find a place or service",
        "A name, or a service's postcode; or click the map",
        labels,
        "names",
    )


def latlons(eastings: pd.Series, northings: pd.Series) -> list[tuple[float, float]]:
    """Points of the National Grid, metres, as latitudes and longitudes in degrees."""
    lons, lats = _GRID.transform(
        eastings.to_numpy(float), northings.to_numpy(float), direction="INVERSE"
    )
    return list(zip(lats.round(4).tolist(), lons.round(4).tolist(), strict=True))


def follow_point() -> None:
    """Have the Plan page's form take the point just clicked as the place of a site."""
    clicked = (st.session_state.get(PLAN_MAP_KEY) or {}).get("last_clicked")
    if clicked:
        easting_m, northing_m = _GRID.transform(clicked["lng"], clicked["lat"])
        st.session_state[POINT_KEY] = f"{easting_m:.0f},{northing_m:.0f}"


CLICKED = {
    MAP_KEY: ("last_active_drawing", follow_click),
    PLAN_MAP_KEY: ("last_clicked", follow_point),
}
"""Maps that answer to a click, by key: what they report, and what is done with it."""
