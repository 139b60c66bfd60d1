"""A scenario in a paper by place and by hour: the map of change, the hours of change."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from dashboard import plan_layers, plan_sentences, weeks
from dashboard.briefs import columns, map_parts, proposal_tables
from dashboard.briefs.parts import Picture, Table, Week
from dashboard.briefs.view import View

MOVED = ["gained_residents", "lost_residents"]


def change_map(
    view: View, areas: pd.DataFrame, legs: Sequence[str], sites: pd.DataFrame
) -> tuple[Picture, ...]:
    """What becomes of each small area of the place, with the sites that are new."""
    if areas.empty:
        return ()
    leg = plan_sentences.LEGS[legs[0]]
    layer = plan_layers.areas_by_change(areas, leg)
    if plan_sentences.differs(areas, "need").any():
        layer = plan_layers.areas_by_need(areas, leg)
    return (map_parts.picture(view, "plan_by_area", areas, layer, _new(view, sites)),)


def _new(view: View, sites: pd.DataFrame) -> gpd.GeoDataFrame:
    """The new sites that the map shows, as services."""
    columns = "service_name service_type type_label lon lat".split()
    known = sites if len(sites) else pd.DataFrame(columns=columns)
    return map_parts.numbered(view, known.assign(is_usable=True))


def spells(view: View, hours: pd.DataFrame, legs: Sequence[str]) -> tuple[Table, ...]:
    """Hours of the week at which reach changes in the place, alike ones as one spell."""
    told = [_spells_of(hours[hours["leg"] == leg], leg) for leg in legs if len(hours)]
    there = [spell for spell in told if len(spell)]
    if not there:
        return ()
    return (
        Table(
            "plan_by_hour",
            f"Hours of the week at which reach changes in {view.place.name}",
            pd.concat(there, ignore_index=True),
            (
                columns.words("leg_told", "Leg of support"),
                columns.words("begins", "From"),
                columns.words("ends", "To"),
                *proposal_tables.MOVED,
            ),
            "plan_by_hour",
        ),
    )


def after(view: View, hours: pd.DataFrame, legs: Sequence[str]) -> tuple[Week, ...]:
    """The place's week with the plan, for each leg whose reach changes at some hour."""
    return tuple(
        _after(view, found.sort_values("hour_of_week", ignore_index=True), leg)
        for leg in legs
        if len(hours) and (found := hours[hours["leg"] == leg])[MOVED].to_numpy().any()
    )


def _after(view: View, found: pd.DataFrame, leg: str) -> Week:
    share = found["out_residents_after"] / found["residents"]
    return Week(
        f"plan_week_{leg}",
        f"With the plan, {plan_sentences.LEGS[leg]}: share out of reach by hour, "
        f"{view.place.name}, in per cent",
        found.assign(out_share=share),
        "plan_by_hour",
        {},
        view.chosen.at_hour,
    )


def _spells_of(hours: pd.DataFrame, leg: str) -> pd.DataFrame:
    """Runs of hours at which as many gain and lose, those without any left out."""
    ordered = hours.sort_values("hour_of_week")
    moved = ordered[MOVED]
    run = (moved != moved.shift()).any(axis="columns").cumsum()
    found = ordered.groupby(run, as_index=False).agg(
        from_hour=("hour_of_week", "first"),
        to_hour=("hour_of_week", "last"),
        gained_residents=("gained_residents", "first"),
        lost_residents=("lost_residents", "first"),
    )
    found = found[found[MOVED].any(axis="columns")]
    return found.assign(
        leg_told=proposal_tables.leg_in_words(leg),
        begins=[weeks.words(hour) for hour in found["from_hour"]],
        ends=[weeks.words((hour + 1) % weeks.WEEK) for hour in found["to_hour"]],
    )
