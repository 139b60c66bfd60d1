"""A routable graph out of stretches of road: directed edges with minutes, and an outline.

Limits of method: free-flow speeds; no turn restrictions, no lights, no gradients; what
a file says of opening hours of a road is not read.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.decisions.road_travel import ROAD_OUTLINE_CELL, ROAD_OUTLINE_GAP
from geodata.decisions.thresholds import WALKING_SPEED
from geodata.readers import Reading

Floats = NDArray[np.float64]

SHORTEST_M = 0.01
"""Two junctions on one point stay joined; a graph cannot hold an edge of no length."""


@dataclass(frozen=True)
class RoadNetwork:
    """Roads as a directed graph.

    Shape: `nodes` one row per `node_id`: node_id, easting_m, northing_m, is_exit (a way
    out of the file may start here); `edges` one row per (from_node, to_node): from_node,
    to_node, length_m, car_min, walk_min, null where cars or people may not go;
    `reading` counts ways (its frame is `edges`); `notes` says what was made of edges
    and speeds that are not as they should be: rule, count, reason.
    CRS: EPSG:27700, `extent` too: ground that the file covers, perhaps empty.
    Units: metres; minutes at free flow, on foot at `thresholds.WALKING_SPEED`.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    extent: shapely.Geometry
    reading: Reading
    notes: pd.DataFrame


def assembled(
    pieces: pd.DataFrame,
    *,
    nodes: pd.DataFrame,
    extent: shapely.Geometry,
    reading: Reading,
    notes: list[tuple[str, int, str]],
) -> RoadNetwork:
    """The network of these stretches of road.

    `pieces` has from_node, to_node, length_m, car_kmh (null: no cars), is_walkable and
    is_forward, is_backward (ways that cars may take); `nodes` has node_id, easting_m,
    northing_m, is_exit (the file cuts a road off here).
    """
    edges, found = _edges(pieces)
    used = nodes["node_id"].isin(pd.concat([edges["from_node"], edges["to_node"]]))
    kept = nodes[used].sort_values("node_id", ignore_index=True)
    inside = shapely.contains_xy(extent, kept[["easting_m", "northing_m"]].to_numpy())
    kept["is_exit"] |= ~inside
    return RoadNetwork(
        nodes=kept,
        edges=edges,
        extent=extent,
        reading=replace(reading, frame=edges),
        notes=pd.DataFrame([*notes, *found], columns=["rule", "count", "reason"]),
    )


def outline(
    easting_m: Floats, northing_m: Floats, within: shapely.Geometry | None = None
) -> shapely.Geometry:
    """The ground `within` that roads with these points cover, EPSG:27700; perhaps empty.

    Squares that hold a point, gaps closed, holes filled, the outermost squares taken
    off; a road that sticks out alone is no covered ground.
    """
    cell, gap = ROAD_OUTLINE_CELL.amount, ROAD_OUTLINE_GAP.amount
    held = np.column_stack([easting_m, northing_m])
    corner = np.unique(np.floor(held / cell), axis=0) * cell
    squares = shapely.box(
        corner[:, 0], corner[:, 1], corner[:, 0] + cell, corner[:, 1] + cell
    )
    closed = shapely.buffer(
        shapely.buffer(shapely.union_all(squares), gap, join_style="mitre"),
        -gap,
        join_style="mitre",
    )
    parts = shapely.get_parts(closed)
    filled = shapely.union_all(shapely.polygons(shapely.get_exterior_ring(parts)))
    covered = shapely.buffer(filled, -cell, join_style="mitre")
    return covered if within is None else shapely.intersection(covered, within)


def _edges(pieces: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple[str, int, str]]]:
    loops = pieces["from_node"] == pieces["to_node"]
    short = ~loops & (pieces["length_m"] < SHORTEST_M)
    pieces = pieces[~loops].assign(length_m=lambda f: f["length_m"].clip(SHORTEST_M))
    directed = pd.concat(
        [_one_way(pieces, "is_forward"), _one_way(_turned(pieces), "is_backward")],
        ignore_index=True,
    )
    open_ways = directed[directed[["car_min", "walk_min"]].notna().any(axis=1)]
    # Of edges between the same two nodes the quickest counts, for each way of travel.
    edges = open_ways.groupby(["from_node", "to_node"], as_index=False).min()
    doubled = len(open_ways) - len(edges)
    return edges, [
        ("loop", int(loops.sum()), "starts and ends at one junction: leads nowhere"),
        ("no_length", int(short.sum()), f"two junctions on one point: {SHORTEST_M} m"),
        ("parallel", doubled, "joins the same junctions as a quicker edge"),
    ]


def _turned(pieces: pd.DataFrame) -> pd.DataFrame:
    return pieces.rename(columns={"from_node": "to_node", "to_node": "from_node"})


def _one_way(pieces: pd.DataFrame, driven: str) -> pd.DataFrame:
    per_km = pieces["length_m"] / 1000 * 60
    return pd.DataFrame(
        {
            "from_node": pieces["from_node"],
            "to_node": pieces["to_node"],
            "length_m": pieces["length_m"],
            "car_min": (per_km / pieces["car_kmh"]).where(pieces[driven]),
            "walk_min": (per_km / WALKING_SPEED.amount).where(pieces["is_walkable"]),
        }
    )
