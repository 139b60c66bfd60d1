"""What a paper says of a plan: in its borough and in London, by leg, with the need."""

from typing import Any

import pandas as pd

from dashboard import frames, plan_sentences, sentences, theme
from dashboard.briefs.view import View


def finding(view: View, leg: str, london: pd.DataFrame, boroughs: pd.DataFrame) -> str:
    """What a plan does to a leg at the hour; in a borough's paper what it does there first.

    `london` is plan_of_london and `boroughs` plan_by_borough.
    """
    everywhere = _told(view, frames.one(london, leg))
    if view.is_of_london:
        return everywhere
    own = _told(view, _own(view, leg, boroughs))
    return (
        f"In {view.place.name}: {theme.within_sentence(own)} In all of London: "
        f"{theme.within_sentence(everywhere)}"
    )


def over_week(view: View, leg: str, week: pd.DataFrame) -> str:
    """Whether anyone of the paper's borough is worse off at any hour of the week.

    `week` is plan_week_by_borough.
    """
    row = _own(view, leg, week)
    support = plan_sentences.LEGS[leg]
    gained, lost = int(row["gained_residents"]), int(row["lost_residents"])
    longer = int(row["longer_residents"])
    parts = []
    if gained:
        parts.append(f"{gained:,} people come into reach of {support} at some hour")
    parts.append(
        f"nobody goes out of reach of {support} at any hour"
        if row["nobody_loses_reach"]
        else f"{lost:,} people, in {int(row['lost_area_count']):,} small areas, go out "
        f"of reach of {support} at some hour"
    )
    parts.append(
        "nobody's nearest is farther off at any hour"
        if row["nobody_goes_farther"]
        else f"the nearest of {longer:,} people is farther off, or gone, at some hour"
    )
    asked = view.chosen if leg == "health" else view.chosen.brought(())
    words = asked.words()
    whom = f"for {words['who']} who {words['arrive']}"
    return f"{view.place.name} over the week, {whom}: {'; '.join(parts)}."


def of_london(view: View, told: list[str]) -> list[str]:
    """Sentences about London, said to be so in a borough's paper."""
    return told if view.is_of_london else [f"All of London. {text}" for text in told]


def of_place(view: View, told: list[str]) -> list[str]:
    """Sentences about the paper's borough, said to be so."""
    name = view.place.name
    return told if view.is_of_london else [f"{name}. {text}" for text in told]


def _told(view: View, row: dict[str, Any]) -> str:
    """The finding; where moves make need grow, before and after of that too."""
    counted = sentences.counted(view.chosen, frames.edition())
    found = plan_sentences.finding(row, view.chosen, counted)
    grows = abs(row["need_after"] - row["need_before"]) > plan_sentences.ALIKE_CALLS
    return f"{found} {plan_sentences.need(row)}" if grows else found


def _own(view: View, leg: str, found: pd.DataFrame) -> dict[str, Any]:
    """The row of the paper's borough and a leg."""
    of_leg = found[found["leg"] == leg].set_index("borough_code")
    row = of_leg.loc[[view.place.code]].reset_index().iloc[0].to_dict()
    return {str(name): value for name, value in row.items()}
