"""What a choice of sites is worth, and the least loss that any larger one could have.

Everything is a loss per demand, smaller is better: the share out of reach, the mean
minutes, the most minutes. Adding a site never makes a loss larger. Bounds: where gains
only fall as sites are added (coverage, expected cover, minutes), no set gains more than
the sum of what its sites gain one by one; a second cover counts from the first on as a
half (its concave envelope).
"""

from typing import Protocol

import numpy as np

from queries.siting.problems import Floats, Positions


class Measure(Protocol):
    """Losses by demand (rows) of sets of sites, from a state that stands for a set."""

    def start(self) -> Floats:
        """State of nothing chosen."""

    def added(self, state: Floats, site: int) -> Floats:
        """State with one more site."""

    def losses(self, state: Floats, sites: Positions) -> Floats:
        """Losses after adding each of these: demands × sites."""

    def least(
        self, state: Floats, sites: Positions, picks: int, *, may_repeat: bool
    ) -> Floats:
        """Losses that no set of the state's, one of `sites` and later ones is below.

        `picks` are chosen in all, the first of them each of `sites`: demands × sites.
        """

    def now(self, state: Floats) -> Floats:
        """Losses of the state."""

    def swapped(self, chosen: Positions) -> Floats:
        """Losses with one of the chosen left out for each site: demands × chosen × all."""

    def only(self, sites: Positions) -> "Measure":
        """The same with these sites alone."""


def less(now: Floats, gains: Floats, picks: int, *, may_repeat: bool) -> Floats:
    """What is left of `now` after a site's gain and the largest of later ones."""
    found = now[:, None] - gains
    if picks == 1 or gains.shape[1] == 0:
        return found
    # The largest gain of this site and all later ones, and of later ones alone.
    onward = np.maximum.accumulate(gains[:, ::-1], axis=1)[:, ::-1]
    if may_repeat:
        return np.asarray(found - (picks - 1) * onward, float)
    later = np.concatenate([onward[:, 1:], np.zeros((len(now), 1))], axis=1)
    largest = np.sort(gains, axis=1)[:, ::-1][:, : picks - 1].sum(axis=1)
    return np.asarray(found - np.minimum((picks - 1) * later, largest[:, None]), float)
