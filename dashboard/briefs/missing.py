"""Section of a paper: what is missing by leg of support, and why."""

from dataclasses import replace

import pandas as pd

from dashboard import borough_sentences, clock_frames, comparisons, frames, sentences
from dashboard.briefs import columns, numbers
from dashboard.briefs.parts import Bars, Section, Table
from dashboard.briefs.view import View

SAFETY_NOTE = (
    "Safety and ambulance legs are asked for someone whom police or an ambulance bring, "
    "on blue light (modelled)."
)


def section(view: View) -> Section:
    """Legs and causes of the place, each as a sentence and a table."""
    who = sentences.counted(view.chosen, frames.edition())
    legs = _legs(view)
    asked = _asked(view, legs)
    return Section(
        "missing",
        "What is missing, and why",
        (
            borough_sentences.legs(legs, who),
            SAFETY_NOTE,
            *(borough_sentences.causes(_why(one), leg) for leg, one in asked.items()),
        ),
        numbers.basis_in_short(view.chosen),
        (
            _bars(view, legs),
            _legs_table(view, legs, who),
            *(_causes(one, leg, who) for leg, one in asked.items()),
        ),
        on_slide=("legs_ranked", "causes"),
    )


def _asked(view: View, legs: pd.DataFrame) -> dict[str, View]:
    """The view of each leg, as it is asked: of health, and of those missing for anyone."""
    asked = {"health": view}
    missing = set(legs.loc[legs["persons"] > 0, "leg"])
    for leg, types in clock_frames.BROUGHT.items():
        if leg in missing:
            asked[leg.lower()] = replace(view, chosen=view.chosen.brought(types))
    return asked


def _why(view: View) -> pd.DataFrame:
    return numbers.causes(view).assign(borough_name=view.place.name)


def _legs(view: View) -> pd.DataFrame:
    """People without each leg: borough_name (the place's), leg, persons, share."""
    found = numbers.legs(view)
    persons = [found[column] for column in comparisons.LEGS.values()]
    total = found["residents"] or float("nan")
    return pd.DataFrame(
        {
            "borough_name": view.place.name,
            "leg": list(comparisons.LEGS),
            "persons": persons,
            "share": [amount / total for amount in persons],
        }
    )


def _bars(view: View, legs: pd.DataFrame) -> Bars:
    return Bars(
        "legs_ranked",
        f"Share of people in {view.place.name} without each leg of support.",
        list(legs["leg"]),
        [float(value) for value in legs["share"]],
    )


def _legs_table(view: View, legs: pd.DataFrame, who: str) -> Table:
    of = "of_london" if view.is_of_london else "by_borough"
    return Table(
        "legs",
        f"{who} of {view.place.name} without each leg of support",
        legs,
        (
            columns.words("leg", "Leg of support"),
            columns.count("persons", f"{who} without it"),
            columns.share("share", "Share"),
        ),
        f"legs_{of}",
        numbers.asked(view),
    )


def _causes(view: View, leg: str, who: str) -> Table:
    shown = _why(view).sort_values("residents", ascending=False, ignore_index=True)
    return Table(
        "causes" if leg == "health" else f"causes_{leg}",
        f"Why the {leg} leg is missing in {view.place.name}, the mildest cause counted",
        shown,
        (
            columns.words("cause", "In reach, or why not"),
            columns.count("residents", who),
            columns.share("out_share", "Share"),
            columns.count("need", "Modelled calls a year"),
        ),
        numbers.names(view)[1],
        numbers.asked(view),
    )
