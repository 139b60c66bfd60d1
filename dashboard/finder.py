"""A field that finds one of thousands by a part of its name.

The names are a file that the browser keeps: a select box would be sent all of them, and
would draw them anew at every change of the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import streamlit as st

from dashboard import components, kept_files, shape_files

HERE = Path(__file__).parent
_LIBRARY = "static/vendor/autocomplete/accessible-autocomplete.min.js"


@cache
def _library() -> str:
    return f"/app/{_LIBRARY}?{kept_files.stamp(HERE / _LIBRARY)}"


@dataclass(frozen=True)
class Field:
    """What a field says and finds: `labels` by code, and the address of their file."""

    label: str
    placeholder: str
    labels: Mapping[str, str]
    file: str


def field(label: str, placeholder: str, labels: Mapping[str, str], name: str) -> Field:
    """A field with its labels in a file of this name: pairs of code and label.

    Raises: ShapesNotWritten.
    """
    pairs = list(labels.items())
    return Field(label, placeholder, labels, shape_files.stamped(name, pairs))


def is_there(field: Field) -> bool:
    """Whether the file of a field's labels is still there."""
    return shape_files.is_there(field.file)


def draw(
    field: Field, key: str, *, default: str | None, on_change: Callable[[], None]
) -> None:
    """Draw the field; the code found is in the session's state under `key`."""
    chosen = st.session_state.get(key, default)
    components.own("finder")(
        key=_key(key),
        data={
            "label": field.label,
            "placeholder": field.placeholder,
            "library": _library(),
            "names": field.file,
            "shown": field.labels.get(chosen or "", ""),
            "empty": field.labels.get(default or "", ""),
            # What was found may mean nothing here, then the field says again what does.
            "taken_count": st.session_state.get(_count(key), 0),
        },
        on_found_change=partial(_take, field, key, default, on_change),
    )


def _take(
    field: Field, key: str, default: str | None, on_change: Callable[[], None]
) -> None:
    found = st.session_state[_key(key)]["found"]
    st.session_state[_count(key)] = st.session_state.get(_count(key), 0) + 1
    # A field that was emptied says so with an empty code; one of another edition may
    # bring a code that is unknown to this.
    if found in field.labels or not found:
        st.session_state[key] = found or default
        on_change()


def _count(key: str) -> str:
    return f"{_key(key)}_count"


def _key(key: str) -> str:
    return f"find_{key}"
