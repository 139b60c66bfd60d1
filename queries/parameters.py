"""What answers take: presets, units and words, from the table `parameters`."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from queries.rows import rows


@dataclass(frozen=True)
class Parameter:
    """One parameter: `preset` is the value taken where nobody gives one."""

    name: str
    preset: object
    unit: str
    label: str


def parameters(connection: duckdb.DuckDBPyConnection) -> dict[str, Parameter]:
    """Every parameter of the edition, by its name."""
    found = rows(
        connection,
        "select parameter, preset, unit, label from parameters order by parameter",
    )
    return {
        name: Parameter(name, json.loads(preset), unit, label)
        for name, preset, unit, label in found
    }


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the known words nearest to one that is not known; or nothing."""
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    return f" Did you mean {' or '.join(near)}?" if near else ""
