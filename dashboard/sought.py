"""What is sought on the Plan page: the best sites, hours or cars, as the visitor asks it.

Every choice is held by the address, so a link asks the same.
"""

from dataclasses import dataclass

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
PROTECTS = "The most deprived fifth of areas, taken together, never worse than now"
PROTECTS_HELP = (
    "Where deprivation is not known, as in the starter edition, the neediest fifth by "
    "modelled need. Some of its areas may lose where others gain, and other hours than "
    "those asked about are not looked at."
)
CLOSED = {str(count): str(count) if count else "None" for count in (0, 1, 2, 3, 5)}
COUNTS = {str(count): str(count) for count in range(1, 11)}
SHARES = {str(share): f"{share} %" for share in (30, 40, 50, 75, 100)}


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
    may_close: tuple[str, ...] = ()
    """Services that may; none named: any that stands."""

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
        return leg_of(self.kind)


def leg_of(kind: str) -> str:
    """The leg of support that a kind of service is of."""
    if kind == CAR:
        return "ambulance"
    return "health" if kind in service_types.HEALTH_TYPES else "safety"
