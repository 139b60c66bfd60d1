"""What OpenStreetMap's tags say of a way: who may use it, which way, how fast."""

import numpy as np
import pandas as pd

from geodata.decisions.road_travel import (
    FASTEST_LIMIT_MPH,
    KM_PER_MILE,
    OSM_CLASSES,
    REFUSED_ACCESS,
    SLOWEST_LIMIT_MPH,
)

CAR_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")
"""The first of these that a way has decides for cars."""
FOOT_KEYS = ("foot", "access")
TAGS = (
    *("highway", "oneway", "junction", "maxspeed", "service"),
    *("motorcar", "motor_vehicle", "vehicle", "access", "foot"),
)

LIMIT_WORDS_MPH = {
    "GB:motorway": 70,
    "GB:nsl_dual": 70,
    "GB:nsl_single": 60,
    "GB:nsl_restricted": 30,
    "national": 60,
    "GB:20": 20,
    "GB:zone20": 20,
}
"""Limits said in words; `national` is that of a road with one carriageway."""

FORWARD, BACKWARD = ("yes", "true", "1"), ("-1", "reverse")
BOTH_WAYS = ("no", "false", "0")


def road_use(tags: pd.DataFrame) -> pd.DataFrame:
    """Use of each way: car_kmh (null: no cars), is_walkable, is_forward, is_backward.

    Shape: the rows of `tags`, whose columns are `TAGS`.
    """
    classes = {c.road_class: c for c in OSM_CLASSES}
    kmh = {k: c.car_mph * KM_PER_MILE for k, c in classes.items() if c.car_mph}
    walked = [k for k, c in classes.items() if c.is_walkable]
    by_class = tags["highway"].map(kmh).astype(float)
    driven = (
        by_class.notna()
        & _allowed(tags, CAR_KEYS)
        & (tags["service"] != "emergency_access")
    )
    speed = limits_kmh(tags["maxspeed"]).fillna(by_class)
    forward, backward = driven_ways(tags)
    return pd.DataFrame(
        {
            "car_kmh": speed.where(driven),
            "is_walkable": tags["highway"].isin(walked) & _allowed(tags, FOOT_KEYS),
            "is_forward": forward,
            "is_backward": backward,
        }
    )


def driven_ways(tags: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Whether cars may take each way along its points, and against them.

    Motorways and roundabouts go one way unless `oneway` says otherwise.
    """
    said = tags["oneway"]
    implied = tags["highway"].isin(["motorway", "motorway_link"]) | (
        tags["junction"] == "roundabout"
    )
    one_way = said.isin(FORWARD) | (implied & ~said.isin([*BOTH_WAYS, *BACKWARD]))
    against = said.isin(BACKWARD)
    return ~against, ~one_way


def limits_kmh(posted: pd.Series) -> pd.Series:
    """Posted limits in km per hour, null where none is posted or it makes no sense."""
    values = pd.Series(posted.dropna().unique(), dtype="str")
    number = values.str.strip().str.extract(
        r"^(?P<amount>\d+(?:\.\d+)?) ?(?P<unit>mph|km/h|kmh|kph)?$"
    )
    amount = pd.to_numeric(number["amount"])
    kmh = amount * np.where(number["unit"] == "mph", KM_PER_MILE, 1.0)
    kmh = kmh.fillna(
        values.str.strip().map(LIMIT_WORDS_MPH).astype(float) * KM_PER_MILE
    )
    # Half a km per hour over, since 112 and 113 km per hour both stand for 70 mph.
    sane = kmh.between(
        SLOWEST_LIMIT_MPH * KM_PER_MILE, FASTEST_LIMIT_MPH * KM_PER_MILE + 0.5
    )
    return posted.map(dict(zip(values, kmh.where(sane), strict=True))).astype(float)


def speed_notes(tags: pd.DataFrame) -> list[tuple[str, int, str]]:
    """Posted limits that make no sense, one row per value: rule, count of ways, reason."""
    posted = tags["maxspeed"].dropna()
    odd = posted[limits_kmh(posted).isna()].value_counts().sort_index()
    return [
        ("odd_speed", int(count), f"maxspeed '{value}': the speed of the class is used")
        for value, count in odd.items()
    ]


def _allowed(tags: pd.DataFrame, keys: tuple[str, ...]) -> pd.Series:
    """Whether the most particular of the keys that a way has lets the public in."""
    said = tags[list(keys)].bfill(axis=1).iloc[:, 0]
    return ~said.isin(REFUSED_ACCESS)
