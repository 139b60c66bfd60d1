"""Steps and plays through the week on the map, and keeps the hour in the address.

While it plays only the map runs again, an hour a tick; the address follows when it stops.
Nothing plays by itself: it moves only after the visitor switches it on, for one week.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard import (
    clock_frames,
    clock_sentences,
    clock_steps,
    map_panel,
    panels,
    shading,
    shapes,
    weeks,
)
from dashboard.clock_frames import Place
from dashboard.filters import Filters

MAP_KEY = "clock_map"
PLAY_KEY = "clock_play"
SHOWN = "clock_shown"
FRESH = "clock_is_fresh"
TICK_S = 1.0
ONCE_ROUND = weeks.WEEK


def controls(now: int, changes: Sequence[int], worst: int | None) -> bool:
    """Draw the buttons of hour and change, worst hour and play; whether it plays."""
    before, after = weeks.last_of(changes, now), weeks.next_of(changes, now)
    none = "Nothing that counts opens or closes" if after is None else None
    with st.container(horizontal=True, vertical_alignment="center"):
        _step("‹ Hour", "Previous hour", now - 1)
        _step("Hour ›", "Next hour", now + 1)
        _step("‹ Change", none or "Previous opening or closing", before)
        _step("Change ›", none or "Next opening or closing", after)
        alike = "All hours of the week are alike" if worst is None else None
        most = (
            "Go to the hour with most without support, or the farthest if that is alike"
        )
        _step("Worst hour", alike or most, worst)
        return bool(
            st.toggle(
                "Play the week",
                key=PLAY_KEY,
                on_change=_follow,
                help="An hour a second, once round. Switch off to stay at an hour.",
            )
        )


def week_map(chosen: Filters, place: Place, counted: str, *, plays: bool) -> None:
    """The map at the hour chosen; while it plays, at the hours after it."""
    begun, _ = st.session_state.get(SHOWN, (chosen.at_hour, 0))
    if not plays or begun != chosen.at_hour:
        # A visitor who moves day or hour while it plays sets out from there.
        st.session_state[SHOWN] = (chosen.at_hour, 0)
    st.session_state[FRESH] = True
    moving = st.fragment(_moving, run_every=TICK_S if plays else None)
    moving(chosen, place, counted, plays=plays)


def _moving(chosen: Filters, place: Place, counted: str, *, plays: bool) -> None:
    begun, ticks = st.session_state[SHOWN]
    if plays and not st.session_state.pop(FRESH, False):
        ticks += 1
        st.session_state[SHOWN] = (begun, ticks)
    if ticks >= ONCE_ROUND:
        st.session_state[PLAY_KEY] = False
        st.rerun()
    _draw(chosen.at((begun + ticks) % weeks.WEEK), place, counted)


def _draw(chosen: Filters, place: Place, counted: str) -> None:
    clock = clock_frames.clock(chosen, place)
    row = {str(k): v for k, v in clock.iloc[chosen.at_hour].to_dict().items()}
    said = clock_sentences.at_hour(row, place, counted, chosen.within)
    st.markdown(f"{said}  \n{clock_steps.at_hour(chosen, place)}")
    layer, paint = shading.painted(chosen)
    map_panel.show(
        shapes.of_edition(),
        paint,
        states=shading.states(chosen),
        picked="" if place.kind == clock_frames.LONDON else place.code,
        hidden=shading.hidden(chosen),
        key=MAP_KEY,
    )
    panels.legend(layer, shading.drawn(chosen))


def _step(label: str, words: str, hour: int | None) -> None:
    st.button(
        label,
        help=words,
        disabled=hour is None or bool(st.session_state.get(PLAY_KEY)),
        on_click=weeks.go,
        args=(hour,),
        key=f"clock_{label}",
    )


def _follow() -> None:
    """Where it is switched off, the view stays at the hour that the map showed."""
    if not st.session_state[PLAY_KEY] and SHOWN in st.session_state:
        begun, ticks = st.session_state[SHOWN]
        weeks.go(begun + ticks)
