"""Tables of a scenario's report: before and after, the week, and others beside it."""

import pandas as pd

from queries import reading, scenarios

TABLES = {
    "plan_of_london": "London at the hour asked",
    "plan_legs_of_london": "Londoners by legs of support, at the hour asked",
    "plan_by_fifth": "By fifth of deprivation or need, at the hour asked",
    "plan_by_borough": "Boroughs where anything changes, at the hour asked",
    "plan_by_hour": "Hours of the week at which reach, or need out of it, changes",
    "plan_worst_hit": "Small areas hit hardest over the week",
}
"""Tables of the report, in their order."""
SHOWN = (
    *("out_residents_before", "out_residents_after"),
    *("gained_residents", "lost_residents", "out_need_before", "out_need_after"),
)
"""Columns of an hour that a report has room for."""
OF_BOROUGH = (
    *SHOWN,
    *("longer_residents", "shorter_residents", "mean_before_min", "mean_after_min"),
)
"""Columns of a borough that a report has room for."""
SIDE_BY_SIDE = (
    *("leg", "scenario", "out_residents", "out_need", "mean_min", "gained_residents"),
    *("lost_residents", "gained_person_hours", "lost_person_hours"),
)
"""Columns of several scenarios: at the hour asked, person-hours over the week."""
AS_IT_IS = "as it is"
MOVED = "gained_residents lost_residents longer_residents shorter_residents".split()
LEFT_OUT = {
    *("need_before", "need_after", "gained_need", "lost_need", "need"),
    *("area_code", "first_lost_hour"),
}
_DAY_HOURS = 24
_WEEK_HOURS = 7 * _DAY_HOURS


def shown(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """What a report has room for: what changes alone, London with a line a measure."""
    if name == "plan_of_london":
        return _rounded(frame).set_index("leg").T.rename_axis("measure").reset_index()
    if name == "plan_by_borough":
        moved = frame[list(MOVED)].any(axis="columns") | _needs_more(frame)
        return _rounded(frame.loc[moved, ["leg", "borough_name", *OF_BOROUGH]])
    if name == "plan_by_hour":
        return _rounded(_spells(frame))
    if name == "plan_worst_hit":
        told = frame["first_lost_hour"].map(_hour, na_action="ignore")
        frame = frame.assign(first_lost=told)
    return _rounded(frame[[column for column in frame if column not in LEFT_OUT]])


def as_it_is(compared: scenarios.Compared) -> pd.DataFrame:
    """The present, a row per leg of SIDE_BY_SIDE."""
    frame = compared.fetch("plan_of_london")
    moved = [column for column in SIDE_BY_SIDE if column.startswith(("gained", "lost"))]
    return _named(frame, AS_IT_IS, "before").assign(**dict.fromkeys(moved, 0))[
        list(SIDE_BY_SIDE)
    ]


def beside(name: str, compared: scenarios.Compared) -> pd.DataFrame:
    """One scenario by its name, a row per leg of SIDE_BY_SIDE."""
    week = compared.fetch("plan_of_week")
    hours = week[["leg", "gained_person_hours", "lost_person_hours"]]
    frame = compared.fetch("plan_of_london").merge(hours, on="leg")
    return _named(frame, name, "after")[list(SIDE_BY_SIDE)]


def side_by_side(rows: list[pd.DataFrame]) -> pd.DataFrame:
    """Scenarios leg by leg, so that like stands below like."""
    return _rounded(pd.concat(rows).sort_values("leg", kind="stable"))


def _named(frame: pd.DataFrame, name: str, when: str) -> pd.DataFrame:
    return frame.assign(
        scenario=name,
        out_residents=frame[f"out_residents_{when}"],
        out_need=frame[f"out_need_{when}"],
        mean_min=frame[f"mean_{when}_min"],
    )


def _spells(frame: pd.DataFrame) -> pd.DataFrame:
    """Hours one after another that change alike, from the first to the end of the last."""
    changes = frame[["gained_residents", "lost_residents"]].any(axis="columns")
    changes |= _needs_more(frame)
    moved = frame.loc[changes, ["leg", "hour_of_week", *SHOWN]]
    same = moved[["leg", *SHOWN]]
    follows = same.eq(same.shift()).all(axis="columns") & (
        moved["hour_of_week"].diff() == 1
    )
    runs = moved.groupby((~follows).cumsum())
    first, end = runs.first(), runs["hour_of_week"].last() + 1
    return pd.DataFrame(
        {
            "leg": first["leg"],
            "from": first["hour_of_week"].map(_hour),
            "to": end.map(_hour),
            **first[list(SHOWN)],
        }
    )


def _needs_more(frame: pd.DataFrame) -> pd.Series:
    # Smaller differences are arithmetic.
    return (frame["out_need_after"] - frame["out_need_before"]).round(2) != 0


def _hour(hour_of_week: float) -> str:
    day, hour = divmod(int(hour_of_week) % _WEEK_HOURS, _DAY_HOURS)
    return f"{reading.WEEKDAYS[day].capitalize()} {hour:02d}:00"


def _rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Calls to whole ones, minutes to tenths: they are modelled."""
    return frame.round({name: 1 if "min" in str(name) else 0 for name in frame})
