"""Publishers' values and files that are known already: no need to guess them.

`registers/incident_categories.csv` says what each value of a publisher is to us, and
`registers/mappings/*.json` what the columns of their files are; both are ours to edit.
"""

import csv
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

from geodata.errors import UnexpectedFile, UnmappedCategory
from geodata.own.mapping import Mapping, load
from geodata.own.mapping_checks import CODES

REGISTERS = Path(__file__).parents[1] / "registers"
COLUMNS = ["scheme", "publisher_value", "incident_kind", "note"]


@cache
def kinds(scheme: str) -> dict[str, str]:
    """Our kind, or out_of_scope, for each value of a publisher; '' is all publishers.

    Raises: UnexpectedFile if the register lacks a column; UnmappedCategory naming every
        row whose kind is none of ours.
    """
    path = REGISTERS / "incident_categories.csv"
    with path.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        if reader.fieldnames != COLUMNS:
            raise UnexpectedFile(
                f"Register of incident categories: expected columns {COLUMNS}, found "
                f"{reader.fieldnames} ({path}). Mend its first line."
            )
        rows = list(reader)
    unknown = [r["publisher_value"] for r in rows if r["incident_kind"] not in CODES]
    if unknown:
        raise UnmappedCategory(
            "Register of incident categories: expected kinds of "
            f"geodata/decisions/categories.py, found others for {unknown} ({path}). "
            "Mend the rows."
        )
    return {
        r["publisher_value"]: r["incident_kind"]
        for r in rows
        if scheme in {"", r["scheme"]}
    }


@cache
def boroughs() -> pd.DataFrame:
    """Boroughs of the register: borough_code, borough_name."""
    columns = ["borough_code", "borough_name"]
    return pd.read_csv(REGISTERS / "boroughs.csv", dtype=str, usecols=columns)


def builtin(columns: Sequence[str]) -> Mapping | None:
    """The mapping of a known publisher whose file has these columns, if there is one.

    The vintage is told from the names: the one that knows most of them, all those that
    it reads being there.
    """
    best, known = None, 0
    for path in sorted((REGISTERS / "mappings").glob("*.json")):
        mapping = load(path)
        columns_of = {*mapping.used(), *mapping.ignored, *mapping.personal}
        shared = len(columns_of & set(columns))
        if set(mapping.used()) <= set(columns) and shared > known:
            best, known = mapping, shared
    if best is None:
        return None
    return filled(best)


def filled(mapping: Mapping) -> Mapping:
    """The mapping with the values of its scheme, its own decisions before theirs."""
    if not mapping.kinds.scheme:
        return mapping
    known = kinds(mapping.kinds.scheme) | dict(mapping.kinds.kind_of)
    return replace(mapping, kinds=replace(mapping.kinds, kind_of=known))
