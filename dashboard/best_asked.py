"""What is sought on the Plan page, in a sentence."""

from dashboard import frames, theme
from dashboard.filters import Filters
from dashboard.sought import (
    CAR,
    GOALS,
    PROTECTS,
    WEIGHTS,
    WHERE,
    Sought,
)
from geodata.decisions import service_types


def words(sought: Sought, chosen: Filters) -> str:
    """The question as it was asked: goal, kind, number, places, person, conditions.

    Not of a list of one's own, which has costs and a budget.
    """
    asked = sought.asked(chosen).words()
    when = f"on {asked['when']}" if sought.when == "hour" else "over the whole week"
    told = [
        theme.within_sentence(GOALS[sought.goal].removeprefix("Cars: ")),
        _with(sought),
        theme.within_sentence(WHERE[sought.where]),
        when,
        f"for {asked['who']} who {asked['arrive']}",
        f"within {asked['within']} minutes {asked['by']}",
        f"counted by {_by(sought)}",
        f"open {' or '.join(sought.shifts)}",
        *_conditions(sought),
    ]
    return f"What would help most? Asked: {', '.join(told)}."


def _with(sought: Sought) -> str:
    kind = theme.within_sentence(service_types.type_labels()[sought.kind])
    if sought.goal == "fewest":
        return f"each a {kind}, until {100 * sought.share:.0f} % are in reach"
    if sought.budget:
        hours = f"{sought.budget:,.0f} staffed hours a week"
        return f"with a {kind} at each, for {hours} in all"
    one = f"with one {kind}"
    return f"with {sought.count} sites, each a {kind}" if sought.count > 1 else one


def _by(sought: Sought) -> str:
    both = "both" if len(sought.over) > 1 else sought.over[0]
    return theme.within_sentence(WEIGHTS[both])


def _which(sought: Sought) -> str:
    if not sought.may_close:
        return ""
    labels = frames.service_labels()
    return f" (of {'; '.join(labels[code] for code in sought.may_close)})"


def _conditions(sought: Sought) -> list[str]:
    told = []
    if sought.kind == CAR and sought.goal == "expected":
        told.append(f"each busy {100 * sought.busy_share:.0f} % of its shift")
    if sought.floor_share:
        told.append(
            f"every borough with {100 * sought.floor_share:.0f} % in reach at least"
        )
    if sought.protects_deprived:
        told.append(theme.within_sentence(PROTECTS))
    if sought.closes:
        told.append(f"{sought.closes} that stand closed in exchange{_which(sought)}")
    return told
