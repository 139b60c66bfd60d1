"""The address holds every choice of a view, as codes: a link shows what its sender sees.

A widget (`choices`) takes its value from the address when the visitor arrives by a link,
or goes back or forward; otherwise the address follows the widget. What a link says
wrongly is left out and named once.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

Said = dict[str, list[str]]
OF_PAGES = set(
    (
        "all_maps bcu boroughs budget busy chart_along chart_amount closes compare "
        "enough firm floor front goal how_many icb icb_2026 kept kind listed map_amount "
        "may_close move of paper place plan_leg plan_name plan_note plan_shade preview "
        "protect register shifts_hour shifts_week staffed stress_leg surge task trust "
        "view week_shows weight when where with_best"
    ).split()
)
"""Keys that some pages alone draw; the others pass them on."""
NAMED, MOST_LETTERS = 5, 40
"""Keys of a link that are named where they mean nothing, and letters of each."""
LATE_S = 1.0
"""Seconds in which a browser may still send the address that was replaced."""
_KEPT = "address"


@dataclass
class _Visit:
    """What one visitor's address says, and what the widgets held when it was written."""

    words: Said = field(default_factory=dict)
    written: Said = field(default_factory=dict)
    replaced: Said | None = None
    replaced_at: float = 0
    values: dict[str, Any] = field(default_factory=dict)
    page: str | None = None
    own: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=lambda: set(OF_PAGES))
    laid: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    has_held: bool = False
    is_step: bool = False


def _visit() -> _Visit:
    visit: _Visit = st.session_state.setdefault(_KEPT, _Visit())
    return visit


def arrive(page: str) -> None:
    """Begin a run of a page: find out whether the address or the visitor chose.

    An address other than the one written last is a link, or a step back or forward; but
    not if a widget moved at the same time, or if it was replaced a moment ago: then the
    address is late, not the visitor. Nor if another page was opened without a word: then
    the choices go along.
    """
    visit = _visit()
    found = {key: st.query_params.get_all(key) for key in st.query_params}
    is_late = found == visit.replaced and time.monotonic() < visit.replaced_at + LATE_S
    has_moved = visit.has_held or any(
        st.session_state.get(k, v) != v for k, v in visit.values.items()
    )
    visit.has_held = False
    goes_along = page != visit.page and not found
    is_own = has_moved or goes_along or is_late
    if visit.page is None or (found != visit.written and not is_own):
        visit.words, visit.written = found, dict(found)
        visit.laid, visit.wrong = set(), set()
        visit.is_step = True
    elif has_moved:
        visit.wrong = set()
    if page != visit.page:
        # Widgets of another page are new, whatever the session still holds of their key.
        visit.page, visit.laid, visit.is_step = page, set(), False


def is_step() -> bool:
    """Whether the address last came by the browser's back or forward on this page."""
    return _visit().is_step


def has_arrived(key: str) -> bool:
    """Whether what the address says of a key is new: asked once an arrival."""
    visit = _visit()
    is_new = key not in visit.laid
    # A run may be cut off by the next: what it did not come to is laid by that.
    visit.laid.add(key)
    return is_new


def leave() -> str:
    """End a run: write the address; what of a link could not be used, in words.

    Written in one step of the browser's history, so that back undoes one choice.
    """
    visit = _visit()
    if unknown := set(visit.words) - visit.known:
        visit.wrong |= unknown
        visit.words = {k: v for k, v in visit.words.items() if k not in unknown}
    found = {key: st.query_params.get_all(key) for key in st.query_params}
    if visit.words != found:
        visit.replaced, visit.replaced_at = found, time.monotonic()
        st.query_params.from_dict(visit.words)
    visit.written, visit.has_held = dict(visit.words), False
    if not visit.wrong:
        return ""
    named = [_shown(key) for key in sorted(visit.wrong)[:NAMED]]
    if (more := len(visit.wrong) - NAMED) > 0:
        named.append(f"{more} more")
    return (
        f"Part of the link could not be used and was left out: {', '.join(named)}. "
        "Everything else is as the link says."
    )


def _shown(key: str) -> str:
    """A key of a stranger's link: neither a link itself, nor long.

    >>> _shown("plan_leg"), _shown("[Sign in](https://x.example)")
    ('plan_leg', '·Sign·in··https···x·example·')
    """
    return re.sub(r"[^0-9A-Za-z_-]", "·", key[:MOST_LETTERS])


def link(**changed: str) -> dict[str, str | list[str]]:
    """Parameters of a link with these choices, some of them changed.

    What belongs to one page alone stays there.
    """
    visit = _visit()
    return {k: v for k, v in visit.words.items() if k not in visit.own} | changed


def said(key: str) -> str:
    """What the address says of a key that no widget holds, or nothing."""
    visit = _visit()
    visit.known.add(key)
    return visit.words.get(key, [""])[-1]


def said_all(key: str) -> list[str]:
    """All that the address says of a key that no widget holds, in order."""
    visit = _visit()
    visit.known.add(key)
    return list(visit.words.get(key, []))


def hold(key: str, *texts: str) -> None:
    """Keep texts in the address that no widget holds."""
    visit = _visit()
    visit.known.add(key)
    words = [text for text in texts if text]
    # A click's callback comes before the run, whose address may be late.
    visit.has_held |= words != visit.words.get(key, [])
    _say(key, words)


def refuse(key: str) -> None:
    """Note that what a link says of this key means nothing."""
    _visit().wrong.add(key)


def lay(key: str, default: object, read: Callable[[list[str]], object | None]) -> None:
    """Give a widget its value before it is drawn, where it is not the visitor's own."""
    visit = _visit()
    visit.known.add(key)
    is_new = has_arrived(key)
    # A page that was left forgets its widgets; the address remembers.
    if is_new or key not in st.session_state:
        value = default
        if words := visit.words.get(key):
            value = read(words)
            if value is None:
                value = default
                if is_new:
                    refuse(key)
        # A widget that is set is sent again when it no longer is.
        if value is not None or key in st.session_state:
            st.session_state[key] = value


def keep(key: str, chosen: object, words: list[str]) -> None:
    """Have the address hold what a widget gave, in these words; none for its default."""
    _visit().values[key] = chosen
    _say(key, words)


def _say(key: str, words: list[str]) -> None:
    visit = _visit()
    visit.words.pop(key, None)
    if words:
        visit.words[key] = words


def own(key: str) -> None:
    """Note that a key belongs to one page alone, and does not go along to others."""
    _visit().own.add(key)
