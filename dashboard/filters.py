"""What the visitor chose: widgets in the sidebar, each held by the address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard import choices, theme
from geodata.decisions import categories, service_types, thresholds

HOURS = [f"{hour:02d}:00" for hour in range(24)]
SHADES = {
    "legs": "Legs of support",
    "minutes": "Minutes to the nearest",
    "cause": "Cause of the gap",
    "incidents": "Incidents counted",
}
GRAINS = {
    "area": "Small areas",
    "borough": "Boroughs",
    "ward": "Wards",
    "msoa": "MSOAs (about five small areas)",
}
COUNTED_GRAINS = ("area", "borough")
"""Kinds of places that recorded incidents are counted by."""
LINES = {"boroughs": "Borough lines", "river": "River Thames"}
# A car on duty has no place to be drawn at, and context has a switch of its own.
LAYERS = {
    kind.service_type: kind.label
    for kind in service_types.SERVICE_TYPES
    if kind.leg not in {"context", "ambulance"}
} | LINES
FLOORS = {"high": "High only", "medium": "Medium or high", "low": "All, low too"}
FLOOR_RANKS = {"low": 1, "medium": 2, "high": 3}
WITHIN = [str(limit) for limit in thresholds.REACH_CHOICES_MIN]
_OF_THE_MAP = {"shade", "grain", "context", "layers"}
_IDLE = {
    "compare": _OF_THE_MAP - {"shade"},
    "plan": {"shade", "grain"},
    "profile": _OF_THE_MAP,
    "brief": _OF_THE_MAP,
    "query": _OF_THE_MAP,
}
"""Choices that do nothing on a page: the address keeps them, and they are not drawn."""
_WITHOUT = {"data", "help"}
"""Pages that no choice changes."""


@dataclass(frozen=True)
class Filters:
    """One visitor's choices; `questions` gives them as parameters of the answers."""

    day: str
    hour: str
    age: str
    arrive: str
    travel: str
    within: str
    types: tuple[str, ...]
    confidence: str
    unknown: bool
    restricted: bool
    shade: str
    grain: str
    context: bool
    layers: tuple[str, ...]

    @property
    def at_hour(self) -> int:
        """Hour of the week, 0 = Monday 00:00."""
        return 24 * theme.WEEKDAYS.index(self.day) + HOURS.index(self.hour)

    def at(self, hour_of_week: int) -> "Filters":
        """The same choices, at another hour of the week."""
        day, hour = divmod(hour_of_week, len(HOURS))
        return replace(self, day=theme.WEEKDAYS[day], hour=HOURS[hour])

    def aged(self, age: str) -> "Filters":
        """The same choices, for another age."""
        return replace(self, age=age)

    def brought(self, types: tuple[str, ...]) -> "Filters":
        """The same choices, for someone brought to these types on blue light."""
        return replace(
            self, types=types, arrive="police_ambulance", travel="blue_light"
        )

    def by_car(self) -> "Filters":
        """The same choices, by car."""
        return replace(self, travel="car")

    def questions(self) -> dict[str, object]:
        """Parameters of queries/answers, by their names there."""
        return {
            "at_hour": self.at_hour,
            "types": list(self.types),
            "safety_types": list(service_types.SAFETY_TYPES),
            "ambulance_types": list(service_types.AMBULANCE_TYPES),
            "age": self.age,
            "access": self.arrive,
            "floor_rank": FLOOR_RANKS[self.confidence],
            "count_unknown_hours": self.unknown,
            "count_restricted": self.restricted,
            "mode": self.travel,
            "within_min": int(self.within),
        }

    def words(self) -> dict[str, str]:
        """Labels of the choices, for sentences."""
        travel = categories.labels("travel_mode")[self.travel].lower()
        return {
            "when": f"{self.day} at {self.hour}",
            "age": categories.labels("age_group")[self.age].lower(),
            "arrive": theme.within_sentence(
                categories.labels("access_mode")[self.arrive]
            ),
            "who": "someone under 18" if self.age == "under_18s" else "an adult",
            "travel": travel,
            "by": "on blue light" if self.travel == "blue_light" else travel,
            "within": self.within,
        }


def current(grains: Sequence[str]) -> Filters:
    """What is chosen, before a widget is drawn. `grains` are those with shapes."""
    held = {c.key: c.value() for part in _choices(grains).values() for c in part}
    return Filters(**held)


def every_choice() -> tuple[choices.Choice[Any], ...]:
    """Every choice with all that it can be, whatever a visit has left of it."""
    return (*_when(), *_who(), *_what(), _shade(), *_map(list(GRAINS)))


def draw(grains: Sequence[str], page: str) -> None:
    """Draw the widgets that do something on this page.

    Once a run, in the entry file, after the page: the map first.
    """
    if page in _WITHOUT:
        return
    idle = _IDLE.get(page, set())
    with st.sidebar:
        for heading, part in _choices(grains).items():
            active = [choice for choice in part if choice.key not in idle]
            if active:
                st.subheader(heading)
            for choice in active:
                choice.drawn()


def _choices(grains: Sequence[str]) -> dict[str, tuple[choices.Choice[Any], ...]]:
    """Every choice by the heading that it stands below; keys are fields of Filters."""
    return {
        "When": _when(),
        "Who and how": _who(),
        "What counts": _what(),
        "The map": (_shade(), *_map(_shown(grains))),
    }


def _when() -> tuple[choices.Choice[Any], ...]:
    days = {day: day for day in theme.WEEKDAYS}
    return (
        choices.select("Day", days, "day", default="Tuesday"),
        choices.step("Hour (London time)", HOURS, "hour", default="14:00"),
    )


def _who() -> tuple[choices.Choice[Any], ...]:
    labels = categories.labels
    return (
        choices.select("Age", labels("age_group"), "age", default="adults"),
        choices.select(
            "How the person arrives",
            labels("access_mode"),
            "arrive",
            default="walk_in",
        ),
        choices.select("Travel", labels("travel_mode"), "travel", default="walk"),
        choices.select(
            "Within reach (minutes)",
            {limit: limit for limit in WITHIN},
            "within",
            default=f"{thresholds.REACH.amount:.0f}",
            help=thresholds.REACH.reason,
        ),
    )


def _what() -> tuple[choices.Choice[Any], ...]:
    return (
        choices.several(
            "Services of the health leg",
            service_types.type_labels(),
            "types",
            default=[
                s.service_type for s in service_types.SERVICE_TYPES if s.is_default
            ],
        ),
        choices.select("Confidence", FLOORS, "confidence", default="medium"),
        choices.toggle(
            "Count unknown hours as open",
            "unknown",
            help="Not known is neither open nor closed. Switch on to see the best case.",
        ),
        choices.toggle(
            "Count services for some people only",
            "restricted",
            help="Women only, or the patients of some practices.",
        ),
    )


def _shade() -> choices.Choice[Any]:
    return choices.select("Shade by", SHADES, "shade", default="legs")


def _shown(grains: Sequence[str]) -> Sequence[str]:
    # Incidents by ward or MSOA would be sums that give withheld counts away.
    return COUNTED_GRAINS if _shade().value() == "incidents" else grains


def _map(shown: Sequence[str]) -> tuple[choices.Choice[Any], ...]:
    return (
        choices.select(
            "Show", {grain: GRAINS[grain] for grain in shown}, "grain", default="area"
        ),
        choices.toggle(
            "Draw context: stations, police, other hospitals",
            "context",
            help="Never counted as support.",
        ),
        choices.several(
            "On the map",
            LAYERS,
            "layers",
            default=list(LAYERS),
            help="What is drawn. What counts is chosen above.",
        ),
    )
