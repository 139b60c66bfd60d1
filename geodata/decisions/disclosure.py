"""How counts of recorded incidents are shown, so that no person can be singled out.

Applied after aggregation, when the database is built and when a question counts: the
file that analysts open holds disclosed counts only. The rule is that of Hospital Episode
Statistics: 1 to 7 is not shown, other counts go to the nearest 5, zero is shown. What
would follow from a sum is withheld as well, and looks the same. The rule is applied by
`queries.disclosure`.
"""

from geodata.decisions.thresholds import LOW_COUNT, ROUNDING

LOW = int(LOW_COUNT.amount)
BASE = int(ROUNDING.amount)
STAR = f"1 to {LOW}, or withheld so that another count cannot be worked out"
"""What a star stands for; which of the two is never said."""

RULE = (
    f"Counts of 1 to {LOW} are not shown (*), nor others from which one of them could "
    f"be worked out; the rest are rounded to the nearest {BASE}; zero is shown."
)
