"""Section of a paper: who would have to act: trusts, ambulance, police, councils."""

from collections.abc import Mapping

import pandas as pd

from dashboard import comparisons, frames, sentences
from dashboard.briefs import columns, numbers
from dashboard.briefs.acting_moves import AMBULANCE
from dashboard.briefs.parts import Section, Table
from dashboard.briefs.view import View, boroughs

NO_SUGGESTION = (
    "This names whose decision each change would be. It does not say that a change is "
    "right, and no one named here has been asked."
)
HOURS = "Hours, ages and ways in of crisis assessment, cafés and houses"
ROOMS = "Rooms, hours and ages of places of safety (section 136)"
CAR = "Joint response car on duty"
BRINGING = "Bringing people under section 136"
COUNCIL = "Approved mental health professionals; premises"
GROUPS = (
    ("trust", "acting_trusts", "Mental health trust", "mental health trust"),
    ("bcu", "acting_police", "Police", "police command, or force without commands"),
    ("ambulance", "acting_ambulance", "Area", f"area of {AMBULANCE}, assumed"),
)
"""Groups of boroughs of those who act: grouping, sheet, label, words."""


def section(view: View) -> Section:
    """Whose decision a change would be; for London, with the people of each who acts."""
    tables = _of_london(view) if view.is_of_london else _of_borough(view)
    return Section(
        "acting",
        "Who would have to act",
        (NO_SUGGESTION,),
        numbers.basis_in_short(view.chosen),
        tables,
        on_slide=("acting", "acting_trusts"),
    )


def of_borough(borough_code: str) -> dict[str, str]:
    """Who answers for what in a borough, by the thing to change.

    A caller with moves of its own says from this who must act.
    """
    known = frames.borough_profile(borough_code)
    unit = known["bcu_name"]
    command = f", {unit} command" if isinstance(unit, str) else ""
    trust = f"{known['mh_trust_name']}; paid for by {known['icb_name_2026']}"
    return {
        HOURS: trust,
        ROOMS: (f"{known['mh_trust_name']}, with {known['police_force']}"),
        CAR: (
            f"{AMBULANCE} ({known['las_area_name']} area, assumed), with "
            f"{known['mh_trust_name']}"
        ),
        BRINGING: f"{known['police_force']}{command}; {AMBULANCE}",
        COUNCIL: f"{known['borough_name']} council",
    }


def _of_borough(view: View) -> tuple[Table, ...]:
    caption = f"Whose decision it would be in {view.place.name}"
    return (_told(caption, of_borough(view.place.code), "borough_profile", {}),)


def _told(
    caption: str, found: Mapping[str, str], answer: str, held: Mapping[str, object]
) -> Table:
    return Table(
        "acting",
        f"{caption} (care boards from April 2026)",
        pd.DataFrame({"what": list(found), "who": list(found.values())}),
        (columns.words("what", "To change"), columns.words("who", "Who must act")),
        answer,
        held,
    )


def of_london() -> dict[str, str]:
    """Who answers for what in London, by the thing to change."""
    known = [frames.borough_profile(code) for code in boroughs()]
    trusts, boards, commands, areas = (
        len({row[column] for row in known if isinstance(row[column], str)})
        for column in ("mh_trust_name", "icb_name_2026", "bcu_name", "las_area_name")
    )
    police = " and ".join(sorted({str(row["police_force"]) for row in known}))
    trust = f"The mental health trust of the borough, one of {trusts}"
    return {
        HOURS: f"{trust}; paid for by its care board, one of {boards}",
        ROOMS: f"{trust}, with {police}",
        CAR: f"{AMBULANCE} ({areas} areas, assumed), with the mental health trusts",
        BRINGING: f"{police} ({commands} commands); {AMBULANCE}",
        COUNCIL: f"The councils of the {len(known)} boroughs",
    }


def _of_london(view: View) -> tuple[Table, ...]:
    """Four roles in words, and people out of reach by trust, command and ambulance area."""
    caption = "Whose decision it would be in London"
    return (
        _told(caption, of_london(), "group_by_borough", {"grouping": "trust"}),
        *(_of_groups(view, *group) for group in GROUPS),
    )


def _of_groups(view: View, grouping: str, key: str, label: str, name: str) -> Table:
    found = comparisons.asked("access_by_group", view.chosen, grouping=grouping)
    who = sentences.counted(view.chosen, frames.edition())
    return Table(
        key,
        f"{who} without support in reach by {name}",
        found.sort_values("out_residents", ascending=False, ignore_index=True),
        (
            columns.words("group_name", label),
            columns.count("borough_count", "Boroughs"),
            columns.count("residents", who),
            columns.count("out_residents", "Out of reach"),
            columns.share("out_share", "Share"),
            columns.share("out_share_low", "Interval from"),
            columns.share("out_share_high", "Interval to"),
        ),
        "access_by_group",
        numbers.asked(view) | {"grouping": grouping},
        slim=("group_name", "out_residents", "out_share"),
    )
