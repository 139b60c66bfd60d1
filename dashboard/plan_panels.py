"""Panels of the Plan page that show a plan: before and after, who gains, who loses."""

import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    choices,
    frames,
    map_panel,
    painting,
    panels,
    places,
    plan_answers,
    plan_charts,
    plan_layers,
    plan_sentences,
    plan_tables,
    shading,
    shapes,
    theme,
    weeks,
)
from dashboard.filters import Filters
from dashboard.layers import Layer
from dashboard.planning import Words

BEHIND_MAP = ("plan_of_london", "plan_legs_of_london", "plan_by_area", "plan_services")
"""Answers of what stands above the map, and of the map."""


def shown_leg(moves: Words, chosen: Filters) -> str:
    """Draw the choice of the leg that is shown; the first that the plan changes."""
    changed = plan_sentences.changed_legs(
        plan_answers.told(moves, "plan_of_london", chosen),
        plan_answers.told(moves, "plan_of_week", chosen),
        plan_answers.told(moves, "plan_services", chosen),
    )
    labels = {leg: words.capitalize() for leg, words in plan_sentences.LEGS.items()}
    # A list, not buttons in a row: four of them are wider than a phone.
    shown = choices.select(
        "Leg of support shown",
        {"changed": "What changes", **labels},
        "plan_leg",
        default="changed",
    ).drawn()
    return changed[0] if shown in {"changed", None} else str(shown)


def headline(moves: Words, leg: str, chosen: Filters, counted: str) -> None:
    """The finding in a sentence, and the figures before and after."""
    of_london = plan_answers.told(moves, "plan_of_london", chosen)
    row = frames.one(of_london, leg)
    st.markdown(plan_sentences.finding(row, chosen, counted))
    if leg == "safety":
        st.markdown(plan_sentences.SAFETY)
    st.markdown(plan_sentences.need(row))
    st.markdown(
        plan_sentences.legs(
            plan_answers.told(moves, "plan_legs_of_london", chosen), of_london
        )
    )
    first, second, third = st.columns([5, 4, 4])
    before, after = row["out_residents_before"], row["out_residents_after"]
    first.metric(
        f"{counted} out of reach",
        theme.people(after),
        _difference(after - before) if after != before else None,
        delta_color="inverse",
        help="With the plan, and how many more or fewer than as it is.",
    )
    second.metric("Come into reach", theme.people(row["gained_residents"]))
    third.metric("Go out of reach", theme.people(row["lost_residents"]))
    if pd.notna(row["mean_after_min"]):
        added = _added(row["mean_before_min"], row["mean_after_min"])
        st.markdown(
            f"Mean way to the nearest, of those who have one: "
            f"{theme.minutes(row['mean_after_min'])} "
            f"({added or 'as before'})."
        )


def _difference(people: float) -> str:
    sign, words = "+" if people > 0 else "-", theme.people(abs(people))
    return f"{sign}{words}" if words[0].isdigit() else f"{sign} {words}"


def _added(before: float, after: float) -> str | None:
    """Minutes added, with their sign; None where the tenth of a minute is the same."""
    words = f"{after - before:+.1f} min"
    is_known = pd.notna(before) and pd.notna(after)
    return words if is_known and abs(after - before) >= 0.05 else None  # noqa: PLR2004 - half a tenth


def not_counted(moves: Words, chosen: Filters) -> None:
    """Services of the plan that count for nobody here, and why: said, never hidden."""
    services = plan_answers.told(moves, "plan_services", chosen)
    if words := plan_sentences.not_counted(services):
        st.warning(words)


def change_map(
    moves: Words,
    leg: str,
    chosen: Filters,
    dots: Sequence[tuple[float, float]] = (),
) -> None:
    """The map of what becomes of each small area; a click gives a new site its place.

    `dots` are places where one could stand, lat and lon.
    """
    change = plan_answers.told(moves, "plan_by_area", chosen, leg=leg)
    layer = _layer(change, plan_sentences.LEGS[leg])
    services = plan_answers.services(moves, chosen)
    order = frames.services_placed()["service_id"]
    added = plan_layers.new_marks(services, set(order))
    map_panel.show(
        shapes.of_edition(),
        json.dumps(painting.paint(layer), separators=(",", ":")),
        states=shading.states_of(services, chosen),
        hidden=shading.hidden(chosen),
        more=added,
        dots=dots,
        key=places.PLAN_MAP_KEY,
    )
    panels.legend(layer, shading.switched_on(services, chosen))
    notes = []
    if added:
        notes.append(
            "Ringed in blue: sites that the plan adds; their minutes are those of the "
            "straight line or the fitted curve, never of roads."
        )
    if dots:
        notes.append(f"Small dots: the {len(dots):,} places that could be chosen.")
    else:
        notes.append("Click the map to place a new one.")
    st.caption(" ".join(notes))
    shading.twin(layer, chosen)
    behind.of_plan(*BEHIND_MAP, folded="behind_plan")


def _layer(change: pd.DataFrame, leg: str) -> Layer:
    """Reach as it changes; where moves make need grow, that unless reach is asked for."""
    if not plan_sentences.differs(change, "need").any():
        return plan_layers.areas_by_change(change, leg)
    shown = choices.one_of(
        "The map shows",
        {"need": "Modelled need out of reach", "reach": "Reach"},
        "plan_shade",
        default="need",
    ).drawn()
    if shown == "reach":
        return plan_layers.areas_by_change(change, leg)
    return plan_layers.areas_by_need(change, leg)


def week(moves: Words, leg: str, chosen: Filters) -> None:
    """The 168 hours before and after, and whether anyone loses at any of them."""
    st.subheader("Over the week")
    for words in plan_answers.verdicts(moves, chosen):
        st.markdown(f"- {words}")
    by_hour = plan_answers.told(moves, "plan_by_hour", chosen, borough_codes=[])
    shown = by_hour[by_hour["leg"] == leg]
    moved = shown[["gained_residents", "lost_residents"]].any(axis="columns")
    if moved.any():
        says = plan_sentences.week(shown[moved])
        chart = plan_charts.week(shown, chosen.at_hour)
        st.altair_chart(chart.properties(description=says))
        st.markdown(says)
    else:
        st.write("At no hour of the week does anybody come into reach or go out of it.")
    if words := plan_sentences.need_of_week(shown):
        st.markdown(words)
    behind.of_plan("plan_by_hour", "plan_of_week", folded="behind_plan_week")
    changed = shown[moved | plan_sentences.differs(shown, "out_need")]
    if changed.empty:
        return
    told = changed.assign(when=[weeks.words(h) for h in changed["hour_of_week"]])
    with st.expander("The hours that change, as a table"):
        plan_tables.table(told, {"when": "Hour"})
