"""Builds an edition: reads, places, measures, models, loads, checks, stamps, swaps."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import Transformer

import queries
from geodata import (
    calibration,
    demand,
    demonstration,
    inputs,
    load,
    opening,
    outlines,
    residents,
    travel,
)
from geodata.calibration import Points
from geodata.decisions import categories, thresholds, vintages
from geodata.inputs import Inputs
from geodata.readers import Reading, boundaries, postcodes, registers, routed_minutes

Say = Callable[[str], None]
TO_LONLAT = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
COUNTED_STATUSES = ("open", "open_unverified")
MATRIX_EDGE_KM = 25.0
"""Units farther than this from every area say nothing about London's roads."""


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

    Row-level incidents go into a second file beside it (`incident_database`).
    Raises: DataError of every kind; the last good database then stays.
    """
    started = time.monotonic()

    def step(words: str) -> None:
        say(f"  {time.monotonic() - started:5.1f} s  {words}")

    say(f"Building the {chosen.edition} edition into {database}")
    inputs.checked(chosen)
    step("Reading the registers of services, opening hours, boroughs and figures")
    read = _registers(chosen.registers)
    step("Reading the boundaries of small areas")
    shapes = boundaries.areas(chosen.boundaries, read.boroughs.frame)
    lookup = boundaries.regions(chosen.regions, shapes.frame["area_code"])
    step(f"Reading postcodes, placing them in {len(shapes.frame):,} areas")
    found = postcodes.postcodes(
        chosen.postcodes, set(read.services.frame["postcode"]) - {""}
    )
    placed, in_areas = _postcodes_in_areas(shapes.frame, found)
    step("Estimating residents and postcode-weighted points of areas")
    areas = _areas(shapes.frame, lookup.frame, placed, read.boroughs.frame)
    step("Placing services by their postcode")
    services = _services(read.services.frame, found.frame)
    step("Calibrating car minutes against the routed matrix, leaving out each hospital")
    units = routed_minutes.units(chosen.routed_units)
    matrix = routed_minutes.minutes(chosen.routed_minutes, areas)
    near, routed = _units_near(areas, units.frame, matrix.frame)
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
    readings = (
        *(read.services, read.opening_hours, read.boroughs, read.published_figures),
        *(shapes, lookup, in_areas, units, matrix),
    )
    tables = {
        **_decided(),
        **_sources(readings),
        **_geography(read.boroughs.frame, areas, shapes.frame),
        **_services_tables(services, read),
        **calibrated,
        "demand": need,
        **_incident_tables(log, areas),
        "published_figures": _blank_to_null(read.published_figures.frame),
        "travel_minutes": minutes,
    }
    step("Loading the database, checking it and swapping it in")
    stamp = _stamp(chosen, built_at)
    _write(database, tables, stamp, log)
    step("Done")
    return database


def incident_database(database: Path) -> Path:
    """The file of row-level incidents, beside the database."""
    return database.with_name(f"{database.stem}_incidents.duckdb")


def _registers(folder: Path) -> Registers:
    services = registers.services(folder)
    return Registers(
        services=services,
        opening_hours=registers.opening_hours(folder, services.frame["service_id"]),
        boroughs=registers.boroughs(folder),
        published_figures=registers.published_figures(folder),
    )


def _postcodes_in_areas(
    areas: gpd.GeoDataFrame, found: Reading
) -> tuple[pd.DataFrame, Reading]:
    london = found.frame[found.frame["authority_code"].str.startswith("E09")]
    placed, lost = residents.placed_postcodes(areas, london)
    rejected = lost.assign(
        row_number=lost.index,
        rule="postcode_outside_areas",
        reason="no area of its borough within the snapping distance",
    )[["row_number", "rule", "reason"]]
    return placed, Reading(
        source=found.source,
        frame=placed,
        rows_read=found.rows_read,
        rows_kept=found.rows_kept - len(lost),
        rows_out_of_scope=found.rows_out_of_scope,
        rejected=pd.concat([found.rejected, rejected], ignore_index=True),
    )


def _with_lonlat(frame: pd.DataFrame) -> pd.DataFrame:
    lon, lat = TO_LONLAT.transform(
        frame["easting_m"].to_numpy(float), frame["northing_m"].to_numpy(float)
    )
    # pyproj gives infinity for a point that is not there.
    known = np.isfinite(lon) & np.isfinite(lat)
    return frame.assign(
        lon=np.where(known, lon.round(6), np.nan),
        lat=np.where(known, lat.round(6), np.nan),
    )


def _areas(
    shapes: gpd.GeoDataFrame,
    lookup: pd.DataFrame,
    placed: pd.DataFrame,
    boroughs: pd.DataFrame,
) -> pd.DataFrame:
    areas = (
        pd.DataFrame(shapes.drop(columns="geometry"))
        .merge(lookup, on="area_code")
        .merge(residents.weighted_points(placed), on="area_code", how="left")
        .sort_values("area_code", ignore_index=True)
    )
    areas = areas.assign(vintage_code=vintages.LSOA_2011.vintage_code)
    areas["residents"] = residents.spread(areas, boroughs)
    return _with_lonlat(areas.assign(residents_basis="estimated"))


def _services(registered: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    points = found[["postcode", "easting_m", "northing_m"]]
    services = _with_lonlat(registered.merge(points, on="postcode", how="left"))
    return services.assign(
        is_placed=services["easting_m"].notna()
        & services["status"].isin(COUNTED_STATUSES),
    ).sort_values("service_id", ignore_index=True)


def _units_near(
    areas: pd.DataFrame, units: pd.DataFrame, matrix: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    units = units[units["unit_postcode"].isin(matrix.columns)]
    km = calibration.distance_km(Points.of(areas), Points.of(units))
    near = units[km.min(axis=0) <= MATRIX_EDGE_KM].reset_index(drop=True)
    return near, matrix[near["unit_postcode"]]


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


def _decided() -> dict[str, pd.DataFrame]:
    types = load.rows(categories.SERVICE_TYPES)
    return {
        "thresholds": load.rows(thresholds.THRESHOLDS),
        "categories": load.rows(categories.CATEGORIES),
        "service_types": types.assign(type_rank=range(1, len(types) + 1)),
        "vintages": load.rows(vintages.VINTAGES),
    }


def _sources(readings: tuple[Reading, ...]) -> dict[str, pd.DataFrame]:
    counted = load.rows(tuple(r.source for r in readings))
    for column in ("rows_read", "rows_kept", "rows_out_of_scope"):
        counted[column] = [getattr(r, column) for r in readings]
    counted["rows_set_aside"] = [len(r.rejected) for r in readings]
    rejected = [r.rejected.assign(source_code=r.source.source_code) for r in readings]
    return {
        "sources": counted,
        "rejected_rows": pd.concat([r for r in rejected if len(r)] or rejected[:1]),
    }


def _geography(
    boroughs: pd.DataFrame, areas: pd.DataFrame, shapes: gpd.GeoDataFrame
) -> dict[str, pd.DataFrame]:
    return {
        "boroughs": _blank_to_null(
            boroughs.rename(columns={"residents_2021": "residents"})
        ),
        "areas": areas,
        "boundaries": outlines.boundaries(shapes),
    }


def _services_tables(
    services: pd.DataFrame, read: Registers
) -> dict[str, pd.DataFrame]:
    lists = ["possible_borough_codes", "access_modes", "age_groups"]
    days = opening.daily(read.opening_hours.frame)
    rooms = pd.to_numeric(services["rooms_count"].replace("", None)).astype("Int64")
    return {
        "services": _blank_to_null(
            services.drop(columns=[*lists, "rooms_count"])
        ).assign(
            rooms_count=rooms,
            hours_known=services["hours_known"] == "yes",
        ),
        "service_access_modes": registers.listed(
            services, "access_modes", "access_mode"
        ),
        "service_age_groups": registers.listed(services, "age_groups", "age_group"),
        "service_boroughs": registers.listed(
            services, "possible_borough_codes", "borough_code"
        ),
        "opening_hours": days,
        "open_hours": opening.open_hours(days),
    }


def _incident_tables(log: pd.DataFrame, areas: pd.DataFrame) -> dict[str, pd.DataFrame]:
    borough = areas.set_index("area_code")["borough_code"]
    return {
        "incidents_by_area": demonstration.disclosed_counts(
            log, log["area_code"], "area_code", areas["area_code"]
        ),
        "incidents_by_borough": demonstration.disclosed_counts(
            log,
            log["area_code"].map(borough),
            "borough_code",
            pd.Series(sorted(set(borough))),
        ),
    }


def _blank_to_null(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.replace("", None)


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
    tables: dict[str, pd.DataFrame],
    stamp: pd.DataFrame,
    log: pd.DataFrame,
) -> None:
    with load.written_aside(database) as connection:
        load.fill(connection, tables)
        passed = load.check(connection)
        connection.register("passed", passed)
        connection.execute("insert into checks by name select * from passed")
        connection.register("stamp", stamp)
        connection.execute("insert into builds by name select * from stamp")
        with load.written_aside(incident_database(database)) as beside:
            beside.execute(load.INCIDENT_SCHEMA)
            beside.register("log", log)
            beside.execute("insert into incidents by name select * from log")
