"""Shortest ways over a road network for one way of travel, and places joined to it.

One search (Dijkstra) per service over the reversed graph answers every area at once.
Contraction hierarchies (pandana) were measured and refused: they answer pair by pair,
took three times as long and twice the memory for 5,000 areas × 300 services, cut each
edge to whole thousandths (half a minute lost over a long way), and give 4,294,967.295
minutes for "no way there".

Limits of method: a place is joined to the nearest junction, and the metres to it count
at walking speed in a straight line; both ways of travel.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from geodata.decisions.road_travel import FASTEST_LIMIT_MPH, KM_PER_MILE, ROAD_SNAP
from geodata.decisions.thresholds import WALKING_SPEED
from geodata.readers.road_network import RoadNetwork

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]

MODES = ("car", "walk")
SEARCHES_AT_ONCE = 8
"""8 services × 300,000 nodes × 8 bytes: 19 MB; larger batches are no quicker."""


SECTOR_COUNT = 32
"""Two searches each: 3 s on 300,000 nodes."""
FASTEST_KMH = {"car": FASTEST_LIMIT_MPH * KM_PER_MILE, "walk": WALKING_SPEED.amount}
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
    file, `fastest_kmh` what nobody exceeds anywhere.
    """

    nodes: pd.DataFrame
    onward_min: csr_array
    reversed_min: csr_array
    stops: Positions
    exits: Positions
    fastest_kmh: float


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
        fastest_kmh=FASTEST_KMH[mode],
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
    """The least minutes of a way that leaves the file and comes back, starts × ends.

    From the start to an exit over the file's roads, from there to an entrance in a
    straight line at the greatest speed there is, and on over the file's roads: no real
    way is quicker, so one inside that is no longer than this is the shortest. Exits
    are taken by sectors, whose nearest points count. Infinite where nothing leaves;
    meaningless for a position of `NO_STOP`.
    """
    sectors = _sectors(roads)
    if not sectors:
        return np.full((len(starts), len(ends)), np.inf)
    leaving = np.column_stack(
        [
            dijkstra(roads.reversed_min, indices=s, min_only=True)[starts]
            for s in sectors
        ]
    )
    coming = np.column_stack(
        [dijkstra(roads.onward_min, indices=s, min_only=True)[ends] for s in sectors]
    )
    outside = _outside_min(roads, sectors)
    least = np.full((len(starts), len(ends)), np.inf)
    for entrance in range(len(sectors)):
        entered = (leaving + outside[:, entrance]).min(axis=1)
        np.minimum(least, np.add.outer(entered, coming[:, entrance]), out=least)
    return least


def _sectors(roads: RoadGraph) -> list[Positions]:
    """Exits in groups of about one size, by their bearing from the middle of them."""
    if not len(roads.exits):
        return []
    points = roads.nodes[["easting_m", "northing_m"]].to_numpy(float)[roads.exits]
    east, north = (points - points.mean(axis=0)).T
    in_order = roads.exits[np.argsort(np.arctan2(north, east), kind="stable")]
    return np.array_split(in_order, min(SECTOR_COUNT, len(in_order)))


def _outside_min(roads: RoadGraph, sectors: list[Positions]) -> Floats:
    points = roads.nodes[["easting_m", "northing_m"]].to_numpy(float)
    shapes = np.array([shapely.multipoints(points[sector]) for sector in sectors])
    apart_m = shapely.distance(shapes[:, None], shapes[None, :])
    return np.asarray(apart_m / 1000 / roads.fastest_kmh * 60, float)
