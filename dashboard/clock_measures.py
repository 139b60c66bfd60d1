"""What a week can be drawn by: people without support, or minutes; which of them differ."""

import pandas as pd

from dashboard import choices
from dashboard.clock_frames import Place

KEY = "week_shows"
SHARE, MINUTES = "share", "minutes"
LABELS = {SHARE: "Share without support", MINUTES: "Minutes to the nearest"}
LABELS_OF_AREA = LABELS | {SHARE: "In reach or not, and why"}


def amount(place: Place) -> str:
    """Column of minutes in the clock of a place."""
    return "nearest_min" if place.kind == "area" else "mean_min"


def differ(clock: pd.DataFrame, place: Place) -> bool:
    """Whether minutes are other at one hour than at another, to the tenth."""
    return len(clock[amount(place)].round(1).drop_duplicates()) > 1


def farthest(clock: pd.DataFrame, place: Place) -> int:
    """Hour of the week of the longest minutes, none anywhere before all; the first."""
    minutes = clock[amount(place)].fillna(float("inf"))
    return int(clock["hour_of_week"].iloc[int(minutes.argmax())])


def drawn(place: Place, *, shares_differ: bool, minutes_differ: bool) -> str:
    """Draw the choice where both differ over the week; the one to be shown, or none."""
    labels = LABELS_OF_AREA if place.kind == "area" else LABELS
    choice = choices.one_of("The week by", labels, KEY, default=SHARE)
    # Asked for where it is not drawn too: the address keeps it for another place.
    choice.value()
    if shares_differ and minutes_differ:
        return choice.drawn()
    if shares_differ or not minutes_differ:
        return SHARE if shares_differ else ""
    return MINUTES
