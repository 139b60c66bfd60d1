"""What was read and worked out, as the tables of queries/schema.sql."""

import dataclasses
from collections.abc import Iterable
from typing import Any

import pandas as pd

from geodata import needs, opening, outlines
from geodata.decisions import (
    breaks,
    catchment_weights,
    categories,
    comparing,
    parameters,
    patterns,
    poisson_limits,
    road_travel,
    service_types,
    thresholds,
    vintages,
)
from geodata.geography import Geography
from geodata.inputs import Inputs
from geodata.neighbours import neighbours
from geodata.readers import Reading, registers


def rows(records: Iterable[Any]) -> pd.DataFrame:
    """Dataclass records as a frame, one row each."""
    return pd.DataFrame([dataclasses.asdict(record) for record in records])


def decided() -> dict[str, pd.DataFrame]:
    """Tables of what someone decided."""
    types = rows(service_types.SERVICE_TYPES)
    return {
        "thresholds": rows(
            (
                *thresholds.THRESHOLDS,
                *road_travel.ROAD_THRESHOLDS,
                *patterns.PATTERN_THRESHOLDS,
                *comparing.COMPARISON_THRESHOLDS,
            )
        ),
        "exact_poisson_limits": rows(poisson_limits.EXACT_POISSON_LIMITS),
        "parameters": rows(parameters.PARAMETERS),
        "catchment_weights": rows(catchment_weights.CATCHMENT_WEIGHTS),
        "categories": rows((*categories.CATEGORIES, *patterns.PATTERN_CATEGORIES)),
        "service_types": types.assign(type_rank=range(1, len(types) + 1)),
        "vintages": rows(vintages.VINTAGES),
        "trend_breaks": rows(breaks.BREAKS),
    }


def sources(readings: tuple[Reading, ...]) -> dict[str, pd.DataFrame]:
    """Sources with their rows counted, and rows set aside."""
    counted = rows(tuple(r.source for r in readings))
    for column in ("rows_read", "rows_kept", "rows_out_of_scope"):
        counted[column] = [getattr(r, column) for r in readings]
    counted["rows_set_aside"] = [len(r.rejected) for r in readings]
    counted["vintage"] = [r.vintage or r.source.vintage for r in readings]
    counted["notes"] = ["; ".join(r.notes) for r in readings]
    rejected = [r.rejected.assign(source_code=r.source.source_code) for r in readings]
    return {
        "sources": counted,
        "rejected_rows": pd.concat([r for r in rejected if len(r)] or rejected[:1]),
    }


def geography(boroughs: pd.DataFrame, places: Geography) -> dict[str, pd.DataFrame]:
    """Boroughs, areas with their people by age, neighbours and postcodes; boundaries."""
    return {
        "boroughs": blank_to_null(
            boroughs.rename(columns={"residents_2021": "residents"})
        ),
        "areas": places.areas,
        "area_people": places.people,
        "area_neighbours": neighbours(places.shapes),
        # Published points are whole metres.
        "postcodes": places.postcodes.astype({"easting_m": int, "northing_m": int}),
        "boundaries": outlines.boundaries(places.shapes, places.zones),
    }


def services(placed: pd.DataFrame, hours: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Services with their ways in, ages, boroughs and hours."""
    lists = ["possible_borough_codes", "access_modes", "age_groups"]
    days = opening.daily(hours)
    rooms = pd.to_numeric(placed["rooms_count"].replace("", None)).astype("Int64")
    return {
        "services": blank_to_null(placed.drop(columns=[*lists, "rooms_count"])).assign(
            rooms_count=rooms,
            hours_known=placed["hours_known"] == "yes",
        ),
        "service_access_modes": registers.listed(placed, "access_modes", "access_mode"),
        "service_age_groups": registers.listed(placed, "age_groups", "age_group"),
        "service_boroughs": registers.listed(
            placed, "possible_borough_codes", "borough_code"
        ),
        "opening_hours": days,
        "open_hours": opening.open_hours(days),
    }


def blank_to_null(frame: pd.DataFrame) -> pd.DataFrame:
    """Empty text as null."""
    return frame.replace("", None)


def edition(chosen: Inputs, read: set[str], met: set[str]) -> dict[str, pd.DataFrame]:
    """What the edition took and did without, and files of the folder not used.

    `read` are the publications that were read, `met` those that met their need.
    """
    unread = [
        (path.name, "not needed: what it holds was taken from a better file")
        for code, paths in chosen.shelf.items()
        for path in paths
        if code not in read
    ]
    passed_over = [(file.path.name, file.sentence) for file in chosen.passed_over]
    return {
        "edition_needs": blank_to_null(pd.DataFrame(needs.rows(met))),
        "files_passed_over": pd.DataFrame(
            passed_over + unread, columns=["file_name", "reason"]
        ),
    }
