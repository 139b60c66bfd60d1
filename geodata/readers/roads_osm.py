"""Roads of an OpenStreetMap extract, cut into stretches between junctions.

Limits of method: turn restrictions, ferries and conditional limits are not read; a way
that the extract cuts off is set aside whole; people walk both ways everywhere.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.errors import UnexpectedFile
from geodata.readers import Reading, osm_ways, road_network
from geodata.readers.osm_rules import road_use, speed_notes
from geodata.readers.osm_ways import SOURCE, Ways
from geodata.readers.road_network import RoadNetwork

SHORTEST_WAY = 2
"""Points that a way needs to lead anywhere."""
LONGEST_PIECE_M = 100.0
"""A long road without junctions keeps a bend about this often, for places to join it."""


def network(path: Path) -> RoadNetwork:
    """The roads of an extract; rows are ways that have the key `highway`.

    Out of scope: ways neither for cars nor for people on foot.
    Sets aside: ways with a node that the extract does not hold, or with one node.
    Raises: UnexpectedFile if this is no OpenStreetMap file, is cut short, holds its
        nodes after its ways, or holds no road at all.
    Source: `osm_ways.SOURCE`.
    """
    found = osm_ways.read(path)
    use = road_use(found.tags)
    wanted = (use["car_kmh"].notna() | use["is_walkable"]).to_numpy()
    cut, stub = wanted & found.is_cut_off(), wanted & (found.point_count < SHORTEST_WAY)
    kept = wanted & ~cut & ~stub
    _refuse_none(path, wanted=int(wanted.sum()), kept=int(kept.sum()))
    ways, exits = found.only(kept), np.unique(found.only(cut).node_id)
    pieces, nodes = _pieces(ways, use[kept], exits)
    rejected = [
        _set_aside(found.tags, cut, "way_cut_off", "nodes not in the file"),
        _set_aside(found.tags, stub & ~cut, "way_of_one_node", "fewer than two nodes"),
    ]
    return road_network.assembled(
        pieces,
        nodes=nodes,
        extent=road_network.outline(ways.easting_m, ways.northing_m, ways.bounds),
        reading=Reading(
            source=SOURCE,
            frame=pieces,
            rows_read=len(use),
            rows_kept=int(kept.sum()),
            rows_out_of_scope=int((~wanted).sum()),
            rejected=pd.concat(rejected, ignore_index=True),
        ),
        notes=speed_notes(found.tags[kept]),
    )


def _refuse_none(path: Path, *, wanted: int, kept: int) -> None:
    if kept:
        return
    found = f"{wanted:,} roads, and none with all its nodes" if wanted else "none"
    raise UnexpectedFile(
        f"{SOURCE.title}: expected roads (ways with 'highway'), found {found} ({path}). "
        "An extract must hold the nodes of its ways, and hold them first: sort it by "
        "type and number (osmium sort), or download another."
    )


def _set_aside(
    tags: pd.DataFrame, chosen: NDArray[np.bool_], rule: str, reason: str
) -> pd.DataFrame:
    numbers = tags.loc[chosen, "way_id"].astype(str)
    return pd.DataFrame(
        {
            "row_number": np.flatnonzero(chosen),
            "rule": rule,
            "reason": ("way " + numbers + ": " + reason).to_numpy(object),
        }
    )


def _pieces(
    ways: Ways, use: pd.DataFrame, exits: NDArray[np.int64]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Stretches between junctions, and the points of all nodes.

    A junction is a node that two ways share, an end of a way, an exit, or the first
    bend of another `LONGEST_PIECE_M`.
    """
    way = np.repeat(np.arange(len(use)), ways.point_count)
    last = np.cumsum(ways.point_count) - 1
    unique, first, inverse, uses = np.unique(
        ways.node_id, return_index=True, return_inverse=True, return_counts=True
    )
    junction = (uses[inverse] > 1) | np.isin(ways.node_id, exits)
    junction[last] = junction[last - ways.point_count + 1] = True
    steps = np.hypot(np.diff(ways.easting_m), np.diff(ways.northing_m))
    along = np.concatenate([[0.0], np.cumsum(steps)])
    junction[1:] |= np.diff(along // LONGEST_PIECE_M) > 0
    stop = np.flatnonzero(junction)
    same = way[stop[:-1]] == way[stop[1:]]
    start, end = stop[:-1][same], stop[1:][same]
    pieces = pd.DataFrame(
        {
            "from_node": ways.node_id[start],
            "to_node": ways.node_id[end],
            "length_m": along[end] - along[start],
        }
    )
    of_way = use.iloc[way[start]].reset_index(drop=True)
    nodes = pd.DataFrame(
        {
            "node_id": unique,
            "easting_m": ways.easting_m[first],
            "northing_m": ways.northing_m[first],
            "is_exit": np.isin(unique, exits),
        }
    )
    return pd.concat([pieces, of_way], axis=1), nodes
