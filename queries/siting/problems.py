"""A question of siting: who needs support, what is there, where more could stand.

Cells are where need arises: small areas, or small areas at hours of a kind. Sites are
what can be chosen: places, or places with a shift. Minutes say how far each site is from
each cell; infinite where it never serves it (closed then, or cannot be reached).

Limit of method: a site helps whoever is within reach, however many come, unless it has
a capacity; and everyone is taken to go to the nearest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from queries.errors import CannotAnswer
from queries.siting.travel_errors import TravelError

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Positions = NDArray[np.intp]
Switches = NDArray[np.bool_]

NO_ERROR = TravelError(0.0, 0.0, 0.0)


class Infeasible(CannotAnswer):
    """No choice of sites meets the rules; `names` are the cells or groups that fail."""

    def __init__(self, message: str, names: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.names = names


class NotFound(CannotAnswer):
    """The search ended before it found a choice, or proof that there is none.

    `stopped`: time or cancelled.
    """

    def __init__(self, message: str, stopped: str) -> None:
        super().__init__(message)
        self.stopped = stopped


@dataclass(frozen=True, eq=False)
class Problem:
    """What is known before anything is chosen.

    `cells`: cell_code, cell_name, and any groups (borough_code, ...), one row a cell.
    `demands`: amounts per cell by name, such as residents and need.
    `sites`: site_code, site_name, place, cost, capacity (infinite: no limit), only_one
    (of sites with the same word one at most is chosen), is_existing; one row a site.
    `minutes`: sites × cells. `fixed` and `fixed_minutes`: the same of what stands and
    stays. `on_duty`: cars per cell that reach it without minutes of their own.
    """

    cells: pd.DataFrame
    demands: Mapping[str, Floats]
    sites: pd.DataFrame
    minutes: Floats
    fixed: pd.DataFrame
    fixed_minutes: Floats
    on_duty: Counts
    within_min: float
    error: TravelError = NO_ERROR

    def __post_init__(self) -> None:
        """Refuse what does not fit together.

        Raises: CannotAnswer.
        """
        cells = len(self.cells)
        shapes = {
            "minutes": (self.minutes.shape, (len(self.sites), cells)),
            "fixed_minutes": (self.fixed_minutes.shape, (len(self.fixed), cells)),
            "on_duty": (self.on_duty.shape, (cells,)),
            **{f"demand '{n}'": (d.shape, (cells,)) for n, d in self.demands.items()},
        }
        for name, (found, expected) in shapes.items():
            if found != expected:
                raise CannotAnswer(
                    f"A problem of siting expected {name} of shape {expected}, found "
                    f"{found}. Give one row a site and one column a cell."
                )
        amounts = {"minutes": self.minutes, "fixed_minutes": self.fixed_minutes}
        for name, amount in {**amounts, **self.demands}.items():
            if np.isnan(amount).any() or (amount < 0).any():
                raise CannotAnswer(
                    f"A problem of siting expected {name} of zero or more, found a "
                    "negative or missing one. Infinite minutes mean 'never'."
                )
        for name, amount in self.demands.items():
            if not amount.sum() > 0:
                raise CannotAnswer(
                    f"A problem of siting expected some demand '{name}', found none: "
                    "nothing could be better than anything. Widen the choice."
                )

    @cached_property
    def nearest_now(self) -> Floats:
        """Minutes from each cell to the nearest of what stays; infinite where none."""
        return np.asarray(self.fixed_minutes.min(axis=0, initial=np.inf), float)

    @cached_property
    def in_reach_now(self) -> Counts:
        """How many of what stays are within reach of each cell, cars on duty included."""
        within = (self.fixed_minutes <= self.within_min).sum(axis=0)
        return np.asarray(within + self.on_duty, np.int64)

    def within(self, minutes: float) -> "Problem":
        """The same with another reach."""
        return replace(self, within_min=minutes)

    def only(self, positions: Positions) -> "Problem":
        """The same with these sites alone."""
        sites = self.sites.iloc[positions].reset_index(drop=True)
        return replace(self, sites=sites, minutes=self.minutes[positions])

    def closable(self, codes: tuple[str, ...] = ()) -> "Problem":
        """The same with what stands among the choices: these, or all where none named.

        A count or a budget then counts them too; those not chosen close.
        Raises: CannotAnswer if one of them does not stand.
        """
        known = self.fixed["site_code"]
        absent = sorted(set(codes) - set(known))
        if absent:
            raise CannotAnswer(
                f"Expected services that stand and count, found {', '.join(absent)}. "
                "Only what is open and suitable here can be closed."
            )
        is_moved = known.isin(codes or known).to_numpy()
        moved = self.fixed[is_moved].assign(is_existing=True)
        return replace(
            self,
            sites=pd.concat([moved, self.sites], ignore_index=True),
            minutes=np.vstack([self.fixed_minutes[is_moved], self.minutes]),
            fixed=self.fixed[~is_moved].reset_index(drop=True),
            fixed_minutes=self.fixed_minutes[~is_moved],
        )


def listed(codes: list[str], **known: object) -> pd.DataFrame:
    """A frame of sites with what `Problem` asks; what is not known takes its usual value.

    Shape: site_code, site_name, place, cost, capacity, only_one, is_existing; and what a
    scenario's move takes: at, shift (its hours), service_id.
    """
    usual = {
        "site_name": codes,
        "place": "",
        "cost": 1.0,
        "capacity": np.inf,
        "only_one": codes,
        "is_existing": False,
        "at": "",
        "shift": "",
        "service_id": None,
    }
    return pd.DataFrame({"site_code": codes, **usual, **known})


def made(
    demands: Mapping[str, Floats],
    minutes: Floats,
    *,
    within_min: float,
    fixed_minutes: Floats | None = None,
    **known: object,
) -> Problem:
    """A problem from plain arrays; cells are c0, c1, ..., sites s0, s1, ...

    `known` are columns of `sites`, such as cost or capacity.
    """
    standing = (
        np.empty((0, minutes.shape[1])) if fixed_minutes is None else fixed_minutes
    )
    codes = [f"c{n}" for n in range(minutes.shape[1])]
    return Problem(
        cells=pd.DataFrame({"cell_code": codes, "cell_name": codes}),
        demands=demands,
        sites=listed([f"s{n}" for n in range(len(minutes))], **known),
        minutes=minutes,
        fixed=listed([f"f{n}" for n in range(len(standing))]),
        fixed_minutes=standing,
        on_duty=np.zeros(minutes.shape[1], np.int64),
        within_min=within_min,
    )
