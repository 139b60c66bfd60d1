"""Last slides of a deck: limits and the link, methods in short, every source."""

from collections.abc import Callable, Iterable

import pandas as pd
from pptx.slide import Slide

from dashboard.briefs import columns, deck_parts, deck_words
from dashboard.briefs.deck_words import BODY_PT, SMALL_PT, Box
from dashboard.briefs.parts import Card, Content, Table

LIMITS = "What these numbers cannot say"
METHODS = "How each number is worked out"
SOURCES = "Sources, their vintages and licences"
SQL_NOTE = (
    "In short. Each answer is one SQL file: with its whole method and limits it stands in "
    "the paper (web page) and in the data behind it (ZIP, folder sql), and runs on the "
    "Query page of the dashboard."
)
NO_METHOD = "As its SQL says, without more"
BODY = Box(0.6, 1.2, 12.1, 5.5)
LINES_OF_LIMITS = 18


def put(make: Callable[[str], Slide], content: Content) -> None:
    """Draw the slides; `make` gives a new one with a title."""
    _limits(make(LIMITS), content)
    _pages(make, METHODS, _methods(content.cards), [SQL_NOTE])
    told = [*content.attributions, content.rule]
    _pages(make, SOURCES, content.sources, told)


def _limits(slide: Slide, content: Content) -> None:
    link = f"The same view in the dashboard: {content.link}"
    told = [content.rule, f"{content.made} {content.edition}", link]
    size = deck_words.size_of(
        " ".join(content.limits), lines=LINES_OF_LIMITS, most=BODY_PT
    )
    deck_words.text(slide, Box(0.6, 1.2, 12.1, 4.2), content.limits, size)
    deck_words.text(slide, Box(0.6, 5.45, 12.1, 1.3), told, SMALL_PT + 1)
    deck_words.notes(slide, [*content.limits, *told])


def _methods(cards: Iterable[Card]) -> Table:
    """What each answer says and how it is worked out, a sentence of each."""
    rows = [
        (card.answer, card.purpose, _first(card.method) or NO_METHOD) for card in cards
    ]
    return Table(
        "methods",
        "Answers behind this paper",
        pd.DataFrame(rows, columns=["answer", "purpose", "method"]),
        (
            columns.words("answer", "Answer"),
            columns.words("purpose", "What it says"),
            columns.words("method", "How, in short"),
        ),
    )


def _first(text: str) -> str:
    """The first sentence of a text.

    >>> _first("Share of residents. Wilson 1927 on that.")
    'Share of residents.'
    """
    head, stop, _ = text.partition(". ")
    return f"{head}." if stop else head


def _pages(
    make: Callable[[str], Slide], title: str, table: Table, notes: list[str]
) -> None:
    pages = deck_parts.pages(table, BODY)
    for i, page in enumerate(pages, start=1):
        slide = make(f"{title} ({i} of {len(pages)})" if len(pages) > 1 else title)
        deck_parts.put(slide, page, BODY)
        deck_words.notes(slide, notes)
