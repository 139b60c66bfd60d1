"""What demand over the week's lack of support says, in words."""

import pandas as pd

from dashboard import theme, weeks
from geodata.decisions import disclosure

NONE_SHOWN = (
    "No hour has a count of recorded incidents that may be shown: each is zero or withheld "
    f"(\\* stands for {disclosure.STAR})."
)


def over_support(
    incidents: pd.DataFrame, strips: pd.DataFrame, counted: str, *, is_shown: bool
) -> str:
    """When incidents are recorded, how many fall where support is worst, and the legs."""
    demand = _demand(incidents, strips) if is_shown else NONE_SHOWN
    return f"{demand}\n\n{_legs(strips.dropna(subset=['people']), counted)}"


def _demand(incidents: pd.DataFrame, strips: pd.DataFrame) -> str:
    top = incidents.nlargest(1, "incident_count").to_dict("records")[0]
    period = " to ".join(dict.fromkeys(str(top["period"]).split("/")))
    told = (
        f"Most fall on {weeks.words(top['hour_of_week'])}: about "
        f"{top['incident_count']:,.0f} in {period}."
    )
    hidden = int(incidents["is_suppressed"].sum())
    if hidden:
        hours = "1 hour is" if hidden == 1 else f"{hidden} hours are"
        told += f" {hours} withheld (\\* stands for {disclosure.STAR})."
    told = (
        f"{told} {_where_worst(incidents, strips)} The dashed line is the hour chosen."
    )
    if top["basis"] == "demonstration":
        return (
            "**Invented**: these incidents are a demonstration and their hours mean "
            f"nothing; bring your own on the Data page. {told}"
        )
    return f"Recorded incidents of a crisis kind, all of London. {told}"


def _where_worst(incidents: pd.DataFrame, strips: pd.DataFrame) -> str:
    """Share of the incidents shown that fall in the worst hours of each row.

    Hours that are withheld have no share: where all of them are, that is said.
    """
    alike: dict[frozenset[int], list[str]] = {}
    for said, strip in strips.groupby("said", sort=False):
        worst = strip.loc[strip["share"] == strip["share"].max(), "hour_of_week"]
        if len(worst) < weeks.WEEK:
            alike.setdefault(frozenset(worst), []).append(theme.plain(str(said)))
    told = []
    of_shown = " of those shown" if incidents["is_suppressed"].any() else ""
    for hours, named in alike.items():
        there = incidents[incidents["hour_of_week"].isin(hours)]
        which = (
            "one hour that is"
            if len(hours) == 1
            else f"{len(hours)} of {weeks.WEEK} hours that are"
        )
        which = f"the {which} worst for {theme.listed(named)}"
        if there["is_suppressed"].all():
            told.append(f"Withheld in full: {which}.")
            continue
        share = theme.percent(float(there["shown_share"].sum()))
        told.append(f"{share}{of_shown} fall in {which}.")
    return " ".join(told) or "Support is alike at all hours."


def _legs(long: pd.DataFrame, counted: str) -> str:
    """Each leg's least and most people without it over the week."""
    told = []
    for leg, part in long.groupby("leg", sort=False):
        worst = part.nlargest(1, "people").to_dict("records")[0]
        least, most = part["people"].min(), worst["people"]
        if least == most:
            told.append(f"{leg}: {theme.people(most)} at every hour")
            continue
        told.append(
            f"**{leg}: {theme.people(least)} to {theme.people(most)}**, most first on "
            f"{weeks.words(worst['hour_of_week'])}"
        )
    return f"{counted} in London without each leg of support. {'. '.join(told)}."
