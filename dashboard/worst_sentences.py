"""Which borough is worst served at the hour chosen, and why, in words."""

import pandas as pd

from dashboard import theme

NAMED = 3


def worst(boroughs: pd.DataFrame, counted: str) -> str:
    """The worst-served borough or boroughs, the main cause, and who comes next.

    `boroughs` is the answer worst_served_boroughs: the worst first, none without people
    out of reach. `counted` says whom the figures count. Nothing if there is no gap.
    """
    if boroughs.empty:
        return ""
    first = boroughs.iloc[0]
    tied = boroughs[boroughs["out_share"] == first["out_share"]]
    share = theme.percent(first["out_share"])
    if len(tied) > 1:
        names = [f"**{name}**" for name in tied["borough_name"][:NAMED]]
        others = len(tied) - len(names)
        names += [f"{others} others" if others > 1 else "one other"] if others else []
        said = (
            f"Worst served are {theme.listed(names)}: {share} of {counted.lower()} in "
            "each"
        )
        causes = set(tied["main_cause"])
        main = f"; main cause: {theme.within_sentence(causes.pop())}"
        return f"{said}{'' if causes else main}."
    said = (
        f"Worst served is **{first['borough_name']}**: {share} of its {counted.lower()}; "
        f"main cause: {theme.within_sentence(first['main_cause'])} "
        f"({theme.percent(first['main_cause_share'])})"
    )
    if pd.notna(first["mean_min"]):
        said += f", the nearest {theme.minutes(first['mean_min'])} away on average"
    following = boroughs.iloc[1:NAMED]
    if len(following):
        then = [
            f"{row['borough_name']} ({theme.percent(row['out_share'])})"
            for row in following.to_dict("records")
        ]
        said += f". Then {theme.listed(then)}"
    return f"{said}. Compare says which differences are more than chance."
