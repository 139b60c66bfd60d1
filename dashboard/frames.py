"""The answers of the catalogue as frames.

Hours at which the same services are open have the same answers, so each is asked for the
first of them.
"""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import database
from dashboard.filters import Filters
from dashboard.remembered import answer
from geodata.decisions import parameters, service_types

__all__ = ["answer"]

BOROUGH_COUNT = 33


def edition() -> dict[str, Any]:
    """Stamp of the edition: which, when built, on which small areas."""
    return _row("edition")


def edition_key() -> str:
    """Text that changes with the edition: the fingerprints of schema and inputs."""
    stamp = edition()
    return f"{stamp['input_fingerprint'][:12]}{stamp['schema_fingerprint']}"


def asked(chosen: Filters) -> dict[str, Any]:
    """Parameters of the answers, the hour as the first at which the same is open.

    The same of the types chosen, of the other legs, and of the context where it is drawn.
    """
    types = {*chosen.types, *service_types.SAFETY_TYPES, *service_types.AMBULANCE_TYPES}
    types |= set(service_types.CONTEXT_TYPES) if chosen.context else set()
    return _asked(chosen, types)


def asked_of_own(chosen: Filters) -> dict[str, Any]:
    """The same for answers that look at the types chosen alone: fewer hours differ."""
    return _asked(chosen, set(chosen.types))


def _asked(chosen: Filters, types: set[str]) -> dict[str, Any]:
    alike = answer("hours_alike", types=sorted(types))["alike_hour"]
    return chosen.questions() | {"at_hour": int(alike.iloc[chosen.at_hour])}


def access_by_area(chosen: Filters) -> pd.DataFrame:
    """Minutes to the nearest usable service; one row per small area."""
    return answer("access_by_area", **asked_of_own(chosen))


def access_by_borough(chosen: Filters) -> pd.DataFrame:
    """People out of reach; one row per borough."""
    return answer("access_by_borough", **asked_of_own(chosen))


def access_of_london(chosen: Filters) -> dict[str, Any]:
    """People out of reach in all of London."""
    return _row("access_of_london", **asked_of_own(chosen))


def causes_of_london(chosen: Filters) -> pd.DataFrame:
    """Residents by cause; one row per cause."""
    return answer("causes_of_london", **asked_of_own(chosen))


def causes_by_borough(chosen: Filters, borough_code: str) -> pd.DataFrame:
    """Residents of one borough by cause."""
    causes = answer("causes_by_borough", **asked_of_own(chosen))
    return causes[causes["borough_code"] == borough_code]


def worst_served_boroughs(chosen: Filters) -> pd.DataFrame:
    """Boroughs by the share of people out of reach, the worst first, and why."""
    every = asked_of_own(chosen) | {"list_count": BOROUGH_COUNT}
    return answer("worst_served_boroughs", **every)


def legs_by_area(chosen: Filters) -> pd.DataFrame:
    """The three legs; one row per small area."""
    return answer("legs_by_area", **asked(chosen))


def legs_by_borough(chosen: Filters) -> pd.DataFrame:
    """Residents by legs; one row per borough."""
    return answer("legs_by_borough", **asked(chosen))


def access_by(grain: str, chosen: Filters) -> pd.DataFrame:
    """People out of reach; one row per area, borough, ward or msoa."""
    return answer(f"access_by_{grain}", **asked(chosen))


def legs_by(grain: str, chosen: Filters) -> pd.DataFrame:
    """The three legs; one row per area, borough, ward or msoa."""
    return answer(f"legs_by_{grain}", **asked(chosen))


def recorded_by(grain: str) -> pd.DataFrame:
    """Incidents counted under the rule; one row per area or borough."""
    return answer(f"recorded_by_{grain}")


def legs_of_london(chosen: Filters) -> dict[str, Any]:
    """Residents of London by legs."""
    return _row("legs_of_london", **asked(chosen))


def services(chosen: Filters) -> pd.DataFrame:
    """Services of the legs, and of the context where asked for, with what bars them.

    Those of the safety and ambulance legs are asked for someone brought by police or
    ambulance, as in `legs_by_area`.
    """
    both = services_asked(chosen, asked(chosen))
    return _services(database.version(), *both).copy(deep=False)


def services_asked(
    chosen: Filters, walking: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Parameters of the services that one walks to, and of those one is brought to."""
    brought = {*service_types.SAFETY_TYPES, *service_types.AMBULANCE_TYPES}
    brought |= set(service_types.CONTEXT_TYPES) if chosen.context else set()
    return walking, walking | {
        "types": sorted(brought - set(chosen.types)),
        "access": "police_ambulance",
    }


def services_known() -> pd.DataFrame:
    """Every service that runs, first its id; what bars it is for services() to say."""
    every = [kind.service_type for kind in service_types.SERVICE_TYPES]
    return answer("services_at_hour", **parameters.presets() | {"types": every})


def service_labels() -> dict[str, str]:
    """Name, type and borough of every registered service, by its id."""
    known = table("services_listed").set_index("service_id")
    return {
        str(code): ", ".join(str(part) for part in parts if pd.notna(part))
        for code, *parts in known.itertuples()
    }


def services_placed() -> pd.DataFrame:
    """Every service that runs and has a place."""
    listed = services_known()
    return listed.dropna(subset=["lat", "lon"]).reset_index(drop=True)


def nearest_services(chosen: Filters, code: str, kind: str) -> pd.DataFrame:
    """Nearest services by type from one place; kind is area or borough."""
    types = {*chosen.types, *service_types.SAFETY_TYPES}
    nearest = asked(chosen) | {"types": sorted(types), f"{kind}_code": code}
    return answer(f"nearest_by_type_of_{kind}", **nearest, per_type=2)


def support_of_area(chosen: Filters, area_code: str) -> dict[str, Any]:
    """Minutes to the nearest and the three legs of one area."""
    return _row("support_of_area", **asked(chosen), area_code=area_code)


def sites_per_100000(chosen: Filters, area_code: str) -> float:
    """E2SFCA of one area: usable sites per 100,000 people who compete for them."""
    by_sites = asked(chosen) | {"weights": "slow", "supply": "sites"}
    frame = answer("catchment_e2sfca_by_area", **by_sites)
    found = frame.loc[frame["area_code"] == area_code, "supply_per_100000"]
    return float(found.iloc[0])


def area_profile(area_code: str) -> dict[str, Any]:
    """What is known of one area."""
    return _row("area_profile", area_code=area_code)


def borough_profile(borough_code: str) -> dict[str, Any]:
    """What is known of one borough."""
    return one(answer("borough_profile"), borough_code)


def place_by_postcode(words: str) -> dict[str, Any]:
    """Where a postcode lies, as somebody wrote it."""
    return _row("place_by_postcode", postcode=words)


def boundaries(kind: str) -> pd.DataFrame:
    """Boundaries of one kind as GeoJSON."""
    return answer("boundaries_by_kind", kind=kind)


def table(name: str) -> pd.DataFrame:
    """Answer that takes no parameter, by its name in queries/answers."""
    return answer(name)


def one(frame: pd.DataFrame, code: str) -> dict[str, Any]:
    """The row of one place from a frame whose first column is the place's code."""
    found = frame[frame.iloc[:, 0] == code]
    return {str(k): v for k, v in found.iloc[0].to_dict().items()}


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries by column."""
    return [
        {str(key): value for key, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _row(name: str, **params: object) -> dict[str, Any]:
    frame = answer(name, **params)
    return {str(k): v for k, v in frame.iloc[0].to_dict().items()}


@st.cache_resource(max_entries=256, show_spinner=False)
def _services(
    found: tuple[str, int, int],  # noqa: ARG001 - the cache's key
    *asked_for: dict[str, Any],
) -> pd.DataFrame:
    parts = [answer("services_at_hour", **asked) for asked in asked_for]
    return pd.concat([p for p in parts if len(p)] or parts[:1], ignore_index=True)
