"""The place whose profile is open: found by name, by a click, or by the address."""

import streamlit as st

from dashboard import database, frames

KEY = "place"
MAP_KEY = "map"


def names() -> dict[str, dict[str, str]]:
    """Names of places by kind (area, borough, ...) and code."""
    known = frames.table("places")
    return {
        str(kind): dict(zip(rows["place_code"], rows["place_name"], strict=True))
        for kind, rows in known.groupby("place_kind")
    }


def chosen() -> str:
    """Draw the find box and return the code of the place chosen, or nothing."""
    labels = _labels(database.version())
    picked = st.selectbox(
        "Find a borough or small area",
        list(labels),
        index=None,
        format_func=lambda code: labels.get(code, code),
        key=KEY,
        bind="query-params",
        placeholder="Type a name, or click the map",
    )
    return str(picked or "")


def follow_click() -> None:
    """Open the profile of the shape just clicked; runs before the page does."""
    clicked = (st.session_state.get(MAP_KEY) or {}).get("last_active_drawing")
    if clicked and clicked.get("properties", {}).get("code"):
        st.session_state[KEY] = clicked["properties"]["code"]


@st.cache_resource(max_entries=2, show_spinner=False)
def _labels(found: tuple[str, int, int]) -> dict[str, str]:  # noqa: ARG001 - the cache's key
    known = frames.table("places")
    return dict(zip(known["place_code"], known["place_name"], strict=True))
