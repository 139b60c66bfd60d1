"""Everything that a paper says, gathered once from a view for all who write it."""

import datetime as dt

from dashboard import asking, frames, sentences, theme
from dashboard.briefs import (
    acting,
    footing,
    losing,
    mapped,
    missing,
    numbers,
    proposal,
    recorded,
    standing,
    week,
)
from dashboard.briefs.parts import Content, Section
from dashboard.briefs.proposal import Proposal
from dashboard.briefs.view import View
from geodata.decisions import disclosure


def gather(
    view: View, *, made_on: dt.date, proposed: Proposal | None = None
) -> Content:
    """The paper of a view, about London or a borough, with a scenario if there is one.

    Raises: DatabaseNotReady if there is no database.
    """
    stamp = frames.edition()
    told = answer(view)
    sections = _sections(view, proposed)
    shown = [part for section in sections for part in section.parts]
    about = f": {proposed.name}" if proposed else ""
    return Content(
        title=f"Crisis access in {view.place.name}{about}",
        subtitle="Where people in a mental-health crisis lack nearby support, and why",
        question=proposal.question(view, proposed) if proposed else _question(view),
        answer=proposed.says[0] if proposed else told,
        as_it_is=f"As it is: {theme.within_sentence(told)}" if proposed else "",
        basis=numbers.basis(view.chosen),
        sections=sections,
        limits=footing.limits(view),
        cards=footing.cards(view, shown),
        sources=footing.sources(),
        attributions=footing.attributions(),
        edition=sentences.edition(stamp),
        made=f"Made on {made_on:%-d %B %Y}.",
        link=proposed.link if proposed and proposed.link else view.link_to_map(),
        rule=disclosure.RULE,
        stamp=asking.stamp(),
    )


def answer(view: View) -> str:
    """The one sentence of a view, with its interval and the need behind it."""
    stamp = frames.edition()
    access = numbers.access(view)
    causes = numbers.causes(view)
    told = sentences.finding(view.chosen, access, causes, stamp, view.place.name)
    if not view.chosen.types:
        return told
    limits = numbers.interval(view)
    if limits and limits[0] == limits[0]:
        told += f" The 95 % interval of that share is {theme.between(*limits)}."
    return (
        f"{told} Modelled need there: {theme.about(access['out_need'])}"
        f"{theme.people(access['out_need'])} of "
        f"{theme.people(access['need'])} mental-health calls a year."
    )


def _question(view: View) -> str:
    words = view.chosen.words()
    who = "someone under 18" if view.chosen.age == "under_18s" else "an adult"
    return (
        f"On {words['when']}, where in {view.place.name} does {who} in a mental-health "
        f"crisis who {words['arrive']} have no open, suitable support within "
        f"{words['within']} minutes, and what is missing?"
    )


def _sections(view: View, proposed: Proposal | None) -> tuple[Section, ...]:
    return (
        *(proposal.sections(view, proposed) if proposed else ()),
        mapped.section(view, is_beside=proposed is not None),
        standing.section(view),
        week.section(view, is_beside=proposed is not None),
        missing.section(view),
        losing.section(view),
        *recorded.sections(view),
        acting.section(view),
    )
