"""Palettes as people with a colour-vision deficiency see them, and in greyscale.

Simulated by the matrices of Machado, Oliveira and Fernandes (2009, severity 1,
doi 10.1109/TVCG.2009.113) in linear RGB; told apart by CIE 1976 colour difference, of
which about 2 is just noticeable side by side.
"""

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from dashboard import charts, patterns, result_layers, theme
from dashboard.briefs import map_marks

ROOT = Path(__file__).parents[1]

SEEN_BY = {
    "everybody": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = TO_XYZ @ np.ones(3)
ORDERED = {
    "legs": theme.LEG_COLOURS,
    "minutes": theme.MINUTE_COLOURS,
    "shares": theme.SHARE_COLOURS,
    "need": theme.NEED_COLOURS,
    "changes": tuple(theme.CHANGE_COLOURS.values()),
    "hours of the week": theme.WEEK_COLOURS,
}
MARKS = {
    "legs": theme.LEG_MARKS,
    "gaps": theme.GAP_MARKS,
    "ranks": theme.RANK_MARKS,
    "ages": theme.WEEK_LINE_COLOURS,
    "gains and losses": {c: theme.CHANGE_COLOURS[c] for c in ("gains", "loses")},
}
"""Colours of bars and lines by what they stand for, two or three in a chart."""
OFF_THE_SCALE = {
    "no figures, of minutes": (theme.NOBODY, theme.MINUTE_COLOURS),
    "no figures, of shares": (theme.NOBODY, theme.SHARE_COLOURS),
    "withheld, or no figures": (
        theme.WITHHELD,
        (theme.NOBODY, *theme.MINUTE_COLOURS),
    ),
    "no value of an answer": (result_layers.BLANK, theme.MINUTE_COLOURS[1:]),
}
APART, STEP = 8, 5


def lab(colour, seen=SEEN_BY["everybody"]):
    """Lightness, green to red, blue to yellow of a colour such as #5A0A14."""
    coded = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ @ np.clip(seen @ linear, 0, 1) / WHITE
    root = np.where(
        ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29
    )
    x, y, z = root
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_white_and_black_are_at_the_ends():
    assert lab("#FFFFFF") == pytest.approx([100, 0, 0], abs=1e-3)
    assert lab("#000000") == pytest.approx([0, 0, 0], abs=1e-3)


@pytest.mark.parametrize("name", ORDERED)
def test_ordered_palettes_keep_their_order_in_greyscale(name):
    lightness = [lab(colour)[0] for colour in ORDERED[name]]
    steps = [after - before for before, after in pairwise(lightness)]
    assert min(map(abs, steps)) > STEP
    assert len({step > 0 for step in steps}) == 1


@pytest.mark.parametrize("who", SEEN_BY)
@pytest.mark.parametrize("name", ORDERED)
def test_neighbouring_classes_are_told_apart(name, who):
    seen = [lab(colour, SEEN_BY[who]) for colour in ORDERED[name]]
    assert min(np.linalg.norm(a - b) for a, b in pairwise(seen)) > APART


@pytest.mark.parametrize("who", SEEN_BY)
def test_causes_are_told_apart(who):
    seen = {code: lab(c, SEEN_BY[who]) for code, c in theme.CAUSE_COLOURS.items()}
    near = {(a, b): np.linalg.norm(seen[a] - seen[b]) for a, b in combinations(seen, 2)}
    assert min(near.values()) > APART, min(near, key=near.get)


def test_causes_of_one_pattern_are_told_apart_in_greyscale():
    patterned = {code: patterns.OF_CAUSES.get(code, "") for code in theme.CAUSE_COLOURS}
    for kind in set(patterned.values()):
        alike = [code for code, of in patterned.items() if of == kind]
        lightness = sorted(lab(theme.CAUSE_COLOURS[code])[0] for code in alike)
        assert min(after - before for before, after in pairwise(lightness)) > STEP


def test_services_of_one_shape_are_told_apart_in_greyscale():
    for shape in theme.MARK_SIGNS:
        alike = [colour for of, colour in theme.MARKS.values() if of == shape]
        assert alike
        lightness = sorted(lab(colour)[0] for colour in alike)
        steps = [after - before for before, after in pairwise(lightness)]
        assert not steps or min(steps) > STEP, shape


def test_a_shape_is_one_on_the_map_and_on_paper():
    drawn = (ROOT / "dashboard/static/marks.js").read_text(encoding="utf-8")
    outlines = drawn.split("outlines = {")[1].split("};")[0]
    assert set(re.findall(r"^ +(\w+): 'M", outlines, re.MULTILINE)) == set(
        theme.MARK_SIGNS
    )
    assert set(map_marks.MARKERS) == set(theme.MARK_SIGNS)


@pytest.mark.parametrize("name", MARKS)
def test_marks_of_one_chart_are_told_apart_in_greyscale(name):
    lightness = sorted(lab(colour)[0] for colour in MARKS[name].values())
    assert min(after - before for before, after in pairwise(lightness)) > STEP


@pytest.mark.parametrize("who", SEEN_BY)
@pytest.mark.parametrize("name", MARKS)
def test_marks_of_one_chart_are_told_apart(name, who):
    seen = [lab(colour, SEEN_BY[who]) for colour in MARKS[name].values()]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > APART


@pytest.mark.parametrize("who", SEEN_BY)
@pytest.mark.parametrize("name", OFF_THE_SCALE)
def test_what_has_no_class_is_told_from_every_class(name, who):
    apart, scale = OFF_THE_SCALE[name]
    seen = lab(apart, SEEN_BY[who])
    assert min(np.linalg.norm(seen - lab(c, SEEN_BY[who])) for c in scale) > APART


def luminance(colour):
    """Relative luminance of WCAG, 0 to 1."""
    coded = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return linear @ TO_XYZ[1]


def contrast(one, other):
    low, high = sorted(luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", ["#FFFFFF", "#171C21"])
def test_marks_of_charts_are_seen_on_white_and_on_the_dark_page(ground):
    edged = [charts.EDGE["stroke"], charts.LEGEND_EDGE["symbolStrokeColor"]]
    # Those of gains and losses have an edge.
    plain = ("legs", "gaps", "ranks", "ages")
    marks = [colour for name in plain for colour in MARKS[name].values()]
    lines = [theme.CHOSEN_COLOUR, theme.MIDDLE_COLOUR]
    lines += [theme.WEEK_CHOSEN_COLOUR, theme.WEEK_EDGE_COLOUR]
    for colour in [*edged, *marks, *lines]:
        assert contrast(colour, ground) >= 3, colour


def test_words_in_charts_are_read_on_either_page():
    assert contrast(charts.INK, "#FFFFFF") >= 4.5
    assert contrast(charts.CHALK, "#171C21") >= 4.5


def test_every_ring_of_focus_is_seen_on_white_and_on_the_dark_page():
    found = 0
    for sheet in (ROOT / "dashboard").rglob("*.css"):
        if "vendor" in sheet.parts:
            continue
        text = sheet.read_text()
        rings = re.findall(r"box-shadow: 0 0 0 \d+px (#\w{6})", text)
        assert len(rings) == text.count("solid #ffb81c"), sheet
        found += len(rings)
        for ring in rings:
            assert contrast(ring, "#FFFFFF") >= 3
            assert contrast("#ffb81c", ring) >= 3
    assert contrast("#ffb81c", "#171C21") >= 3
    assert found >= 7
