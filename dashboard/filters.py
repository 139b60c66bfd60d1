"""What the visitor chose: widgets in the sidebar, each bound to the address.

A link reproduces a view. Streamlit ignores values of an address that a widget does not
offer; what was ignored is said once.
"""

from dataclasses import asdict, dataclass, replace

import streamlit as st

from dashboard import theme
from geodata.decisions import categories, service_types, thresholds

HOURS = [f"{hour:02d}:00" for hour in range(24)]
SHADES = {
    "legs": "Legs of support",
    "minutes": "Minutes to the nearest",
    "cause": "Cause of the gap",
}
GRAINS = {"area": "Small areas", "borough": "Boroughs"}
FLOORS = {"high": "High only", "medium": "Medium or high", "low": "All, low too"}
FLOOR_RANKS = {"low": 1, "medium": 2, "high": 3}
WITHIN = [str(limit) for limit in thresholds.REACH_CHOICES_MIN]
KEYS = (
    "day hour age arrive travel within types confidence unknown restricted shade grain "
    "context place"
).split()
OF_QUERY = {"answer", "sql", "view"}
"""Further keys of an address: the Query page's question and view; parameters are `p_…`."""
OF_COMPARE = {"compare", "boroughs", "icb_2026", "icb", "trust", "bcu"}
"""Further keys of an address: what the Compare page compares."""


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

    @property
    def at_hour(self) -> int:
        """Hour of the week, 0 = Monday 00:00."""
        return 24 * theme.WEEKDAYS.index(self.day) + HOURS.index(self.hour)

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
        return {
            "when": f"{self.day} at {self.hour}",
            "age": categories.labels("age_group")[self.age].lower(),
            "arrive": theme.within_sentence(
                categories.labels("access_mode")[self.arrive]
            ),
            "travel": categories.labels("travel_mode")[self.travel].lower(),
            "within": self.within,
        }


def current() -> Filters:
    """Draw the widgets and return what is chosen. Made once, in the entry file."""
    asked = {key: st.query_params.get_all(key) for key in st.query_params}
    with st.sidebar:
        chosen = _widgets()
    _say_ignored(asked, chosen)
    return chosen


def _widgets() -> Filters:
    st.subheader("When")
    day = _select("Day", list(theme.WEEKDAYS), "day", default="Tuesday")
    hour = st.select_slider(
        "Hour (London time)", HOURS, value="14:00", key="hour", bind="query-params"
    )
    st.subheader("Who and how")
    age = _choice("Age", categories.labels("age_group"), "age", default="adults")
    arrive = _choice(
        "How the person arrives",
        categories.labels("access_mode"),
        "arrive",
        default="walk_in",
    )
    travel = _choice(
        "Travel", categories.labels("travel_mode"), "travel", default="walk"
    )
    within = _select(
        "Within reach (minutes)",
        WITHIN,
        "within",
        default=f"{thresholds.REACH.amount:.0f}",
        words=thresholds.REACH.reason,
    )
    st.subheader("What counts")
    labels = service_types.type_labels()
    types = st.multiselect(
        "Services of the health leg",
        list(labels),
        default=[s.service_type for s in service_types.SERVICE_TYPES if s.is_default],
        format_func=labels.__getitem__,
        key="types",
        bind="query-params",
    )
    confidence = _choice("Confidence", FLOORS, "confidence", default="medium")
    unknown = st.toggle(
        "Count unknown hours as open",
        key="unknown",
        bind="query-params",
        help="Not known is neither open nor closed. Switch on to see the best case.",
    )
    restricted = st.toggle(
        "Count services for some people only",
        key="restricted",
        bind="query-params",
        help="Women only, or the patients of some practices.",
    )
    st.subheader("The map")
    shade = _choice("Shade by", SHADES, "shade", default="legs")
    grain = _choice("Show", GRAINS, "grain", default="area")
    context = st.toggle(
        "Draw context: stations, police, other hospitals",
        key="context",
        bind="query-params",
        help="Never counted as support.",
    )
    return Filters(
        day=day,
        hour=str(hour),
        age=age,
        arrive=arrive,
        travel=travel,
        within=within,
        types=tuple(types),
        confidence=confidence,
        unknown=unknown,
        restricted=restricted,
        shade=shade,
        grain=grain,
        context=context,
    )


def _select(
    label: str, options: list[str], key: str, *, default: str, words: str | None = None
) -> str:
    return str(
        st.selectbox(
            label,
            options,
            index=options.index(default),
            key=key,
            bind="query-params",
            help=words,
        )
    )


def _choice(label: str, labels: dict[str, str], key: str, *, default: str) -> str:
    return str(
        st.selectbox(
            label,
            list(labels),
            index=list(labels).index(default),
            format_func=labels.__getitem__,
            key=key,
            bind="query-params",
        )
    )


def _say_ignored(asked: dict[str, list[str]], chosen: Filters) -> None:
    """Say once, on the first run, which parts of an address were not used."""
    if st.session_state.get("address_read"):
        return
    st.session_state["address_read"] = True
    known = {*KEYS, *OF_QUERY, *OF_COMPARE}
    unused = [key for key in asked if key not in known and not key.startswith("p_")]
    kept = asdict(chosen)
    for key in set(asked) & set(kept):
        value = kept[key]
        used = {
            str(v).lower() for v in (value if isinstance(value, tuple) else [value])
        }
        used |= _labels_of(key, used)
        if not {v.lower() for v in asked[key]} <= used:
            unused.append(key)
    if unused:
        st.session_state["address_note"] = (
            "Part of the link could not be used and was left out: "
            + ", ".join(sorted(unused))
            + ". Everything else is as the link says."
        )


def _labels_of(key: str, codes: set[str]) -> set[str]:
    schemes = {
        "age": categories.labels("age_group"),
        "arrive": categories.labels("access_mode"),
        "travel": categories.labels("travel_mode"),
        "types": service_types.type_labels(),
        "confidence": FLOORS,
        "shade": SHADES,
        "grain": GRAINS,
    }
    words = schemes.get(key, {})
    return {label.lower() for code, label in words.items() if code in codes}
