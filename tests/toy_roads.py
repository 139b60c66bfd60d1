"""Small road files written for the tests: OpenStreetMap as XML and PBF, OS Open Roads.

Points are National Grid metres from the corner (530,125, 180,125), the middle of a
square of the outline; a street of 60 km per hour takes a car a minute per kilometre,
and people walk 80 metres a minute, so that each expected number is mental arithmetic.
"""

import heapq
from xml.sax.saxutils import quoteattr

import geopandas as gpd
import numpy as np
import osmium
import pandas as pd
import pyproj
import shapely

CORNER = (530_125, 180_125)
STREET = {"highway": "residential", "maxspeed": "60"}

_DEGREES = pyproj.Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)


def grid(size=5, step=1000, tags=STREET):
    """Nodes 10 × column + row of a square grid, and a street along each row and column."""
    nodes = {10 * i + j: (i * step, j * step) for i in range(size) for j in range(size)}
    rows = [([10 * i + j for i in range(size)], dict(tags)) for j in range(size)]
    columns = [([10 * i + j for j in range(size)], dict(tags)) for i in range(size)]
    return nodes, rows + columns


def written_osm(path, nodes, ways, *, ways_first=False, bounds=None):
    """An OpenStreetMap XML file; `ways` are (node numbers, tags)."""
    points = []
    for number, (east, north) in nodes.items():
        lon, lat = _degrees(east, north)
        points.append(f'<node id="{number}" lat="{lat:.7f}" lon="{lon:.7f}"/>')
    lines = []
    for number, (refs, tags) in enumerate(ways, start=1):
        inner = [f'<nd ref="{ref}"/>' for ref in refs]
        inner += [f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items()]
        lines.append(f'<way id="{number}">{"".join(inner)}</way>')
    parts = lines + points if ways_first else points + lines
    if bounds:
        low, high = _degrees(*bounds[:2]), _degrees(*bounds[2:])
        parts.insert(
            0,
            f'<bounds minlat="{low[1]}" minlon="{low[0]}" '
            f'maxlat="{high[1]}" maxlon="{high[0]}"/>',
        )
    text = '<?xml version="1.0"?><osm version="0.6">' + "".join(parts) + "</osm>"
    path.write_text(text, encoding="utf-8")
    return path


def written_pbf(path, source):
    """The same file as PBF, through osmium's writer."""
    with osmium.SimpleWriter(path) as writer:
        for thing in osmium.FileProcessor(source):
            writer.add(thing)
    return path


def written_open_roads(path, nodes, links, *, old_names=False, crs="EPSG:27700"):
    """A GeoPackage as Ordnance Survey lays it out; `links` are (start, end, values)."""
    node_layer = gpd.GeoDataFrame(
        {"id": [f"N{n}" for n in nodes], "form_of_road_node": "junction"},
        geometry=[shapely.Point(placed(*point)) for point in nodes.values()],
        crs=crs,
    )
    rows = []
    for number, (start, end, values) in enumerate(links):
        known = [shapely.Point(placed(*nodes.get(n, (0, 0)))) for n in (start, end)]
        rows.append(
            {
                "id": f"L{number}",
                "fictitious": False,
                "road_classification": "Unclassified",
                "road_function": "Local Road",
                "form_of_way": "Single Carriageway",
                "length": known[0].distance(known[1]),
                "length_uom": "m",
                "start_node": f"N{start}",
                "end_node": f"N{end}",
                "geometry": shapely.LineString(known),
            }
            | values
        )
    link_layer = gpd.GeoDataFrame(rows, geometry="geometry", crs=crs)
    layers = {"road_link": link_layer, "road_node": node_layer}
    for name, layer in layers.items():
        if old_names:
            older = name.title().replace("_", "")
            layer.rename(columns=_camel).to_file(path, layer=older, driver="GPKG")
        else:
            layer.to_file(path, layer=name, driver="GPKG")
    return path


def placed(east, north):
    """National Grid metres of metres from the corner."""
    return CORNER[0] + east, CORNER[1] + north


def places(key, points):
    """A frame of places at metres from the corner: key, easting_m, northing_m."""
    grid_points = np.array([placed(*point) for point in points], float).reshape(-1, 2)
    return pd.DataFrame(
        {
            key: [f"{key}{n}" for n in range(len(points))],
            "easting_m": grid_points[:, 0],
            "northing_m": grid_points[:, 1],
        }
    )


def shortest(edges, start):
    """Least minutes from a node to every node: the textbook, with a heap."""
    least, heap = {}, [(0.0, start)]
    while heap:
        minutes, node = heapq.heappop(heap)
        if node in least:
            continue
        least[node] = minutes
        for begin, end, cost in edges:
            if begin == node and end not in least:
                heapq.heappush(heap, (minutes + cost, end))
    return least


def _degrees(east, north):
    return _DEGREES.transform(*placed(east, north))


def _camel(name):
    first, *others = name.split("_")
    return first + "".join(word.title() for word in others)
