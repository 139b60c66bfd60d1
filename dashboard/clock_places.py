"""Whose week the Clock page shows: London, a borough or a small area."""

import streamlit as st

from dashboard import choices, finder, frames, places, postcodes
from dashboard.clock_frames import LONDON, OF_LONDON, Place

KEY = "of"


def chosen() -> Place:
    """Draw the choice of a place and return it; an address may name it, or its code."""
    field = _field(frames.edition_key())
    postcodes.follow(KEY)
    by_name, by_postcode = st.columns([3, 2])
    with by_name:
        code = choices.find(
            field, KEY, default=LONDON, on_change=postcodes.forget
        ).drawn()
    with by_postcode:
        postcodes.draw(code or LONDON)
    if not code or code == LONDON:
        return OF_LONDON
    return Place(code, places.kind(code), field.labels[code])


@st.cache_resource(max_entries=2, show_spinner=False, validate=finder.is_there)
def _field(edition_key: str) -> finder.Field:  # noqa: ARG001 - the cache's key
    known = places.names()
    return finder.field(
        "Whose week: London, a borough or a small area",
        "A part of a name",
        # Of wards and MSOAs the catalogue has no week.
        {LONDON: OF_LONDON.name} | known["borough"] | known["area"],
        "weeks",
    )
