"""Minutes over roads from areas to services, where the roads of a file can be believed.

A cell (area, service) is served when both ends lie on ground that the file covers, both
have a usable junction near, a way leads from one to the other, and that way is no
longer than any that leaves the file could be. Every other cell is left to the
calibrated curve, also where no way was found: a file ends somewhere, so it can never
prove that there is none.

Limits of method: free-flow minutes, without congestion or minutes at the door
(`geodata.road_scale` puts them on the footing of the calibrated ones).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata import road_graph
from geodata.decisions.thresholds import BLUE_LIGHT_FACTOR
from geodata.readers.road_network import RoadNetwork
from geodata.road_graph import MODES, Floats, Places

Bools = NDArray[np.bool_]

ROUNDING_MIN = 1e-9
"""A way and the same way in two halves add up in another order."""


@dataclass(frozen=True)
class Served:
    """Minutes over roads, areas × services, NaN where a cell is not served.

    `is_served` says the same by mode ('car', 'walk'). `snapped_areas` and
    `snapped_services` have, in the order given, area_code or service_id, is_covered
    (the file covers the place), and by mode node_id (null: none near) and snap_m:
    car_node, car_snap_m, walk_node, walk_snap_m. `cells` counts cells by mode and by
    what became of them, each cell under the first that applies: mode, outcome,
    cell_count.
    """

    car_min: Floats
    walk_min: Floats
    is_served: dict[str, Bools]
    snapped_areas: pd.DataFrame
    snapped_services: pd.DataFrame
    cells: pd.DataFrame

    @property
    def blue_light_min(self) -> Floats:
        """Minutes on blue light: the car's at free flow times `BLUE_LIGHT_FACTOR`."""
        return self.car_min * BLUE_LIGHT_FACTOR.amount


def minutes(
    network: RoadNetwork, areas: pd.DataFrame, services: pd.DataFrame, mode: str
) -> Floats:
    """Minutes by 'car' or 'walk' from areas to services within the network.

    Shape: areas × services; NaN where an end has no junction near or no way leads.
    Units: minutes, the walk to and from the junctions included.
    Ways that leave the file are not considered: `served` does.
    """
    roads = road_graph.graph(network, mode)
    homes, sites = road_graph.joined(roads, areas), road_graph.joined(roads, services)
    on_roads = road_graph.between(roads, homes.position, sites.position)
    return on_roads + np.add.outer(homes.walk_min, sites.walk_min)


def served(network: RoadNetwork, areas: pd.DataFrame, services: pd.DataFrame) -> Served:
    """Minutes for the cells that the network answers for, and which those are.

    `areas` has area_code, `services` service_id, both easting_m and northing_m.
    """
    near_areas = _covered(network, areas, "area_code")
    near_services = _covered(network, services, "service_id")
    covered = _both(near_areas["is_covered"], near_services["is_covered"])
    found, counts = {}, []
    for mode in MODES:
        roads = road_graph.graph(network, mode)
        homes = road_graph.joined(roads, areas)
        sites = road_graph.joined(roads, services)
        on_roads = road_graph.between(roads, homes.position, sites.position)
        least = road_graph.detour_min(roads, homes.position, sites.position)
        tests = {
            "not_covered": covered,
            "no_junction_near": _both(homes.is_near, sites.is_near),
            "no_way_found": ~np.isnan(on_roads),
            "may_leave_the_file": on_roads <= least + ROUNDING_MIN,
        }
        is_served = np.logical_and.reduce(list(tests.values()))
        travel_min = on_roads + np.add.outer(homes.walk_min, sites.walk_min)
        found[mode] = np.where(is_served, travel_min, np.nan)
        counts.append(_counted(mode, tests))
        near_areas = near_areas.assign(**_columns(mode, roads.nodes, homes))
        near_services = near_services.assign(**_columns(mode, roads.nodes, sites))
    return Served(
        car_min=found["car"],
        walk_min=found["walk"],
        is_served={mode: ~np.isnan(found[mode]) for mode in MODES},
        snapped_areas=near_areas,
        snapped_services=near_services,
        cells=pd.concat(counts, ignore_index=True),
    )


def _covered(network: RoadNetwork, places: pd.DataFrame, key: str) -> pd.DataFrame:
    east, north = places["easting_m"].to_numpy(), places["northing_m"].to_numpy()
    inside = shapely.contains_xy(network.extent, east, north)
    return places[[key]].reset_index(drop=True).assign(is_covered=inside)


def _both(areas: pd.Series | Bools, services: pd.Series | Bools) -> Bools:
    return np.asarray(np.logical_and.outer(np.asarray(areas), np.asarray(services)))


def _columns(mode: str, nodes: pd.DataFrame, places: Places) -> dict[str, pd.Series]:
    node_ids = nodes["node_id"].reindex(places.position).reset_index(drop=True)
    return {
        f"{mode}_node": node_ids.convert_dtypes(),
        f"{mode}_snap_m": pd.Series(places.snap_m),
    }


def _counted(mode: str, tests: dict[str, Bools]) -> pd.DataFrame:
    """Cells by the first test that they fail, or 'served'."""
    failed = [~passed for passed in tests.values()]
    outcome = np.select(failed, list(range(len(failed))), default=len(failed))
    counts = np.bincount(outcome.ravel(), minlength=len(failed) + 1)
    names = [*tests, "served"]
    return pd.DataFrame({"mode": mode, "outcome": names, "cell_count": counts})
