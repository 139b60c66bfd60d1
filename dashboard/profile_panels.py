"""Further panels of a profile: its week, whom it relies on, how sure the register is."""

import streamlit as st

from dashboard import behind, clock_frames, clock_panels, clock_sentences, frames, theme
from dashboard.clock_frames import Place
from dashboard.filters import Filters


def week(code: str, kind: str, chosen: Filters, counted: str) -> None:
    """The week of a borough or a small area; others have none of their own."""
    if kind not in clock_frames.CLOCKS:
        st.write("The week is counted for boroughs and small areas.")
        return
    place = Place(code, kind, _name(code))
    stamp = frames.edition()
    found = clock_frames.week(chosen, place)
    st.markdown(clock_sentences.finding(chosen, place, stamp, found))
    clock_panels.week(chosen, place, counted)


def neighbours(borough_code: str, chosen: Filters, counted: str) -> None:
    """In which boroughs the nearest services in reach stand."""
    flows = frames.answer("mutual_aid_by_borough_pair", **chosen.questions())
    served = flows[flows["borough_code"] == borough_code].sort_values(
        "residents", ascending=False
    )
    if served.empty:
        st.write("Nobody here has a usable service in reach at this hour.")
    else:
        own = served.loc[served["serving_code"] == borough_code, "residents"].sum()
        whole = served["residents"].sum()
        st.markdown(
            f"Of {theme.people(whole)} {counted.lower()} with support in reach, "
            f"**{theme.percent(1 - own / whole)}** have their nearest in another borough "
            "or outside London."
        )
        st.dataframe(
            served[["serving_name", "residents"]],
            hide_index=True,
            column_config={
                "serving_name": "Nearest service stands in",
                "residents": st.column_config.NumberColumn(counted, format="localized"),
            },
        )
    behind.figures("mutual_aid_by_borough_pair")


def confidence(borough_code: str) -> None:
    """How sure the register is of this borough's services."""
    found = frames.table("confidence_by_borough")
    here = found[found["borough_code"] == borough_code]
    if here.empty:
        st.write(
            "The register holds no service in this borough: none was found, which is "
            "not proof that there is none."
        )
    else:
        st.dataframe(
            here[["type_label", "sure_count", "low_count", "unplaced_count"]],
            hide_index=True,
            column_config={
                "type_label": "Type",
                "sure_count": "High or medium confidence",
                "low_count": "Low confidence",
                "unplaced_count": "Of these without a place",
            },
        )
    behind.figures("confidence_by_borough")


def borough_of(code: str, kind: str, chosen: Filters) -> str:
    """Borough of a place; blank for a service outside London."""
    if kind == "borough":
        return code
    if kind == "service":
        name = frames.one(frames.services_known(), code)["borough_name"]
        known = frames.table("places")
        is_it = (known["place_kind"] == "borough") & (known["place_name"] == name)
        return "" if not is_it.any() else str(known.loc[is_it, "place_code"].iloc[0])
    return str(frames.one(frames.access_by(kind, chosen), code)["borough_code"])


def _name(code: str) -> str:
    return str(frames.table("places").set_index("place_code").loc[code, "place_name"])
