"""The answers of the catalogue as frames, and the only cache of them.

Remembered per edition of the file.
"""

import json
from typing import Any

import pandas as pd
import streamlit as st

import queries
from dashboard import database
from dashboard.filters import Filters
from geodata.decisions import service_types


def edition() -> dict[str, Any]:
    """Stamp of the edition: which, when built, on which small areas."""
    return _row("edition")


def edition_key() -> str:
    """Text that changes with the edition: the fingerprints of schema and inputs."""
    stamp = edition()
    return f"{stamp['input_fingerprint'][:12]}{stamp['schema_fingerprint']}"


def access_by_area(chosen: Filters) -> pd.DataFrame:
    """Minutes to the nearest usable service; one row per small area."""
    return _answer("access_by_area", **chosen.questions())


def access_by_borough(chosen: Filters) -> pd.DataFrame:
    """People out of reach; one row per borough."""
    return _answer("access_by_borough", **chosen.questions())


def access_of_london(chosen: Filters) -> dict[str, Any]:
    """People out of reach in all of London."""
    return _row("access_of_london", **chosen.questions())


def causes_of_london(chosen: Filters) -> pd.DataFrame:
    """Residents by cause; one row per cause."""
    return _answer("causes_of_london", **chosen.questions())


def causes_by_borough(chosen: Filters, borough_code: str) -> pd.DataFrame:
    """Residents of one borough by cause."""
    causes = _answer("causes_by_borough", **chosen.questions())
    return causes[causes["borough_code"] == borough_code]


def legs_by_area(chosen: Filters) -> pd.DataFrame:
    """The three legs; one row per small area."""
    return _answer("legs_by_area", **chosen.questions())


def legs_by_borough(chosen: Filters) -> pd.DataFrame:
    """Residents by legs; one row per borough."""
    return _answer("legs_by_borough", **chosen.questions())


def legs_of_london(chosen: Filters) -> dict[str, Any]:
    """Residents of London by legs."""
    return _row("legs_of_london", **chosen.questions())


def services(chosen: Filters) -> pd.DataFrame:
    """Services of the legs, and of the context where asked for, with what bars them.

    Those of the safety and ambulance legs are asked for someone brought by police or
    ambulance, as in `legs_by_area`.
    """
    brought = {*service_types.SAFETY_TYPES, *service_types.AMBULANCE_TYPES}
    brought |= set(service_types.CONTEXT_TYPES) if chosen.context else set()
    asked = chosen.questions()
    others = asked | {
        "types": sorted(brought - set(chosen.types)),
        "access": "police_ambulance",
    }
    parts = [_answer("services_at_hour", **a) for a in (asked, others)]
    return pd.concat([p for p in parts if len(p)] or parts[:1], ignore_index=True)


def nearest_services(chosen: Filters, area_code: str) -> pd.DataFrame:
    """Nearest services by type from one area."""
    types = {*chosen.types, *service_types.SAFETY_TYPES}
    asked = chosen.questions() | {"types": sorted(types)}
    return _answer("nearest_by_type_of_area", **asked, area_code=area_code, per_type=2)


def sites_per_100000(chosen: Filters, area_code: str) -> float:
    """E2SFCA of one area: usable sites per 100,000 people who compete for them."""
    asked = chosen.questions() | {"weights": "slow", "supply": "sites"}
    frame = _answer("catchment_e2sfca_by_area", **asked)
    found = frame.loc[frame["area_code"] == area_code, "supply_per_100000"]
    return float(found.iloc[0])


def area_profile(area_code: str) -> dict[str, Any]:
    """What is known of one area."""
    return _row("area_profile", area_code=area_code)


def borough_profile(borough_code: str) -> dict[str, Any]:
    """What is known of one borough."""
    return _row("borough_profile", borough_code=borough_code)


def boundaries(kind: str) -> pd.DataFrame:
    """Boundaries of one kind as GeoJSON."""
    return _answer("boundaries_by_kind", kind=kind)


def answer(name: str, **params: object) -> pd.DataFrame:
    """An answer of the catalogue by its name, with exactly the parameters it takes."""
    return _answer(name, **params)


def table(name: str) -> pd.DataFrame:
    """Answer that takes no parameter, by its name in queries/answers."""
    return _answer(name)


def one(frame: pd.DataFrame, code: str) -> dict[str, Any]:
    """The row of one place from a frame whose first column is the place's code."""
    found = frame[frame.iloc[:, 0] == code]
    return {str(k): v for k, v in found.iloc[0].to_dict().items()}


def _answer(name: str, **params: object) -> pd.DataFrame:
    # What the question does not take would only make one answer into several.
    taken = {key: params[key] for key in queries.catalogue.question(name).params}
    return _remembered(database.version(), name, json.dumps(taken, sort_keys=True))


def _row(name: str, **params: object) -> dict[str, Any]:
    frame = _answer(name, **params)
    return {str(k): v for k, v in frame.iloc[0].to_dict().items()}


# Bounded in bytes for all visitors together: server.maxCacheDataSize.
@st.cache_data(show_spinner=False)
def _remembered(found: tuple[str, int, int], name: str, asked: str) -> pd.DataFrame:
    # Asked in one text: a list of parameters costs more to hash than to answer.
    return queries.fetch(database.connection_of(*found), name, **json.loads(asked))
