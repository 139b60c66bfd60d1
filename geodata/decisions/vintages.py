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
LSOA_2021 = Vintage(
    "lsoa_2021",
    "Lower layer super output areas of 2021",
    "4,994 in London, as published.",
)
CENSUS_2021 = Vintage(
    "census_2021",
    "Census 2021 usual residents",
    "By borough in the starter edition, by small area in the full one.",
)
MID_2020 = Vintage(
    "mid_2020",
    "Mid-2020 residents by age band",
    "By small area of 2011; only the share under 18 is used.",
)
IOD_2025 = Vintage(
    "iod_2025",
    "English Indices of Deprivation 2025",
    "By small area of 2021; deciles of England, 1 = most deprived.",
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
VINTAGES = (
    LSOA_2011,
    LSOA_2021,
    CENSUS_2021,
    MID_2020,
    IOD_2025,
    SMI_2018,
    LAS_2026,
)
