"""Whose week the Clock page shows: London, a borough or a small area."""

import streamlit as st

from dashboard import frames
from dashboard.clock_frames import LONDON, OF_LONDON, Place

KEY = "of"


def chosen() -> Place:
    """Draw the choice of a place and return it; an address may name it or its code."""
    known = frames.table("places")
    labels = {LONDON: OF_LONDON.name}
    labels |= dict(zip(known["place_code"], known["place_name"], strict=True))
    asked = st.query_params.get(KEY, "")
    if asked in labels and KEY not in st.session_state:
        st.session_state[KEY] = asked
    code = st.selectbox(
        "Whose week: London, a borough or a small area",
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key=KEY,
        bind="query-params",
        help="Type a part of a name to find it.",
    )
    if (
        asked
        and asked not in {code, labels[code]}
        and "of_read" not in st.session_state
    ):
        st.info(f"No place of this edition is called “{asked}”: this is London’s week.")
    st.session_state["of_read"] = True
    kinds = dict(zip(known["place_code"], known["place_kind"], strict=True))
    return Place(code, kinds.get(code, LONDON), labels[code])
