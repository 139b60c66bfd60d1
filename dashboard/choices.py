"""Widgets that the address holds, as codes; only what differs from the default.

So a filter that is added later changes no old link, and neither does a label that is
changed; links of old with labels are read too.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from dashboard import address

_YES = {"true": True, "false": False}


def select(
    label: str,
    labels: Mapping[str, str],
    key: str,
    *,
    default: str | None,
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> str | None:
    """A choice of one code among those of `labels`; None if none is chosen."""
    address.lay(key, default, lambda words: _code(words[-1], labels))
    held = st.session_state.get(key, default)
    if held != default and held not in labels:
        # Another choice has taken this one away.
        st.session_state[key] = default
    chosen = st.selectbox(
        label,
        list(labels),
        index=None if default is None else 0,
        format_func=lambda code: labels.get(code, code),
        key=key,
        **options,
    )
    _keep(key, chosen, default)
    return None if chosen is None else str(chosen)


def one_of(
    label: str,
    labels: Mapping[str, str],
    key: str,
    *,
    default: str,
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> str:
    """A choice of exactly one code, all of them in sight."""
    address.lay(key, default, lambda words: _code(words[-1], labels))
    chosen = st.segmented_control(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        required=True,
        **options,
    )
    _keep(key, chosen, default)
    return str(chosen)


def step(
    label: str,
    values: Sequence[str],
    key: str,
    *,
    default: str,
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> str:
    """A choice on a slider of texts."""
    address.lay(key, default, lambda words: _code(words[-1], {v: v for v in values}))
    chosen = st.select_slider(label, values, key=key, **options)
    _keep(key, chosen, default)
    return str(chosen)


def several(
    label: str,
    labels: Mapping[str, str],
    key: str,
    *,
    default: Sequence[str] = (),
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> tuple[str, ...]:
    """A choice of any number of codes; an address says `key=` if none is chosen."""

    def read(words: list[str]) -> list[str]:
        codes = {w: _code(w, labels) for w in words if w}
        if None in codes.values():
            address.refuse(key)
        return [code for code in codes.values() if code is not None]

    address.lay(key, list(default), read)
    chosen = st.multiselect(
        label, list(labels), format_func=labels.__getitem__, key=key, **options
    )
    is_default = chosen == list(default)
    address.keep(key, chosen, [] if is_default else list(chosen) or [""])
    return tuple(chosen)


def toggle(
    label: str,
    key: str,
    *,
    default: bool = False,
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> bool:
    """A switch."""
    address.lay(key, default, lambda words: _YES.get(words[-1].lower()))
    chosen = st.toggle(label, key=key, **options)
    _keep(key, chosen, default)
    return bool(chosen)


def fold(label: str, key: str) -> ExpanderContainer:
    """A part to fold out: what is in it need not be made while it is not `open`."""
    address.lay(key, default=False, read=lambda words: _YES.get(words[-1].lower()))
    part = st.expander(label, key=key, on_change="rerun")
    _keep(key, bool(part.open), default=False)
    return part


def written(
    label: str,
    key: str,
    *,
    default: str,
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> str:
    """A field of text, of this page alone."""
    address.own(key)
    address.lay(key, default, lambda words: words[-1])
    chosen = str(st.text_input(label, key=key, **options))
    _keep(key, chosen, default)
    return chosen


def _keep(key: str, chosen: object, default: object) -> None:
    words = str(chosen).lower() if isinstance(chosen, bool) else str(chosen)
    address.keep(key, chosen, [] if chosen in {None, default} else [words])


def _code(word: str, labels: Mapping[str, str]) -> str | None:
    if word in labels:
        return word
    same = [code for code, label in labels.items() if label.lower() == word.lower()]
    return same[0] if same else None
