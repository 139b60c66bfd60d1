"""What is sought on the Plan page: the best sites, hours or cars, as the visitor asks it.

Every choice is held by the address, so a link asks the same.
"""

from dataclasses import dataclass

import streamlit as st

from dashboard import choices
from dashboard.filters import Filters
from geodata.decisions import service_types

GOALS = {
    "coverage": "Bring the most people into reach",
    "median": "Shorten journeys most, on average",
    "centre": "Shorten the longest journey",
    "fewest": "Bring enough people into reach with the fewest sites",
    "backup": "Give the most people a second one in reach",
    "expected": "Cars: let the most people find one free",
}
KINDS = ("crisis_cafe", "crisis_assessment", "crisis_house", "hbpos")
CAR = "joint_response_car"
WHERE = {
    "services": "At any NHS site known here",
    "areas": "In any part of London (up to 500 points)",
    "longer": "Longer hours where one stands already",
    "own": "On a list of my own",
}
WHEN = {"hour": "At the hour chosen", "week": "Over the whole week"}
WEIGHTS = {
    "residents": "People",
    "need": "Modelled need",
    "both": "Both: the worse of the two",
}
FLOORS = {str(floor): f"{floor} %" if floor else "No" for floor in (0, 5, 10, 20, 30)}
CLOSED = {str(count): str(count) if count else "None" for count in (0, 1, 2, 3, 5)}
COUNTS = {str(count): str(count) for count in range(1, 11)}
SHARES = {str(share): f"{share} %" for share in (30, 40, 50, 75, 100)}
SHIFTS = "daily 18:00-02:00 | daily 22:00-08:00"
SHIFTS_HELP = (
    "One or several shifts, a bar between them; with several, which one each site runs "
    "is part of the answer. For example: " + SHIFTS
)
OWN_HELP = (
    "A CSV with the columns site_name and at (a postcode, a small area or metres on the "
    "National Grid such as 530000,180400), cost if there is a budget, and capacity (people "
    "within reach whom it has room for) if that is known. No list of libraries or empty "
    "buildings comes with the program: bring it so."
)


@dataclass(frozen=True)
class Sought:
    """A question of siting as a page asks it."""

    goal: str
    kind: str
    where: str
    when: str
    shifts: tuple[str, ...]
    over: tuple[str, ...]
    count: int
    budget: float
    share: float
    busy_share: float
    floor_share: float
    protects_deprived: bool
    closes: int

    def asked(self, chosen: Filters) -> Filters:
        """The choices of the view, for the leg that the service is of."""
        if self.kind == CAR:
            return chosen.brought(service_types.AMBULANCE_TYPES)
        if self.kind in service_types.HEALTH_TYPES:
            return chosen
        return chosen.brought(service_types.SAFETY_TYPES)

    @property
    def leg(self) -> str:
        """The leg of support that it is about."""
        if self.kind == CAR:
            return "ambulance"
        return "health" if self.kind in service_types.HEALTH_TYPES else "safety"


def sought() -> Sought:
    """Draw the form and return what is sought."""
    goal = choices.select("What is best?", GOALS, "goal", default="coverage").drawn()
    goal = goal or "coverage"
    kind = CAR if goal == "expected" else _kind()
    # A car has no hours of its own here that could run on.
    offered = {k: v for k, v in WHERE.items() if goal != "expected" or k != "longer"}
    where = choices.select("Where?", offered, "where", default="services").drawn()
    where = where or "services"
    when: str | None = "week"
    # Which hours are longer is a question of the week, whatever hour is in view.
    if where != "longer":
        when = choices.select("When?", WHEN, "when", default="hour").drawn()
    when = when or "hour"
    weight = choices.select(
        "Counted by", WEIGHTS, "weight", default="residents"
    ).drawn()
    count, share, budget = _how_many(goal, where)
    shifts = _shifts(when)
    with st.expander("Further conditions"):
        busy = _busy(goal)
        floor = choices.select(
            "Every borough at least in reach", FLOORS, "floor", default="0"
        ).drawn()
        protects = choices.toggle(
            "The most deprived fifth of areas never worse than now", "protect"
        ).drawn()
        closes = choices.select(
            "Close as many services that stand, in exchange",
            CLOSED,
            "closes",
            default="0",
            help="Which ones is part of the answer; it names them, and who loses.",
        ).drawn()
    return Sought(
        goal=goal,
        kind=kind,
        where=where,
        when=when,
        shifts=shifts,
        over=("residents", "need") if weight == "both" else (weight or "residents",),
        count=count,
        budget=budget,
        share=share,
        busy_share=busy,
        floor_share=int(floor or 0) / 100,
        protects_deprived=protects,
        closes=int(closes or 0),
    )


def own_list() -> bytes | None:
    """Draw the field of one's own list; the file as it was brought, or None."""
    brought = st.file_uploader(
        "My list of places",
        type="csv",
        help=OWN_HELP,
        key="own_places",
        max_upload_size=1,
    )
    return None if brought is None else brought.getvalue()


def _kind() -> str:
    labels = service_types.type_labels()
    shown = {kind: labels[kind] for kind in KINDS}
    chosen = choices.select(
        "Kind of service", shown, "kind", default="crisis_cafe"
    ).drawn()
    return chosen or "crisis_cafe"


def _how_many(goal: str, where: str) -> tuple[int, float, float]:
    """Number of sites, share to be reached, and budget; 0 where it is not asked."""
    if goal == "fewest":
        share = choices.select("Enough is", SHARES, "enough", default="50").drawn()
        return 0, int(share or 50) / 100, 0.0
    if where == "own":
        text = choices.written("Budget (0: none)", "budget", default="0").drawn()
        budget = _amount(text)
        if budget:
            return 0, 1.0, budget
    count = choices.select("How many?", COUNTS, "how_many", default="1").drawn()
    return int(count or 1), 1.0, 0.0


def _amount(text: str) -> float:
    try:
        return max(0.0, float(text.replace(",", "")))
    except ValueError:
        st.error(f"Expected an amount such as 250000 as the budget, found “{text}”.")
        return 0.0


def _shifts(when: str) -> tuple[str, ...]:
    preset = SHIFTS if when == "week" else "always"
    text = choices.written(
        "Shifts it could run", f"shifts_{when}", default=preset, help=SHIFTS_HELP
    ).drawn()
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _busy(goal: str) -> float:
    if goal != "expected":
        return 0.0
    shares = {str(share): f"{share} %" for share in range(0, 100, 10)}
    label = "Share of its shift that a car is busy"
    return int(choices.select(label, shares, "busy", default="40").drawn() or 40) / 100
