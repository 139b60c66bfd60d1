"""A city of any size for library twins and benchmarks: every service takes everybody.

Areas and services lie at random over 50 × 40 km, cars take 5 minutes and 1.3 a km, so
some two fifths of the pairs of a big city are within 30 minutes. Minutes are worked out
by the database, so that 25 million pairs need no frame.
"""

import numpy as np

from geodata import load
from tests import random_city

MINUTES = """
    insert into travel_minutes
    select
        'car',
        services.service_id,
        areas.area_code,
        $step * round((5 + 1.3 / 1000 * sqrt(
            (services.easting_m - areas.easting_m) ** 2
            + (services.northing_m - areas.northing_m) ** 2
        )) / $step),
        'calibrated'
    from services cross join areas
    order by services.service_id, areas.area_code
"""


def fill(connection, area_count, service_count, seed, step=0.1):
    """Lay a city into an empty database.

    `step`: minutes are rounded to it; 5 puts many journeys on the edges of bands. A
    service in five has no known rooms, an area in ten no residents.
    """
    draw = np.random.default_rng(seed)
    areas = [
        {
            "area_code": f"A{n:05}",
            "borough_code": random_city.BOROUGHS[n % 2],
            "residents": int(draw.integers(500, 3000) * (draw.random() > 0.1)),
            "need": 1.0,
        }
        for n in range(area_count)
    ]
    services = [
        {
            "service_id": f"S{n:04}",
            "service_type": "hbpos",
            "location_basis": "postcode",
            "restriction": None,
            "status": "open",
            "confidence": "high",
            "is_placed": True,
            "rooms_count": int(draw.integers(1, 6)) if draw.random() > 0.2 else None,
        }
        for n in range(service_count)
    ]
    ids = [s["service_id"] for s in services]
    tables = random_city._tables(
        {
            "areas": areas,
            "services": services,
            "minutes": {},
            "ages": {sid: {"adults"} for sid in ids},
            "ways": {sid: {"police_ambulance"} for sid in ids},
            "hours": {sid: set(range(168)) for sid in ids},
            "possible": {},
        }
    )
    for name in ("areas", "services"):
        size = len(tables[name])
        tables[name] = tables[name].assign(
            easting_m=draw.uniform(505_000, 555_000, size),
            northing_m=draw.uniform(160_000, 200_000, size),
        )
    load.fill(connection, {name: f for name, f in tables.items() if len(f)})
    connection.execute(MINUTES, {"step": step})


QUESTION = {"types": ["hbpos"], "access": "police_ambulance", "mode": "car"}
"""What changes of the preset question, to count every service of the city."""


def inputs(connection):
    """What a library takes: costs (origin, dest, cost), residents and rooms by code."""
    costs = connection.execute(
        "select area_code as origin, service_id as dest, minutes::double as cost "
        "from travel_minutes order by area_code, service_id"
    ).df()
    areas = connection.execute(
        "select area_code, residents from areas order by area_code"
    ).df()
    services = connection.execute(
        "select service_id, rooms_count from services order by service_id"
    ).df()
    return costs, areas, services
