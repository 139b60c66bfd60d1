"""Everything that a paper says, gathered once from a view for all who write it."""

import datetime as dt

from dashboard import asking, frames, sentences, theme
from dashboard.briefs import (
    acting,
    best,
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
from dashboard.briefs.best import Best
from dashboard.briefs.parts import Content, Section
from dashboard.briefs.proposal import Proposal
from dashboard.briefs.view import View
from geodata.decisions import disclosure


def gather(
    view: View,
    *,
    made_on: dt.date,
    proposed: Proposal | None = None,
    found: Best | None = None,
) -> Content:
    """The paper of a view, about London or a borough, with a scenario if there is one.

    `found` is what would help most, and `proposed` then the plan that it makes.
    Raises: DatabaseNotReady if there is no database.
    """
    stamp = frames.edition()
    told = answer(view)
    sections = _sections(view, proposed, found)
    shown = [part for section in sections for part in section.parts]
    about = f": {proposed.name}" if proposed else ""
    question, link = _question(view), view.link_to_map()
    answered = told
    if proposed:
        question, answered = proposal.question(view, proposed), proposed.says[0]
        link = proposed.link or link
    if found:
        about = f": {best.NAME}"
        question, answered, link = found.question, " ".join(found.says), found.link
    return Content(
        title=f"Crisis access in {view.place.name}{about}",
        subtitle="Where people in a mental-health crisis lack nearby support, and why",
        question=question,
        answer=answered,
        as_it_is="" if answered == told else f"As it is: {theme.within_sentence(told)}",
        basis=numbers.basis(view.chosen),
        sections=sections,
        limits=footing.limits(view),
        cards=(*((best.card(found),) if found else ()), *footing.cards(view, shown)),
        sources=footing.sources(),
        attributions=footing.attributions(),
        edition=sentences.edition(stamp),
        made=f"Made on {made_on:%-d %B %Y}.",
        link=link,
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
    return (
        f"On {words['when']}, where in {view.place.name} does {words['who']} in a "
        f"mental-health crisis who {words['arrive']} have no open, suitable support "
        f"within {words['within']} minutes, and what is missing?"
    )


def _sections(
    view: View, proposed: Proposal | None, found: Best | None
) -> tuple[Section, ...]:
    return (
        *((best.section(view, found),) if found else ()),
        *(proposal.sections(view, proposed) if proposed else ()),
        mapped.section(view, is_beside=proposed is not None),
        standing.section(view),
        week.section(view, is_beside=proposed is not None),
        missing.section(view),
        losing.section(view),
        *recorded.sections(view),
        acting.section(view),
    )
