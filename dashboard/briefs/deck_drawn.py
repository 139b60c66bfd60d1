"""Maps with their legend and native charts on slides."""

import io
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard import theme
from dashboard.briefs import deck_words
from dashboard.briefs.deck_words import FAINT, FONT, Box
from dashboard.briefs.parts import Bars, Entry, Picture

LEGEND_COLUMNS, LEGEND_ROW_IN, SWATCH_IN, LEGEND_PT = 3, 0.21, 0.17, 9
FEW_BARS = 8
"""So many have room for letters of a table's size and for wide gaps."""


def picture(slide: Slide, part: Picture, box: Box) -> None:
    """A map, and its legend below it."""
    rows = -(-len(part.legend) // LEGEND_COLUMNS)
    legend_high = LEGEND_ROW_IN * rows + 0.08
    ratio = part.width_px / part.height_px
    high = min(box.high - legend_high, box.wide / ratio)
    at = Box(box.left, box.top, high * ratio, high)
    shape = slide.shapes.add_picture(io.BytesIO(part.png), *at.at())
    deck_words.describe(shape, part.alt)
    group = slide.shapes.add_group_shape()
    group.name = "Legend"
    column = box.wide / LEGEND_COLUMNS
    for i, entry in enumerate(part.legend):
        left = box.left + column * (i % LEGEND_COLUMNS)
        top = box.top + high + 0.08 + LEGEND_ROW_IN * (i // LEGEND_COLUMNS)
        _entry(group.shapes, entry, Box(left, top, column, LEGEND_ROW_IN))


def _entry(shapes: Any, entry: Entry, box: Box) -> None:  # noqa: ANN401 - the library has no types
    """A swatch or a sign, and its words."""
    words = entry.words
    frame = shapes.add_textbox(
        *Box(box.left + SWATCH_IN, box.top, box.wide - SWATCH_IN, box.high).at()
    ).text_frame
    frame.margin_top = frame.margin_bottom = Inches(0)
    frame.word_wrap = True
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    if entry.mark:
        sign = f"{theme.MARK_SIGNS[entry.mark]} "
        colour = entry.colour.removeprefix("#")
        deck_words.fill(frame.paragraphs[0], sign, LEGEND_PT, colour)
    else:
        swatch = Box(box.left, box.top + 0.03, SWATCH_IN, box.high - 0.08)
        drawn = shapes.add_shape(MSO_SHAPE.RECTANGLE, *swatch.at())
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = _rgb(entry.colour)
        drawn.line.color.rgb = _rgb(theme.WEEK_EDGE_COLOUR)
        drawn.line.width = Pt(0.5)
    deck_words.fill(frame.paragraphs[0], words, LEGEND_PT, FAINT)


def bars(slide: Slide, part: Bars, box: Box) -> None:
    """A chart of bars that PowerPoint can edit, those of the place in another colour."""
    data = CategoryChartData(number_format="0%")
    data.categories = list(part.names)
    data.add_series("Share out of reach", list(part.shares))
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.at(), data)
    deck_words.describe(shape, part.alt())
    chart = shape.chart
    chart.has_legend = False
    chart.has_title = False
    chart.font.name, chart.font.size = FONT, Pt(_letters(len(part.names)))
    chart.category_axis.reverse_order = True
    chart.category_axis.has_major_gridlines = False
    _every_name(chart.category_axis)
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1.1
    _labels(chart.plots[0], len(part.names))
    series = chart.plots[0].series[0]
    for i in range(len(part.names)):
        colour = theme.CHOSEN_COLOUR if i in part.marked else theme.OTHER_COLOUR
        series.points[i].format.fill.solid()
        series.points[i].format.fill.fore_color.rgb = _rgb(colour)


def _letters(bar_count: int) -> float:
    # 33 names of 8 points stand below each other in the height of a slide's body.
    return 12 if bar_count <= FEW_BARS else 7.5


def _every_name(axis: Any) -> None:  # noqa: ANN401 - the library has no types
    """Have every bar named: programs leave out names that they find too close."""
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    element = axis._element  # noqa: SLF001 - no other way to it
    last = element.find(f"{{{element.nsmap['c']}}}noMultiLvlLbl")
    last.addprevious(skip)


def _labels(plot: Any, bar_count: int) -> None:  # noqa: ANN401 - the library has no types
    plot.gap_width = 120 if bar_count <= FEW_BARS else 35
    plot.has_data_labels = True
    plot.data_labels.number_format = "0%"
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
