"""Answers of the access family again, with loops and dictionaries over a random city.

`usable` is the start of all: per area the usable services with their minutes, None for a
car on duty. Whether a service is usable is said by tests.naive.
"""

import math

from tests import naive

BANDS = {
    "slow": [(10, 1.0), (20, 0.68), (30, 0.22)],
    "fast": [(10, 1.0), (20, 0.42), (30, 0.09)],
}


def usable(city, asked):
    """Per area: list of (minutes or None, service), nearest first, cars last."""
    found = {}
    for area in city["areas"]:
        mine = []
        for service in city["services"]:
            sid = service["service_id"]
            if service["status"] not in {"open", "open_unverified"}:
                continue
            if service["service_type"] not in asked["types"]:
                continue
            if naive.barrier(city, service, asked) != "in_reach":
                continue
            if service["is_placed"]:
                minutes = city["minutes"][asked["mode"], sid, area["area_code"]]
                mine.append((minutes, service))
            elif service["location_basis"] == "mobile" and (
                area["borough_code"] in city["possible"].get(sid, set())
            ):
                mine.append((None, service))
        mine.sort(key=lambda pair: (pair[0] is None, pair[0], pair[1]["service_id"]))
        found[area["area_code"]] = mine
    return found


def in_reach(pairs, asked):
    """Those of an area's usable services that are in reach."""
    return [p for p in pairs if p[0] is None or p[0] <= asked["within_min"]]


def kth(pairs, rank):
    """Minutes and service of the rank-th nearest, or (None, None)."""
    placed = [p for p in pairs if p[0] is not None]
    if len(placed) < rank:
        return None, None
    return placed[rank - 1][0], placed[rank - 1][1]["service_id"]


def dual(pairs, rank):
    """Smallest of the minutes at which that many services are reachable, by trying."""
    minutes = [m for m, _ in pairs if m is not None]
    for limit in sorted(minutes):
        if sum(m <= limit for m in minutes) >= rank:
            return limit
    return None


def without(pairs, closed):
    """An area's usable services once one of them closes."""
    return [p for p in pairs if p[1]["service_id"] != closed]


def centile(pairs, tenths):
    """Smallest amount with this many tenths of the persons at or below it, by trying.

    `pairs`: (amount, persons); whole persons, so that the edge is exact.
    """
    total = sum(persons for _, persons in pairs)
    for amount, persons in sorted(pairs):
        if not persons:
            continue
        below = sum(p for a, p in pairs if a <= amount)
        if below * 10 >= total * tenths:
            return amount
    return None


def weight(code, minutes, within):
    """Weight of a journey; None outside the catchment."""
    if code in BANDS:
        return next((w for edge, w in BANDS[code] if minutes <= edge), None)
    if minutes > within:
        return None
    if code == "equal":
        return 1.0
    at_edge = math.exp(-0.5)
    return (math.exp(-((minutes / within) ** 2) / 2) - at_edge) / (1 - at_edge)


def catchments(city, asked):
    """Floating catchments: per area (plain, modified, counted, unknown), and services.

    Services: per usable, placed service (supply, competing residents, delivered).
    """
    persons = {a["area_code"]: a["residents"] for a in city["areas"]}
    areas = {code: [0.0, 0.0, 0, 0] for code in persons}
    services = {}
    found = usable(city, asked)
    everyone = {
        service["service_id"]: service
        for pairs in found.values()
        for minutes, service in pairs
        if minutes is not None
    }
    for sid, service in everyone.items():
        supply = service["rooms_count"] if asked["supply"] == "rooms" else 1
        weights = {}
        for code in persons:
            minutes = city["minutes"][asked["mode"], sid, code]
            mine = weight(asked["weights"], minutes, asked["within_min"])
            if mine is not None:
                weights[code] = mine
                areas[code][2 if supply is not None else 3] += 1
        competing = sum(w * persons[code] for code, w in weights.items())
        delivered = None if supply is None else 0.0
        if supply is not None and competing > 0:
            for code, w in weights.items():
                areas[code][0] += w * supply / competing
                areas[code][1] += w * w * supply / competing
                delivered += persons[code] * w * w * supply / competing
        services[sid] = (supply, competing, delivered)
    return areas, services


def serving(pairs, home, asked):
    """Borough of the nearest in reach, and whether one of the own borough is in reach."""
    hosts = [
        home if minutes is None else service["borough_code"] or "outside"
        for minutes, service in in_reach(pairs, asked)
    ]
    return (hosts[0] if hosts else None), home in hosts
