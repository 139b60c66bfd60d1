"""A paper in each of its three kinds, and the file it is kept in."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dashboard import proposed
from dashboard.briefs import content, deck, paper, sheets
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
    """Name of the file of a view: the place, the plan if there is one, and its kind.

    A name has no letters that a disk or a mail may refuse.
    """
    place = "".join(c if c.isalnum() else "-" for c in view.place.name.lower())
    plan = _in_a_name(view.plan_name) or "plan"
    about = f"{place}-{plan}" if view.moves else place
    return f"crisis-access-{about}.{kind}"


def _in_a_name(words: str) -> str:
    """Words as a part of a file's name, the first of them where they are many.

    >>> _in_a_name("A café at King's / Cross ")
    'a-café-at-king-s-cross'
    """
    parted = "".join(c if c.isalnum() else " " for c in words.lower()).split()
    return "-".join(parted)[:MOST_LETTERS].rstrip("-")


def brief(view: View) -> Brief:
    """The paper of a view today, with its plan if it has one.

    Raises: DatabaseNotReady if there is no database; NotPossible if the plan cannot be.
    """
    proposal = proposed.of(view) if view.moves else None
    today = dt.datetime.now(tz=LONDON_TIME).date()
    found = content.gather(view, made_on=today, proposed=proposal)
    return Brief(view, found, proposal)
