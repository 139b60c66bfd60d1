"""Publications an edition may stand on: publisher, licence, vintage, where to get them.

The register is geodata/registers/sources.csv, one row per publication, so that a steward
can mend an address without touching code. No address can be checked without a network:
`address_basis` says how far each is trusted.
"""

import csv
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

REGISTER = Path(__file__).parent / "registers" / "sources.csv"


@dataclass(frozen=True)
class Source:
    """One publication; a row of the table `sources`.

    `published_on` is a year, month or day; `address` is where `fetch` gets it, blank if
    it comes with a package or by hand; `size_bytes` and `sha256` are blank where the
    edition is not fixed.
    """

    source_code: str
    title: str
    publisher: str
    licence: str
    attribution: str
    vintage: str
    published_on: str
    refresh: str
    official_page: str
    address: str
    address_basis: str
    file_name: str
    file_format: str
    size_bytes: str
    sha256: str
    package: str
    package_version: str


@cache
def register() -> dict[str, Source]:
    """Every publication by its code, in the order of the register."""
    with REGISTER.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    names = [field.name for field in fields(Source)]
    return {row["source_code"]: Source(**{n: row[n] for n in names}) for row in rows}


def of(source_code: str) -> Source:
    """The publication of this code."""
    return register()[source_code]


BOUNDARIES = of("boundaries")
REGIONS = of("regions")
ROUTED_MINUTES = of("routed_minutes")
ROUTED_UNITS = of("routed_units")
POSTCODES = of("postcodes")
SERVICES = of("services")
OPENING_HOURS = of("opening_hours")
BOROUGHS = of("boroughs")
PUBLISHED_FIGURES = of("published_figures")
