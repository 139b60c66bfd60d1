"""Ways of an OpenStreetMap file that are tagged as roads or paths, with their points."""

from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import osmium
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

from geodata import sources
from geodata.errors import UnexpectedFile
from geodata.readers.osm_rules import TAGS
from geodata.readers.road_network import Floats

SOURCE = sources.of("roads_osm")
NOWHERE = 2**31 - 1
"""What osmium gives as a coordinate of a node that the file does not hold."""
COORDINATES_PER_DEGREE = 10_000_000


@dataclass(frozen=True)
class Ways:
    """Ways with `highway` and their points, end to end.

    Shape: `tags` one row per way: `osm_rules.TAGS` and way_id; `point_count` its points;
    node_id, easting_m, northing_m one per point, infinite where the file has no node.
    CRS: EPSG:27700, `bounds` too: the box that the file says it covers, or None.
    """

    tags: pd.DataFrame
    point_count: NDArray[np.int64]
    node_id: NDArray[np.int64]
    easting_m: Floats
    northing_m: Floats
    bounds: shapely.Geometry | None

    def is_cut_off(self) -> NDArray[np.bool_]:
        """Whether the file lacks a node of each way."""
        way = np.repeat(np.arange(len(self.tags)), self.point_count)
        lost = np.bincount(way[np.isinf(self.easting_m)], minlength=len(self.tags))
        return lost > 0

    def only(self, chosen: NDArray[np.bool_]) -> "Ways":
        """The ways chosen, with their points."""
        points = np.repeat(chosen, self.point_count)
        return Ways(
            self.tags[chosen],
            self.point_count[chosen],
            self.node_id[points],
            self.easting_m[points],
            self.northing_m[points],
            self.bounds,
        )


def read(path: Path) -> Ways:
    """Every way of the file that has the key `highway`.

    Raises: UnexpectedFile if this is no OpenStreetMap file or is cut short.
    Source: `SOURCE`.
    """
    rows: list[tuple[str | None, ...]] = []
    ids, counts, refs, east, north = (array("q") for _ in range(5))
    try:
        ways = _opened(path)
        for way in (cast("osmium.osm.Way", found) for found in ways):
            rows.append(tuple(way.tags.get(tag) for tag in TAGS))
            ids.append(way.id)
            counts.append(len(way.nodes))
            for node in way.nodes:
                refs.append(node.ref)
                east.append(node.x)
                north.append(node.y)
        box = ways.header.box()
    except RuntimeError as bad:
        raise UnexpectedFile(
            f"{SOURCE.title}: expected a whole OpenStreetMap extract (.osm, .osm.pbf), "
            f"found: {bad} ({path}). Download it again; a web page saved under this "
            "name, or a download cut short, reads like this."
        ) from bad
    tags = pd.DataFrame(rows, columns=list(TAGS), dtype=object)
    easting, northing = _placed(np.asarray(east), np.asarray(north))
    return Ways(
        tags=tags.assign(way_id=np.asarray(ids)),
        point_count=np.asarray(counts, np.int64),
        node_id=np.asarray(refs, np.int64),
        easting_m=easting,
        northing_m=northing,
        bounds=_bounds(box) if box.valid() else None,
    )


def _opened(path: Path) -> osmium.FileProcessor:
    # Nodes pass through osmium's own table of places; only ways reach Python.
    return (
        osmium.FileProcessor(path)
        .with_locations()
        .with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
        .with_filter(osmium.filter.KeyFilter("highway"))
    )


def _placed(east: NDArray[np.int64], north: NDArray[np.int64]) -> tuple[Floats, Floats]:
    lost = (east == NOWHERE) | (north == NOWHERE)
    lon = np.where(lost, np.inf, east / COORDINATES_PER_DEGREE)
    lat = np.where(lost, np.inf, north / COORDINATES_PER_DEGREE)
    grid = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    return grid.transform(lon, lat)


def _bounds(box: osmium.osm.Box) -> shapely.Geometry:
    low, high = box.bottom_left, box.top_right
    lon = np.array([low.lon, low.lon, high.lon, high.lon])
    lat = np.array([low.lat, high.lat, high.lat, low.lat])
    grid = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    return shapely.polygons(np.column_stack(grid.transform(lon, lat)))
