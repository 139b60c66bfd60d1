"""Columns that could say what happened, with their values, for a person to choose from."""

from pathlib import Path

from geodata.own import files
from geodata.own.mapping import Mapping
from geodata.own.sampling import sample

MOST_VALUES = 40
"""More distinct values than this are references, places or words, not kinds."""
LARGEST_SHARE = 0.5
"""Values that hardly repeat are no kinds either; a short file may have a few."""
FEW = 5


def choices(path: Path, mapping: Mapping) -> dict[str, list[str]]:
    """Distinct values of each column that is not personal and could tell kinds.

    From a sample of rows spread over the file; dates, places and references are left
    out, and so is whatever `mapping` calls personal.
    """
    kinds = set(mapping.kinds.columns)
    taken = (set(mapping.used()) - kinds) | set(mapping.personal)
    found: dict[str, list[str]] = {}
    with files.opened(path, mapping.layout) as opened:
        left = [column for column in opened.columns if column not in taken]
        for column, cells in sample(opened, left).items():
            values = sorted(set(cells))
            repeats = len(values) <= max(FEW, LARGEST_SHARE * len(cells))
            if column in kinds or (0 < len(values) <= MOST_VALUES and repeats):
                found[column] = values
    return found
