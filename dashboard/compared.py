"""What the Compare page compares: boroughs or groups of them, held by the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import choices, comparisons

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


@dataclass(frozen=True)
class Compared:
    """Places chosen, by name, and the codes of their boroughs, in the order chosen."""

    kind: str
    names: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def is_of_groups(self) -> bool:
        """Whether groups of boroughs are compared."""
        return self.kind != "boroughs"


def chosen() -> Compared:
    """Draw the choice of what is compared, and return it."""
    kind_box, place_box = st.columns([1, 2])
    with kind_box:
        kind = choices.select("Compare", KINDS, "compare", default="boroughs").drawn()
    kind = kind or "boroughs"
    members = comparisons.members(kind)
    labels = _labels(kind, members)
    with place_box:
        picked = choices.several(
            "Which ones", labels, kind, placeholder="Type a name, or open the list"
        ).drawn()
        _buttons(kind, list(labels), picked)
    names = tuple(labels[code] for code in picked)
    codes = tuple(code for name in names for code in members[name])
    return Compared(kind, names, codes)


def _labels(kind: str, members: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Name of each place by what the address calls it: a borough's code, or a name."""
    if kind == "boroughs":
        return {code: name for name, (code,) in members.items()}
    return {name: name for name in sorted(members)}


def _buttons(kind: str, known: Sequence[str], picked: Sequence[str]) -> None:
    row = st.container(horizontal=True)
    row.button(
        f"All {len(known)}",
        on_click=_set,
        args=(kind, list(known)),
        disabled=len(picked) == len(known),
    )
    row.button("None", on_click=_set, args=(kind, []), disabled=not picked)
    if kind == "boroughs":
        row.button(
            "Add the most alike",
            on_click=_add_peers,
            disabled=len(picked) != 1,
            help="With one borough chosen: adds its peers, alike in people and place.",
        )


def _set(key: str, picked: list[str]) -> None:
    st.session_state[key] = picked


def _add_peers() -> None:
    [code] = st.session_state["boroughs"]
    _set("boroughs", [code, *comparisons.peers(code)])
