"""Section of a paper: who would be left with nothing if one service closed."""

import pandas as pd

from dashboard import frames, sentences, theme
from dashboard.briefs import columns, numbers
from dashboard.briefs.parts import Section, Table
from dashboard.briefs.view import View

MOST = 10


def section(view: View) -> Section:
    """The services that people rely on alone, most people first."""
    who = sentences.counted(view.chosen, frames.edition())
    found = sole(view)
    return Section(
        "losing",
        "Who would lose if a service closed",
        (_says(view, found, who),),
        numbers.basis_in_short(view.chosen),
        (_table(view, found, who),) if len(found) else (),
        on_slide=("sole_reach",),
    )


def sole(view: View) -> pd.DataFrame:
    """People of the place with this one service in reach alone, most first.

    Shape: service_name, residents, need, area_count.
    """
    areas = frames.access_by_area(view.chosen)
    if not view.is_of_london:
        areas = areas[areas["borough_code"] == view.place.code]
    is_near = areas["nearest_min"] <= int(view.chosen.within)
    alone = areas[(areas["in_reach_count"] == 1) & is_near]
    found = alone.groupby("nearest_service", as_index=False).agg(
        residents=("residents", "sum"),
        need=("need", "sum"),
        area_count=("area_code", "size"),
    )
    found = found[found["residents"] > 0].rename(
        columns={"nearest_service": "service_name"}
    )
    return found.sort_values(
        ["residents", "service_name"], ascending=[False, True], ignore_index=True
    )


def _says(view: View, found: pd.DataFrame, who: str) -> str:
    hour = "at this hour"
    if found.empty:
        return (
            f"Nobody of {view.place.name} relies on a single service {hour}: those with "
            "support of the health leg in reach have more than one, or there are none."
        )
    first = found.iloc[0]
    total = found["residents"].sum()
    said = (
        f"Of {view.place.name}, {theme.about(total)}**{theme.people(total)} "
        f"{who.lower()}** have a single open, suitable service in reach {hour}"
    )
    if len(found) == 1:
        return f"{said}, **{first['service_name']}**, and would have none if it closed."
    return (
        f"{said} and would have none if it closed. Most rely on "
        f"**{first['service_name']}** ({theme.people(first['residents'])})."
    )


def _table(view: View, found: pd.DataFrame, who: str) -> Table:
    few = found.head(MOST)
    left = len(found) - len(few)
    more = f"; the first {MOST} of {len(found)}" if left else ""
    return Table(
        "sole_reach",
        f"Services whose closing would leave {who.lower()} of {view.place.name} with "
        f"none in reach{more}",
        few,
        (
            columns.words("service_name", "If this closed"),
            columns.count("residents", f"{who} left with none"),
            columns.count("area_count", "Small areas"),
            columns.count("need", "Modelled calls a year"),
        ),
        "access_by_area",
        numbers.asked(view),
    )
