"""Plans kept to be compared: with the present, with each other, with the one being made.

The address holds them, so a link to a comparison shows what its sender compared.
"""

from collections.abc import Collection, Sequence
from itertools import count

import pandas as pd
import streamlit as st

from dashboard import address, plan_answers, planning, theme
from dashboard.filters import Filters
from dashboard.planning import NotPossible, Words

KEY = "kept"
MOST = 5
AS_IT_IS, THIS = "As it is", "This plan"
_PARTS = "!"


def keep(held: Words) -> None:
    """Draw the button that keeps the plan as it is now."""
    name = planning.name() or f"Plan {len(_kept()) + 1}"
    st.button(
        "Keep to compare",
        on_click=_take,
        args=(name, held),
        disabled=not held or len(_kept()) >= MOST or held in _kept().values(),
        help=f"Up to {MOST} plans are kept, in the address. Where a name is taken, the "
        "next of that name has a number.",
    )


def compared(held: Words, leg: str, chosen: Filters) -> None:
    """A table of the plans kept and the one being made, at the hour and over the week."""
    kept = _kept()
    if not kept:
        return
    st.subheader("Plans compared")
    plans: list[tuple[str, Words]] = [(AS_IT_IS, ()), *kept.items()]
    if held and held not in kept.values():
        plans.append((THIS, held))
    rows = []
    for name, moves in plans:
        try:
            rows.append({"plan": name, **_row(moves, leg, chosen)})
        except NotPossible as problem:
            st.error(theme.plain(f"{name}: {problem}"))
    number = st.column_config.NumberColumn
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={
            "plan": "Plan",
            "moves": "What changes",
            "out_residents_after": number(
                "Out of reach at this hour", format="localized"
            ),
            "gained_residents": number("Gain reach", format="localized"),
            "lost_residents": number("Lose reach", format="localized"),
            "out_need_after": number("Modelled calls out of reach", format="%.0f"),
            "mean_after_min": number("Mean minutes", format="%.1f"),
            "gained_person_hours": number(
                "Person-hours gained a week", format="compact"
            ),
            "lost_person_hours": number("Person-hours lost a week", format="compact"),
        },
    )
    row = st.container(horizontal=True)
    for name, moves in kept.items():
        row.button(f"Open {name}", on_click=_open, args=(name, moves))
    row.button("Forget them", on_click=address.hold, args=(KEY,))


def _row(moves: Words, leg: str, chosen: Filters) -> dict[str, object]:
    now = plan_answers.told(moves, "plan_of_london", chosen).set_index("leg").loc[leg]
    week = plan_answers.told(moves, "plan_of_week", chosen).set_index("leg").loc[leg]
    at_hour = (
        "out_residents_after gained_residents lost_residents out_need_after "
        "mean_after_min"
    )
    return {
        "moves": " ".join(planning.sentences(moves)) or "Nothing",
        **{name: now[name] for name in at_hour.split()},
        **{name: week[name] for name in ("gained_person_hours", "lost_person_hours")},
    }


def _kept() -> dict[str, Words]:
    return read(address.said_all(KEY))


def read(words: Sequence[str]) -> dict[str, Words]:
    """Moves of plans by their names, as an address says them; no more than MOST."""
    kept: dict[str, Words] = {}
    for word in words[:MOST]:
        name, *moves = word.split(_PARTS)
        if name and moves:
            kept[free(name, kept)] = tuple(moves)
    return kept


def free(name: str, taken: Collection[str]) -> str:
    """The name, or with a number behind it where it is taken: no plan goes for another.

    >>> free("Late café", ["Late café", "Late café (2)"]), free("Early", [])
    ('Late café (3)', 'Early')
    """
    numbered = (f"{name} ({number})" for number in count(2))
    return name if name not in taken else next(n for n in numbered if n not in taken)


def _take(name: str, held: Words) -> None:
    kept = _kept()
    kept[free(name.replace(_PARTS, " "), [*kept, AS_IT_IS, THIS])] = held
    address.hold(KEY, *(_PARTS.join((n, *moves)) for n, moves in kept.items()))


def _open(name: str, moves: Words) -> None:
    planning.take(moves)
    planning.call(name)
    # The note was of the plan that was open.
    planning.remark("")
