"""A question beside every earlier one: what must be withheld or refused for its sake.

Each earlier question counts as if all its faces had been looked at. The fixed tables of
the database are the first: all crisis kinds, all months, all of London.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

import duckdb

from queries.disclosure import Rule
from queries.ledger import TOO_NEAR, Asked, Entry, Refused

ADDED_UP = ("borough:", "borough_month:", "month:", "london:")
"""Faces whose cells can be cut to months of another question by adding up."""


@dataclass
class Bound:
    """Cells that earlier answers bind: to be withheld, or to stay shown."""

    near: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)

    def add(self, other: "Bound") -> None:
        """Take in what another question binds."""
        self.near |= other.near
        self.hidden |= other.hidden
        self.shown |= other.shown

    @property
    def forced(self) -> set[str]:
        """Cells to be withheld; of no use where the same cell was shown before."""
        return self.hidden | (self.near - self.shown)

    @property
    def locked(self) -> set[str]:
        """Cells that stay shown, since they are known already."""
        return self.shown - self.hidden


@cache
def _sql(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


def beside(
    connection: duckdb.DuckDBPyConnection, asked: Asked, earlier: Entry, rule: Rule
) -> Bound:
    """What an earlier question demands of the one that is asked.

    Relations `earlier` and `asked` hold the incidents of both (incidents_asked.sql).
    Raises: Refused if the whole of one, less the whole of the other, is a few people.
    """
    bound, before = Bound(), earlier.asked
    parts = [(True, False, None) if a.reach else (None,) for a in (before, asked)]
    same_span = (before.from_month, before.to_month, before.borough_codes) == (
        asked.from_month,
        asked.to_month,
        asked.borough_codes,
    )
    for (then, now), in_common in product(product(*parts), (False, True)):
        # What is divided by reach is not counted by month, so it cannot be cut.
        is_fixed = (then is not None and not _within(before, asked)) or (
            now is not None and not _within(asked, before)
        )
        if in_common and (same_span or is_fixed):
            continue
        for cell, verdict in connection.execute(
            _sql("incident_comparison"),
            {
                "earlier_part": then,
                "asked_part": now,
                "in_common": in_common,
                "first_month": max(before.from_month, asked.from_month),
                "last_month": min(before.to_month, asked.to_month),
                "borough_codes": _common(before, asked),
                "low": rule.low,
            },
        ).fetchall():
            _judge(bound, earlier, asked, (cell, verdict, then, now, in_common))
    return bound


def _judge(
    bound: Bound,
    earlier: Entry,
    asked: Asked,
    found: tuple[str, str, bool | None, bool | None, bool],
) -> None:
    cell, verdict, then, now, in_common = found
    if in_common and not cell.startswith(ADDED_UP):
        return
    name, was = _named(cell, now), _named(cell, then)
    if name is None or was is None:
        return
    was_hidden = not in_common and was in earlier.withheld
    if verdict == "same":
        if not in_common:
            (bound.hidden if was_hidden else bound.shown).add(name)
        return
    if was_hidden:
        # What is not known cannot be subtracted from.
        return
    # A cell can be withheld; a whole, or a sum of cells cut from it, cannot.
    is_cut = in_common and not _within(asked, earlier.asked)
    if cell == "london:" or (is_cut and cell.startswith("borough:")):
        raise Refused(TOO_NEAR)
    bound.near.add(name)


def _within(one: Asked, other: Asked) -> bool:
    """Whether months and boroughs of one lie within those of the other."""
    return (
        other.from_month <= one.from_month
        and one.to_month <= other.to_month
        and (
            not other.borough_codes
            or (
                bool(one.borough_codes)
                and set(one.borough_codes) <= set(other.borough_codes)
            )
        )
    )


def _named(cell: str, part: bool | None) -> str | None:  # noqa: FBT001 - null, in, out
    """Name of the cell of this part; None where that face is not counted by reach."""
    if part is None:
        return cell
    if cell == "london:":
        return f"reach:{str(part).lower()}"
    if cell.startswith("borough:"):
        return f"borough_reach:{cell.partition(':')[2]}:{str(part).lower()}"
    return None


def _common(before: Asked, asked: Asked) -> list[str]:
    if before.borough_codes and asked.borough_codes:
        both = set(before.borough_codes) & set(asked.borough_codes)
        return sorted(both) or ["none"]
    return sorted(before.borough_codes or asked.borough_codes)
