"""How counts of recorded incidents are shown, so that no person can be singled out.

Applied after aggregation, when the database is built: the file that analysts open
holds disclosed counts only. The rule is that of Hospital Episode Statistics: 1 to 7 is
not shown, other counts go to the nearest 5, zero is shown.
"""

from geodata.decisions.thresholds import LOW_COUNT, ROUNDING

RULE = (
    f"Counts of 1 to {LOW_COUNT.amount:.0f} are not shown (*); other counts are "
    f"rounded to the nearest {ROUNDING.amount:.0f}; zero is shown."
)


def disclosed(count: int) -> int | None:
    """Count as it may be shown, or None where it may not."""
    if 0 < count <= LOW_COUNT.amount:
        return None
    step = int(ROUNDING.amount)
    return step * ((2 * count + step) // (2 * step))
