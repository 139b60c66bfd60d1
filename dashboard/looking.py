"""Looks for what takes seconds: with a bar, a way to stop, and remembered for a visit."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from dashboard import bests
from dashboard.searches import Search

Found = TypeVar("Found")
_KEPT = "best_found"
EVERY_S = 0.2
STOP = "Stop, and show the best so far"
AGAIN = "It was stopped: look again, to the end"


def found(
    key: str,
    name: str,
    words: str,
    make: Callable[[bests.Effort], Found],
    *,
    solves: int = 1,
) -> Found:
    """What takes so many solves, once a question: with a bar, and a way to stop.

    Stopped, it is the best found by then. Who clicks elsewhere on the page and comes
    back to the question waits for the same search.
    Raises: NotPossible.
    """
    held = _held(key)
    search = held.get(name)
    while True:
        if not isinstance(search, Search) or search.is_left:
            search = held[name] = Search(make)
        if not search.is_over():
            _wait(search, words, solves)
        # On a busy machine it may have been left while its page was coming.
        if not search.is_left:
            found: Found = search.found()
            return found


def again(key: str, name: str, *resting: str) -> None:
    """Of what was stopped say so, and offer to look again.

    `resting` names what was worked out from it, which goes with it.
    """
    if was_stopped(key, name):
        st.button(
            AGAIN, key=f"{AGAIN} {name}", on_click=_forget, args=(key, name, *resting)
        )


def was_stopped(key: str, name: str) -> bool:
    """Whether the visitor stopped this search."""
    search = _held(key).get(name)
    return isinstance(search, Search) and search.is_stopped


def _held(key: str) -> dict[str, Any]:
    """What this visit holds for a question; what it held for another goes."""
    asked, held = st.session_state.get(_KEPT, ("", {}))
    if asked == key:
        found: dict[str, Any] = held
        return found
    for search in held.values():
        if isinstance(search, Search):
            search.leave()
    st.session_state[_KEPT] = (key, {})
    return _held(key)


def _forget(key: str, *names: str) -> None:
    held = _held(key)
    for name in names:
        gone = held.pop(name, None)
        if isinstance(gone, Search):
            gone.leave()


def _wait(search: Search[Any], words: str, solves: int) -> None:
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, words)
        if not search.is_stopped:
            st.button(STOP, key=f"{STOP} {search.began}", on_click=search.stop)
    while not search.is_over(EVERY_S):
        share = (time.monotonic() - search.began) / (solves * bests.SECONDS)
        bar.progress(min(1.0, share), words)
    place.empty()
