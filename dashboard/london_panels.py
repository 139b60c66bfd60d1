"""London at the hour chosen, above the map: the finding, the worst served, the figures."""

from typing import Any

import streamlit as st

from dashboard import behind, frames, panels, sentences, worst_sentences
from dashboard.filters import Filters


def told(chosen: Filters, stamp: dict[str, Any], counted: str) -> None:
    """Say what is found, which boroughs are worst served and why, and the figures."""
    access = frames.access_of_london(chosen)
    legs = frames.legs_of_london(chosen)
    causes = frames.causes_of_london(chosen)
    said = [sentences.finding(chosen, access, causes, stamp)]
    if chosen.types:
        boroughs = frames.worst_served_boroughs(chosen)
        said.append(worst_sentences.worst(boroughs, counted))
    said.append(sentences.legs(legs))
    st.markdown("\n\n".join(said))
    by_car = frames.access_of_london(chosen.by_car())
    panels.headline(access, legs, by_car, counted)
    behind.figures(
        "access_of_london",
        "worst_served_boroughs",
        "legs_of_london",
        "causes_of_london",
        otherwise={"travel": "By car"},
        folded="behind_london",
    )
