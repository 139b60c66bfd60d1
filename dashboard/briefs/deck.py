"""A paper as a deck of slides, with tables and charts that can be edited.

One slide for each section, between the answer and what it stands on (deck_footing); the
notes of a slide hold all that the section says.
"""

import io
from textwrap import shorten

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu

from dashboard.briefs import deck_footing, deck_parts, deck_words
from dashboard.briefs.deck_words import BODY_PT, SMALL_PT, Box
from dashboard.briefs.marked import plain
from dashboard.briefs.parts import Content, Part, Section

WIDE, HIGH = Emu(12_192_000), Emu(6_858_000)
"""16:9, 13.33 by 7.5 inches."""
TITLE_ONLY = 5
"""Layout of the library's own template with a title and nothing else."""
SAYS = Box(0.6, 1.05, 12.1, 1.0)
BODY = Box(0.6, 2.05, 12.1, 4.7)
GAP_IN = 0.3
MOST_LETTERS = 255
"""Letters of a property of a file."""


def written(content: Content) -> bytes:
    """The deck as a file of PowerPoint."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    deck.core_properties.title = content.title
    deck.core_properties.subject = shorten(plain(content.question), MOST_LETTERS)
    deck.core_properties.author = "Crisis access for London"
    deck.core_properties.comments = content.edition
    deck.core_properties.language = "en-GB"
    _answer(deck, content)
    for section in content.sections:
        _section(deck, content, section)
    deck_footing.put(lambda title: _slide(deck, title, content, content.basis), content)
    _number(deck)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _slide(deck: Deck, title: str, content: Content, basis: str) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    deck_words.title(slide, title)
    told = f"{content.stamp} {basis}".strip()
    deck_words.text(slide, Box(0.6, 6.85, 11.3, 0.45), [told], SMALL_PT, faint=True)
    return slide


def _answer(deck: Deck, content: Content) -> None:
    slide = _slide(deck, content.title, content, content.basis)
    deck_words.text(slide, Box(0.6, 1.2, 12.1, 0.9), [content.question], BODY_PT)
    told = [words for words in (content.answer, content.as_it_is) if words]
    deck_words.panel(slide, Box(0.6, 2.2, 12.1, 3.2), told)
    deck_words.text(
        slide,
        Box(0.6, 5.5, 12.1, 1.2),
        [f"{content.subtitle}.", f"{content.made} {content.edition}"],
        BODY_PT - 2,
    )
    deck_words.notes(slide, [content.question, *told, content.basis])


def _section(deck: Deck, content: Content, section: Section) -> None:
    slide = _slide(deck, section.heading, content, section.basis)
    says = section.in_short or section.says[0]
    shown = [part for part in section.parts if part.key in section.on_slide]
    if shown:
        deck_words.text(slide, SAYS, [says], deck_words.size_of(says))
        for part, box in zip(shown, _boxes(len(shown)), strict=True):
            deck_parts.put(slide, part, box)
    else:
        size = deck_words.size_of(" ".join(section.says), lines=12)
        deck_words.text(slide, Box(0.6, 1.3, 12.1, 5.3), section.says, size)
    deck_words.notes(slide, [*section.says, section.basis, *_listed(section.parts)])


def _listed(parts: tuple[Part, ...]) -> list[str]:
    """What the paper holds of a section beyond its slide."""
    return ["In the paper: " + "; ".join(part.caption for part in parts)]


def _boxes(count: int) -> list[Box]:
    wide = (BODY.wide - GAP_IN * (count - 1)) / count
    return [
        Box(BODY.left + i * (wide + GAP_IN), BODY.top, wide, BODY.high)
        for i in range(count)
    ]


def _number(deck: Deck) -> None:
    slides = list(deck.slides)
    for i, slide in enumerate(slides, start=1):
        words = f"{i} / {len(slides)}"
        deck_words.text(
            slide, Box(11.9, 6.85, 0.9, 0.35), [words], SMALL_PT, faint=True
        )
