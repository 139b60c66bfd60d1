"""Looks for what takes seconds: with a bar, a way to stop, and remembered for a visit."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from dashboard import bests
from dashboard.bests import Problem, Progress, Solution
from dashboard.sought import Sought

Found = TypeVar("Found")
_KEPT, _STOPPED = "best_found", "best_stopped"
BRIEF_S = 0.5


def kept(key: str, name: str, make: Callable[[], Found]) -> Found:
    """What was found for this question, found now if it is not there."""
    held = st.session_state.get(_KEPT)
    if held is None or held["key"] != key:
        held = st.session_state[_KEPT] = {"key": key}
    if name not in held:
        held[name] = make()
    found: Found = held[name]
    return found


def found(asked: Problem, sought: Sought) -> Solution:
    """The best, with progress and a way to stop.

    Raises: NotPossible.
    """
    words = "Looking for the best choice"
    return with_bar(words, lambda effort: bests.best(asked, sought, effort))


def with_bar(
    words: str, make: Callable[[bests.Effort], Found], *, solves: int = 1
) -> Found:
    """What is made in so many solves, with a bar and a way to stop.

    Raises: NotPossible.
    """
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, words)
        st.button(
            "Stop, and show what half a second finds",
            key=f"{_STOPPED} {words}",
            on_click=_stop,
        )
        # The button begins the page anew.
        most = BRIEF_S if st.session_state.pop(_STOPPED, False) else bests.SECONDS
        effort = bests.Effort(most_seconds=most, watch=_watched(bar, solves))
        try:
            return make(effort)
        finally:
            place.empty()


def _watched(bar: Any, solves: int) -> bests.Watch:  # noqa: ANN401 - a bar of Streamlit
    began = time.monotonic()

    def watch(_progress: Progress) -> bool:
        # Where another click has begun the page anew, this ends the work.
        share = (time.monotonic() - began) / (solves * bests.SECONDS)
        bar.progress(min(1.0, share))
        return True

    return watch


def _stop() -> None:
    st.session_state[_STOPPED] = True
