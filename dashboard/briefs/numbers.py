"""Answers of London or of one borough in one form, and what of them is modelled."""

from typing import Any

import pandas as pd

from dashboard import comparisons, filters, frames, sentences
from dashboard.briefs.view import View
from dashboard.filters import Filters
from geodata.decisions import parameters, service_types


def asked(view: View) -> dict[str, object]:
    """Everything that an answer can be asked with, at the choices of the view."""
    # The hour itself: the first of the week that is like it has the same answers, but a
    # reader of the SQL would wonder.
    return parameters.presets() | view.chosen.questions()


def access(view: View) -> dict[str, Any]:
    """People and modelled need out of reach of support."""
    if view.is_of_london:
        return frames.access_of_london(view.chosen)
    return frames.one(frames.access_by_borough(view.chosen), view.place.code)


def legs(view: View) -> dict[str, Any]:
    """People by legs of support."""
    if view.is_of_london:
        return frames.legs_of_london(view.chosen)
    return frames.one(frames.legs_by_borough(view.chosen), view.place.code)


def causes(view: View) -> pd.DataFrame:
    """People by why support of the health leg is missing: cause, residents, out_share."""
    if view.is_of_london:
        return frames.causes_of_london(view.chosen)
    found = frames.causes_by_borough(view.chosen, view.place.code)
    total = found["residents"].sum() or float("nan")
    return found.assign(out_share=found["residents"] / total)


def interval(view: View) -> tuple[float, float] | None:
    """Limits of a borough's share out of reach; None for London, which has none."""
    if view.is_of_london:
        return None
    found = comparisons.asked("comparison_by_borough", view.chosen)
    row = frames.one(found, view.place.code)
    return row["out_share_low"], row["out_share_high"]


def names(view: View) -> tuple[str, str]:
    """Names of the answers of `access` and `causes`."""
    of = "of_london" if view.is_of_london else "by_borough"
    return f"access_{of}", f"causes_{of}"


def basis(chosen: Filters) -> str:
    """What of a paper is modelled or estimated, as its first page says it."""
    stamp = frames.edition()
    people = sentences.counted(chosen, stamp).lower()
    by_area = (
        "Census 2021"
        if stamp["residents_basis"] == "published"
        else "Census 2021 by borough, spread over small areas by an estimate"
    )
    travel = chosen.words()["travel"]
    return (
        f"Modelled: minutes ({travel}), and need in mental-health calls a year. Counted: "
        f"{people} ({by_area}), by the register of services as published. Nothing here "
        f"is recorded use. {counts(chosen)}"
    )


def counts(chosen: Filters) -> str:
    """Which services count as support of the health leg, and with what evidence."""
    plurals = {kind.service_type: kind.plural for kind in service_types.SERVICE_TYPES}
    named = ", ".join(plurals[code] for code in chosen.types) or "none"
    also = [
        words
        for is_on, words in (
            (chosen.unknown, "those whose hours are not known are taken as open"),
            (chosen.restricted, "those for some people only count too"),
        )
        if is_on
    ]
    floor = filters.FLOORS[chosen.confidence].lower()
    told = f"Support of the health leg here: {named}. Confidence: {floor}"
    return "; ".join([told, *also]) + "."


def basis_in_short(chosen: Filters) -> str:
    """The same in a line, as it stands below each section's sentences."""
    stamp = frames.edition()
    people = sentences.counted(chosen, stamp).lower()
    estimated = "" if stamp["residents_basis"] == "published" else ", estimated by area"
    return (
        f"Modelled: minutes ({chosen.words()['travel']}) and need. Counted: {people}"
        f"{estimated}. Not recorded use."
    )
