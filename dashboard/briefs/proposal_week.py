"""A scenario in a paper by place and by hour: the map of change, the week twice."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from dashboard import plan_layers, plan_sentences
from dashboard.briefs import map_parts
from dashboard.briefs.parts import Picture, Week
from dashboard.briefs.view import View

BEFORE_AND_AFTER = {"before": "as it is", "after": "with the plan"}


def change_map(
    view: View, areas: pd.DataFrame, legs: Sequence[str], sites: pd.DataFrame
) -> tuple[Picture, ...]:
    """What becomes of each small area of the place, with the sites that are new."""
    if areas.empty:
        return ()
    layer = plan_layers.areas_by_change(areas, plan_sentences.LEGS[legs[0]])
    return (map_parts.picture(view, "plan_by_area", areas, layer, _new(view, sites)),)


def _new(view: View, sites: pd.DataFrame) -> gpd.GeoDataFrame:
    """The new sites that the map shows, as services."""
    columns = "service_name service_type type_label lon lat".split()
    known = sites if len(sites) else pd.DataFrame(columns=columns)
    return map_parts.numbered(view, known.assign(is_usable=True))


def grids(view: View, hours: pd.DataFrame, legs: Sequence[str]) -> tuple[Week, ...]:
    """London's week before and after, for each leg whose reach changes at some hour."""
    found = []
    for leg in legs if len(hours) else ():
        of_leg = hours[hours["leg"] == leg].sort_values("hour_of_week")
        if not of_leg[["gained_residents", "lost_residents"]].any(axis=None):
            continue
        for when, words in BEFORE_AND_AFTER.items():
            share = of_leg[f"out_residents_{when}"] / of_leg["residents"]
            found.append(
                Week(
                    f"plan_by_hour_{leg}_{when}",
                    f"London without {plan_sentences.LEGS[leg]}, {words}: share out of "
                    "reach by hour, in per cent",
                    of_leg.assign(out_share=share).reset_index(drop=True),
                    "plan_by_hour",
                    {},
                    view.chosen.at_hour,
                )
            )
    return tuple(found)
