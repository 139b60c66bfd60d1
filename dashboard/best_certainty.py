"""How sure a best choice is, in the words of tables: on the page and in papers."""

import pandas as pd

from dashboard import theme
from dashboard.bests import Problem

BY_MINUTES = {"median", "centre"}
"""Goals that no reach changes."""
NO_CHOICE = "No choice meets the conditions"
NOT_FOUND = "None found in the time given"
PROVEN = "Proven best"


def at_reaches(reach: pd.DataFrame) -> pd.DataFrame:
    """The best at other reaches in words: `best_there`, and how sure it is (`proof`).

    `reach` is as `bests.by_reach` gives it.
    """
    is_found = reach["value"].notna()
    nothing = reach["is_proven"].map({True: NO_CHOICE, False: NOT_FOUND})
    return reach.assign(
        best_there=reach["sites"].where(is_found, nothing),
        proof=proofs(reach),
    )


def proofs(found: pd.DataFrame) -> list[str]:
    """Of each row whether its choice is proven best, or the gap that is left.

    Takes: value, is_proven, gap.
    """
    rows = found[["value", "is_proven", "gap"]].to_dict("records")
    return [
        ""
        if pd.isna(row["value"])
        else PROVEN
        if row["is_proven"]
        else f"Best found (gap {theme.percent(row['gap'])})"
        for row in rows
    ]


def draws(wrong: pd.DataFrame) -> str:
    """How often minutes were drawn for a table of `bests.by_error`."""
    count = int(wrong["draw_count"].iloc[0])
    return "once" if count == 1 else f"{count} times"


def error(found: Problem) -> str:
    """With what error minutes are drawn."""
    if share := found.error.of_minutes:
        return (
            f"each wrong by {100 * share:.0f} % of itself (one standard deviation): an "
            "assumption, for nobody has measured the error of walking minutes here"
        )
    return "with the error that leaving out each hospital in turn gave (Data page)"
