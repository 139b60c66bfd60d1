"""Who would have to act for each move of a plan, as far as the registers say.

The trust or whoever runs the service, the care board that pays, the police and the
ambulance service who bring people, the council of the borough where it stands.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.briefs import view
from geodata.decisions import service_types

AMBULANCE = "London Ambulance Service"
NOBODY = "Nobody: a test of more need"
UNKNOWN = "Whoever runs it"
OF_TRUSTS = {
    "crisis_assessment",
    "crisis_cafe",
    "crisis_house",
    "hbpos",
    "mental_health_hospital",
}
OF_HOSPITALS = {"ae_type1", "urgent_treatment_centre"}
FEW_TRUSTS = 3
"""So many are named for a car; of more, their number is told."""
KEPT = "service_id service_name service_type provider_name borough_name".split()

Row = Mapping[str, Any]


def of_plan(records: Sequence[Row], after: pd.DataFrame) -> list[str]:
    """Who must act for each move of a plan.

    `after` are the services that run once it is made (services_at_hour), of every type.
    """
    services = _registered() | _by_id(frames.services_known()) | _by_id(after)
    names = {code: str(row["service_name"]) for code, row in services.items()}
    told, new = [], 0
    for record in records:
        # As a scenario numbers what it adds.
        new += record["do"] in {"add", "car"}
        word = str(record.get("service") or record.get("what") or f"NEW{new}")
        row = services.get(named(word, names), {})
        places = [
            frames.borough_profile(view.place(borough).code)
            for borough in record.get("boroughs") or [row.get("borough_name")]
            if isinstance(borough, str)
        ]
        told.append(who(record, row, places))
    return told


def named(word: str, names: Mapping[str, str]) -> str:
    """Id of the service that a word names, as a scenario reads it: an id, or a whole name.

    >>> named("barnet hospital", {"AE001": "Barnet Hospital"})
    'AE001'
    """
    if word.upper() in names:
        return word.upper()
    same = [c for c, name in names.items() if name.casefold() == word.casefold()]
    return same[0] if len(same) == 1 else word


def who(record: Row, service: Row, places: Sequence[Row]) -> str:
    """Who must act for one move: its record, its service, profiles of its boroughs."""
    if record["do"] == "surge":
        return NOBODY
    if record["do"] == "car":
        return f"{AMBULANCE}, with {_trusts(places)}"
    place = places[0] if places else {}
    kind = str(
        service.get("service_type") or record.get("type") or record.get("what") or ""
    )
    return "; ".join(
        [
            _runs(kind, service, place),
            *_pays(kind, place),
            *_brings(kind, record, place),
            *_council(kind, record, place),
        ]
    )


def _runs(kind: str, service: Row, place: Row) -> str:
    runs = service.get("provider_name")
    if isinstance(runs, str):
        return runs
    if kind in OF_TRUSTS:
        return str(place.get("mh_trust_name", "The mental health trust of the place"))
    return "The hospital's trust" if kind in OF_HOSPITALS else UNKNOWN


def _pays(kind: str, place: Row) -> list[str]:
    board = place.get("icb_name_2026", "its care board")
    is_paid = kind in OF_TRUSTS | OF_HOSPITALS
    return [f"{board}, which pays for it"] if is_paid else []


def _brings(kind: str, record: Row, place: Row) -> list[str]:
    """Police and ambulance, where people are brought to the service."""
    ways = record.get("access") or ()
    if kind not in service_types.SAFETY_TYPES and "police_ambulance" not in ways:
        return []
    unit = place.get("bcu_name")
    command = f" ({unit} command)" if isinstance(unit, str) else ""
    police = f"{place.get('police_force', 'the police')}{command}"
    return [f"{police} and {AMBULANCE}, who bring people"]


def _council(kind: str, record: Row, place: Row) -> list[str]:
    asked = ["approved mental health professionals"] if kind == "hbpos" else []
    asked += ["premises"] if record["do"] in {"add", "move"} else []
    council = f"{place['borough_name']} council" if place else "the council"
    return [f"{council}, for {' and '.join(asked)}"] if asked else []


def _trusts(places: Sequence[Row]) -> str:
    trusts = list(dict.fromkeys(str(place["mh_trust_name"]) for place in places))
    if len(trusts) > FEW_TRUSTS:
        return f"the {len(trusts)} mental health trusts of its boroughs"
    return " and ".join(trusts) or "the mental health trusts of its boroughs"


def _by_id(found: pd.DataFrame) -> dict[str, Row]:
    return {str(row["service_id"]): row for row in frames.rows(found[KEPT])}


def _registered() -> dict[str, Row]:
    """Every service of the register, those that do not run too: their type and place."""
    types = {kind.label: kind.service_type for kind in service_types.SERVICE_TYPES}
    return {
        str(row["service_id"]): row | {"service_type": types.get(row["type_label"], "")}
        for row in frames.rows(frames.table("services_listed"))
    }
