"""What the Compare page compares: boroughs or groups of them, held by the address."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import comparisons

KINDS = {
    "boroughs": "Boroughs",
    "icb_2026": "Care boards (ICBs, from April 2026)",
    "icb": "Care boards (ICBs, to March 2026)",
    "trust": "Mental health trusts",
    "bcu": "Police commands (BCUs)",
}
"""Each is also the key of the address under which its places are named."""
WHAT_TO_DO = (
    "Nothing is chosen yet. Choose **two boroughs** above to put them side by side and "
    "see whether they differ; one to place it in London; **All** for every one. The "
    "address holds your choice: copy it to share the view."
)
GROUPS = (
    "A group is an average of its boroughs, which may differ. What follows shows each "
    "borough of the groups chosen."
)
NOTE = "compare_note"
KEPT = "compare_kept"


@dataclass(frozen=True)
class Compared:
    """Places chosen, by name, and the codes of their boroughs."""

    kind: str
    names: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def is_of_groups(self) -> bool:
        """Whether groups of boroughs are compared."""
        return self.kind != "boroughs"


def chosen() -> Compared:
    """Draw the choice of what is compared, and return it.

    Names that a link gives and this edition does not know are left out, and said.
    """
    _bring_back("compare", list(KINDS))
    kind_box, place_box = st.columns([1, 2])
    kind = kind_box.selectbox(
        "Compare",
        list(KINDS),
        format_func=KINDS.__getitem__,
        key="compare",
        bind="query-params",
    )
    members = comparisons.members(kind)
    names = sorted(members) if kind != "boroughs" else list(members)
    _note_unknown(kind, names)
    _bring_back(kind, names)
    with place_box:
        picked = st.multiselect(
            "Which ones",
            names,
            key=kind,
            bind="query-params",
            placeholder="Type a name, or open the list",
            on_change=_forget_note,
        )
        _buttons(kind, names, picked)
    if note := st.session_state.get(NOTE):
        st.info(note)
    st.session_state[KEPT] = {"compare": kind, kind: picked}
    codes = sorted(code for name in picked for code in members[name])
    return Compared(kind, tuple(picked), tuple(codes))


def _buttons(kind: str, names: Sequence[str], picked: Sequence[str]) -> None:
    row = st.container(horizontal=True)
    row.button(
        f"All {len(names)}",
        on_click=_set,
        args=(kind, list(names)),
        disabled=len(picked) == len(names),
    )
    row.button("None", on_click=_set, args=(kind, []), disabled=not picked)
    if kind == "boroughs":
        row.button(
            "Add the most alike",
            on_click=_add_peers,
            disabled=len(picked) != 1,
            help="With one borough chosen: adds its peers, alike in people and place.",
        )


def _set(key: str, names: list[str]) -> None:
    st.session_state[key] = names
    _forget_note()


def _add_peers() -> None:
    [name] = st.session_state["boroughs"]
    _set("boroughs", [name, *comparisons.peers(name)])


def _bring_back(key: str, known: Sequence[str]) -> None:
    """Lay the choice of an earlier visit to this page, unless a link says otherwise."""
    kept = st.session_state.get(KEPT, {}).get(key)
    if key in st.session_state or key in st.query_params or not kept:
        return
    if isinstance(kept, str):
        st.session_state[key] = kept
    else:
        st.session_state[key] = [name for name in kept if name in known]


def _note_unknown(kind: str, names: Sequence[str]) -> None:
    asked = st.query_params.get_all(kind)
    known = {name.lower() for name in names}
    if unknown := [name for name in asked if name.lower() not in known]:
        st.session_state[NOTE] = (
            "The link names what this edition does not know, so it was left out: "
            f"{', '.join(unknown)}."
        )


def _forget_note() -> None:
    st.session_state.pop(NOTE, None)
