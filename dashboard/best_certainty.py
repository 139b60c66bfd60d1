"""How sure a best choice is, in the words of tables: on the page and in papers."""

import pandas as pd

from dashboard.bests import Problem

BY_MINUTES = {"median", "centre"}
"""Goals that no reach changes."""
NO_CHOICE = "No choice meets the conditions"
NOT_FOUND = "None found in the time given"
PROVEN, FOUND = "Proven best", "Best found in time"


def at_reaches(reach: pd.DataFrame) -> pd.DataFrame:
    """The best at other reaches in words: `best_there`, and how sure it is (`proof`).

    `reach` is as `bests.by_reach` gives it.
    """
    is_found = reach["value"].notna()
    nothing = reach["is_proven"].map({True: NO_CHOICE, False: NOT_FOUND})
    return reach.assign(
        best_there=reach["sites"].where(is_found, nothing),
        proof=reach["is_proven"].map(proof).where(is_found, ""),
    )


def proof(is_proven: bool) -> str:  # noqa: FBT001 - of a cell
    """Whether a choice is proven best, in a cell."""
    return PROVEN if is_proven else FOUND


def error(found: Problem) -> str:
    """With what error minutes are drawn."""
    if share := found.error.of_minutes:
        return (
            f"each wrong by {100 * share:.0f} % of itself (one standard deviation): an "
            "assumption, for nobody has measured the error of walking minutes here"
        )
    return "with the error that leaving out each hospital in turn gave (Data page)"
