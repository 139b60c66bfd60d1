"""Builds an edition: reads, places, measures, models, loads, checks, stamps, swaps."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import queries
from geodata import (
    calibration,
    corrections,
    demand,
    demonstration,
    disclosed,
    inputs,
    load,
    lock,
    placing,
    store,
    tables,
    travel,
)
from geodata.calibration import Points
from geodata.geography import geography
from geodata.inputs import Inputs
from geodata.points import Shapes
from geodata.publications import publications
from geodata.readers import Reading, postcodes, registers, routed_minutes

Say = Callable[[str], None]


@dataclass(frozen=True)
class Registers:
    """The registers of an edition, read."""

    services: Reading
    opening_hours: Reading
    boroughs: Reading
    published_figures: Reading


def build(
    chosen: Inputs,
    database: Path,
    say: Say = print,
    built_at: dt.datetime | None = None,
) -> Path:
    """Build the edition of these inputs and swap it in at `database`.

    Row-level incidents lie in a second file beside it (`store.incident_database`); those
    imported before are kept, and counted by the new areas.
    Raises: DataError of every kind; the last good database then stays.
    """
    started = time.monotonic()

    def step(words: str) -> None:
        say(f"  {time.monotonic() - started:5.1f} s  {words}")

    say(f"Building the {chosen.edition} edition into {database}")
    inputs.checked(chosen)
    step("Reading the registers of services, opening hours, boroughs and figures")
    read = _registers(chosen.registers)
    step("Reading postcodes")
    found = postcodes.postcodes(
        chosen.postcodes, set(read.services.frame["postcode"]) - {""}
    )
    step("Reading the boundaries of small areas and what is known of them")
    places = geography(chosen, read.boroughs.frame, found)
    areas = places.areas
    step(f"Placing services by their postcode in or near {len(areas):,} areas")
    services = placing.services(read.services.frame, found.frame)
    step("Calibrating car minutes against the routed matrix, leaving out each hospital")
    units = routed_minutes.units(chosen.routed_units)
    matrix = routed_minutes.minutes(chosen.routed_minutes, places.old_areas)
    bridged = placing.bridged(matrix.frame, places.pairs, areas["area_code"])
    near, routed = placing.units_near(areas, units.frame, bridged)
    calibrated = _calibration(areas, near, routed.to_numpy(float))
    located = services[services["is_placed"]]
    step(f"Minutes from every area to {len(located)} services, three ways of travel")
    curve = calibration.fitted(
        Points.of(areas), Points.of(near), routed.to_numpy(float)
    )
    minutes = travel.minutes(areas, located, curve, near, routed.to_numpy(float))
    step("Modelling need and drawing the demonstration incidents")
    need = demand.modelled(areas, read.boroughs.frame, read.published_figures.frame)
    log = demonstration.incidents(need)
    step("Reading sites and published series")
    published = publications(chosen, found.frame, places.shapes, areas["area_code"])
    step("Reading incident records")
    with tempfile.TemporaryDirectory(prefix="crisis_access_") as folder:
        records = recorded(chosen, database, Path(folder))
        built = _tables(...)
    readings = (
        *(read.services, read.opening_hours, read.boroughs, read.published_figures),
        *(*places.readings, units, matrix, *published.readings),
    )
    built = {
        **tables.decided(),
        **tables.sources(readings),
        **tables.geography(read.boroughs.frame, places),
        **tables.services(services, read.opening_hours.frame),
        **calibrated,
        "demand": need,
        "published_figures": tables.blank_to_null(read.published_figures.frame),
        **published.tables,
        **tables.edition(chosen, {r.source.source_code for r in readings}),
        "travel_minutes": minutes,
    }
    step("Loading the database, checking it and swapping it in")
    with lock.held(database):
        _write(database, built, _stamp(chosen, built_at), log)
    step("Done")
    return database


def _registers(folder: Path) -> Registers:
    services = registers.services(folder)
    return Registers(
        services=services,
        opening_hours=registers.opening_hours(folder, services.frame["service_id"]),
        boroughs=registers.boroughs(folder),
        published_figures=registers.published_figures(folder),
    )


def _calibration(
    areas: pd.DataFrame, units: pd.DataFrame, routed: calibration.Floats
) -> dict[str, pd.DataFrame]:
    homes, sites = Points.of(areas), Points.of(units)
    km = calibration.distance_km(homes, sites)
    predicted = calibration.left_out(homes, sites, routed)
    codes = units["unit_postcode"]
    return {
        "calibration_summary": calibration.summary(predicted, routed, km),
        "calibration_by_unit": calibration.by_unit(predicted, routed, km, codes),
        "calibration_by_borough": calibration.by_borough(predicted, routed, areas),
    }


def _stamp(chosen: Inputs, built_at: dt.datetime | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "edition": [chosen.edition],
            "built_at": [built_at or dt.datetime.now(dt.UTC).replace(tzinfo=None)],
            "schema_fingerprint": [queries.schema_fingerprint()],
            "input_fingerprint": [inputs.fingerprint(chosen)],
            "demonstration_seed": [demonstration.SEED],
        }
    )


def _write(
    database: Path,
    built: dict[str, pd.DataFrame],
    stamp: pd.DataFrame,
    log: pd.DataFrame,
) -> None:
    shapes = Shapes.of(built["boundaries"])
    with (
        load.written_aside(database) as connection,
        store.rewritten(database, shapes, log) as incidents,
    ):
        counted = disclosed.counts(incidents, built["areas"])
        counted["corrections"] = corrections.listed(database)
        load.fill(connection, built | counted)
        passed = load.check(connection)
        load.append(connection, "checks", passed)
        stored = incidents.execute("select stamp from store").df()
        load.append(connection, "builds", stamp.assign(incident_stamp=stored["stamp"]))
