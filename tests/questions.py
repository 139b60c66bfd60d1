"""Parameters of the answers with the toy's defaults."""

from geodata.decisions import service_types

MONDAY, TUESDAY, SUNDAY = 0, 24, 144


def asked(**changed):
    """Every parameter that any answer takes: an adult on foot, Tuesday 14:00, 65 min."""
    return {
        "at_hour": TUESDAY + 14,
        "types": list(service_types.HEALTH_TYPES),
        "safety_types": list(service_types.SAFETY_TYPES),
        "ambulance_types": list(service_types.AMBULANCE_TYPES),
        "age": "adults",
        "access": "walk_in",
        "floor_rank": 2,
        "count_unknown_hours": False,
        "count_restricted": False,
        "mode": "walk",
        "within_min": 65,
        "area_code": "E01000001",
        "borough_code": "E09000001",
        "per_type": 2,
        "kind": "area",
    } | changed
