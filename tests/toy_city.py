"""A city small enough to work out by hand, in the publishers' own file formats.

Six squares of 4 km, centres on round National Grid numbers:

    a4 (530, 184)  a5 (534, 184)  a6 (538, 184)      a1, a2, a4: borough of Weston
    a1 (530, 180)  a2 (534, 180)  a3 (538, 180)      a3, a5, a6: borough of Easton

Walking takes 1.3 × 60 / 4.8 = 16.25 minutes per km, so 4 km are exactly 65 minutes.
Services stand on postcodes outside London, so that they do not move the areas' points.
"""

import json
from pathlib import Path

import brotli
import msgpack
import pandas as pd
import shapely
from pyproj import Transformer

from geodata.build import build
from geodata.inputs import Inputs
from geodata.readers import registers

TO_LONLAT = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
WEST, EAST = "E09000001", "E09000002"
CENTRES = {
    "a1": (530_000, 180_000),
    "a2": (534_000, 180_000),
    "a3": (538_000, 180_000),
    "a4": (530_000, 184_000),
    "a5": (534_000, 184_000),
    "a6": (538_000, 184_000),
}
NAMES = {
    "a1": "Weston 001A",
    "a2": "Weston 001B",
    "a3": "Easton 001A",
    "a4": "Weston 001C",
    "a5": "Easton 001B",
    "a6": "Easton 001C",
}
CODES = {key: f"E0100000{key[1]}" for key in CENTRES}
BOROUGH = {key: WEST if NAMES[key].startswith("Weston") else EAST for key in CENTRES}
UNITS = {
    "TA11AA": (530_000, 180_000),
    "TA22AA": (538_000, 184_000),
    "TA33AA": (534_000, 190_000),
    "TA44AA": (520_000, 176_000),
}
# id: type, point, ways in, ages, confidence, restriction, location basis
SERVICES = {
    "AE001": (
        "ae_type1",
        (530_000, 180_000),
        "walk_in;police_ambulance",
        "adults;under_18s",
        "high",
        "",
        "postcode",
    ),
    "CA001": (
        "crisis_assessment",
        (538_000, 184_000),
        "walk_in",
        "adults",
        "high",
        "",
        "postcode",
    ),
    "CAFE001": (
        "crisis_cafe",
        (533_000, 184_000),
        "walk_in",
        "adults",
        "medium",
        "",
        "postcode",
    ),
    "CAFE002": (
        "crisis_cafe",
        (538_000, 180_000),
        "walk_in",
        "under_18s",
        "high",
        "",
        "postcode",
    ),
    "CAFE003": ("crisis_cafe", None, "walk_in", "adults", "medium", "", "no_location"),
    "HOUSE001": (
        "crisis_house",
        (534_000, 184_000),
        "walk_in",
        "adults",
        "high",
        "women only",
        "postcode",
    ),
    "LOW001": (
        "crisis_house",
        (538_000, 180_000),
        "walk_in",
        "adults",
        "low",
        "",
        "postcode",
    ),
    "POS001": (
        "hbpos",
        (534_000, 180_000),
        "police_ambulance",
        "adults",
        "medium",
        "",
        "postcode",
    ),
    "CAR001": (
        "joint_response_car",
        None,
        "police_ambulance",
        "adults;under_18s",
        "medium",
        "",
        "mobile",
    ),
}
ALWAYS = [("Mon-Sun", "00:00", "24:00")]
HOURS = {
    "AE001": ALWAYS,
    "CA001": [("Mon-Fri", "09:00", "17:00")],
    "CAFE001": [("Mon-Sun", "18:00", "02:00")],
    "CAFE002": ALWAYS,
    "CAFE003": ALWAYS,
    "HOUSE001": ALWAYS,
    "LOW001": ALWAYS,
    "CAR001": [("Mon-Sun", "11:00", "23:00")],
}
POSSIBLE = {"CAFE003": EAST, "CAR001": f"{WEST};{EAST}"}
RESIDENTS = {WEST: 3_000, EAST: 6_000}


def inputs(folder: Path) -> Inputs:
    """Write every file of the toy edition below `folder`."""
    kept = folder / "registers"
    kept.mkdir(parents=True, exist_ok=True)
    found = Inputs(
        edition="starter",
        boundaries=folder / "LSOA.geojson",
        regions=folder / "regions.csv",
        routed_minutes=folder / "matrix.csv",
        routed_units=folder / "units.csv",
        postcodes=folder,
        registers=kept,
    )
    _boundaries(found.boundaries)
    pd.DataFrame(
        {"lsoa_code": [*CODES.values(), "E01999999"], "region": "NHS Toy ICB - 1"}
    ).to_csv(found.regions, index=False)
    _matrix(found)
    _postcodes(folder)
    _registers(kept)
    return found


def built(folder: Path) -> Path:
    """The toy edition, built: path of its database."""
    database = folder / "built" / "crisis_access.duckdb"
    return build(inputs(folder / "files"), database, say=lambda _words: None)


def _boundaries(path: Path) -> None:
    squares = {
        NAMES[key]: (CODES[key], shapely.box(x - 2000, y - 2000, x + 2000, y + 2000))
        for key, (x, y) in CENTRES.items()
    }
    squares["Elsewhere 001A"] = ("E01999999", shapely.box(0, 0, 1000, 1000))
    features = [
        {
            "type": "Feature",
            "properties": {"LSOA11CD": code, "LSOA11NM": name},
            "geometry": json.loads(
                shapely.to_geojson(shapely.transform(square, _lonlat, include_z=False))
            ),
        }
        for name, (code, square) in squares.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def _lonlat(points):
    lon, lat = TO_LONLAT.transform(points[:, 0], points[:, 1])
    return pd.DataFrame({"lon": lon, "lat": lat}).to_numpy()


def _km(one, other) -> float:
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5 / 1000


def _matrix(found: Inputs) -> None:
    rows = [
        {"LSOA": NAMES[key]}
        | {unit: 6 + 2 * _km(centre, point) for unit, point in UNITS.items()}
        for key, centre in CENTRES.items()
    ]
    rows.append({"LSOA": "Elsewhere 001A"} | dict.fromkeys(UNITS, 500.0))
    pd.DataFrame(rows).to_csv(found.routed_minutes, index=False)
    pd.DataFrame(
        [(unit, x, y) for unit, (x, y) in UNITS.items()],
        columns=["postcode", "BNG_E", "BNG_N"],
    ).to_csv(found.routed_units, index=False)


def service_postcode(service_id: str) -> str:
    """Postcode that the toy gives to a placed service."""
    return f"TS{list(SERVICES).index(service_id)} 1AA"


def _postcodes(folder: Path) -> None:
    rows = []
    for number, (key, (x, y)) in enumerate(CENTRES.items(), start=1):
        # The centre, and pairs around it: the mean stays the centre.
        points = [(x, y)]
        for step in range(1, number):
            points += [(x - 100 * step, y), (x + 100 * step, y)]
        rows += [
            (
                f"TB{number} {index // 26}{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[index % 26]}A",
                BOROUGH[key],
                *map(float, point),
            )
            for index, point in enumerate(points)
        ]
    # One without a point, one 3 km outside every area, one of another town.
    rows.append(("TB9 9ZZ", WEST, None, None))
    rows.append(("TB9 8ZZ", WEST, 525_000.0, 180_000.0))
    rows.append(("TC1 1AA", "E07000001", 400_000.0, 300_000.0))
    rows += [
        (service_postcode(service_id), "E07000001", *map(float, kind[1]))
        for service_id, kind in SERVICES.items()
        if kind[1]
    ]
    columns = ["pcd", "laua", "oseast1m", "osnrth1m"]
    data = {
        name: list(cells)
        for name, cells in zip(columns, zip(*rows, strict=True), strict=True)
    }
    packed = msgpack.packb({"columns": columns, "data": data}, use_bin_type=True)
    (folder / "postcodes_T.msgpack.br").write_bytes(brotli.compress(packed))


def _register(folder: Path, name: str, columns: list[str], rows: list[dict]) -> None:
    pd.DataFrame(rows, columns=columns).to_csv(folder / f"{name}.csv", index=False)


def _registers(folder: Path) -> None:
    sourced = {"source_url": "a page", "source_date": "2026"}
    services = [
        sourced
        | {
            "service_id": service_id,
            "service_name": f"Toy {service_id}",
            "service_type": kind,
            "postcode": service_postcode(service_id) if point else "",
            "location_basis": basis,
            "possible_borough_codes": POSSIBLE.get(service_id, ""),
            "access_modes": ways,
            "age_groups": ages,
            "restriction": restriction,
            "hours_known": "yes" if service_id in HOURS else "no",
            "status": "open",
            "confidence": confidence,
        }
        for service_id, (kind, point, ways, ages, confidence, restriction, basis) in (
            SERVICES.items()
        )
    ]
    hours = [
        {
            "service_id": service_id,
            "weekdays": days,
            "opens": opens,
            "closes": closes,
            "confidence": "high",
            "source_date": "2026",
        }
        for service_id, spans in HOURS.items()
        for days, opens, closes in spans
    ]
    boroughs = [
        dict.fromkeys(registers.BOROUGH_COLUMNS, "x")
        | {
            "borough_code": code,
            "borough_name": name,
            "residents_2021": residents,
            "smi_prevalence_percent": prevalence,
            "confidence": "high",
        }
        for code, name, residents, prevalence in [
            (WEST, "Weston", RESIDENTS[WEST], 2.0),
            (EAST, "Easton", RESIDENTS[EAST], 1.0),
        ]
    ]
    figures = [
        {
            "figure_id": "FIG001",
            "measure": "LAS mental-health related calls attended",
            "area_code": "E12000007",
            "area_name": "London",
            "period": "2026",
            "amount": 1200,
            "amount_text": "1200",
            "unit": "count",
            "confidence": "high",
            "source_url": "a page",
        }
    ]
    _register(folder, "services", registers.SERVICE_COLUMNS, services)
    _register(folder, "opening_hours", registers.HOURS_COLUMNS, hours)
    _register(folder, "boroughs", registers.BOROUGH_COLUMNS, boroughs)
    _register(folder, "published_figures", registers.FIGURE_COLUMNS, figures)
