"""Whose week the Clock page shows: London, a borough or a small area."""

import streamlit as st

from dashboard import choices, finder, frames, postcodes, shape_files
from dashboard.clock_frames import LONDON, OF_LONDON, Place

KEY = "of"


def chosen() -> Place:
    """Draw the choice of a place and return it; an address may name it, or its code."""
    field, kinds = _known(frames.edition_key())
    postcodes.follow(KEY)
    by_name, by_postcode = st.columns([3, 2])
    with by_name:
        code = choices.find(
            field, KEY, default=LONDON, on_change=postcodes.forget
        ).drawn()
    with by_postcode:
        postcodes.draw(code or LONDON)
    code = code or LONDON
    return Place(code, kinds.get(code, LONDON), field.labels[code])


@st.cache_resource(max_entries=2, show_spinner=False)
def _known(edition_key: str) -> tuple[finder.Field, dict[str, str]]:  # noqa: ARG001 - the cache's key
    known = frames.table("places")
    labels = {LONDON: OF_LONDON.name}
    labels |= dict(zip(known["place_code"], known["place_name"], strict=True))
    field = finder.Field(
        "Whose week: London, a borough or a small area",
        "A part of a name",
        labels,
        shape_files.stamped("weeks", list(labels.items())),
    )
    return field, dict(zip(known["place_code"], known["place_kind"], strict=True))
