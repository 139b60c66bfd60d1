"""Before and after of a plan as tables: boroughs, fifths, the places that lose most."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import plan_answers, plan_sentences
from dashboard.filters import Filters
from dashboard.planning import Words

_NUMBER = st.column_config.NumberColumn
WORST = 10


BRIEF_COLUMNS: dict[str, Any] = {
    "out_residents_before": _NUMBER("Out before", format="localized"),
    "out_residents_after": _NUMBER("Out after", format="localized"),
    "gained_residents": _NUMBER("Gain reach", format="localized"),
    "lost_residents": _NUMBER("Lose reach", format="localized"),
    "longer_residents": _NUMBER("Farther to go", format="localized"),
}


COLUMNS = BRIEF_COLUMNS | {
    "shorter_residents": _NUMBER("Nearer", format="localized"),
    "gained_need": _NUMBER("Modelled calls gained", format="%.0f"),
    "lost_need": _NUMBER("Modelled calls lost", format="%.0f"),
    "mean_before_min": _NUMBER("Minutes before", format="%.1f"),
    "mean_after_min": _NUMBER("Minutes after", format="%.1f"),
}
"""Before and after in a table: persons, modelled need, mean minutes to the nearest."""


def boroughs(moves: Words, leg: str, chosen: Filters) -> None:
    """Boroughs where anything changes at the hour."""
    st.subheader("By borough")
    found = plan_answers.told(moves, "plan_by_borough", chosen)
    changed = found[
        (found["leg"] == leg) & found[plan_sentences.MOVED].any(axis="columns")
    ]
    if changed.empty:
        st.write("At this hour nothing changes in any borough.")
        return
    table(changed, {"borough_name": "Borough"})


def fifths(moves: Words, leg: str, chosen: Filters) -> None:
    """Fifths of deprivation, or of need where no decile is known."""
    found = plan_answers.told(moves, "plan_by_fifth", chosen)
    of_leg = found[found["leg"] == leg]
    is_known = (of_leg["ranking"] == "deprivation").all()
    st.subheader("By deprivation" if is_known else "By modelled need")
    first = "most deprived" if is_known else "neediest"
    named = of_leg.assign(
        group=[
            "Not known" if pd.isna(fifth) else f"Fifth {fifth:.0f}"
            for fifth in of_leg["fifth"]
        ]
    )
    table(named, {"group": f"Fifth (1: {first})"}, is_brief=True)


def worst_hit(moves: Words, leg: str, chosen: Filters) -> None:
    """The places that lose most over the week, by name."""
    st.subheader("Who loses")
    found = plan_answers.told(moves, "plan_worst_hit", chosen, list_count=WORST)
    shown = found[found["leg"] == leg]
    if shown.empty:
        st.write(
            "No small area with residents loses reach or has a longer way at any hour "
            "of the week, on this leg."
        )
        return
    columns: dict[str, Any] = {
        "area_name": "Small area",
        "borough_name": "Borough",
        "added_min": _NUMBER("Minutes added", format="%.0f"),
        "lost_hours": _NUMBER("Hours lost"),
        "longer_hours": _NUMBER("Hours farther"),
        "residents": _NUMBER("Residents", format="localized"),
    }
    st.dataframe(shown[list(columns)], hide_index=True, column_config=columns)


def table(
    found: pd.DataFrame, first: dict[str, str], *, is_brief: bool = False
) -> None:
    """Draw rows before and after; `first` is the column that names each."""
    wanted = first | (BRIEF_COLUMNS if is_brief else COLUMNS)
    # An answer by hour knows no way to the nearest.
    shown = {name: label for name, label in wanted.items() if name in found}
    st.dataframe(found[list(shown)], hide_index=True, column_config=shown)
