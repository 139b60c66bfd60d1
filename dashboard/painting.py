"""A layer as the browser takes it: a character for each shape, and each word once.

4,835 areas are 5 kB with up to 91 different notes, and 10 kB beyond.
"""

from collections.abc import Hashable, Sequence
from typing import TypeVar

from dashboard import patterns
from dashboard.layers import Layer

Value = TypeVar("Value", bound=Hashable)

# What neither JSON nor a page has to escape, in the order of map.js.
SIGNS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\<')


def paint(layer: Layer) -> dict[str, object]:
    """Classes, notes and details of a layer, short enough to be sent at each change.

    `kinds` lists each pair of class and note once, `shapes` points at it, `width`
    characters a shape; `details` and `of_details` do the same for what notes add.
    """
    pairs = list(zip(layer.classes, layer.values, strict=True))
    kinds, shapes, width = _pointed(pairs)
    details, of_details, detail_width = _pointed(layer.details)
    return {
        "grain": layer.grain,
        "palette": layer.palette,
        "patterns": patterns.among(layer.palette),
        "kinds": kinds,
        "shapes": shapes,
        "width": width,
        "details": details,
        "of_details": of_details,
        "detail_width": detail_width,
    }


def _pointed(values: Sequence[Value]) -> tuple[list[Value], str, int]:
    """Values that differ, and the place of each value among them, as signs."""
    known = list(dict.fromkeys(values))
    base = len(SIGNS)
    width = 1 if len(known) <= base else 2
    signs = [
        (SIGNS[at // base] if width > 1 else "") + SIGNS[at % base]
        for at in range(len(known))
    ]
    at = dict(zip(known, signs, strict=True))
    return known, "".join([at[value] for value in values]), width
