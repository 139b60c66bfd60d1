"""Bad nights that anybody can try as a plan, and the hour at which one shows most."""

from dashboard import frames, plan_keeping, planning, weeks
from dashboard.filters import HOURS, Filters
from queries import scenarios
from queries.scenarios import Scenario

SURGES = {f"{percent:g}": f"{percent:g} %" for percent in scenarios.SURGE_PERCENTS}
"""By how much need may grow, by the word that the address has for it."""
SURGE = f"{scenarios.SURGE_PERCENT:g}"
_CAFES = "night_without_cafes"
_EVENING, _MORNING = HOURS.index("18:00"), HOURS.index("08:00")
"""Between these hours that night has no café."""


def stresses(percent: str) -> dict[str, Scenario]:
    """Scenarios that anybody can try, by name; need grows by so much in that of need."""
    return scenarios.STRESSES | {"surge": scenarios.surge(float(percent))}


def begin(name: str, percent: str, chosen: Filters) -> None:
    """Make a bad night the plan, in place of another; a visitor's own moves stay."""
    if set(planning.words()) <= _moves_of_all():
        planning.take(())
    told = ""
    if name == _CAFES:
        hour, count = busiest(chosen)
        told = (
            "No crisis café counts at night for the person asked for, so nobody's reach "
            "changes. The sidebar can count unknown hours as open."
        )
        if count:
            weeks.go(hour)
            which = "one café counts" if count == 1 else f"most cafés count: {count}"
            told = f"Day and hour were set to {weeks.words(hour)}, when {which}."
    plan_keeping.add(planning.words_of(stresses(percent)[name]), told)


def busiest(chosen: Filters) -> tuple[int, int]:
    """The hour of night at which most crisis cafés are usable, and how many.

    Of hours with as many, one of the day chosen if there is one.
    """
    asked = chosen.questions() | {"types": ["crisis_cafe"]}
    alike = frames.answer("hours_alike", **asked)["alike_hour"]
    nights = [
        hour
        for hour in range(weeks.WEEK)
        if not _MORNING <= hour % len(HOURS) < _EVENING
    ]
    counts = {
        hour: _usable(asked | {"at_hour": hour})
        for hour in sorted({int(alike.iloc[hour]) for hour in nights})
    }
    today = chosen.at_hour // len(HOURS)
    best = min(
        nights,
        key=lambda hour: (
            -counts[int(alike.iloc[hour])],
            hour // len(HOURS) != today,
            hour % len(HOURS) < _EVENING,
            hour,
        ),
    )
    return best, counts[int(alike.iloc[best])]


def _usable(asked: dict[str, object]) -> int:
    found = frames.answer("services_at_hour", **asked)
    return int(((found["barrier"] == "in_reach") & found["lat"].notna()).sum())


def _moves_of_all() -> set[str]:
    """Moves of every bad night, as the address says them."""
    every = [moves for percent in SURGES for moves in stresses(percent).values()]
    return {word for one in every for word in planning.words_of(one)}
