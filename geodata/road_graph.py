"""Shortest ways over a road network for one way of travel, and places joined to it.

One search (Dijkstra) per service over the reversed graph answers every area at once.
Contraction hierarchies (pandana) were measured and refused: they answer pair by pair,
took six times as long and three times the memory for 5,000 areas × 300 services, cut
minutes to thousandths on every edge, and give 4,294,967.295 for "no way there".

Limits of method: a place is joined to the nearest junction, and the metres to it count
at walking speed in a straight line; both ways of travel.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from geodata.decisions.road_travel import ROAD_SNAP
from geodata.decisions.thresholds import WALKING_SPEED
from geodata.readers.road_network import RoadNetwork

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]

MODES = ("car", "walk")
SEARCHES_AT_ONCE = 8
"""8 services × 300,000 nodes × 8 bytes: 19 MB; larger batches are no quicker."""


NO_STOP = -1
"""Position of a place that has no stop within `ROAD_SNAP`."""


@dataclass(frozen=True)
class Places:
    """Places joined to stops: position of the stop, and straight metres to it.

    `snap_m` is kept even where it is farther than `ROAD_SNAP`, and the stop none.
    """

    position: Positions
    snap_m: Floats

    @property
    def is_near(self) -> NDArray[np.bool_]:
        """Whether each place has a stop."""
        return np.asarray(self.position != NO_STOP)

    @property
    def walk_min(self) -> Floats:
        """Minutes on foot between each place and its stop."""
        return self.snap_m / (WALKING_SPEED.amount * 1000 / 60)


@dataclass(frozen=True)
class RoadGraph:
    """A network as one way of travel uses it; positions are rows of the nodes.

    `onward_min` has minutes of each edge at [from, to], `reversed_min` at [to, from].
    `stops` are nodes where a journey may start or end, `exits` where it may leave the
    file.
    """

    nodes: pd.DataFrame
    onward_min: csr_array
    reversed_min: csr_array
    stops: Positions
    exits: Positions


def graph(network: RoadNetwork, mode: str) -> RoadGraph:
    """The network for 'car' or 'walk'.

    Stops lie in the largest set of nodes that all lead to each other: what is cut off
    from it, in a town, is a gap in the file and not an island, and a place there does
    better at the nearest connected junction. A car stops only where one may also walk,
    so nobody starts on a motorway.
    """
    column = f"{mode}_min"
    edges = network.edges[network.edges[column].notna()]
    ids = pd.Index(network.nodes["node_id"])
    start = ids.get_indexer(edges["from_node"])
    end = ids.get_indexer(edges["to_node"])
    size = (len(ids), len(ids))
    onward = csr_array((edges[column].to_numpy(float), (start, end)), shape=size)
    _, part = connected_components(onward, directed=True, connection="strong")
    touched = np.zeros(len(ids), bool)
    walked = edges["walk_min"].notna().to_numpy()
    touched[start[walked]] = touched[end[walked]] = True
    in_largest = part == np.bincount(part).argmax() if len(part) else touched
    return RoadGraph(
        nodes=network.nodes,
        onward_min=onward,
        reversed_min=csr_array(onward.T),
        stops=np.flatnonzero(touched & in_largest),
        exits=np.flatnonzero(network.nodes["is_exit"]),
    )


def joined(roads: RoadGraph, places: pd.DataFrame) -> Places:
    """Each place with its nearest stop; `places` has easting_m and northing_m."""
    points = roads.nodes[["easting_m", "northing_m"]].to_numpy(float)
    wanted = places[["easting_m", "northing_m"]].to_numpy(float)
    if not len(roads.stops):
        return Places(np.full(len(wanted), NO_STOP), np.full(len(wanted), np.inf))
    snap_m, nearest = cKDTree(points[roads.stops]).query(wanted)
    is_near = snap_m <= ROAD_SNAP.amount
    return Places(np.where(is_near, roads.stops[nearest], NO_STOP), snap_m)


def between(roads: RoadGraph, starts: Positions, ends: Positions) -> Floats:
    """Minutes from each start to each end, starts × ends; NaN where no way leads.

    A position of `NO_STOP` is no place: NaN.
    """
    found_min = np.full((len(starts), len(ends)), np.nan)
    is_start = starts != NO_STOP
    unique, column = np.unique(ends, return_inverse=True)
    searched = unique[unique != NO_STOP]
    to_end = np.full((int(is_start.sum()), len(unique)), np.nan)
    skipped = len(unique) - len(searched)  # NO_STOP sorts first
    for first in range(0, len(searched), SEARCHES_AT_ONCE):
        batch = searched[first : first + SEARCHES_AT_ONCE]
        from_all = np.atleast_2d(dijkstra(roads.reversed_min, indices=batch))
        columns = slice(skipped + first, skipped + first + len(batch))
        to_end[:, columns] = from_all[:, starts[is_start]].T
    found_min[is_start] = to_end[:, column]
    return np.where(np.isinf(found_min), np.nan, found_min)


def detour_min(roads: RoadGraph, starts: Positions, ends: Positions) -> Floats:
    """The least minutes of a way that leaves the file, starts × ends.

    From the start to its quickest exit and from the quickest entrance to the end; what
    lies outside is taken as no time at all. A way inside that is no longer than this
    cannot be beaten by one that leaves. Infinite where nothing leaves; meaningless for
    a position of `NO_STOP`.
    """
    if not len(roads.exits):
        return np.full((len(starts), len(ends)), np.inf)
    out = dijkstra(roads.reversed_min, indices=roads.exits, min_only=True)
    back = dijkstra(roads.onward_min, indices=roads.exits, min_only=True)
    return np.asarray(np.add.outer(out[starts], back[ends]), float)
