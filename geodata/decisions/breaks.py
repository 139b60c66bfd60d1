"""Days on which what is recorded changed, so that a trend must not run across them."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Break:
    """One known break; a row of the table `trend_breaks`."""

    break_on: dt.date
    label: str
    source: str
    note: str


RIGHT_CARE_RIGHT_PERSON = Break(
    dt.date(2023, 11, 1),
    "Right Care Right Person, Metropolitan Police",
    "National agreement of 26 July 2023; Met Police news, item 483625, May 2024",
    "Police attend health calls less often: 41 % before, 29 % in the six months after, "
    "6,000 fewer deployments a month. Fewer recorded incidents are not less need.",
)
BREAKS = (RIGHT_CARE_RIGHT_PERSON,)
