"""Section of a paper: the 168 hours of the week by leg, and what closes when."""

import pandas as pd

from dashboard import clock_frames, clock_sentences, frames, sentences, theme, weeks
from dashboard.briefs import columns, marked, numbers
from dashboard.briefs.parts import Section, Table, Week
from dashboard.briefs.view import View
from dashboard.filters import Filters

MOST_CLOSINGS = 8
NOW = (
    "This week is that of the present. What the plan changes in it, hour by hour, is "
    "under “What it would do”."
)
PLANNED = (
    "A planned week as registered: it knows no bank holiday, no queue and no full ward."
)


def section(view: View, *, is_beside: bool = False) -> Section:
    """A week for each leg that changes in it; in words alone where all hours are alike.

    `is_beside` a scenario it says that it shows the present.
    """
    grids: list[Week] = []
    told = []
    for leg, chosen in _asked(view):
        found = clock_frames.week(chosen, view.place)
        says = clock_sentences.finding(chosen, view.place, frames.edition(), found)
        if clock_sentences.is_flat(found, view.place):
            kinds = clock_frames.kinds_of_week(chosen)
            why = clock_sentences.reason(kinds, found, view.place)
            told.append(f"{leg} leg. {says} {why}")
        else:
            told.append(f"{leg} leg. {says}")
            grids.append(_grid(view, leg, chosen))
    closings = _closings(view)
    return Section(
        "week",
        "When: the week hour by hour" + (", as it is now" if is_beside else ""),
        (*told, *((NOW,) if is_beside else ())),
        f"{numbers.basis_in_short(view.chosen)} {PLANNED}",
        (*grids, *closings),
        on_slide=(grids[0].key,) if grids else ("closings",),
        in_short=" ".join(_in_short(text) for text in told),
    )


def _in_short(text: str) -> str:
    """A leg and the bold words of what is said of it."""
    leg = text.partition(".")[0]
    return f"{leg}: {theme.within_sentence(marked.lead(text))}."


def _asked(view: View) -> list[tuple[str, Filters]]:
    """The question of each leg; those of a person who is brought are asked so."""
    chosen = view.chosen
    asked = [("Health", chosen)]
    for leg, types in clock_frames.BROUGHT.items():
        if chosen.brought(types) != chosen:
            asked.append((leg, chosen.brought(types)))
    return asked


def _grid(view: View, leg: str, chosen: Filters) -> Week:
    asked = chosen.questions()
    return Week(
        f"week_{leg.lower()}",
        f"{leg} leg: share out of reach by hour, {view.place.name}, in per cent",
        clock_frames.clock(chosen, view.place),
        clock_frames.CLOCKS[view.place.kind],
        {name: value for name, value in asked.items() if name != "at_hour"},
        view.chosen.at_hour,
    )


def _closings(view: View) -> list[Table]:
    """The closings that leave most people with none; no table where there are none."""
    found = clock_frames.closings(view.chosen, view.place)
    found = found[found["decisive_residents"] > 0]
    if found.empty:
        return []
    who = sentences.counted(view.chosen, frames.edition())
    most = found.nlargest(MOST_CLOSINGS, "decisive_residents").reset_index(drop=True)
    return [
        Table(
            "closings",
            f"Closings that leave most {who.lower()} with none in reach",
            most.assign(when=[weeks.words(hour) for hour in most["hour_of_week"]]),
            (
                columns.words("when", "Hour"),
                columns.words("service_name", "Closes"),
                columns.count("served_residents", "Had it in reach"),
                columns.count("decisive_residents", "Left with none"),
            ),
            clock_frames.CLOSINGS[view.place.kind],
            view.chosen.questions(),
        )
    ]


def classes(shares: list[float]) -> list[int]:
    """Class of each share among the colours of a week, equal steps from 0 to 1.

    >>> classes([0.0, 0.2, 1.0])
    [0, 1, 4]
    """
    count = len(theme.WEEK_COLOURS)
    return [min(int(share * count), count - 1) for share in shares]


def days(shares: list[float]) -> list[list[float]]:
    """Shares of 168 hours as seven rows of 24."""
    hours = pd.Series(shares)
    return [list(hours.iloc[day * 24 : day * 24 + 24]) for day in range(7)]
