"""Whose week the Clock page shows: London, a borough or a small area."""

import streamlit as st

from dashboard import choices, frames, postcodes
from dashboard.clock_frames import LONDON, OF_LONDON, Place

KEY = "of"


def chosen() -> Place:
    """Draw the choice of a place and return it; an address may name it, or its code."""
    known = frames.table("places")
    labels = {LONDON: OF_LONDON.name}
    labels |= dict(zip(known["place_code"], known["place_name"], strict=True))
    postcodes.follow(KEY)
    by_name, by_postcode = st.columns([3, 2])
    with by_name:
        code = choices.select(
            "Whose week: London, a borough or a small area",
            labels,
            KEY,
            default=LONDON,
            help="Type a part of a name to find it.",
            on_change=postcodes.forget,
        ).drawn()
    with by_postcode:
        postcodes.draw(code or LONDON)
    kinds = dict(zip(known["place_code"], known["place_kind"], strict=True))
    code = code or LONDON
    return Place(code, kinds.get(code, LONDON), labels[code])
