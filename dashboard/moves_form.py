"""The form that adds a move to a plan, in plain words."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard import frames, places, planning, theme
from dashboard.filters import HOURS
from dashboard.planning import NotPossible
from geodata.decisions import categories, service_types

KINDS = {
    "longer": "Keep a service open longer",
    "close": "Close a service",
    "add": "Open a new service",
    "car": "Put a joint response car on the road",
    "hours": "Change the hours of a service",
    "move": "Move a service to another place",
    "full": "A place is full at some hours",
    "shut": "Shut all of a type at some hours",
    "access": "Change how people may arrive",
    "ages": "Change the ages taken",
    "rooms": "Change the number of rooms",
    "open": "Open a service that is planned or closed",
    "surge": "Need grows",
}
HOURS_HELP = (
    "For example: daily 18:00-02:00; or mon-fri 09:00-17:00; sat-sun 12:00-20:00; or "
    "always. A closing time at or before the opening one is after midnight."
)
PLACE_HELP = (
    "Click the map; or write a postcode, the code of a small area, or metres on the "
    "National Grid such as 530000,180400."
)
LATE = [*HOURS[19:], *HOURS[:10]]
"""Closing times that are longer than a day of office hours, evening first."""
_FAULT = "plan_fault"


def form() -> None:
    """Draw the form; its button adds the move, or says why it cannot be."""
    kind = st.selectbox(
        "What changes?", list(KINDS), format_func=KINDS.__getitem__, key="plan_kind"
    )
    given = _FIELDS[kind]()
    is_ready = all(value for value in given.values() if value is not False)
    # A callback: a click is not lost if the next one cuts this run off.
    st.button(
        "Add to the plan",
        type="primary",
        disabled=not is_ready,
        on_click=_add,
        args=(kind, given),
    )
    if not is_ready:
        st.caption("Fill every field, then add.")
    if fault := st.session_state.pop(_FAULT, ""):
        st.error(theme.plain(fault))


def _add(kind: str, given: dict[str, Any]) -> None:
    try:
        if kind == "longer":
            given = planning.longer(**given)
        do = {"longer": "hours", "full": "shut"}.get(kind, kind)
        planning.take((*planning.words(), planning.word(do=do, **given)))
    except NotPossible as problem:
        st.session_state[_FAULT] = str(problem)


def _service(ids: Sequence[str] | None = None, label: str = "Which service?") -> str:
    labels = frames.service_labels()
    shown = labels if ids is None else {i: labels[i] for i in ids}
    chosen = st.selectbox(
        label,
        sorted(shown, key=shown.__getitem__),
        format_func=shown.__getitem__,
        index=None,
        placeholder="Type a name, a type or a borough",
    )
    return chosen or ""


def _running() -> list[str]:
    return list(frames.services_known()["service_id"])


def _not_running() -> list[str]:
    running = set(_running())
    return [i for i in frames.service_labels() if i not in running]


def _hours(label: str, example: str = "daily 18:00-02:00") -> str:
    return st.text_input(label, example, help=HOURS_HELP)


def _type(default: str) -> str:
    labels = service_types.type_labels()
    standing = [
        kind.service_type
        for kind in service_types.SERVICE_TYPES
        if kind.leg not in {"context", "ambulance"}
    ]
    at = standing.index(default)
    return str(st.selectbox("Type", standing, at, format_func=labels.__getitem__))


def _place() -> str:
    return st.text_input("Where?", key=places.POINT_KEY, help=PLACE_HELP)


def _several(label: str, scheme: str, default: tuple[str, ...]) -> tuple[str, ...]:
    labels = categories.labels(scheme)
    return tuple(
        st.multiselect(label, list(labels), default, format_func=labels.__getitem__)
    )


def _boroughs(label: str) -> tuple[str, ...]:
    names = places.names()["borough"]
    shown = sorted(names, key=names.__getitem__)
    return tuple(st.multiselect(label, shown, format_func=names.__getitem__))


def _longer_fields() -> dict[str, Any]:
    service = _service(_running())
    opens: dict[str, Any] = {}
    if service and planning.hours(service):
        st.caption(f"Hours as registered: {planning.hours_told(service)}")
    elif service:
        opens["opens"] = st.selectbox(
            "Its hours are not in the register. It opens every day at",
            HOURS,
            HOURS.index("18:00"),
        )
    until = st.selectbox("Open until", LATE, LATE.index("02:00"))
    return {"service": service, "until": until, **opens}


def _hours_fields() -> dict[str, Any]:
    service = _service(_running())
    if service:
        st.caption(f"Hours as registered: {planning.hours_told(service)}")
    return {"service": service, "hours": _hours("Its hours from now on")}


def _add_fields() -> dict[str, Any]:
    return {
        "type": _type("crisis_cafe"),
        "at": _place(),
        "hours": _hours("Its hours"),
        "ages": _several("Ages taken", "age_group", ("adults",)),
        "access": _several("People may arrive by", "access_mode", ("walk_in",)),
    }


def _surge_fields() -> dict[str, Any]:
    percent = st.number_input("Percent more", -90, 500, 10, step=5)
    boroughs = _boroughs("Where (none chosen: all of London)")
    return {"percent": int(percent)} | ({"boroughs": boroughs} if boroughs else {})


def _rooms_fields() -> dict[str, Any]:
    st.caption(
        "Rooms change nobody's reach: the plan shows rooms before and after, and rooms "
        "per 100,000 people who share them."
    )
    rooms = int(st.number_input("Rooms", 1, 50, 2))
    return {"service": _service(_running()), "rooms": rooms}


_FIELDS: dict[str, Callable[[], dict[str, Any]]] = {
    "longer": _longer_fields,
    "hours": _hours_fields,
    "close": lambda: {"service": _service(_running())},
    "add": _add_fields,
    "car": lambda: {
        "boroughs": _boroughs("In which boroughs?"),
        "hours": _hours("On duty"),
    },
    "move": lambda: {"service": _service(_running()), "at": _place()},
    "shut": lambda: {"what": _type("hbpos"), "hours": _hours("Shut at")},
    "full": lambda: {"what": _service(_running()), "hours": _hours("Full at")},
    "access": lambda: {
        "service": _service(_running()),
        "access": _several("People may arrive by", "access_mode", ()),
    },
    "ages": lambda: {
        "service": _service(_running()),
        "ages": _several("Ages taken", "age_group", ()),
    },
    "rooms": _rooms_fields,
    "open": lambda: {"service": _service(_not_running())},
    "surge": _surge_fields,
}
