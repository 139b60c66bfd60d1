"""Questions of siting as the page asks them: candidates, what stands, goal and rules."""

import csv
import json
from io import StringIO

import pandas as pd
import streamlit as st

from dashboard import database, frames, places, weeks
from dashboard.filters import Filters
from dashboard.sought import CAR, Sought
from geodata.decisions import service_types, thresholds
from queries import siting
from queries.errors import CannotAnswer
from queries.scenarios import hours as clock
from queries.siting import Candidates, Objective, Problem, Rules, telling

NotPossible = CannotAnswer
"""A question that cannot be answered; the message says why and what to do."""
_SITES = tuple(
    kind.service_type
    for kind in service_types.SERVICE_TYPES
    if kind.service_type not in {CAR, "police_front_counter", "police_custody"}
)
NHS_KINDS = ("hospital", "mental_health_site", "urgent_care_site", "walk_in_centre")


def key(sought: Sought, chosen: Filters, brought: bytes | None) -> str:
    """Text that differs between questions, and between editions of the data."""
    asked = sought.asked(chosen).questions()
    return repr((database.version(), sought, asked, brought))


def problem(sought: Sought, chosen: Filters, own: pd.DataFrame | None) -> Problem:
    """What is known before anything is chosen.

    Raises: NotPossible if there is nothing to choose from, or a place is none.
    """
    asked = sought.asked(chosen)
    if sought.kind not in asked.types:
        label = service_types.type_labels()[sought.kind]
        raise NotPossible(
            f"Expected a kind of service that counts, found {label}: it is not chosen "
            "under “What counts” in the sidebar, so that none could help. Choose it "
            "there, or another kind here."
        )
    runs = [clock.week(clock.daily(clock.spans(text))) for text in sought.shifts]
    if sought.when == "hour" and not any(
        chosen.at_hour in clock.whole_hours(week) for week in runs
    ):
        raise NotPossible(
            "Expected a shift that runs at the hour chosen, found "
            f"{' | '.join(sought.shifts) or 'none'}. Choose another hour in the sidebar, "
            "another shift, or ask over the whole week."
        )
    return _problem(database.version(), _written(asked), sought, _text(own))


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


def points(
    sought: Sought, chosen: Filters, own: pd.DataFrame | None
) -> dict[str, tuple[float, float]]:
    """Where the candidates stand, lat and lon, by their codes (`only_one` of a site)."""
    asked = _written(sought.asked(chosen)) if sought.where == "longer" else ""
    candidates = _candidates(
        database.version(), asked, sought.where, sought.kind, _text(own)
    )
    known = candidates.places
    latlons = places.latlons(known["easting_m"], known["northing_m"])
    return dict(zip(known["site_code"], latlons, strict=True))


def objective(sought: Sought) -> Objective:
    """What is best, as the form says it."""
    return Objective(
        sought.goal,  # type: ignore[arg-type] # one of its kinds
        over=sought.over,
        busy_share=sought.busy_share,
        share=sought.share,
    )


def rules(found: Problem, sought: Sought) -> Rules:
    """What a choice must keep to, as the form says it.

    Raises: NotPossible where the conditions do not go together.
    """
    if sought.budget and sought.closes:
        raise NotPossible(
            "Expected a budget or services to close in exchange, found both: what a "
            "closing would save is not known here. Leave one of them out."
        )
    may_close = len(standing(found))
    if sought.closes > may_close:
        raise NotPossible(
            f"Expected {sought.closes} services that may close, found {may_close} that "
            "are open and suitable as asked and may. Close fewer, or let more of them."
        )
    if sought.closes and sought.goal == "fewest" and len(sought.shifts) > 1:
        raise NotPossible(
            "Expected one shift, or no service to close, found both: the fewest are "
            "counted in hours a week, and the hours of what stands are not among them. "
            "Leave one of them out."
        )
    floors: list[siting.Floor] = []
    if sought.floor_share:
        floors += siting.floors_by(
            found, "borough_name", least_share=sought.floor_share
        )
    if sought.protects_deprived:
        # Of what stands, all of it: services that may close are among the sites.
        now = telling.is_covered(found, standing(found))
        deprived = found.cells["is_most_deprived"].to_numpy(bool)
        people = found.demands["residents"]
        share = float(people[deprived & now].sum() / max(people[deprived].sum(), 1.0))
        floors.append(
            siting.Floor(
                "The most deprived (or neediest) fifth", deprived, least_share=share
            )
        )
    count = sought.count or None
    if sought.goal == "fewest":
        count = len(found.sites)
    elif count and sought.closes:
        count += may_close - sought.closes
    return Rules(
        count=count,
        budget=sought.budget or None,
        floors=tuple(floors),
        most_closed=sought.closes or None,
        may_repeat=sought.kind == CAR,
    )


def standing(found: Problem) -> tuple[int, ...]:
    """Positions of services that stand among the sites: those that may close."""
    return tuple(found.sites.index[found.sites["is_existing"].astype(bool)])


@st.cache_resource(max_entries=4, show_spinner="Measuring the way to every candidate")
def _problem(
    found: tuple[str, int, int], asked: str, sought: Sought, listed: str
) -> Problem:
    params = json.loads(asked)
    at_hour = params.pop("at_hour")
    person = asked if sought.where == "longer" else ""
    made = siting.of(
        database.connection_of(*found),
        _candidates(found, person, sought.where, sought.kind, listed),
        hours=range(weeks.WEEK) if sought.when == "week" else [at_hour],
        shifts=sought.shifts,
        **params,
    )
    return _closable(made, sought.may_close) if sought.closes else made


def _closable(made: Problem, may_close: tuple[str, ...]) -> Problem:
    labels = frames.service_labels()
    standing_now = set(made.fixed["site_code"])
    absent = [labels[code] for code in may_close if code not in standing_now]
    if absent:
        raise NotPossible(
            "Expected services to close that are open and suitable as asked, found "
            f"{'; '.join(absent)}, which counts for nobody here: take it out of “Which "
            "of them may close”, or choose another hour or person."
        )
    return made.closable(may_close)


@st.cache_resource(max_entries=8, show_spinner=False)
def _candidates(
    found: tuple[str, int, int], asked: str, where: str, kind: str, listed: str
) -> Candidates:
    connection = database.connection_of(*found)
    if where == "areas":
        return siting.of_areas(connection)
    if where == "own":
        own = pd.read_json(StringIO(listed), orient="split", dtype={"at": str})
        return siting.of_points(connection, own)
    if where == "longer":
        return siting.of_services(connection, [kind], usable_by=json.loads(asked))
    # Where the edition has the publishers' file of sites, those too.
    sites = siting.of_nhs_sites(connection, NHS_KINDS)
    # Two names of one campus are one candidate.
    services = siting.of_services(connection, _SITES)
    return siting.joined(services, sites, apart_m=thresholds.ROUTED_MATCH.amount)


def _written(asked: Filters) -> str:
    return json.dumps(asked.questions(), sort_keys=True)


def _text(own: pd.DataFrame | None) -> str:
    return "" if own is None else str(own.to_json(orient="split"))
