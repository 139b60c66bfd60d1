"""Patterns: the second cue of causes, which nine colours alone do not keep apart in grey.

Two causes of one lightness differ in pattern, and those of one pattern in lightness
(tests/test_palettes.py). Map, legend and small maps draw the same.
"""

from collections.abc import Iterable

from dashboard import theme

HATCH, DOTS = "hatch", "dots"
OF_CAUSES = {
    "hours_not_known": HATCH,
    "age_not_taken": HATCH,
    "location_unknown": DOTS,
    "confidence_below_floor": DOTS,
}
OF_COLOURS = {theme.CAUSE_COLOURS[code]: kind for code, kind in OF_CAUSES.items()}
INK = "#212B32"
SIDE_PX = 6
_GROUNDS = {
    "": "{colour}",
    HATCH: "repeating-linear-gradient(135deg,{ink} 0 1px,transparent 1px 4px),{colour}",
    DOTS: "radial-gradient({ink} 1px,transparent 1.5px) 0 0/6px 6px,{colour}",
}
_DRAWN = {
    HATCH: '<path d="M-1,7L7,-1" stroke="{ink}" stroke-width="1"/>',
    DOTS: '<circle cx="3" cy="3" r="1.1" fill="{ink}"/>',
}


def among(palette: Iterable[str]) -> dict[str, str]:
    """Pattern of each colour that has one."""
    return {colour: OF_COLOURS[colour] for colour in palette if colour in OF_COLOURS}


def ground(colour: str) -> str:
    """CSS background of a colour with its pattern.

    >>> ground("#FFFFFF")
    '#FFFFFF'
    """
    return _GROUNDS[OF_COLOURS.get(colour, "")].format(colour=colour, ink=INK)


def fill(colour: str) -> str:
    """SVG fill of a colour: itself, or the pattern that `definitions` defines."""
    return f"url(#{colour[1:]})" if colour in OF_COLOURS else colour


def definitions(palette: Iterable[str]) -> str:
    """SVG definitions of the patterns among these colours."""
    made = "".join(
        f'<pattern id="{colour[1:]}" width="{SIDE_PX}" height="{SIDE_PX}" '
        f'patternUnits="userSpaceOnUse"><rect width="{SIDE_PX}" height="{SIDE_PX}" '
        f'fill="{colour}"/>{_DRAWN[kind].format(ink=INK)}</pattern>'
        for colour, kind in among(palette).items()
    )
    return f"<defs>{made}</defs>" if made else ""
