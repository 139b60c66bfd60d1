"""Looks for what takes seconds: with a bar, a way to stop, and remembered for a visit."""

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
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, "Looking for the best choice")
        st.button("Stop, and show the best so far", on_click=_stop)
        # The button begins the page anew; what is found in a moment is the best so far.
        most = BRIEF_S if st.session_state.pop(_STOPPED, False) else bests.SECONDS
        try:
            return bests.best(asked, sought, _watched(bar), most_seconds=most)
        finally:
            place.empty()


def with_bar(words: str, make: Callable[[bests.Watch], Found]) -> Found:
    """What is made, with a bar while it is; another click ends the work."""
    bar = st.progress(0.0, words)
    made = make(_watched(bar))
    bar.empty()
    return made


def _watched(bar: Any) -> bests.Watch:  # noqa: ANN401 - a bar of Streamlit
    def watch(progress: Progress) -> bool:
        # Where another click has begun the page anew, this ends the work.
        bar.progress(min(1.0, progress.seconds / bests.SECONDS))
        return True

    return watch


def _stop() -> None:
    st.session_state[_STOPPED] = True
