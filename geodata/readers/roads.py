"""Roads of an area as a routable graph, from OpenStreetMap or from OS Open Roads."""

from pathlib import Path

import shapely

from geodata.errors import UnexpectedFile
from geodata.readers import roads_open, roads_osm
from geodata.readers.road_network import RoadNetwork

OSM_ENDINGS = (".osm", ".osm.pbf", ".pbf", ".osm.bz2", ".osm.gz")
OPEN_ROADS_ENDINGS = (".gpkg",)


def network(path: Path, within: shapely.Geometry | None = None) -> RoadNetwork:
    """The roads of a file; of OS Open Roads only those that touch `within`.

    CRS: `within` and the result EPSG:27700.
    Raises: UnexpectedFile if the file is of neither publisher, or cannot be read.
    """
    name = path.name.lower()
    if name.endswith(OSM_ENDINGS):
        return roads_osm.network(path)
    if name.endswith(OPEN_ROADS_ENDINGS):
        return roads_open.network(path, within)
    raise UnexpectedFile(
        f"Roads: expected a file ending in one of "
        f"{[*OSM_ENDINGS, *OPEN_ROADS_ENDINGS]}, found '{path.name}' ({path}). Take an "
        "OpenStreetMap extract or the GeoPackage of OS Open Roads, unzipped."
    )
