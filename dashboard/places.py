"""The place whose profile is open: found by name, by a click, or by the address."""

import streamlit as st

from dashboard import address, frames

KEY = "place"
MAP_KEY = "map"


def names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of areas and of boroughs, each in the order of their codes."""
    known = frames.table("places").sort_values("place_code")
    by_kind = known.groupby("place_kind")["place_name"].agg(tuple)
    return by_kind["area"], by_kind["borough"]


def chosen() -> str:
    """Draw the find box and return the code of the place chosen, or nothing."""
    known = frames.table("places")
    labels = dict(zip(known["place_code"], known["place_name"], strict=True))
    picked = address.select(
        "Find a borough or small area",
        labels,
        KEY,
        default=None,
        placeholder="Type a name, or click the map",
    )
    return picked or ""


def follow_click() -> None:
    """Open the profile of the shape just clicked; runs before the page does."""
    clicked = (st.session_state.get(MAP_KEY) or {}).get("last_active_drawing")
    if clicked and clicked.get("properties", {}).get("code"):
        st.session_state[KEY] = clicked["properties"]["code"]
