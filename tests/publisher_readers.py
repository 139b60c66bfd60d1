"""How each publication of the toy is read, and where the real ones lie."""

import os
from pathlib import Path

import pandas as pd
import pytest

from geodata.publications import SERIES, SITES
from geodata.readers import (
    areas_2021,
    deprivation,
    fire_brigade,
    lookups,
    population,
)
from tests.toy_city import EAST, WEST
from tests.toy_publishers import AREAS

TOY_BOROUGHS = pd.DataFrame(
    {"borough_code": [WEST, EAST], "borough_name": ["Weston", "Easton"]}
)
TOY_CODES = pd.Series(sorted(area[0] for area in AREAS.values()))
REAL = Path(
    os.environ.get(
        "CRISIS_PUBLISHER_FILES", Path(__file__).parents[1] / "../shared/data"
    )
)
needs_real_files = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"the publishers' real files are not at {REAL}"
)

# Publication: its reader of (paths, boroughs, area codes).
READERS = {
    "lsoa_2021_boundaries": lambda p, b, _: areas_2021.areas(p, b),
    "msoa_2021_boundaries": lambda p, b, _: areas_2021.middle_areas(p, b),
    "ward_2025_boundaries": lambda p, b, _: areas_2021.wards(p, b),
    "lsoa_2021_to_icb": lambda p, _, c: lookups.sub_icbs(p[0], c),
    "lsoa_2021_to_ward": lambda p, _, c: lookups.wards(p[0], c),
    "lsoa_2011_to_2021": lambda p, _, c: lookups.area_changes(p[0], c),
    "msoa_names": lambda p, _b, _c: lookups.middle_area_names(p[0]),
    "census_2021_residents": lambda p, _, c: population.census_2021(p[0], c),
    "population_mid_2020": lambda p, _b, _c: population.ages_2020(p[0]),
    "deprivation_2025": lambda p, _, c: deprivation.ranks(p[0], c),
    "deprivation_2025_indicators": lambda p, _, c: deprivation.mental_health(p[0], c),
    "fire_brigade_metadata": lambda p, _b, _c: fire_brigade.dictionary(p[0]),
    **{
        code: lambda p, _b, _c, read=read: read(p[0])  # type: ignore[misc]
        for code, read in SITES.items()
    },
    **{
        code: lambda p, _b, c, read=read: read(p[0], c)  # type: ignore[misc]
        for code, read in SERIES.items()
    },
}


def read(source_code, paths, boroughs=TOY_BOROUGHS, area_codes=TOY_CODES):
    """One publication read with its reader."""
    return READERS[source_code](list(paths), boroughs, area_codes)


def accounted(reading):
    """Rows kept, out of scope and set aside, together."""
    return reading.rows_kept + reading.rows_out_of_scope + len(reading.rejected)
