"""Premises of the London Fire Brigade, and the dictionary of its incident records."""

from pathlib import Path

import pandas as pd

from geodata import sources
from geodata.errors import UnexpectedFile
from geodata.readers import Reading, csv_table, reading_of, set_aside
from geodata.readers.sheets import workbook
from geodata.readers.sites import grid_points, sites

NOT_A_STATION = (
    r"^Former|FORMER|\bHQ\b|\bRCC\b|PONTOON|WORKSHOPS|DISUSED|CAR PARK|STORES|GROTTO|"
    "PEGASUS"
)
"""Premises that are no fire station in use: 12 of the 116 of the published list."""


def premises(path: Path) -> Reading:
    """Fire stations and other premises, one row per `site_code`.

    Shape: SITE_COLUMNS of `readers.sites`. CRS: EPSG:27700, published.
    Sets aside: a row listed twice.
    Source: `sources.of("fire_brigade_sites")`.
    """
    source = sources.of("fire_brigade_sites")
    columns = {"OBJECTID", "Holding_Name", "Post_Code", "Easting", "Northing"}
    found = csv_table(path, source, columns)
    names = found["Holding_Name"].str.strip()
    east, north = grid_points(found["Easting"], found["Northing"])
    # 'SOUTHWARK (including Southwark Training Centre)' and 'BARKING (…)' are stations.
    other = names.str.contains(NOT_A_STATION, regex=True)
    frame = pd.DataFrame(
        {
            "site_code": "LFB" + found["OBJECTID"].str.strip(),
            "site_name": names,
            "site_kind": other.map({True: "fire_premises", False: "fire_station"}),
            "parent_code": "LFB",
            "postcode": found["Post_Code"],
            "easting_m": east,
            "northing_m": north,
            "is_open": ~names.str.contains("Former|FORMER|DISUSED|OLD HQ"),
            "opened_on": "",
            "closed_on": "",
        }
    )
    return sites(source, frame, frame[:0], source.vintage)


def dictionary(path: Path) -> Reading:
    """What each column of the incident records means: column_name, description.

    Sets aside: rows without a name or a description.
    Raises: UnexpectedFile if the sheet has no columns 'Column' and 'Description'.
    Source: `sources.of("fire_brigade_metadata")`.
    """
    source = sources.of("fire_brigade_metadata")
    cells = workbook(path, source)
    header = [str(c).strip() for c in cells.iloc[0]] if len(cells) else []
    if not {"Column", "Description"} <= set(header):
        raise UnexpectedFile(
            f"{source.title}: expected columns 'Column' and 'Description', found {header} "
            f"({path}). Fetch it again from {source.official_page}."
        )
    found = cells.iloc[1:].set_axis(header, axis="columns")
    filled = found["Column"].notna() & found["Description"].notna()
    kept = pd.DataFrame(
        {
            "column_name": found.loc[filled, "Column"].astype(str).str.strip(),
            "description": found.loc[filled, "Description"].astype(str).str.strip(),
        }
    )
    return reading_of(
        source,
        found,
        kept,
        set_aside(found[~filled], "not_a_record", "no name or no description"),
    )
