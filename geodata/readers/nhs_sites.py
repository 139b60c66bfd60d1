"""Sites and organisations of the NHS organisation data service and of NHS.uk.

Context and candidates for siting, not crisis services: those stand in the register.
Limits of method: each file is of its own year; a site without published coordinates
stands at its postcode's point; `Sector` of the hospital file is wrong for many London
hospitals, so the owner's code is kept instead.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from pyproj import Transformer

from geodata import sources
from geodata.decisions.categories import ORGANISATION_STATUSES, PRESCRIBING_SETTINGS
from geodata.errors import UnmappedCategory
from geodata.readers import Reading, csv_table, reading_of, set_aside
from geodata.readers.postcodes import normalised
from geodata.sources import Source

SITE_COLUMNS = (
    "site_code site_name site_kind parent_code postcode easting_m northing_m is_open "
    "opened_on closed_on"
).split()
TO_GRID = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
ODS_NAMES = (
    "organisation_code name national_grouping high_lvl_hlth_geography address1 address2 "
    "address3 address4 address5 postcode open_date close_date"
).split()


def hospitals(path: Path) -> Reading:
    """Hospitals of NHS.uk, March 2022, one row per `site_code`.

    Shape: SITE_COLUMNS. CRS: EPSG:27700, from published degrees.
    Sets aside: a code listed twice.
    Source: `sources.of("nhs_hospitals")`.
    """
    source = sources.of("nhs_hospitals")
    found = _without_leading_index(
        csv_table(path, source, {"OrganisationCode", "Postcode", "ParentODSCode"})
    )
    numbers = found[["Longitude", "Latitude"]].apply(pd.to_numeric, errors="coerce")
    east, north = TO_GRID.transform(
        numbers["Longitude"].to_numpy(float), numbers["Latitude"].to_numpy(float)
    )
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
            "easting_m": _finite(east),
            "northing_m": _finite(north),
            "is_open": True,
            "opened_on": "",
            "closed_on": "",
        }
    )
    return _sites(source, frame, "2022-03")


def urgent_care_sites(path: Path) -> Reading:
    """Urgent and emergency care sites of London, one row per `site_code`.

    Shape: SITE_COLUMNS. CRS: EPSG:27700, published.
    Source: `sources.of("uec_sites")`.
    """
    source = sources.of("uec_sites")
    columns = {"site_code", "site", "provider_code", "easting", "northing"}
    found = csv_table(path, source, columns)
    frame = pd.DataFrame(
        {
            "site_code": found["site_code"],
            "site_name": found["site"],
            "site_kind": "urgent_care_site",
            "parent_code": found["provider_code"],
            "postcode": "",
            "easting_m": pd.to_numeric(found["easting"], errors="coerce"),
            "northing_m": pd.to_numeric(found["northing"], errors="coerce"),
            "is_open": True,
            "opened_on": "",
            "closed_on": "",
        }
    )
    return _sites(source, frame, source.vintage)


def trust_sites(path: Path) -> Reading:
    """Sites of NHS trusts, one row per `site_code`; without coordinates.

    Shape: SITE_COLUMNS. Sets aside: a code listed twice.
    Source: `sources.of("nhs_trust_sites")`.
    """
    source = sources.of("nhs_trust_sites")
    found = csv_table(path, source, set(ODS_NAMES))
    return _sites(source, _ods_sites(found, "trust_site"), source.vintage)


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
    frame = _ods_sites(found, "ambulance_premises").assign(
        easting_m=pd.to_numeric(found["easting_pc"], errors="coerce"),
        northing_m=pd.to_numeric(found["northing_pc"], errors="coerce"),
    )
    frame.loc[station, "site_kind"] = "ambulance_station_2014"
    place = frame["site_name"].str.split().str[0] + frame["postcode"]
    again = frame[station & place.where(station).duplicated()]
    return _sites(
        source,
        frame,
        source.vintage,
        set_aside(again, "site_listed_twice", "the same station and postcode came before"),
    )


def trusts(path: Path) -> Reading:
    """NHS trusts with their headquarters, one row per `site_code`; no header in the file.

    Shape: SITE_COLUMNS. Sets aside: a code listed twice.
    Source: `sources.of("nhs_trusts")`.
    """
    source = sources.of("nhs_trusts")
    names = [*ODS_NAMES, *(f"null_{number}" for number in range(13, 28))]
    found = csv_table(path, source, set(ODS_NAMES), names=names)
    frame = _ods_sites(found, "trust_headquarters")
    return _sites(source, frame.assign(parent_code=frame["site_code"]), source.vintage)


def practices(path: Path) -> Reading:
    """General practices and other prescribers, one row per `site_code`.

    Shape: SITE_COLUMNS; `site_kind` by prescribing setting, so that walk-in and
    out-of-hours services are not taken for surgeries. CRS: EPSG:27700.
    Sets aside: a code listed twice.
    Raises: UnmappedCategory for a setting or status never decided about.
    Source: `sources.of("gp_practices")`.
    """
    source = sources.of("gp_practices")
    columns = {"Organisation Code", "Status Code", "Prescribing Setting", "Postcode"}
    found = csv_table(path, source, columns)
    settings, statuses = found["Prescribing Setting"], found["Status Code"]
    _require_known(settings, PRESCRIBING_SETTINGS, "Prescribing Setting", source, path)
    _require_known(statuses, ORGANISATION_STATUSES, "Status Code", source, path)
    blank = pd.Series("", index=found.index)
    numbers = [
        pd.to_numeric(found.get(c, blank), errors="coerce").to_numpy(float)
        for c in ("longitude", "latitude")
    ]
    east, north = TO_GRID.transform(*numbers)
    frame = pd.DataFrame(
        {
            "site_code": found["Organisation Code"],
            "site_name": found["Name"],
            "site_kind": settings.map(PRESCRIBING_SETTINGS),
            "parent_code": found["Commissioner"],
            "postcode": found["Postcode"],
            "easting_m": _finite(east),
            "northing_m": _finite(north),
            "is_open": statuses.map(ORGANISATION_STATUSES),
            "opened_on": _day(found["Open Date"]),
            "closed_on": _day(found["Close Date"]),
        }
    )
    return _sites(source, frame, source.vintage)


def _ods_sites(found: pd.DataFrame, kind: str) -> pd.DataFrame:
    closed = _day(found["close_date"])
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
            "opened_on": _day(found["open_date"]),
            "closed_on": closed,
        }
    )


def _sites(
    source: Source, frame: pd.DataFrame, vintage: str, *rejected: pd.DataFrame
) -> Reading:
    for refused in rejected:
        frame = frame.drop(index=refused["row_number"])
    blank = frame[(frame["site_code"] == "") | (frame["site_name"] == "")]
    rows = frame.drop(index=blank.index)
    twice = rows[rows.duplicated("site_code")]
    kept = rows.drop(index=twice.index).assign(
        postcode=lambda f: normalised(f["postcode"]).where(f["postcode"] != "", "")
    )
    refused = (
        *rejected,
        set_aside(blank, "site_without_name", "it has no code or no name"),
        set_aside(twice, "site_listed_twice", "its code came before in the file"),
    )
    whole = pd.concat([frame, *(r.set_index("row_number") for r in rejected)])
    return reading_of(source, whole, kept[SITE_COLUMNS], *refused, vintage=vintage)


def _without_leading_index(found: pd.DataFrame) -> pd.DataFrame:
    """The hospital file's rows carry one cell more than its header: a running number."""
    header = [str(c).rstrip(",") for c in found.columns]
    last = header[-1]
    extra = last.startswith("column") and last not in {"Fax"}
    if not extra:
        return found.set_axis(header, axis="columns")
    return found.set_axis(["running_number", *header[:-1]], axis="columns")


def _finite(amounts: object) -> np.ndarray:
    values = np.asarray(amounts, float)
    return np.where(np.isfinite(values), values.round(1), np.nan)


def _day(dates: pd.Series) -> pd.Series:
    """'20171031' or '20171031.0' as '2017-10-31', blank where there is none."""
    digits = dates.str.extract(r"^(\d{8})(?:\.0)?$")[0].fillna("")
    days = digits.str[:4] + "-" + digits.str[4:6] + "-" + digits.str[6:]
    return days.where(digits != "", "")


def _require_known(
    found: pd.Series, known: dict[str, object], column: str, source: Source, path: Path
) -> None:
    unknown = sorted(set(found) - set(known))
    if unknown:
        raise UnmappedCategory(
            f"{source.title}: expected codes of '{column}' that are decided about, found "
            f"{unknown} ({path}). Decide about them in geodata/decisions/categories.py."
        )
