"""Random cities of several boroughs, for what is compared between boroughs."""

import numpy as np

from tests import random_city

GROUPS = ["North", "South"]
ERROR_MIN = 6.0
"""Moves a journey over a limit in steps of 5; two thirds of it do not."""


def city(seed):
    """A city of 2 to 7 boroughs, as plain rows and dictionaries.

    Services are those of `random_city`; some cities know ages, some deprivation; a
    borough or an area may have nobody.
    """
    draw = np.random.default_rng(seed)
    found = random_city.city(seed)
    for service in found["services"]:
        if draw.random() < 0.6:
            _opened(found, service)
    codes = [f"E0900000{n}" for n in range(1, int(draw.integers(3, 9)))]
    empty = codes[0] if draw.random() < 0.2 else None
    areas = []
    for n in range(int(draw.integers(len(codes), 30))):
        # Every borough has an area.
        code = codes[n] if n < len(codes) else str(draw.choice(codes))
        areas.append(
            {
                "area_code": f"A{n:02}",
                "borough_code": code,
                "residents": 0 if code == empty else int(draw.integers(0, 3000)),
                "need": float(draw.integers(0, 40)),
                "area_km2": float(draw.integers(1, 9)) / 4,
            }
        )
    if draw.random() < 0.6:
        for area in areas:
            area["deprivation_decile"] = int(draw.integers(1, 11))
    # Of one area it may be missing: then the borough's is not known.
    missing = areas[-1]["area_code"] if draw.random() < 0.3 else None
    young = {}
    if draw.random() < 0.6:
        young = {a["area_code"]: int(a["residents"] * draw.random()) for a in areas}
    minutes = {
        (mode, service["service_id"], area["area_code"]): float(
            # West to east, so that boroughs differ; steps of 5, to meet limits exactly.
            5 * draw.integers(0, 8) + 5 * int(area["borough_code"][-1])
        )
        for service in found["services"]
        if service["is_placed"]
        for mode in random_city.MODES
        for area in areas
    }
    figures = {code: [None, *range(30)][int(draw.integers(0, 31))] for code in codes}
    return found | {
        "boroughs": codes,
        "areas": areas,
        "minutes": minutes,
        "young": young,
        "missing_decile": missing,
        "groups": {code: str(draw.choice(GROUPS)) for code in codes},
        "figures": figures,
    }


def _opened(found, service):
    # For everybody at every hour: else nearly every area of nearly every city is out.
    sid = service["service_id"]
    service |= {"confidence": "high", "restriction": None, "status": "open"}
    service["is_placed"] = service["location_basis"] == "postcode"
    found["ages"][sid], found["ways"][sid] = (
        set(random_city.AGES),
        set(random_city.WAYS),
    )
    found["hours"][sid] = set(range(168))


def loaded(found):
    """A database in memory with the city's rows; the caller closes it."""
    connection = random_city.loaded(found)
    connection.execute(
        "insert into calibration_summary values ('mae_nearest', ?, 'minutes')",
        [ERROR_MIN],
    )
    persons = {a["area_code"]: a["residents"] for a in found["areas"]}
    rows = [
        row
        for code, young in found["young"].items()
        for row in (
            (code, "under_18s", young, "estimated"),
            (code, "adults", persons[code] - young, "estimated"),
        )
    ]
    if rows:
        connection.executemany("insert into area_people values (?, ?, ?, ?)", rows)
    connection.execute(
        "update areas set deprivation_decile = null where area_code = ?",
        [found["missing_decile"]],
    )
    for code, group in found["groups"].items():
        connection.execute(
            "update boroughs set mh_trust_name = ?, residents = 500 "
            "where borough_code = ?",
            [group, code],
        )
    for code, amount in found["figures"].items():
        connection.execute(
            "insert into published_figures select ?, 'calls', ?, 'x', '2026', ?, 'x', "
            "'count', 'p', null, 'x', null",
            [code, code, amount],
        )
    return connection
