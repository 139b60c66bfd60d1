"""Parts of a paper on slides: tables and weeks as tables that PowerPoint can edit."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches

from dashboard import theme
from dashboard.briefs import deck_drawn, deck_words
from dashboard.briefs import week as weeks_told
from dashboard.briefs.columns import Column
from dashboard.briefs.deck_words import INK, Box
from dashboard.briefs.paper_tables import DARK_FROM
from dashboard.briefs.parts import Part, Picture, Table, Week
from dashboard.filters import HOURS

CAPTION_IN, ROW_IN, WEEK_ROW_IN = 0.35, 0.3, 0.42
CELL_PT, LARGE_PT, WEEK_PT = 11, 14, 9
SIZES = (LARGE_PT, 12.5, CELL_PT, 10, 9)
"""Sizes of letters that are tried, until a table fits in its box."""
PAGE_PT = 10
LARGE_FROM_IN = 8.0
"""A table must be wider than this for letters larger than CELL_PT."""
LETTERS_IN = 140
"""Letters of one point in an inch: 14 of 10 points."""
HEAD, WHITE, MARKED = "1B232A", "FFFFFF", "E8F1FA"
MOST_ROWS = 11
WIDEST_WORDS = 32
"""Letters of a cell that its column is made wide for; longer ones go to a second line."""


def put(slide: Slide, part: Part, box: Box) -> None:
    """Draw a part in its box, its caption above."""
    if isinstance(part, Table):
        _table(slide, part, box)
    elif isinstance(part, Week):
        _week(slide, part, box)
    elif isinstance(part, Picture):
        deck_drawn.picture(slide, part, _caption(slide, part.caption, box))
    else:
        deck_drawn.bars(slide, part, _caption(slide, part.caption, box))


def _caption(slide: Slide, words: str, box: Box) -> Box:
    """Write a caption and give the room that is left below it."""
    lines = 1 + int(len(words) > box.wide * 11)
    high = CAPTION_IN + 0.2 * (lines - 1)
    top = Box(box.left, box.top, box.wide, high)
    deck_words.text(slide, top, [f"**{words}**"], CELL_PT + 1)
    return Box(box.left, box.top + high, box.wide, box.high - high)


def _table(slide: Slide, part: Table, box: Box) -> None:
    slim = [c for c in part.columns if not part.slim or c.name in part.slim]
    rows = part.rows()
    few = [i for i in part.few or range(len(rows)) if i < len(rows)][:MOST_ROWS]
    more = len(rows) - len(few)
    note = f" ({more} more rows in the paper)" if more else ""
    left = _caption(slide, f"{part.caption}{note}", box)
    at = [part.columns.index(column) for column in slim]
    cells = [[rows[i][j] for j in at] for i in few]
    table = _grid(slide, part.caption, left, len(few) + 1, len(slim))
    wides = _widths(slim, cells, left.wide)
    size = _size([[column.label for column in slim], *cells], wides, left)
    for j, wide in enumerate(wides):
        table.columns[j].width = Inches(wide)
    for j, column in enumerate(slim):
        head = table.cell(0, j)
        _cell(head, column.label, HEAD, WHITE, number=column.is_number, size=size)
        for i, told in enumerate(cells):
            ground = MARKED if few[i] in part.marked else WHITE
            cell = table.cell(i + 1, j)
            _cell(cell, told[j], ground, INK, number=column.is_number, size=size)


def _grid(slide: Slide, caption: str, box: Box, rows: int, columns: int) -> Any:  # noqa: ANN401
    """A table with a row of heads, named for screen readers."""
    high = Box(box.left, box.top, box.wide, ROW_IN * rows)
    shape = slide.shapes.add_table(rows, columns, *high.at())
    deck_words.describe(shape, caption)
    shape.table.horz_banding = False
    for row in shape.table.rows:
        row.height = Inches(ROW_IN)
    return shape.table


def pages(part: Table, box: Box) -> list[Table]:
    """A table in as many as are needed for each to fit in a box, letters large enough."""
    rows = part.rows()
    wides = _widths(part.columns, rows, box.wide)
    room = box.high - CAPTION_IN - 2 * ROW_IN
    starts, used = [0], 0.0
    for i, row in enumerate(rows):
        high = _high(row, wides, PAGE_PT)
        if i > starts[-1] and (used + high > room or i - starts[-1] == MOST_ROWS):
            starts.append(i)
            used = 0.0
        used += high
    return [
        replace(part, frame=part.frame.iloc[first:last].reset_index(drop=True))
        for first, last in pairwise([*starts, len(rows)])
    ]


def _size(rows: list[list[str]], wides: Sequence[float], box: Box) -> float:
    """The largest letters with which rows fit in a box, or the smallest there are."""
    most = LARGE_PT if box.wide > LARGE_FROM_IN else CELL_PT
    fit = (
        size
        for size in SIZES
        if size <= most and sum(_high(row, wides, size) for row in rows) <= box.high
    )
    return next(fit, SIZES[-1])


def _high(row: Sequence[str], wides: Sequence[float], size: float) -> float:
    """Inches that a row takes, its longest cell on as many lines as it needs."""
    lines = max(
        -(-len(words) // max(int(wide * LETTERS_IN / size) - 2, 1))
        for words, wide in zip(row, wides, strict=True)
    )
    return max(ROW_IN, lines * size * 1.2 / 72 + 0.05)


def _widths(
    columns: Sequence[Column], cells: list[list[str]], wide: float
) -> list[float]:
    """Inches of each column, by its longest words."""
    longest = [
        max(
            _longest([row[j] for row in cells]),
            # Heads are bold, and must not break inside a word.
            _longest(column.label.split()),
        )
        for j, column in enumerate(columns)
    ]
    return [wide * letters / sum(longest) for letters in longest]


def _longest(words: Sequence[str]) -> int:
    """Letters that a column is made wide for, with room at its edges."""
    return min(max(map(len, words), default=0) + 3, WIDEST_WORDS)


def _cell(  # noqa: PLR0913 - what a cell holds, and its looks
    cell: Any,  # noqa: ANN401 - the library has no types
    words: str,
    ground: str,
    ink: str,
    *,
    number: bool = False,
    size: float = CELL_PT,
) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(ground)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.margin_left = cell.margin_right = Inches(0.06)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
    is_head = ground == HEAD
    deck_words.fill(paragraph, f"**{words}**" if is_head else words, size, ink)


def _week(slide: Slide, part: Week, box: Box) -> None:
    left = _caption(slide, part.caption, box)
    table = _grid(slide, part.caption, left, 8, 25)
    day_in = 0.7
    table.columns[0].width = Inches(day_in)
    for j in range(1, 25):
        table.columns[j].width = Inches((left.wide - day_in) / 24)
    _hour(table.cell(0, 0), "Day", HEAD, WHITE)
    for j, hour in enumerate(HOURS):
        _hour(table.cell(0, j + 1), hour.removesuffix(":00"), HEAD, WHITE)
    for i, shares in enumerate(weeks_told.days(part.shares())):
        table.rows[i + 1].height = Inches(WEEK_ROW_IN)
        _hour(table.cell(i + 1, 0), theme.WEEKDAYS[i][:3], WHITE, INK)
        for j, (share, position) in enumerate(
            zip(shares, weeks_told.classes(shares), strict=True)
        ):
            ink = WHITE if position >= DARK_FROM else INK
            colour = theme.WEEK_COLOURS[position].removeprefix("#")
            _hour(table.cell(i + 1, j + 1), f"{100 * share:.0f}", colour, ink)


def _hour(cell: Any, words: str, ground: str, ink: str) -> None:  # noqa: ANN401
    _cell(cell, words, ground, ink, size=WEEK_PT)
    cell.margin_left = cell.margin_right = Inches(0.01)
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
