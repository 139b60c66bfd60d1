"""What a paper stands on: limits, method cards with SQL, sources and licences."""

from collections.abc import Iterable, Mapping

from dashboard import asking, frames, sentences
from dashboard.briefs import columns
from dashboard.briefs.parts import Card, Part, Picture, Table, Week
from dashboard.briefs.view import View
from geodata.decisions import vintages

NEED = (
    "Need is modelled: published totals of mental-health calls spread over boroughs and "
    "small areas. It is not recorded demand, and recorded use of a full service would "
    "not be demand either."
)
AS_A_WHOLE = (
    "A place counts as in reach or not as a whole: everybody in a small area is taken to "
    "live at its middle, weighted by postcodes."
)
LEFT_OUT = (
    "Ambulance stations are not counted: crews mostly do not respond from them. Fewer, "
    "larger sites against shorter journeys is a live argument, and this paper takes no "
    "side in it."
)
RECORDED = (
    "Recorded incidents are shown as counts under the rule of disclosure alone, and no "
    "other figure of this paper is worked out from them."
)
INVENTED = (
    "This edition holds no recorded incidents: those on the dashboard are invented for "
    "demonstration and are left out of papers."
)


def limits(view: View) -> tuple[str, ...]:
    """What the numbers can and cannot say, each in a sentence or two."""
    stamp = frames.edition()
    incidents = RECORDED if stamp["incident_basis"] == "recorded" else INVENTED
    view_limits = sentences.limits(view.chosen, stamp)
    return (view_limits, NEED, AS_A_WHOLE, LEFT_OUT, incidents)


def sources() -> Table:
    """Every source of the edition with its vintage and licence."""
    found = frames.table("sources_counted")
    kept = found[found["rows_kept"] > 0].reset_index(drop=True)
    labels = {known.vintage_code: known.label for known in vintages.VINTAGES}
    told = [labels.get(vintage, vintage) for vintage in kept["vintage"]]
    return Table(
        "sources",
        "Sources with vintage and licence",
        kept.assign(vintage_told=told),
        (
            columns.words("title", "Source"),
            columns.words("publisher", "Publisher"),
            columns.words("vintage_told", "Vintage"),
            columns.words("licence", "Licence"),
        ),
        "sources_counted",
    )


def attributions() -> tuple[str, ...]:
    """The lines that licences ask to be printed, each once."""
    found = frames.table("sources_counted")
    return tuple(sorted(set(found.loc[found["rows_kept"] > 0, "attribution"])))


def cards(view: View, shown: Iterable[Part]) -> tuple[Card, ...]:
    """A card for every answer that the parts of a paper come from, each once."""
    asked: dict[str, Mapping[str, object]] = {}
    for part in shown:
        if isinstance(part, Table | Week | Picture) and part.answer:
            asked.setdefault(part.answer, part.params)
    known = asking.questions()
    return tuple(
        Card(
            name,
            known[name].purpose,
            known[name].method,
            known[name].limits,
            asking.filled(name, params),
            "" if asking.is_of_plan(name) else view.link("query", answer=name),
        )
        for name, params in asked.items()
        if name in known
    )
