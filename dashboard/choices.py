"""Choices that the address holds, as codes; only what differs from the default.

So a filter that is added later changes no old link, and neither does a label that is
changed; links of old with labels are read too. A choice has its value before its widget
is drawn, so that what matters most can be sent first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, Generic, TypeVar

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from dashboard import address, finder

Value = TypeVar("Value")
_YES = {"true": True, "false": False}
_STATE: Final = "session"
"""Streamlit throws away what it has not sent yet when a run is cut off by the next. State
that it keeps is sent again to a browser that has no such widget; else the widget would
come up empty there, and the visitor would have chosen nothing."""


@dataclass(frozen=True)
class Choice(Generic[Value]):
    """A widget and its place in the address.

    `read` makes a value of the words of a link, None if they mean nothing; `words` does
    the reverse, none for the default; `allowed` says what another choice leaves of it.
    """

    key: str
    default: Any
    read: Callable[[list[str]], Any]
    words: Callable[[Any], list[str]]
    widget: Callable[[], object]
    given: Callable[[Any], Value]
    allowed: Callable[[Any], bool] = lambda _held: True

    def value(self) -> Value:
        """What is chosen, whether the widget is drawn yet or not."""
        address.lay(self.key, self.default, self.read)
        held = st.session_state.get(self.key, self.default)
        if held != self.default and not self.allowed(held):
            # Another choice has taken this one away.
            held = st.session_state[self.key] = self.default
        address.keep(self.key, held, self.words(held))
        return self.given(held)

    def drawn(self) -> Value:
        """Draw the widget; what is chosen."""
        chosen = self.value()
        self.widget()
        return chosen


def select(
    label: str,
    labels: Mapping[str, str],
    key: str,
    *,
    default: str | None,
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> Choice[str | None]:
    """One code among those of `labels`; None if none is chosen."""
    return Choice(
        key,
        default,
        read=lambda words: _code(words[-1], labels),
        words=lambda chosen: _words(chosen, default),
        widget=lambda: st.selectbox(
            label,
            list(labels),
            index=None if default is None else 0,
            format_func=lambda code: labels.get(code, code),
            key=key,
            persist_state=_STATE,
            **options,
        ),
        given=lambda chosen: chosen,
        allowed=lambda held: held in labels,
    )


def find(
    field: finder.Field,
    key: str,
    *,
    default: str | None,
    on_change: Callable[[], None],
) -> Choice[str | None]:
    """One code among thousands, found by a part of its label."""
    return replace(
        select(field.label, field.labels, key, default=default),
        widget=partial(finder.draw, field, key, default=default, on_change=on_change),
    )


def one_of(
    label: str,
    labels: Mapping[str, str],
    key: str,
    *,
    default: str,
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> Choice[str]:
    """Exactly one code, all of them in sight."""
    return Choice(
        key,
        default,
        read=lambda words: _code(words[-1], labels),
        words=lambda chosen: _words(chosen, default),
        widget=lambda: st.segmented_control(
            label,
            list(labels),
            format_func=labels.__getitem__,
            key=key,
            persist_state=_STATE,
            required=True,
            **options,
        ),
        given=str,
    )


def step(
    label: str,
    values: Sequence[str],
    key: str,
    *,
    default: str,
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> Choice[str]:
    """One of several texts, on a slider."""
    return Choice(
        key,
        default,
        read=lambda words: _code(words[-1], {v: v for v in values}),
        words=lambda chosen: _words(chosen, default),
        widget=lambda: st.select_slider(
            label, values, key=key, persist_state=_STATE, **options
        ),
        given=str,
    )


def several(
    label: str,
    labels: Mapping[str, str],
    key: str,
    *,
    default: Sequence[str] = (),
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> Choice[tuple[str, ...]]:
    """Any number of codes; an address says `key=` if none is chosen."""

    def read(words: list[str]) -> list[str]:
        codes = {w: _code(w, labels) for w in words if w}
        if None in codes.values():
            address.refuse(key)
        return [code for code in codes.values() if code is not None]

    return Choice(
        key,
        list(default),
        read=read,
        words=lambda chosen: (
            [] if list(chosen) == list(default) else list(chosen) or [""]
        ),
        widget=lambda: st.multiselect(
            label,
            list(labels),
            format_func=labels.__getitem__,
            key=key,
            persist_state=_STATE,
            **options,
        ),
        given=tuple,
        allowed=lambda held: set(held) <= set(labels),
    )


def toggle(
    label: str,
    key: str,
    *,
    default: bool = False,
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> Choice[bool]:
    """A switch."""
    return Choice(
        key,
        default,
        read=_yes,
        words=lambda chosen: _words(chosen, default),
        widget=lambda: st.toggle(label, key=key, persist_state=_STATE, **options),
        given=bool,
    )


def written(
    label: str,
    key: str,
    *,
    default: str,
    goes_along: bool = False,
    **options: Any,  # noqa: ANN401 - as the widget takes
) -> Choice[str]:
    """A field of text, of this page alone unless it goes along to the others."""
    if not goes_along:
        address.own(key)
    return Choice(
        key,
        default,
        read=lambda words: words[-1],
        words=lambda chosen: _words(chosen, default),
        widget=lambda: st.text_input(label, key=key, persist_state=_STATE, **options),
        given=str,
    )


def fold(label: str, key: str) -> ExpanderContainer:
    """A part to fold out: what is in it need not be made while it is not `open`."""
    address.lay(key, default=False, read=_yes)
    part = st.expander(label, key=key, on_change="rerun")
    address.keep(key, bool(part.open), _words(bool(part.open), default=False))
    return part


def _yes(words: list[str]) -> bool | None:
    return _YES.get(words[-1].lower())


def _words(chosen: object, default: object) -> list[str]:
    if chosen in {None, default}:
        return []
    return [str(chosen).lower() if isinstance(chosen, bool) else str(chosen)]


def _code(word: str, labels: Mapping[str, str]) -> str | None:
    if word in labels:
        return word
    same = [code for code, label in labels.items() if label.lower() == word.lower()]
    return same[0] if same else None
