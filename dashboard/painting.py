"""A layer as the browser takes it: a sign for each run of like shapes, each word once.

Neighbours are mostly alike: 4,835 areas shaded by legs are 1 kB, by minutes 11.
"""

from collections.abc import Hashable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from dashboard import patterns
from dashboard.layers import Layer

Value = TypeVar("Value", bound=Hashable)

# What neither JSON nor a page has to escape, in the order of map.js; digits count runs.
SIGNS = "".join(
    chr(code) for code in range(33, 127) if chr(code) not in '"\\<0123456789'
)


def paint(layer: Layer) -> dict[str, object]:
    """Classes, notes and details of a layer, short enough to be sent at each change.

    `kinds` lists each pair of class and note once, `shapes` points at it, `width`
    characters and how often it follows itself, if more than once; `details` and
    `of_details` do the same for what notes add.
    """
    pairs = list(zip(layer.classes, layer.values, strict=True))
    kinds, shapes, width = _pointed(pairs)
    details, of_details, detail_width = _pointed(layer.details)
    return {
        "grain": layer.grain,
        "title": layer.title,
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
    """Values that differ, and the place of each value among them, as signs.

    >>> _pointed(["near", "far", "far", "far", "near"])
    (['near', 'far'], '!#3!', 1)
    """
    known = list(dict.fromkeys(values))
    base = len(SIGNS)
    width = 1 if len(known) <= base else 2
    signs = [
        (SIGNS[at // base] if width > 1 else "") + SIGNS[at % base]
        for at in range(len(known))
    ]
    at = dict(zip(known, signs, strict=True))
    return known, _runs(at[value] for value in values), width


def _runs(signs: Iterable[str]) -> str:
    counted = [(sign, len(list(alike))) for sign, alike in groupby(signs)]
    return "".join([f"{sign}{count if count > 1 else ''}" for sign, count in counted])
