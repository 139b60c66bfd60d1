"""Section of a paper: incidents that agencies recorded, under the rule of disclosure.

Only where the edition holds recorded ones: invented ones are no matter for a board.
"""

import pandas as pd

from dashboard import comparisons, frames, theme
from dashboard.briefs import columns
from dashboard.briefs.parts import Section, Table
from dashboard.briefs.view import View
from geodata.decisions import breaks, disclosure

STATES = {"missing": "no records"}
NOT_NEED = (
    "Recorded incidents are what agencies met and wrote down, not need: where there is "
    "no support, less may be recorded."
)


def sections(view: View) -> tuple[Section, ...]:
    """Counts by borough: all of London's, or a borough's with its peers'; none invented."""
    if frames.edition()["incident_basis"] != "recorded":
        return ()
    found = frames.recorded_by("borough")
    if not view.is_of_london:
        codes = [view.place.code, *comparisons.peers(view.place.code)]
        found = comparisons.of(found, codes)
    found = found.reset_index(drop=True)
    own = found.index[found["borough_code"] == view.place.code]
    table = Table(
        "recorded",
        f"Incidents of a crisis kind as agencies recorded them. {disclosure.RULE}",
        found.assign(
            told=_told(found),
            period_told=found["period"].str.replace("/", " to ", regex=False),
        ),
        (
            columns.words("borough_name", "Borough"),
            columns.words("told", "Incidents recorded"),
            columns.words("period_told", "Period"),
        ),
        "recorded_by_borough",
        marked=frozenset(int(i) for i in own),
    )
    says = (NOT_NEED, _change(breaks.RIGHT_CARE_RIGHT_PERSON))
    basis = f"Recorded, not modelled. {disclosure.RULE}"
    shown = ("recorded",)
    heading = "What was recorded"
    return (Section("recorded", heading, says, basis, (table,), on_slide=shown),)


def _change(known: breaks.Break) -> str:
    return (
        f"{known.label}, from {known.break_on:%-d %B %Y}: {known.note} Counts before and "
        "after are not comparable."
    )


def _told(found: pd.DataFrame) -> pd.Series:
    shown = theme.starred(
        found["incident_count"], found["recorded_state"] == "suppressed"
    )
    return shown.where(found["recorded_state"] != "missing", STATES["missing"])
