"""Sites and organisations of the NHS organisation data service and of NHS.uk.

Context and candidates for siting, not crisis services: those stand in the register.
Limits of method: each file is of its own year; a site without published coordinates
stands at its postcode's point; `Sector` of the hospital file is wrong for many London
hospitals, so the owner's code is kept instead.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from geodata import sources
from geodata.readers import Reading, csv_table, require_columns
from geodata.readers.sites import day, grid_points, on_grid, sites
from geodata.sources import Source

ODS_FIELDS = 27
ODS_NAMES = (
    "organisation_code name national_grouping high_lvl_hlth_geography address1 address2 "
    "address3 address4 address5 postcode open_date close_date"
).split()


HOSPITAL_COLUMNS = (
    "OrganisationCode OrganisationName SubType Postcode Latitude Longitude ParentODSCode"
).split()


def hospitals(path: Path) -> Reading:
    """Hospitals of NHS.uk, March 2022, one row per `site_code`.

    Shape: SITE_COLUMNS. CRS: EPSG:27700, from published degrees.
    Sets aside: a code listed twice.
    Source: `sources.of("nhs_hospitals")`.
    """
    source = sources.of("nhs_hospitals")
    found = _without_leading_index(csv_table(path, source, set(HOSPITAL_COLUMNS)))
    east, north = on_grid(found["Longitude"], found["Latitude"])
    kind = np.where(
        found["SubType"] == "Mental Health Hospital", "mental_health_site", "hospital"
    )
    frame = pd.DataFrame(
        {
            "site_code": found["OrganisationCode"],
            "site_name": found["OrganisationName"],
            "site_kind": kind,
            "parent_code": found["ParentODSCode"],
            "postcode": found["Postcode"],
            "easting_m": east,
            "northing_m": north,
            "is_open": True,
            "opened_on": "",
            "closed_on": "",
        }
    )
    return sites(source, frame, frame[:0], "2022-03")


def urgent_care_sites(path: Path) -> Reading:
    """Urgent and emergency care sites of London, one row per `site_code`.

    Shape: SITE_COLUMNS. CRS: EPSG:27700, published.
    Source: `sources.of("uec_sites")`.
    """
    source = sources.of("uec_sites")
    columns = {"site_code", "site", "provider_code", "easting", "northing"}
    found = csv_table(path, source, columns)
    east, north = grid_points(found["easting"], found["northing"])
    frame = pd.DataFrame(
        {
            "site_code": found["site_code"],
            "site_name": found["site"],
            "site_kind": "urgent_care_site",
            "parent_code": found["provider_code"],
            "postcode": "",
            "easting_m": east,
            "northing_m": north,
            "is_open": True,
            "opened_on": "",
            "closed_on": "",
        }
    )
    return sites(source, frame, frame[:0], source.vintage)


def trust_sites(path: Path) -> Reading:
    """Sites of NHS trusts, one row per `site_code`; without coordinates.

    Shape: SITE_COLUMNS. Sets aside: a code listed twice.
    Source: `sources.of("nhs_trust_sites")`.
    """
    source = sources.of("nhs_trust_sites")
    found = ods_table(path, source, ODS_NAMES, set(ODS_NAMES))
    frame = _ods_sites(found, "trust_site")
    return sites(source, frame, frame[:0], source.vintage)


def ambulance_sites(path: Path) -> Reading:
    """Sites of the London Ambulance Service of 2014, one row per `site_code`.

    Shape: SITE_COLUMNS. Historical: crews mostly do not respond from stations.
    Sets aside: a station listed twice under one postcode.
    Source: `sources.of("ambulance_sites_2014")`.
    """
    source = sources.of("ambulance_sites_2014")
    found = csv_table(path, source, {*ODS_NAMES, "easting_pc", "northing_pc"})
    # 'WILLESDEN AMUBLANCE STATION', 'BECONTREE AMB STATION': misspelt, stations still.
    station = found["name"].str.contains(r"\bAM\w* STATION", regex=True)
    east, north = grid_points(found["easting_pc"], found["northing_pc"])
    frame = _ods_sites(found, "ambulance_premises").assign(
        easting_m=east, northing_m=north
    )
    frame.loc[station, "site_kind"] = "ambulance_station_2014"
    first_word = frame["site_name"].str.extract(r"^\s*(\S*)", expand=False)
    place = first_word + frame["postcode"]
    again = frame[station & place.where(station).duplicated()]
    return sites(source, frame, again, source.vintage)


def trusts(path: Path) -> Reading:
    """NHS trusts with their headquarters, one row per `site_code`; no header in the file.

    Shape: SITE_COLUMNS. Sets aside: a code listed twice.
    Source: `sources.of("nhs_trusts")`.
    """
    source = sources.of("nhs_trusts")
    found = ods_table(path, source, ODS_NAMES, set(ODS_NAMES))
    frame = _ods_sites(found, "trust_headquarters")
    frame = frame.assign(parent_code=frame["site_code"])
    return sites(source, frame, frame[:0], source.vintage)


def ods_table(
    path: Path, source: Source, names: list[str], needed: set[str]
) -> pd.DataFrame:
    """Rows of a report of the organisation data service, with or without its header.

    `names` are those of the first columns; the report itself has ODS_FIELDS and no
    header. Raises: UnexpectedFile if it lacks one of `needed`, or is no such table.
    """
    headed = csv_table(path, source, set())
    if names[0] in headed.columns:
        require_columns(headed.columns, needed, source, path)
        return headed
    rest = [f"column {number}" for number in range(len(names) + 1, ODS_FIELDS + 1)]
    return csv_table(path, source, needed, names=[*names, *rest])


def _ods_sites(found: pd.DataFrame, kind: str) -> pd.DataFrame:
    closed = day(found["close_date"])
    return pd.DataFrame(
        {
            "site_code": found["organisation_code"],
            "site_name": found["name"],
            "site_kind": kind,
            "parent_code": found["organisation_code"].str[:3],
            "postcode": found["postcode"],
            "easting_m": np.nan,
            "northing_m": np.nan,
            "is_open": closed == "",
            "opened_on": day(found["open_date"]),
            "closed_on": closed,
        }
    )


def _without_leading_index(found: pd.DataFrame) -> pd.DataFrame:
    """The hospital file's rows carry one cell more than its header: a running number."""
    header = [str(c).rstrip(",") for c in found.columns]
    last = header[-1]
    extra = last.startswith("column")
    if not extra:
        return found.set_axis(header, axis="columns")
    return found.set_axis(["running_number", *header[:-1]], axis="columns")
