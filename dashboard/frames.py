"""The answers as frames: the only place that asks the database and the only cache.

Remembered per edition of the file, so a build that is swapped in is seen at the next
click, without a restart.
"""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

import queries
from dashboard import steward
from dashboard.filters import Filters
from geodata.decisions import service_types
from queries import (
    DatabaseNotReady,
    catalogue,
    counting,
    disclosure,
    guard,
    landing,
    ledger,
    outputs,
    provenance,
    values,
)
from queries.disclosure import SwitchNotKnown
from queries.errors import CannotAnswer
from queries.refused import NotAllowed, Refused

__all__ = ["DatabaseNotReady", "Refused", "SwitchNotKnown"]


def edition() -> dict[str, Any]:
    """Stamp of the edition: which, when built, on which small areas."""
    return _row("edition")


def version() -> tuple[str, int, int]:
    """What tells one state of the database from another: new at each build and import."""
    return queries.edition(queries.database_path())


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


def table(name: str) -> pd.DataFrame:
    """Answer that takes no parameter, by its name in queries/answers."""
    return _answer(name)


def one(frame: pd.DataFrame, code: str) -> dict[str, Any]:
    """The row of one place from a frame whose first column is the place's code."""
    found = frame[frame.iloc[:, 0] == code]
    return {str(k): v for k, v in found.iloc[0].to_dict().items()}


def questions() -> dict[str, catalogue.Question]:
    """Every question of the catalogue by name, families together, counts among them."""
    found = [catalogue.question(name) for name in catalogue.names()]
    found += [catalogue.counting(name) for name in catalogue.counting_names()]
    return {q.name: q for q in sorted(found, key=lambda q: (q.family, q.name))}


def is_counting(name: str) -> bool:
    """Whether a question counts recorded incidents of the row-level file."""
    return name in catalogue.counting_names()


def taken_by(name: str) -> tuple[str, ...]:
    """Names of what a question of the catalogue takes, its choice of incidents too."""
    return landing.takes(questions()[name])


def parameters() -> dict[str, dict[str, Any]]:
    """What answers take: preset (JSON), unit and label by name."""
    listed = _answer("parameters_listed")
    rows = listed.set_index("parameter").to_dict("index")
    return {
        str(name): {str(k): v for k, v in row.items()} for name, row in rows.items()
    }


@dataclass(frozen=True)
class Result:
    """Rows of a question asked on the Query page, and the rule if it counted people."""

    frame: pd.DataFrame
    is_cut: bool
    seconds: float
    rule: str = ""

    @property
    def row_count(self) -> int:
        """Rows that were brought; there are more if `is_cut`."""
        return len(self.frame)


def ask(sql: str, params: dict[str, object]) -> Result:
    """Answer to a statement that a visitor wrote, through the guard.

    Raises: Refused, with what to do instead.
    """
    found = guard.ask(queries.database_path(), sql, params)
    return Result(found.frame, found.is_cut, found.seconds)


def count(name: str, params: dict[str, object]) -> Result:
    """Answer to a counting question, under the rule and beside what was asked before.

    One ledger a client address: a reloaded page is no new session.
    Raises: Refused, with what to do instead.
    """
    began = time.monotonic()
    if disclosure.is_off() and not steward.is_here():
        raise NotAllowed(
            f"Expected the rule of disclosure to be on for visitors of another machine, "
            f"found {disclosure.SWITCH}=off. Its steward can unset it and start again."
        )
    kept = _ledger(st.context.ip_address or "this machine")
    path = queries.database_path()
    connection = _connection(*queries.edition(path))
    try:
        checked = values.chosen(connection, questions()[name], params)
        frame = counting.counted(path, name, kept, **checked)
    except (ledger.Refused, CannotAnswer) as why:
        raise NotAllowed(str(why)) from why
    rule = str(frame.attrs["disclosure"])
    return Result(frame, is_cut=False, seconds=time.monotonic() - began, rule=rule)


def stamp() -> str:
    """What every page says while a steward has the rule of disclosure off; or blank.

    Raises: SwitchNotKnown if the switch has a value that means nothing.
    """
    return disclosure.STAMP if disclosure.is_off() else ""


def file_of(kind: str, sql: str, params: dict[str, object], answered: Result) -> bytes:
    """A result as a file of this kind, with provenance and the rule written in.

    Raises: CannotAnswer if the kind cannot hold it.
    """
    asked = next((q for q in questions().values() if q.sql == sql), None)
    connection = _connection(*queries.edition(queries.database_path()))
    told = provenance.of_edition(
        connection,
        answer=asked.name if asked else "",
        params=params,
        purpose=asked.purpose if asked else "",
        limits=asked.limits if asked else "",
        statement="" if asked else sql,
        note=f"Cut to {answered.row_count:,} rows." if answered.is_cut else "",
        rule=answered.rule,
    )
    grain = asked.grain if asked else ()
    return outputs.rendered(connection, answered.frame, told, kind, grain)


def has_geography(frame: pd.DataFrame) -> bool:
    """Whether a result can be a GeoJSON: it has codes of places."""
    return any(column in frame for column in outputs.GEOGRAPHIES)


def _answer(name: str, **params: object) -> pd.DataFrame:
    found = queries.edition(queries.database_path())
    return _remembered(found, name, **params)


def _row(name: str, **params: object) -> dict[str, Any]:
    frame = _answer(name, **params)
    return {str(k): v for k, v in frame.iloc[0].to_dict().items()}


@st.cache_data(max_entries=512, show_spinner=False)
def _remembered(
    found: tuple[str, int, int],
    name: str,
    **params: Any,  # noqa: ANN401 - as DuckDB takes
) -> pd.DataFrame:
    return queries.fetch(_connection(*found), name, **params)


@st.cache_resource(max_entries=2, show_spinner=False)
def _connection(path: str, changed_ns: int, size: int) -> duckdb.DuckDBPyConnection:  # noqa: ARG001 - the cache's key
    return queries.connect(Path(path))


@st.cache_resource(max_entries=10_000, show_spinner=False)
def _ledger(client: str) -> ledger.Ledger:  # noqa: ARG001 - the cache's key
    return ledger.Ledger()
