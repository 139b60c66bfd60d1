"""General practices and other prescribers of the NHS organisation data service.

Limit of method: a practice's list is not read, so a practice is a place, not a capacity.
"""

from pathlib import Path

import pandas as pd

from geodata import sources
from geodata.decisions.publisher_codes import (
    ORGANISATION_STATUSES,
    PRESCRIBING_SETTINGS,
)
from geodata.readers import Reading
from geodata.readers.nhs_sites import ods_table
from geodata.readers.sites import day, on_grid, require_known, sites

PRACTICE_NAMES = [
    *("Organisation Code", "Name", "National Grouping", "High Level Health Geography"),
    *(f"Address line {number}" for number in range(1, 6)),
    *("Postcode", "Open Date", "Close Date", "Status Code"),
    *("Organisation Sub-Type Code", "Commissioner", "Join Provider/Purchaser Date"),
    *("Left Provider/Purchaser Date", "Contact Telephone Number"),
    *("Null 1", "Null 2", "Null 3", "Amended Record Indicator", "Null 4"),
    *("Provider/Purchaser", "Null 5", "Prescribing Setting"),
]
COLUMNS = {
    *("Organisation Code", "Name", "Postcode", "Commissioner", "Status Code"),
    *("Prescribing Setting", "Open Date", "Close Date"),
}
"""`latitude` and `longitude` besides where a copy has them: else the postcode's point."""


def practices(path: Path) -> Reading:
    """General practices and other prescribers, one row per `site_code`.

    Shape: SITE_COLUMNS; `site_kind` by prescribing setting, so that walk-in and
    out-of-hours services are not taken for surgeries. CRS: EPSG:27700.
    Sets aside: a code listed twice.
    Raises: UnmappedCategory for a setting or status never decided about.
    Source: `sources.of("gp_practices")`.
    """
    source = sources.of("gp_practices")
    found = ods_table(path, source, PRACTICE_NAMES, COLUMNS)
    settings, statuses = found["Prescribing Setting"], found["Status Code"]
    require_known(
        settings, set(PRESCRIBING_SETTINGS), "Prescribing Setting", source, path
    )
    require_known(statuses, set(ORGANISATION_STATUSES), "Status Code", source, path)
    blank = pd.Series("", index=found.index)
    east, north = on_grid(found.get("longitude", blank), found.get("latitude", blank))
    frame = pd.DataFrame(
        {
            "site_code": found["Organisation Code"],
            "site_name": found["Name"],
            "site_kind": settings.map(PRESCRIBING_SETTINGS),
            "parent_code": found["Commissioner"],
            "postcode": found["Postcode"],
            "easting_m": east,
            "northing_m": north,
            "is_open": statuses.map(ORGANISATION_STATUSES),
            "opened_on": day(found["Open Date"]),
            "closed_on": day(found["Close Date"]),
        }
    )
    return sites(source, frame, frame[:0], source.vintage)
