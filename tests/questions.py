"""Parameters of the answers: the program's presets with the toy's reach."""

from geodata.decisions import parameters, service_types

MONDAY, TUESDAY, SUNDAY = 0, 24, 144


def asked(**changed):
    """Every parameter that any answer takes: an adult on foot, Tuesday 14:00, 65 min."""
    toy = {"within_min": 65, "types": list(service_types.HEALTH_TYPES)}
    return parameters.presets() | toy | changed
