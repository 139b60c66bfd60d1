"""Reads, places, measures and models everything of an edition but its incidents."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from geodata import (
    calibration,
    demand,
    demonstration,
    placing,
    road_minutes,
    tables,
    travel,
)
from geodata.geography import Geography, geography
from geodata.inputs import Inputs
from geodata.publications import publications
from geodata.readers import Reading, postcodes, registers, routed_minutes
from queries.car_curve import Floats, Points, distance_km

Step = Callable[[str], None]


@dataclass(frozen=True)
class Edition:
    """Tables of an edition by name, what was read for them, and invented incidents."""

    tables: dict[str, pd.DataFrame]
    readings: tuple[Reading, ...]
    log: pd.DataFrame


@dataclass(frozen=True)
class Registers:
    """The registers of an edition, read."""

    services: Reading
    opening_hours: Reading
    boroughs: Reading
    published_figures: Reading


def edition(chosen: Inputs, step: Step) -> Edition:
    """Everything of an edition but recorded incidents.

    Raises: DataError of every kind.
    """
    step("Reading the registers of services, opening hours, boroughs and figures")
    read = _registers(chosen.registers)
    boroughs = read.boroughs.frame
    step("Reading postcodes")
    known = set(read.services.frame["postcode"]) - {""}
    found = postcodes.postcodes(chosen.postcodes, known)
    step("Reading the boundaries of small areas and what is known of them")
    places = geography(chosen, boroughs, found)
    services = placing.services(read.services.frame, found.frame)
    located = services[services["is_placed"]]
    minutes, calibrated, routes = _travel(chosen, places, located, step)
    step("Modelling need, drawing the demonstration incidents")
    need = demand.modelled(places.areas, boroughs, read.published_figures.frame)
    step("Reading sites and published series")
    codes = places.areas["area_code"]
    published = publications(chosen, found.frame, places.shapes, codes)
    built = {
        **tables.geography(boroughs, places),
        **tables.services(services, read.opening_hours.frame),
        **calibrated,
        "demand": need,
        "published_figures": tables.blank_to_null(read.published_figures.frame),
        **published.tables,
        "travel_minutes": minutes,
    }
    readings = (
        *(read.services, read.opening_hours, read.boroughs, read.published_figures),
        *(*places.readings, *routes, *published.readings),
    )
    return Edition(built, readings, demonstration.incidents(need))


def _registers(folder: Path) -> Registers:
    services = registers.services(folder)
    return Registers(
        services=services,
        opening_hours=registers.opening_hours(folder, services.frame["service_id"]),
        boroughs=registers.boroughs(folder),
        published_figures=registers.published_figures(folder),
    )


def _travel(
    chosen: Inputs, places: Geography, located: pd.DataFrame, step: Step
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame], tuple[Reading, ...]]:
    """Minutes of every area and service, the error of the curve, what was read."""
    areas = places.areas
    step("Calibrating car minutes against the routed matrix, leaving out each hospital")
    units = routed_minutes.units(chosen.routed_units)
    matrix = routed_minutes.minutes(chosen.routed_minutes, places.old_areas)
    bridged = placing.bridged(matrix.frame, places.pairs, areas["area_code"])
    near, columns = placing.units_near(areas, units.frame, bridged)
    routed = columns.to_numpy(float)
    calibrated = _calibration(areas, near, routed)
    step(f"Minutes from {len(areas):,} areas to {len(located)} services, three ways")
    curve = calibration.fitted(Points.of(areas), Points.of(near), routed)
    calibrated |= calibration.curve_tables(curve, areas["area_code"])
    found = travel.matrices(areas, located, curve, near, routed)
    roads = chosen.file("roads_osm") or chosen.file("roads_open")
    if roads is None:
        return travel.minutes(areas, located, found), calibrated, (units, matrix)
    step(f"Minutes over the roads of {roads.name}, where it covers London")
    network, cells = road_minutes.over_roads(roads, areas, located, found)
    calibrated["road_cells"] = cells
    return (
        travel.minutes(areas, located, found),
        calibrated,
        (units, matrix, network),
    )


def _calibration(
    areas: pd.DataFrame, units: pd.DataFrame, routed: Floats
) -> dict[str, pd.DataFrame]:
    homes, sites = Points.of(areas), Points.of(units)
    km = distance_km(homes, sites)
    predicted = calibration.left_out(homes, sites, np.asarray(routed, float))
    codes = units["unit_postcode"]
    return {
        "calibration_summary": calibration.summary(predicted, routed, km),
        "calibration_by_unit": calibration.by_unit(predicted, routed, km, codes),
        "calibration_by_borough": calibration.by_borough(predicted, routed, areas),
    }
