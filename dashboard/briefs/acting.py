"""Section of a paper: who would have to act, by what is missing."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import comparisons, frames, sentences
from dashboard.briefs import columns, numbers
from dashboard.briefs.parts import Section, Table
from dashboard.briefs.view import View

AMBULANCE = "London Ambulance Service"
TRUST = "The mental health trust of the place"
UNKNOWN = "Whoever runs it"
CARE_BOARD = "its care board, which pays for it"
DECIDES = {
    "crisis_assessment": TRUST,
    "crisis_cafe": TRUST,
    "crisis_house": TRUST,
    "hbpos": TRUST,
    "ae_type1": "The hospital's trust",
    "joint_response_car": f"{AMBULANCE}, with the mental health trust",
}
ALSO = {"hbpos": "the police who bring people; its care board, which pays for it"}
NO_SUGGESTION = (
    "This names whose decision each change would be. It does not say that a change is "
    "right, and no one named here has been asked."
)


def section(view: View) -> Section:
    """Whose decision a change would be; for London, the trusts with the people."""
    table = _of_london(view) if view.is_of_london else _of_borough(view)
    return Section(
        "acting",
        "Who would have to act",
        (NO_SUGGESTION,),
        numbers.basis_in_short(view.chosen),
        (table,),
        on_slide=("acting",),
    )


def of_borough(borough_code: str) -> dict[str, str]:
    """Who answers for what in a borough, by the thing to change.

    A caller with moves of its own says from this who must act.
    """
    known = frames.borough_profile(borough_code)
    command = f", {known['bcu_name']} command" if known["bcu_name"] else ""
    trust = f"{known['mh_trust_name']}; paid for by {known['icb_name_2026']}"
    return {
        "Hours, ages and ways in of crisis assessment, cafés and houses": trust,
        "Rooms, hours and ages of places of safety (section 136)": (
            f"{known['mh_trust_name']}, with {known['police_force']}"
        ),
        "Joint response car on duty": (
            f"{AMBULANCE} ({known['las_area_name']} area, assumed), with "
            f"{known['mh_trust_name']}"
        ),
        "Bringing people under section 136": (
            f"{known['police_force']}{command}; {AMBULANCE}"
        ),
        "Approved mental health professionals; premises": (
            f"{known['borough_name']} council"
        ),
    }


def _of_borough(view: View) -> Table:
    found = of_borough(view.place.code)
    return Table(
        "acting",
        f"Whose decision it would be in {view.place.name} (care boards from April 2026)",
        pd.DataFrame({"what": list(found), "who": list(found.values())}),
        (columns.words("what", "To change"), columns.words("who", "Who must act")),
        "borough_profile",
        {"borough_code": view.place.code},
    )


def of_move(
    move: Mapping[str, object], services: Mapping[str, Mapping[str, Any]]
) -> str:
    """Whose decision a move of a scenario would be, as far as the register says.

    `move` is its record; `services` those of the register by id.
    """
    if move["do"] == "surge":
        return "Nobody: a test of more need"
    if move["do"] == "car":
        return f"{AMBULANCE}, with the mental health trust of each borough"
    named = str(move.get("service") or move.get("what") or "")
    known = services.get(named, {})
    kind = str(known.get("service_type") or move.get("type") or named)
    runs = known.get("provider_name")
    who = str(runs) if isinstance(runs, str) else DECIDES.get(kind, UNKNOWN)
    return f"{who}, and {ALSO.get(kind, CARE_BOARD)}"


def _of_london(view: View) -> Table:
    found = comparisons.asked("access_by_group", view.chosen, grouping="trust")
    who = sentences.counted(view.chosen, frames.edition())
    return Table(
        "acting",
        f"{who} without support in reach by mental health trust, which runs crisis "
        "assessment, cafés and places of safety",
        found.sort_values("out_residents", ascending=False, ignore_index=True),
        (
            columns.words("group_name", "Mental health trust"),
            columns.count("borough_count", "Boroughs"),
            columns.count("residents", who),
            columns.count("out_residents", "Out of reach"),
            columns.share("out_share", "Share"),
            columns.share("out_share_low", "Interval from"),
            columns.share("out_share_high", "Interval to"),
        ),
        "access_by_group",
        numbers.asked(view) | {"grouping": "trust"},
    )
