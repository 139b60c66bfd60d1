"""Choices under which the hours of a week differ, offered where all are alike."""

from dataclasses import dataclass, replace

import streamlit as st

from dashboard import clock_frames, clock_sentences
from dashboard.clock_frames import Place
from dashboard.filters import Filters
from geodata.decisions import service_types


@dataclass(frozen=True)
class Choice:
    """Another question: its words, and the filters that it sets."""

    words: str
    sets: tuple[tuple[str, object], ...]

    def of(self, chosen: Filters) -> Filters:
        """The visitor's choices with those of this question."""
        return replace(chosen, **dict(self.sets))  # type: ignore[arg-type] # by name

    def take(self) -> None:
        """Set the filters; to be called before their widgets are drawn."""
        for key, value in self.sets:
            st.session_state[key] = list(value) if isinstance(value, tuple) else value


_HEALTH = service_types.HEALTH_TYPES
CHOICES = (
    Choice(
        "Joint response cars on duty, brought by police or ambulance",
        (
            ("types", service_types.AMBULANCE_TYPES),
            ("arrive", "police_ambulance"),
            ("travel", "blue_light"),
        ),
    ),
    Choice("Crisis cafés only", (("types", ("crisis_cafe",)),)),
    Choice("Without A&E", (("types", tuple(t for t in _HEALTH if t != "ae_type1")),)),
    Choice("Low confidence too", (("confidence", "low"),)),
    Choice(
        "Urgent treatment centres too (for minor illness and injury)",
        (("types", (*_HEALTH, "urgent_treatment_centre")),),
    ),
)


def offer(chosen: Filters, place: Place) -> None:
    """Buttons for the choices that make a difference here; words for those that do not."""
    others = [choice for choice in CHOICES if choice.of(chosen) != chosen]
    differ = [
        choice
        for choice in others
        if not clock_sentences.is_flat(
            clock_frames.week(choice.of(chosen), place), place
        )
    ]
    flat = [choice.words for choice in others if choice not in differ]
    if differ:
        st.markdown("The hours differ if you ask for:")
        with st.container(horizontal=True):
            for choice in differ:
                st.button(choice.words, on_click=choice.take)
    if flat:
        st.caption(f"Tried, and alike at all hours too: {'; '.join(flat)}.")
