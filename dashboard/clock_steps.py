"""Panel of the Clock page that names what opens and closes, and for how many."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import behind, clock_frames, theme, weeks
from dashboard.clock_frames import Place
from dashboard.filters import Filters

MOST_NAMED = 2


def all_legs(chosen: Filters, place: Place) -> None:
    """Steps of the question asked, then those of the legs that police bring people to."""
    _steps(chosen, place)
    names = [clock_frames.STEPS[place.kind]]
    if place.kind in clock_frames.CLOSINGS:
        names.append(clock_frames.CLOSINGS[place.kind])
        _closings(clock_frames.closings(chosen, place))
    behind.figures(*names, otherwise=None, **place.held())
    for leg, types in clock_frames.BROUGHT.items():
        if chosen.brought(types) == chosen:
            continue
        head = f"**{leg} leg**, for someone brought by police or ambulance: "
        _steps(chosen.brought(types), place, head)


def at_hour(chosen: Filters, place: Place) -> str:
    """What opens and closes at the hour chosen, of all three legs, in one line."""
    told: dict[str, list[str]] = {"opening": [], "closing": []}
    legs = [chosen, *map(chosen.brought, clock_frames.BROUGHT.values())]
    for leg in legs:
        found = clock_frames.steps(leg, place)
        for step in found[found["hour_of_week"] == chosen.at_hour].to_dict("records"):
            for which, listed in told.items():
                if step[f"{which}_count"]:
                    listed.extend(step[which].split("; "))
    said = [
        f"**{head}**: {_few(list(dict.fromkeys(names)))}."
        for head, names in zip(("Opens", "Closes"), told.values(), strict=True)
        if names
    ]
    return " ".join(said) or "Nothing that counts opens or closes at this hour."


def _few(names: list[str]) -> str:
    # Short: while it plays, lines that come and go would move the map.
    more = len(names) - MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return theme.plain(", ".join(names[:MOST_NAMED])) + rest


def _steps(chosen: Filters, place: Place, head: str = "") -> None:
    found = clock_frames.steps(chosen, place)
    if found.empty:
        nothing = f"nothing that counts opens or closes in the week of {place.name}."
        st.markdown(head + nothing if head else nothing[:1].upper() + nothing[1:])
        return
    if head:
        st.markdown(head)
    is_counted = place.kind in clock_frames.CLOSINGS
    closings = clock_frames.closings(chosen, place) if is_counted else pd.DataFrame()
    hours = [int(hour) for hour in found["hour_of_week"]]
    told = []
    for when, hour in (
        ("At this hour", chosen.at_hour),
        ("Next", weeks.next_of(hours, chosen.at_hour)),
    ):
        for step in found[found["hour_of_week"] == hour].to_dict("records"):
            named = {str(column): value for column, value in step.items()}
            told.append(f"**{when}**: {_change(named, closings, place)}")
    st.markdown("  \n".join(told))
    with st.expander(f"All {len(found)} openings and closings of the week"):
        st.dataframe(weeks.table(found), hide_index=True, column_config=_step_columns())


def _change(step: dict[str, Any], closings: pd.DataFrame, place: Place) -> str:
    """What opens and closes at one hour, and for how many it is decisive."""
    told = []
    if step["opening_count"]:
        told.append(_named(step["opening"], step["opening_count"], "open"))
    if step["closing_count"]:
        told.append(_named(step["closing"], step["closing_count"], "close"))
    when = weeks.words(step["hour_of_week"])
    if place.kind == "area":
        return f"{when}, {'; '.join(told)}. {_effect_on_area(step)}."
    gone, come = step["losing_residents"], step["gaining_residents"]
    effects = []
    if gone:
        effects.append(f"{theme.people(gone)} lose their last service in reach")
    if come:
        effects.append(f"{theme.people(come)} who had none gain one")
    effect = " and ".join(effects) or "It changes nobody’s reach"
    return f"{when}, {'; '.join(told)}. {effect}{_decisive(step, closings)}."


def _effect_on_area(step: dict[str, Any]) -> str:
    if step["is_losing"]:
        return "It was the last one in reach"
    if step["is_gaining"]:
        return "There was none in reach"
    return f"{step['in_reach_count']} in reach from then"


def _named(names: str, count: int, verb: str) -> str:
    return f"{names.replace('; ', ', ')} {verb}{'s' if count == 1 else ''}"


def _decisive(step: dict[str, Any], closings: pd.DataFrame) -> str:
    """Each closing of an hour by its own weight, where several close at once."""
    if step["closing_count"] <= 1 or not step["losing_residents"]:
        return ""
    of_hour = closings[closings["hour_of_week"] == step["hour_of_week"]]
    told = [
        f"{row['service_name']} for {theme.people(row['decisive_residents'])} (by it "
        f"alone {theme.people(row['alone_residents'])})"
        for row in of_hour.to_dict("records")
    ]
    return f". Decisive: {'; '.join(told)}"


def _closings(closings: pd.DataFrame) -> None:
    if closings.empty:
        return
    with st.expander(f"The {len(closings)} closings, one by one"):
        st.caption(
            "Decisive: those who are left with none in reach. Where several close at "
            "once each is decisive, so rows of one hour may count a person twice."
        )
        st.dataframe(
            weeks.table(closings), hide_index=True, column_config=_closing_columns()
        )


def _step_columns() -> dict[str, Any]:
    number = st.column_config.NumberColumn
    return {
        "when": "Hour",
        "opening": "Opens",
        "closing": "Closes",
        "out_before_residents": number("Out of reach before", format="localized"),
        "out_residents": number("Out of reach after", format="localized"),
        "change_residents": number("Change", format="localized"),
        "losing_residents": number("Lose their last", format="localized"),
        "gaining_residents": number("Gain one", format="localized"),
        "in_reach_before": "In reach before",
        "in_reach_count": "In reach after",
        "is_losing": "Last one closes",
        "is_gaining": "First one opens",
    }


def _closing_columns() -> dict[str, Any]:
    number = st.column_config.NumberColumn
    return {
        "when": "Hour",
        "service_name": "Closes",
        "served_residents": number("Had it in reach", format="localized"),
        "decisive_residents": number("Decisive for", format="localized"),
        "alone_residents": number("By this closing alone", format="localized"),
    }
