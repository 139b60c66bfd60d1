"""Kinds of service, and the leg of support that each stands for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ServiceType:
    """A kind of service and the leg of support it stands for."""

    service_type: str
    label: str
    plural: str
    leg: str
    is_default: bool
    note: str


SERVICE_TYPES = (
    ServiceType(
        "ae_type1",
        "A&E (Type 1)",
        "A&E departments",
        "health and safety",
        is_default=True,
        note="Full emergency department, open to all; may be a place of safety.",
    ),
    ServiceType(
        "crisis_assessment",
        "Crisis assessment centre",
        "crisis assessment centres",
        "health",
        is_default=True,
        note="Mental health A&E, crisis hub or decision unit.",
    ),
    ServiceType(
        "crisis_cafe",
        "Crisis café",
        "crisis cafés",
        "health",
        is_default=True,
        note="Café, haven or sanctuary; the weakest part of the register.",
    ),
    ServiceType(
        "crisis_house",
        "Crisis house",
        "crisis houses",
        "health",
        is_default=True,
        note="Short residential stay; addresses are often withheld on purpose.",
    ),
    ServiceType(
        "hbpos",
        "Place of safety (section 136)",
        "health-based places of safety",
        "safety",
        is_default=False,
        note="Health-based place of safety: by police or ambulance only.",
    ),
    ServiceType(
        "joint_response_car",
        "Joint response car",
        "joint response cars",
        "ambulance",
        is_default=False,
        note="Nurse with paramedic; covers boroughs in its hours, base not published.",
    ),
    ServiceType(
        "urgent_treatment_centre",
        "Urgent treatment centre",
        "urgent treatment centres",
        "context",
        is_default=False,
        note="Minor illness and injury; not a mental-health service.",
    ),
    ServiceType(
        "mental_health_hospital",
        "Mental health hospital",
        "mental health hospitals",
        "context",
        is_default=False,
        note="Inpatient wards; not a place to walk into.",
    ),
    ServiceType(
        "ambulance_station",
        "Ambulance station (2014)",
        "ambulance stations",
        "context",
        is_default=False,
        note="2014 register. Crews mostly do not respond from stations.",
    ),
    ServiceType(
        "ambulance_hq",
        "Ambulance headquarters",
        "ambulance headquarters",
        "context",
        is_default=False,
        note="Control room; no public access.",
    ),
    ServiceType(
        "police_front_counter",
        "Police front counter",
        "police front counters",
        "context",
        is_default=False,
        note="A place to report, not support.",
    ),
    ServiceType(
        "police_custody",
        "Police custody suite",
        "police custody suites",
        "context",
        is_default=False,
        note="2019 list. Unlawful for under-18s under section 136; never support.",
    ),
)

HEALTH_TYPES = tuple(s.service_type for s in SERVICE_TYPES if "health" in s.leg)
SAFETY_TYPES = tuple(s.service_type for s in SERVICE_TYPES if "safety" in s.leg)
AMBULANCE_TYPES = tuple(s.service_type for s in SERVICE_TYPES if s.leg == "ambulance")
TYPES_BY_LEG = {
    "health": HEALTH_TYPES,
    "safety": SAFETY_TYPES,
    "ambulance": AMBULANCE_TYPES,
}
CONTEXT_TYPES = tuple(s.service_type for s in SERVICE_TYPES if s.leg == "context")


def type_labels() -> dict[str, str]:
    """Words of the service types by code, in their order."""
    return {s.service_type: s.label for s in SERVICE_TYPES}
