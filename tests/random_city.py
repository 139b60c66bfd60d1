"""Random cities: a few areas and services, loaded through the build's own `load.fill`.

Loading takes 0.2 s a city; reading and placing, which the toy city proves, are left out.
"""

import duckdb
import numpy as np
import pandas as pd

import queries
from geodata import load, tables
from geodata.decisions import categories, service_types

TYPES = [*service_types.HEALTH_TYPES, "hbpos", "joint_response_car"]
WAYS = list(categories.labels("access_mode"))
AGES = list(categories.labels("age_group"))
BOROUGHS = ["E09000001", "E09000002"]
MODES = ["walk", "car", "blue_light"]


def city(seed):
    """A city drawn with this seed, as plain rows and dictionaries."""
    draw = np.random.default_rng(seed)

    def some(options):
        return {o for o in options if draw.random() < 0.6}

    areas = [
        {
            "area_code": f"A{n}",
            "borough_code": BOROUGHS[n % 2],
            "residents": int(draw.integers(0, 3000)),
            "need": float(draw.integers(0, 40)),
            "area_km2": 0.5 + n,
        }
        for n in range(int(draw.integers(1, 7)))
    ]
    services, minutes, ages, ways, hours, possible = [], {}, {}, {}, {}, {}
    for n in range(int(draw.integers(0, 10))):
        sid = f"S{n}"
        basis = draw.choice(["postcode", "postcode", "mobile", "no_location"])
        services.append(
            {
                "service_id": sid,
                "service_type": str(draw.choice(TYPES)),
                "location_basis": str(basis),
                "restriction": "women only" if draw.random() < 0.2 else None,
                "status": str(draw.choice(["open", "open_unverified", "closed"])),
                "confidence": str(draw.choice(["low", "medium", "high"])),
            }
        )
        services[-1]["is_placed"] = (
            basis == "postcode" and services[-1]["status"] != "closed"
        )
        ages[sid], ways[sid] = some(AGES), some(WAYS)
        if draw.random() < 0.7:
            # Opens Monday at midnight, for some of the week.
            hours[sid] = set(range(int(draw.integers(1, 168))))
        if basis != "postcode":
            possible[sid] = some(BOROUGHS)
        if services[-1]["is_placed"]:
            for mode in MODES:
                for area in areas:
                    # Steps of 5 minutes: limits are met exactly now and then.
                    minutes[mode, sid, area["area_code"]] = float(
                        5 * draw.integers(0, 14)
                    )
    return {
        "areas": areas,
        "services": services,
        "minutes": minutes,
        "ages": ages,
        "ways": ways,
        "hours": hours,
        "possible": possible,
    }


def peopled(seed):
    """A city with deciles and ages, each known for all areas, for some or for none."""
    found = city(seed)
    draw = np.random.default_rng(seed)
    some, share = (draw.choice([0.0, 0.7, 1.0]) for _ in "ab")
    found["people"] = {}
    for area in found["areas"]:
        known = draw.random() < some
        area["deprivation_decile"] = int(draw.integers(1, 11)) if known else None
        if draw.random() < share:
            young = int(draw.integers(0, area["residents"] + 1))
            found["people"][area["area_code"], "under_18s"] = young
            found["people"][area["area_code"], "adults"] = area["residents"] - young
    return found


def loaded(found):
    """A database in memory with the city's rows; the caller closes it."""
    connection = duckdb.connect()
    load.fill(connection, {name: f for name, f in _tables(found).items() if len(f)})
    return connection


def saved(found, path):
    """A database file with the city's rows, which `queries.connect` takes; its path."""
    connection = duckdb.connect(path)
    load.fill(connection, {name: f for name, f in _tables(found).items() if len(f)})
    stamp = {
        "edition": ["random"],
        "built_at": [pd.Timestamp(2026, 1, 1)],
        "schema_fingerprint": [queries.schema_fingerprint()],
        "input_fingerprint": ["x"],
        "demonstration_seed": [0],
        "incident_stamp": ["x"],
    }
    load.append(connection, "builds", pd.DataFrame(stamp))
    connection.close()
    return path


def _tables(found):
    areas = pd.DataFrame(found["areas"])
    if "deprivation_decile" in areas:
        # Whole numbers and nulls: as floats they would be NaN.
        deciles = areas["deprivation_decile"].astype("Int64")
        areas = areas.assign(deprivation_decile=deciles)
    services = pd.DataFrame(found["services"])
    boroughs = pd.DataFrame(
        [
            dict.fromkeys(
                "icb_code_2024 icb_name_2024 icb_name_2026 mh_trust_code mh_trust_name "
                "police_force las_area_name las_area_basis smi_period source "
                "source_date".split(),
                "x",
            )
            | {
                "borough_code": code,
                "borough_name": code,
                "residents": 1,
                "smi_prevalence_percent": 1.0,
                "confidence": "high",
            }
            for code in found.get("boroughs", BOROUGHS)
        ]
    )
    if len(services):
        placed = services["is_placed"]
        services = services.assign(
            service_name=services["service_id"],
            source_url="x",
            source_date="x",
            hours_known=services["service_id"].isin(found["hours"]),
            easting_m=placed.map({True: 530000.0}),
            northing_m=placed.map({True: 180000.0}),
            lon=placed.map({True: 0.0}),
            lat=placed.map({True: 51.5}),
        )
    pairs = {
        "service_age_groups": ("age_group", found["ages"]),
        "service_access_modes": ("access_mode", found["ways"]),
        "service_boroughs": ("borough_code", found["possible"]),
        "open_hours": ("hour_of_week", found["hours"]),
    }
    listed = {
        table: pd.DataFrame(
            [(sid, code) for sid, codes in by_id.items() for code in sorted(codes)],
            columns=["service_id", column],
        )
        for table, (column, by_id) in pairs.items()
    }
    demand = areas.rename(columns={"need": "amount"})[["area_code", "amount"]]
    return {
        **tables.decided(),
        "boroughs": boroughs,
        "areas": areas.drop(columns="need").assign(
            area_name=areas["area_code"],
            sub_icb_name="x",
            vintage_code="lsoa_2011",
            residents_basis="estimated",
            point_count=1,
            easting_m=530000.0,
            northing_m=180000.0,
            lon=0.0,
            lat=51.5,
            area_km2=areas.get("area_km2", 1.0),
        ),
        "area_people": pd.DataFrame(
            [(*key, n, "estimated") for key, n in found.get("people", {}).items()],
            columns=["area_code", "age_group", "residents", "basis"],
        ),
        "services": services,
        **listed,
        "demand": demand.assign(
            measure="mental_health_calls", period="x", basis="modelled"
        ),
        "travel_minutes": pd.DataFrame(
            [(*key, m, "calibrated") for key, m in found["minutes"].items()],
            columns=["travel_mode", "service_id", "area_code", "minutes", "basis"],
        ),
    }
