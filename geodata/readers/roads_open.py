"""Roads of OS Open Roads, whose links run from junction to junction already.

Limits of method: the product knows no one-way streets, no speed limits, no turn
restrictions and no footpaths, and is generalised for 1:25,000; cars go both ways
everywhere. Minutes by car are therefore too short where streets are one-way, and on
foot too long where paths cut through.
"""

import re
from pathlib import Path

import pandas as pd
import pyogrio
import shapely

from geodata import sources
from geodata.decisions.road_travel import (
    CLOSED_FORMS,
    DUAL_CARRIAGEWAY_MPH,
    KM_PER_MILE,
    OPEN_ROADS_CLASSES,
)
from geodata.errors import UnexpectedFile, UnmappedCategory
from geodata.readers import Reading, require_columns, road_network
from geodata.readers.road_network import RoadNetwork

SOURCE = sources.of("roads_open")
LINK_COLUMNS = {
    "id",
    "road_function",
    "form_of_way",
    "length",
    "start_node",
    "end_node",
}


def network(path: Path, within: shapely.Geometry | None = None) -> RoadNetwork:
    """The roads of the GeoPackage that touch `within`; rows are its links.

    CRS: EPSG:27700.
    Out of scope: links away from `within`; forms of way that nobody may use.
    Sets aside: links without a node in the file, or without a length.
    Raises: UnexpectedFile if layers, columns or coordinates are not the publisher's;
        UnmappedCategory for a function of road without a decision.
    Source: `SOURCE`.
    """
    link_count, links = _layer(path, "road_link", within, LINK_COLUMNS)
    _, found = _layer(path, "road_node", within, {"id"}, is_placed=True)
    use = _use(links, path)
    known = links[["start_node", "end_node"]].isin(set(found["id"])).all(axis=1)
    closed = ~use["is_walkable"] & use["car_kmh"].isna()
    cut, blank = ~closed & ~known, ~closed & known & ~(links["length"] > 0)
    kept = ~closed & known & ~blank
    if not kept.any():
        raise _no_roads(path, link_count)
    nodes = _nodes(found, links[cut])
    rejected = [
        _set_aside(links[cut], "link_cut_off", "a node is not in the file"),
        _set_aside(links[blank], "link_without_length", "no length"),
    ]
    reading = Reading(
        source=SOURCE,
        frame=links,
        rows_read=link_count,
        rows_kept=int(kept.sum()),
        rows_out_of_scope=link_count - len(links) + int(closed.sum()),
        rejected=pd.concat(rejected, ignore_index=True),
    )
    return road_network.assembled(
        _pieces(links[kept], use[kept]),
        nodes=nodes,
        extent=road_network.outline(
            nodes["easting_m"].to_numpy(), nodes["northing_m"].to_numpy(), within
        ),
        reading=reading,
        notes=[],
    )


def _layer(
    path: Path,
    layer: str,
    within: shapely.Geometry | None,
    columns: set[str],
    *,
    is_placed: bool = False,
) -> tuple[int, pd.DataFrame]:
    """Rows in the whole layer, and those that touch `within`, names in snake case."""
    try:
        # Editions before 2022 name the layer RoadLink and the columns startNode.
        layers = {_snake(name): name for name, _kind in pyogrio.list_layers(path)}
        if layer not in layers:
            raise UnexpectedFile(
                f"{SOURCE.title}: expected a layer '{layer}', found "
                f"{sorted(layers.values())} ({path}). Take the GeoPackage of OS Open "
                "Roads (oproad_gb.gpkg)."
            )
        about = pyogrio.read_info(path, layer=layers[layer])
        found = pyogrio.read_dataframe(
            path,
            layer=layers[layer],
            bbox=None if within is None else within.bounds,
            read_geometry=is_placed,
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as bad:
        raise UnexpectedFile(
            f"{SOURCE.title}: expected a GeoPackage, found: {bad} ({path}). Download it "
            "again and unzip it."
        ) from bad
    if about["crs"] != "EPSG:27700":
        raise UnexpectedFile(
            f"{SOURCE.title}: expected coordinates in EPSG:27700, found "
            f"'{about['crs']}' in layer '{layer}' ({path}). Take the file as Ordnance "
            "Survey publishes it."
        )
    found = found.rename(columns=_snake)
    require_columns(found.columns, columns, SOURCE, path)
    return int(about["features"]), found


def _no_roads(path: Path, link_count: int) -> UnexpectedFile:
    return UnexpectedFile(
        f"{SOURCE.title}: expected links of roads, found none to use of "
        f"{link_count:,} ({path}). Does the file cover London?"
    )


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _nodes(found: pd.DataFrame, cut: pd.DataFrame) -> pd.DataFrame:
    points = found["geometry"].to_numpy()
    return pd.DataFrame(
        {
            "node_id": found["id"].astype(object),
            "easting_m": shapely.get_x(points),
            "northing_m": shapely.get_y(points),
            "is_exit": found["id"].isin(
                pd.concat([cut["start_node"], cut["end_node"]])
            ),
        }
    ).drop_duplicates("node_id")


def _use(links: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Use of each link: car_kmh (null: no cars), is_walkable."""
    classes = {c.road_class: c for c in OPEN_ROADS_CLASSES}
    strange = sorted(set(links["road_function"].fillna("")) - set(classes))
    if strange:
        raise UnmappedCategory(
            f"{SOURCE.title}: expected road_function among {sorted(classes)}, found "
            f"{strange} ({path}). Decide how fast cars go there in "
            "geodata/decisions/road_travel.py."
        )
    mph = links["road_function"].map({k: c.car_mph for k, c in classes.items()})
    dual = links["form_of_way"].str.contains("Dual Carriageway", na=False)
    mph = mph.mask(dual & (links["road_function"] == "A Road"), DUAL_CARRIAGEWAY_MPH)
    walked = links["road_function"].map({k: c.is_walkable for k, c in classes.items()})
    closed = links["form_of_way"].isin(CLOSED_FORMS)
    return pd.DataFrame(
        {
            "car_kmh": mph.astype(float).mask(closed) * KM_PER_MILE,
            "is_walkable": walked.astype(bool) & ~closed,
        }
    )


def _pieces(links: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    named = {"start_node": "from_node", "end_node": "to_node", "length": "length_m"}
    pieces = links[list(named)].rename(columns=named).join(use)
    return pieces.assign(is_forward=True, is_backward=True)


def _set_aside(links: pd.DataFrame, rule: str, reason: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row_number": links.index,
            "rule": rule,
            "reason": ("link " + links["id"].astype(str) + ": " + reason).astype(
                object
            ),
        }
    )
