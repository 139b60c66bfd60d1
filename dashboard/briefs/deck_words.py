"""Words on slides: titles, sentences, the panel of the answer, notes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard.briefs import marked

FONT = "Arial"
"""On every machine, and its twin of the same widths on those without it."""
INK, FAINT, GROUND, EDGE = "1B232A", "41505C", "FFF7EC", "94201C"
TITLE_PT, ANSWER_PT, BODY_PT, SMALL_PT = 28, 22, 16, 10
LETTERS_A_LINE = 1_850
"""Letters of one point that a line of a slide holds: 115 of 16 points."""


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    wide: float
    high: float

    def at(self) -> tuple[Inches, Inches, Inches, Inches]:
        """The same as the library takes it."""
        return (
            Inches(self.left),
            Inches(self.top),
            Inches(self.wide),
            Inches(self.high),
        )


def size_of(words: str, lines: int = 3, most: float = BODY_PT) -> float:
    """Size at which words take no more than so many lines of a slide, to a half point.

    >>> size_of("A few words."), size_of("A longer sentence. " * 23)
    (16, 12.5)
    """
    fits = LETTERS_A_LINE * lines / max(len(words), 1)
    return max(SMALL_PT, min(most, int(2 * fits) / 2))


def title(slide: Slide, words: str) -> None:
    """The title of a slide, in the place that readers of the screen look for it."""
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Box(0.6, 0.3, 12.1, 0.8).at()
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    size = size_of(words, lines=1, most=TITLE_PT)
    fill(frame.paragraphs[0], f"**{words}**", size)


def text(
    slide: Slide,
    box: Box,
    paragraphs: Sequence[str],
    size: float,
    *,
    faint: bool = False,
) -> None:
    """Paragraphs on a slide."""
    shape = slide.shapes.add_textbox(*box.at())
    _paragraphs(shape.text_frame, paragraphs, size, FAINT if faint else INK)


def panel(slide: Slide, box: Box, paragraphs: Sequence[str]) -> None:
    """Paragraphs that stand out: the answer."""
    shape = slide.shapes.add_textbox(*box.at())
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(GROUND)
    shape.line.color.rgb = RGBColor.from_string(EDGE)
    shape.line.width = Pt(1.5)
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = Inches(0.25)
    frame.auto_size = MSO_AUTO_SIZE.NONE
    size = _size_in(box, " ".join(paragraphs))
    _paragraphs(frame, paragraphs, size, INK)


def _size_in(box: Box, words: str) -> float:
    """The largest letters, to a half point, with which words fit in a slide-wide box."""
    # Smaller letters are more on a line and more lines: room goes by their square.
    lines_of_a_point = box.high * 72 / 1.5
    fits = math.sqrt(LETTERS_A_LINE * lines_of_a_point / max(len(words), 1))
    return max(SMALL_PT, min(ANSWER_PT, int(2 * fits) / 2))


def notes(slide: Slide, paragraphs: Sequence[str]) -> None:
    """What the speaker reads beside a slide."""
    frame = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(marked.plain(words) for words in paragraphs)


def fill(paragraph: Any, words: str, size: float, colour: str = INK) -> None:  # noqa: ANN401 - the library has no types
    """Write a sentence into a paragraph, its bold words bold."""
    for run_words, is_bold in marked.runs(words):
        run = paragraph.add_run()
        run.text = run_words
        run.font.name = FONT
        run.font.size = Pt(size)
        run.font.bold = is_bold
        run.font.color.rgb = RGBColor.from_string(colour)
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def describe(shape: Any, words: str) -> None:  # noqa: ANN401 - the library has no types
    """Give a shape the words that a screen reader says for it."""
    [named] = shape.element.xpath(".//p:cNvPr")[:1]
    named.set("descr", words)


def _paragraphs(
    frame: Any,  # noqa: ANN401 - the library has no types
    paragraphs: Sequence[str],
    size: float,
    colour: str,
) -> None:
    frame.word_wrap = True
    for i, words in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.4)
        fill(paragraph, words, size, colour)
        paragraph.alignment = PP_ALIGN.LEFT
