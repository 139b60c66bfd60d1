"""Sections of the Compare page: their order, headings and a linked table of contents."""

import streamlit as st

SECTIONS = {
    "ranked": "Ranked, with intervals",
    "missing": "What is missing, and why",
    "maps": "Maps side by side",
    "funnel": "Against London",
    "within": "Spread within",
    "peers": "Peers, and if it matched the median",
    "deprivation": "Deprivation",
    "choices": "How far a rank depends on choices",
}
ALWAYS = ("missing", "maps", "within")
"""Sections that say something even where all shares are alike."""


def contents(*, has_differences: bool) -> None:
    """Links to the sections drawn: all, or those that need no difference."""
    drawn = SECTIONS if has_differences else ALWAYS
    st.markdown(" · ".join(f"[{SECTIONS[key]}](#{key})" for key in drawn))


def head(key: str) -> None:
    """The heading of a section, where its link lands."""
    st.header(SECTIONS[key], anchor=key)
