"""The best choices of siting, found over the edition that is open."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import database, places, planning, weeks
from dashboard.filters import Filters
from dashboard.sought import CAR, Sought
from geodata.decisions import service_types, thresholds
from queries import siting
from queries.errors import CannotAnswer
from queries.scenarios import hours as clock
from queries.siting import (
    Candidates,
    Effort,
    Objective,
    Problem,
    Progress,
    Rules,
    Solution,
    sensitivity,
    telling,
)

__all__ = ["NotPossible", "Problem", "Progress", "Solution"]
NotPossible = CannotAnswer
SECONDS = 5.0
"""A choice that is not proven best by then is shown with what is proven."""
COUNTS = (1, 2, 3, 4, 5, 6, 8, 10)
REACHES = (15, 20, 30, 45, 60)
_SITES = tuple(
    kind.service_type
    for kind in service_types.SERVICE_TYPES
    if kind.service_type not in {CAR, "police_front_counter", "police_custody"}
)
NHS_KINDS = ("hospital", "mental_health_site", "urgent_care_site", "walk_in_centre")
DRAWS = sensitivity.DRAWS
"""Draws of wrong minutes behind `by_error`."""
Watch = Callable[[Progress], bool]
"""Told of progress; False stops the work."""


def key(sought: Sought, chosen: Filters, brought: bytes | None) -> str:
    """Text that differs between questions, and between editions of the data."""
    asked = sought.asked(chosen).questions()
    return repr((database.version(), sought, asked, brought))


def problem(sought: Sought, chosen: Filters, own: pd.DataFrame | None) -> Problem:
    """What is known before anything is chosen.

    Raises: NotPossible if there is nothing to choose from, or a place is none.
    """
    runs = [clock.week(clock.daily(clock.spans(text))) for text in sought.shifts]
    if sought.when == "hour" and not any(
        chosen.at_hour in clock.whole_hours(week) for week in runs
    ):
        raise NotPossible(
            "Expected a shift that runs at the hour chosen, found "
            f"{' | '.join(sought.shifts) or 'none'}. Choose another hour in the sidebar, "
            "another shift, or ask over the whole week."
        )
    asked = json.dumps(sought.asked(chosen).questions(), sort_keys=True)
    return _problem(database.version(), asked, sought, _text(own))


def own_places(content: bytes) -> pd.DataFrame:
    """One's own list of places, as it was brought: CSV with any usual delimiter.

    Raises: NotPossible, with what is wrong, if it cannot be read.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        return pd.read_csv(StringIO(text), sep=None, engine="python", dtype=str)
    except (csv.Error, ValueError) as fault:
        raise NotPossible(
            "Expected a CSV with the columns site_name and at, found: "
            f"{fault}. A point with a comma in it stands in quotes: "
            '"530000,180400".'
        ) from fault


def best(
    found: Problem, sought: Sought, watch: Watch, *, most_seconds: float = SECONDS
) -> Solution:
    """The best choice, with ten near it.

    Raises: NotPossible, with the places that fail if no choice meets the conditions.
    """
    return siting.solve(
        found,
        _objective(sought),
        rules(found, sought),
        Effort(most_seconds=most_seconds, watch=watch),
    )


def gained(found: Problem, solution: Solution) -> dict[str, tuple[float, float]]:
    """Of residents and of modelled need: who comes into reach, and who goes out of it."""
    standing = _standing(found)
    before = telling.is_covered(found, standing)
    after = telling.is_covered(found, solution.chosen)
    return {
        name: (
            float(demand[after & ~before].sum()),
            float(demand[before & ~after].sum()),
        )
        for name, demand in found.demands.items()
    }


def value_now(found: Problem, sought: Sought) -> float:
    """What the objective is worth as it is, with nothing chosen."""
    standing = _standing(found)
    return sensitivity.worths(found, _objective(sought), [standing])[0]


def closed(found: Problem, solution: Solution) -> list[str]:
    """Names of services that the choice closes."""
    gone = sorted(set(_standing(found)) - set(solution.chosen))
    return [str(name) for name in found.sites["site_name"].iloc[gone]]


def dots(sought: Sought, own: pd.DataFrame | None) -> list[tuple[float, float]]:
    """Where the candidates stand, lat and lon."""
    candidates = _candidates(database.version(), sought.where, sought.kind, _text(own))
    return places.latlons(
        candidates.places["easting_m"], candidates.places["northing_m"]
    )


def by_count(found: Problem, sought: Sought, watch: Watch) -> pd.DataFrame:
    """What each number of sites could do: the front of reach against number."""
    return siting.pareto(
        found,
        _objective(sought),
        rules(found, sought),
        counts=COUNTS,
        effort=Effort(watch=watch),
    )


def by_reach(found: Problem, sought: Sought, watch: Watch) -> pd.DataFrame:
    """The best at other reaches, and what this choice is worth there."""
    return siting.to_reach(
        found,
        _objective(sought),
        rules(found, sought),
        reaches=REACHES,
        effort=Effort(watch=watch),
    )


def by_error(found: Problem, sought: Sought, solution: Solution) -> pd.DataFrame:
    """How often each near-tie is best if minutes are as wrong as published."""
    return siting.to_travel_error(found, _objective(sought), solution)


def moves(
    found: Problem, solution: Solution, sought: Sought, chosen: Filters
) -> planning.Words:
    """The choice as moves of a plan, in the words of the address."""
    made: list[dict[str, object]] = []
    for position in solution.chosen:
        site = found.sites.iloc[position]
        if not site["is_existing"]:
            made.append(_move(site.to_dict(), sought, chosen))
    made += [
        {"do": "close", "service": found.sites["service_id"].iloc[at]}
        for at in sorted(set(_standing(found)) - set(solution.chosen))
    ]
    return planning.words_of_records(made)


def _move(site: dict[Any, Any], sought: Sought, chosen: Filters) -> dict[str, object]:
    if sought.where == "longer":
        present = planning.hours(str(site["service_id"]))
        return {
            "do": "hours",
            "service": site["service_id"],
            "hours": "; ".join(part for part in (present, site["shift"]) if part),
        }
    access = "police_ambulance" if sought.leg != "health" else chosen.arrive
    return {
        "do": "add",
        "type": sought.kind,
        "at": site["at"],
        "hours": site["shift"],
        "ages": [chosen.age],
        "access": [access],
    }


def _objective(sought: Sought) -> Objective:
    return Objective(
        sought.goal,  # type: ignore[arg-type] # one of its kinds
        over=sought.over,
        busy_share=sought.busy_share,
        share=sought.share,
    )


def rules(found: Problem, sought: Sought) -> Rules:
    """What a choice must keep to, as the form says it."""
    floors: list[siting.Floor] = []
    if sought.floor_share:
        floors += siting.floors_by(
            found, "borough_name", least_share=sought.floor_share
        )
    if sought.protects_deprived:
        # Of what stands, all of it: services that may close are among the sites.
        now = telling.is_covered(found, _standing(found))
        deprived = found.cells["is_most_deprived"].to_numpy(bool)
        people = found.demands["residents"]
        share = float(people[deprived & now].sum() / max(people[deprived].sum(), 1.0))
        floors.append(
            siting.Floor("The most deprived fifth", deprived, least_share=share)
        )
    count = sought.count or None
    if sought.goal == "fewest":
        count = len(found.sites)
    elif count and sought.closes:
        count += len(_standing(found)) - sought.closes
    return Rules(
        count=count,
        budget=sought.budget or None,
        floors=tuple(floors),
        most_closed=sought.closes or None,
        may_repeat=sought.kind == CAR,
    )


def _standing(found: Problem) -> tuple[int, ...]:
    """Positions of services that stand among the sites: those that may close."""
    return tuple(found.sites.index[found.sites["is_existing"].astype(bool)])


@st.cache_resource(max_entries=4, show_spinner="Measuring the way to every candidate")
def _problem(
    found: tuple[str, int, int], asked: str, sought: Sought, listed: str
) -> Problem:
    params = json.loads(asked)
    at_hour = params.pop("at_hour")
    made = siting.of(
        database.connection_of(*found),
        _candidates(found, sought.where, sought.kind, listed),
        hours=range(weeks.WEEK) if sought.when == "week" else [at_hour],
        shifts=sought.shifts,
        **params,
    )
    return made.closable() if sought.closes else made


@st.cache_resource(max_entries=8, show_spinner=False)
def _candidates(
    found: tuple[str, int, int], where: str, kind: str, listed: str
) -> Candidates:
    connection = database.connection_of(*found)
    if where == "areas":
        return siting.of_areas(connection)
    if where == "own":
        own = pd.read_json(StringIO(listed), orient="split", dtype={"at": str})
        return siting.of_points(connection, own)
    if where == "longer":
        return siting.of_services(connection, [kind])
    # Where the edition has the publishers' file of sites, those too.
    sites = siting.of_nhs_sites(connection, NHS_KINDS)
    # Two names of one campus are one candidate.
    services = siting.of_services(connection, _SITES)
    return siting.joined(services, sites, apart_m=thresholds.ROUTED_MATCH.amount)


def _text(own: pd.DataFrame | None) -> str:
    return "" if own is None else str(own.to_json(orient="split"))
