"""A paper in each of its three kinds, and the file it is kept in."""

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from dashboard import proposed
from dashboard.briefs import best, content, deck, paper, sheets
from dashboard.briefs.parts import Content
from dashboard.briefs.proposal import Proposal
from dashboard.briefs.view import View

KINDS = {
    "html": "Paper (HTML, prints on A4)",
    "pptx": "Slides (PowerPoint)",
    "zip": "Data behind it (CSV)",
}
"""Kinds of file by their suffix; each is made from the same content."""
MEDIA = {
    "html": "text/html",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "zip": "application/zip",
}
BEST = "The best choice"
NOTE = "Found by “What would help most?” on the Plan page."
MOST_LETTERS = 40
"""Letters of a plan's name in the name of a file: disks take 255 bytes."""
LONDON_TIME = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Brief:
    """A paper that was gathered, to be written in any kind."""

    view: View
    content: Content
    proposal: Proposal | None = None

    def file(self, kind: str) -> bytes:
        """The paper as a file of KINDS."""
        if kind == "html":
            return paper.written(self.content)
        if kind == "pptx":
            return deck.written(self.content)
        return sheets.written(self.content, self.proposal)


def name(view: View, kind: str) -> str:
    """Name of the file of a view: the place, the plan or the search, and its kind.

    A name has no letters that a disk or a mail may refuse.
    """
    place = "".join(c if c.isalnum() else "-" for c in view.place.name.lower())
    plan = _in_a_name(view.plan_name) or "plan"
    about = f"{place}-{plan}" if view.moves else place
    if view.seeks:
        about = f"{place}-{_in_a_name(best.NAME)}"
    return f"crisis-access-{about}.{kind}"


def _in_a_name(words: str) -> str:
    """Words as a part of a file's name, the first of them where they are many.

    >>> _in_a_name("A café at King's / Cross ")
    'a-café-at-king-s-cross'
    """
    parted = "".join(c if c.isalnum() else " " for c in words.lower()).split()
    return "-".join(parted)[:MOST_LETTERS].rstrip("-")


def brief(view: View) -> Brief:
    """The paper of a view today, with its plan, or what it asks would help most.

    Raises: DatabaseNotReady if there is no database; NotPossible if the plan cannot be,
        or nothing meets the conditions of what is sought.
    """
    found = None
    if view.seeks:
        # Solvers take a second to load, and most papers need none.
        from dashboard import found_best  # noqa: PLC0415

        found = found_best.of(view)
        # What is sought starts from what stands, whatever plan the address has.
        view = replace(view, moves=found.plan, plan_name=BEST, plan_note=NOTE, kept=())
    proposal = proposed.of(view) if view.moves else None
    today = dt.datetime.now(tz=LONDON_TIME).date()
    gathered = content.gather(view, made_on=today, proposed=proposal, found=found)
    return Brief(view, gathered, proposal)
