"""A file's columns at a glance: counts and patterns, never a cell."""

import re
from collections import Counter

import pandas as pd

from geodata.own.files import Opened
from geodata.own.mapping import Mapping


def preview(
    mapping: Mapping, opened: Opened, cells: dict[str, list[str]]
) -> pd.DataFrame:
    """A row per column; see `guess.Guess`."""
    when = mapping.when
    used = dict.fromkeys(mapping.kinds.columns, "kind")
    used |= {c: place.basis for place in mapping.where for c in place.columns}
    used |= dict.fromkeys((when.stamp, when.date, when.time, when.hour), "when")
    used |= {mapping.reference: "reference"}
    used |= dict.fromkeys(mapping.personal, "personal, not read")
    places = {c for place in mapping.where for c in place.columns}
    hidden = places | set(mapping.personal)
    size = max((len(found) for found in cells.values()), default=0) or 1
    return pd.DataFrame(
        {
            "column": list(opened.columns),
            "used_for": [used.get(c, "not read") for c in opened.columns],
            "filled_share": [round(len(cells[c]) / size, 3) for c in opened.columns],
            "distinct": [len(set(cells[c])) for c in opened.columns],
            "looks_like": [
                "" if c in hidden else _pattern(cells[c]) for c in opened.columns
            ],
        }
    )


def _pattern(found: list[str]) -> str:
    masks = Counter(re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", c))[:24] for c in found)
    return masks.most_common(1)[0][0] if masks else ""
