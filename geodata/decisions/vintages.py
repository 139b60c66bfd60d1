"""Which geography and which year the numbers of an edition stand on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Vintage:
    """One vintage; a row of the table `vintages`."""

    vintage_code: str
    label: str
    note: str


LSOA_2011 = Vintage(
    "lsoa_2011",
    "Lower layer super output areas of 2011",
    "4,835 in London, generalised and clipped to the coast and the tidal Thames.",
)
CENSUS_2021 = Vintage(
    "census_2021",
    "Census 2021 usual residents",
    "Published by borough; spread over small areas by this program.",
)
SMI_2018 = Vintage(
    "smi_2018_19",
    "Severe mental illness registers of general practices, 2018/19",
    "Percent of registered patients, by borough.",
)
LAS_2026 = Vintage(
    "las_2025_26",
    "Mental-health calls attended by the London Ambulance Service, year to 31 Jan 2026",
    "One total for London: 99,287.",
)
VINTAGES = (LSOA_2011, CENSUS_2021, SMI_2018, LAS_2026)
