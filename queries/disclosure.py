"""The rule by which counts of recorded incidents are shown, and its switch.

1 to `low` is not shown, other counts go to the nearest `base`, zero is shown. The two
numbers are decided once (thresholds `low_count` and `rounding`) and stand in the table
`thresholds`, where this package reads them.
"""

import os
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt

SWITCH = "CRISIS_DISCLOSURE"
STAMP = (
    "NOT DISCLOSED FOR OTHERS: exact counts of incidents, since a steward set "
    f"{SWITCH}=off on this machine. Do not pass on."
)
"""What every output must carry while the rule is switched off."""

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class SwitchNotKnown(Exception):
    """The steward's switch has a value that means nothing; the message says which."""


@dataclass(frozen=True)
class Rule:
    """Counts of 1 to `low` are withheld, others go to the nearest `base`."""

    low: int
    base: int

    @property
    def slack(self) -> int:
        """How far a shown count may lie from the true one, at most."""
        return self.base // 2

    def is_low(self, exact: Counts) -> Mask:
        """Counts that the rule withholds for themselves."""
        return (exact > 0) & (exact <= self.low)

    def rounded(self, exact: Counts) -> Counts:
        """Each count to the nearest `base`; halves go up."""
        return self.base * ((2 * exact + self.base) // (2 * self.base))

    def is_close(self, exact: int) -> bool:
        """Whether this many incidents are too few to be told apart from others."""
        return 0 < exact <= self.low


def rule_of(connection: duckdb.DuckDBPyConnection) -> Rule:
    """The rule as decided, from the table `thresholds` of the current database."""
    found = dict(
        connection.execute(
            "select threshold_code, amount::bigint from thresholds "
            "where threshold_code in ('low_count', 'rounding')"
        ).fetchall()
    )
    return Rule(low=found["low_count"], base=found["rounding"])


def sentence(rule: Rule) -> str:
    """The rule in words, as outputs carry it."""
    return (
        f"Counts of 1 to {rule.low} are not shown (*), nor others from which one of "
        f"them could be worked out; the rest are rounded to the nearest {rule.base}; "
        "zero is shown."
    )


def is_off() -> bool:
    """Whether the steward of this machine switched the rule off (CRISIS_DISCLOSURE=off).

    Raises: SwitchNotKnown for any value but 'on' and 'off'.
    """
    value = os.environ.get(SWITCH, "on")
    if value not in {"on", "off"}:
        raise SwitchNotKnown(
            f"Expected {SWITCH} to be 'on' or 'off', found '{value}'. Unset it to keep "
            "the rule on; only a steward may switch it off, for this machine alone."
        )
    return value == "off"
