"""The week of a place: London, a borough or a small area, as frames."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.filters import Filters
from geodata.decisions import service_types

LONDON = "london"


@dataclass(frozen=True)
class Place:
    """Whose week is shown: `kind` is london, borough or area."""

    code: str
    kind: str
    name: str

    def held(self) -> dict[str, str]:
        """Parameters of its answers that no filter holds."""
        return {"area_code": self.code} if self.kind == "area" else {}


OF_LONDON = Place(LONDON, LONDON, "London")
CLOCKS = {
    LONDON: "clock_of_london",
    "borough": "clock_by_borough",
    "area": "clock_of_area",
}
WEEKS = {
    LONDON: "hours_without_of_london",
    "borough": "hours_without_by_borough",
    "area": "hours_without_by_area",
}
STEPS = {
    LONDON: "clock_steps_of_london",
    "borough": "clock_steps_by_borough",
    "area": "clock_steps_of_area",
}
BROUGHT = {
    "Safety": service_types.SAFETY_TYPES,
    "Ambulance": service_types.AMBULANCE_TYPES,
}
"""Types of the legs that are asked for someone brought by police or ambulance."""
CLOSINGS = {LONDON: "closings_of_london", "borough": "closings_by_borough"}


def clock(chosen: Filters, place: Place) -> pd.DataFrame:
    """The place at each hour of the week; 168 rows."""
    return _of(CLOCKS, chosen, place)


def week(chosen: Filters, place: Place) -> dict[str, Any]:
    """Hours without support, worst and best hour of the place.

    Of London and a borough also `worst_hours` and `best_hours`: all that are alike.
    """
    found = _of(WEEKS, chosen, place)
    if place.kind == "area":
        return frames.one(found, place.code)
    known = {str(name): amount for name, amount in found.iloc[0].to_dict().items()}
    by_hour = clock(chosen, place)
    for which in ("worst", "best"):
        alike = by_hour["out_residents"] == known[f"{which}_residents"]
        known[f"{which}_hours"] = by_hour.loc[alike, "hour_of_week"].to_list()
    return known


def steps(chosen: Filters, place: Place) -> pd.DataFrame:
    """What opens and closes, a row for each hour at which anything does."""
    return _of(STEPS, chosen, place)


def hours_of_change(chosen: Filters, place: Place) -> list[int]:
    """Hours at which anything of the three legs opens or closes, in order."""
    legs = [chosen, *(chosen.brought(types) for types in BROUGHT.values())]
    return sorted({int(h) for leg in legs for h in steps(leg, place)["hour_of_week"]})


def closings(chosen: Filters, place: Place) -> pd.DataFrame:
    """Each closing and for how many it is decisive; of London or a borough."""
    return _of(CLOSINGS, chosen, place)


def legs(chosen: Filters) -> pd.DataFrame:
    """London by leg at each hour of the week."""
    return answer("clock_of_london_by_leg", chosen)


def kinds_of_week(chosen: Filters) -> pd.DataFrame:
    """Services counted: usable always, at some hours, or never and why."""
    return answer("services_by_week", chosen)


def boroughs(chosen: Filters) -> pd.DataFrame:
    """Every borough at each hour of the week."""
    return answer("clock_by_borough", chosen)


def hours_without(chosen: Filters) -> pd.DataFrame:
    """Hours a week without support; one row per borough."""
    return answer("hours_without_by_borough", chosen)


def incidents() -> pd.DataFrame:
    """Recorded incidents by hour of the week, under the rule."""
    return frames.table("incidents_by_hour_of_week")


def answer(name: str, chosen: Filters, **held: str) -> pd.DataFrame:
    """An answer about the whole week: the hour chosen makes no other question of it."""
    asked = chosen.questions()
    del asked["at_hour"]
    return frames.answer(name, **asked, **held)


def _of(names: dict[str, str], chosen: Filters, place: Place) -> pd.DataFrame:
    held = {} if names is WEEKS else place.held()
    found = answer(names[place.kind], chosen, **held)
    if place.kind == "borough":
        return found[found["borough_code"] == place.code].reset_index(drop=True)
    return found
