"""A postcode as the way to a small area: looked up here, never sent to a browser as a list.

What was typed is not kept in the address: it may be somebody's home. The small area is.
"""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import frames

KEY = "postcode"
_TYPED = "postcode_typed"


def follow(place: str) -> None:
    """Choose the small area of a postcode just typed, before that choice is drawn.

    `place` is the key of the choice.
    """
    if st.session_state.pop(_TYPED, False) and (area := _found()["area_code"]):
        st.session_state[place] = area


def forget() -> None:
    """Empty the field: a place was chosen in another way."""
    st.session_state[KEY] = ""


def draw(picked: str) -> None:
    """Draw the field, and say what came of the postcode if the place is not another."""
    st.text_input(
        "Or any postcode of London",
        key=KEY,
        placeholder="Such as SE5 8AF",
        max_chars=12,
        on_change=_typed,
    )
    if not st.session_state[KEY].strip():
        return
    found = _found()
    if not found["area_code"]:
        st.info(unknown(found))
    elif found["area_code"] == picked:
        st.caption(
            f"{found['postcode']} lies in {found['area_name']}, "
            f"{found['borough_name']}."
        )


def unknown(found: dict[str, Any]) -> str:
    """Why a postcode has no place here, and what to do instead."""
    postcode = found["postcode"]
    if not found["is_postcode"]:
        return (
            f"“{postcode}” is not a whole postcode. Give both halves, such as SE5 8AF; "
            "boroughs and services are found by name in the field beside it."
        )
    if not found["is_of_a_london_district"]:
        return (
            f"{postcode} is outside London: no postcode of the 33 boroughs begins with "
            f"{postcode.split()[0]}."
        )
    return (
        f"{postcode} is not among the postcodes of London known here: it may be new, "
        "misspelt, or just outside London. Click the map where it lies, or try a "
        "neighbour's."
    )


def _typed() -> None:
    st.session_state[_TYPED] = True


def _found() -> dict[str, Any]:
    found = frames.place_by_postcode(st.session_state[KEY])
    return {key: None if pd.isna(value) else value for key, value in found.items()}
