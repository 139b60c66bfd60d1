"""What lies in a steward's folder: each file known by what is in it, not by its name.

A file that nobody recognises is named with a sentence and left alone, never guessed at.
"""

from dataclasses import dataclass
from pathlib import Path

from geodata.errors import SourceUnavailable
from geodata.heads import PRACTICES, TRUST_SITES, TRUSTS, head

RECORD_SUFFIXES = (".part", ".fetched.json")


@dataclass(frozen=True)
class Recognised:
    """One file and the publication it is, or why it is none (`source_code` blank)."""

    path: Path
    source_code: str
    sentence: str


# (publication, format, columns that only it has). The first that fits is taken.
SIGNATURES: tuple[tuple[str, str, set[str]], ...] = (
    ("lsoa_2021_boundaries", "geojson", {"LSOA21CD", "LSOA21NM"}),
    ("msoa_2021_boundaries", "geojson", {"MSOA21CD", "MSOA21NM"}),
    ("ward_2025_boundaries", "geojson", {"WD25CD", "WD25NM"}),
    ("lsoa_2021_to_icb", "csv", {"lsoa21_code", "icb24_code"}),
    ("lsoa_2021_to_icb", "csv", {"LSOA21CD", "ICB24CD"}),
    ("lsoa_2011_to_2021", "csv", {"lsoa11_code", "lsoa21_code"}),
    ("lsoa_2011_to_2021", "csv", {"LSOA11CD", "LSOA21CD"}),
    ("lsoa_2021_to_ward", "csv", {"lsoa21_code", "ward24_code"}),
    ("lsoa_2021_to_ward", "csv", {"LSOA21CD", "WD24CD"}),
    ("msoa_names", "csv", {"MSOA21CD", "MSOAHCLNM"}),
    ("msoa_names", "csv", {"msoa21cd", "msoa21hclnm"}),
    ("census_2021_residents", "csv", {"LSOA21CD", "Population"}),
    ("census_2021_residents", "csv", {"geography code", "Residence type: Total; meas"}),
    ("population_mid_2020", "csv", {"LSOA11CD", "Persons_All-Ages", "Persons_0-15"}),
    ("deprivation_2025_indicators", "csv", {"lsoa21_code", "mental_health_indicator"}),
    ("deprivation_2025_indicators", "workbook", {"sheet:IoD2025 Health Domain"}),
    ("deprivation_2025", "csv", {"lsoa21_code", "IMD_decile", "IMD_rank"}),
    (
        "deprivation_2025",
        "csv",
        {"LSOA code (2021)", "Index of Multiple Deprivation (IMD) Rank"},
    ),
    ("population_mid_2020", "workbook", {"sheet:Mid-2020 Persons"}),
    ("nhs_hospitals", "csv", {"OrganisationCode", "ParentODSCode", "IsPimsManaged"}),
    ("uec_sites", "csv", {"site_code", "provider_code", "icb_code", "easting"}),
    ("ambulance_sites_2014", "csv", {"organisation_code", "is_ambulance_station"}),
    ("nhs_trust_sites", "csv", {"organisation_code", "high_lvl_hlth_geography"}),
    ("nhs_trust_sites", "csv", {TRUST_SITES}),
    ("nhs_trusts", "csv", {TRUSTS}),
    ("gp_practices", "csv", {PRACTICES}),
    ("gp_practices", "csv", {"Organisation Code", "Prescribing Setting"}),
    ("fire_brigade_sites", "csv", {"Holding_Name", "Post_Code", "Easting"}),
    ("fire_brigade_incidents", "csv", {"incident_number", "special_service_type"}),
    ("fire_brigade_incidents", "csv", {"IncidentNumber", "SpecialServiceType"}),
    ("fire_brigade_incidents", "workbook", {"IncidentNumber", "SpecialServiceType"}),
    ("police_stops", "csv", {"Type", "Date", "Object of search", "Legislation"}),
    ("health_index", "csv", {"icb22_code", "indicator", "value"}),
    ("recorded_crime", "parquet", {"lsoa_code", "major_category", "minor_category"}),
    ("ambulance_incidents_monthly", "workbook", {"sheet:All Ambulance Attended"}),
    ("suicide_mortality", "workbook", {"sheet:DSR 3 year age15+"}),
    ("fire_brigade_metadata", "workbook", {"Column", "Description", "Sample record"}),
    ("mha_statistics", "workbook", {"measureSubcategory", "OrganisationBreakdown"}),
    ("roads_osm", "osm", set()),
    ("roads_open", "geopackage", {"layer:road_link"}),
)
SUPERSEDED = {
    frozenset({"source_url", "postcode_basis"}): "crisis sites compiled from pages",
    frozenset({"in_list_34", "station"}): "police front counters compiled from pages",
    frozenset({"bcu_number_in_source"}): "police command units compiled from a page",
    frozenset({"source_url", "measure", "value"}): "figures compiled from pages",
}


def recognised(folder: Path) -> list[Recognised]:
    """Every file below a folder, in order of its path, and what it is.

    Raises: SourceUnavailable if there is no such folder or no file in it.
    """
    if not folder.is_dir():
        raise SourceUnavailable(
            f"Expected a folder of publishers' files, found none at {folder}. Fetch them "
            "with: python -m geodata fetch, or name the folder they lie in."
        )
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.name.startswith(".")
        and not path.name.endswith(RECORD_SUFFIXES)
    ]
    if not files:
        raise SourceUnavailable(
            f"Expected publishers' files in {folder}, found none. Fetch them with: "
            "python -m geodata fetch"
        )
    return [recognise(path) for path in files]


def recognise(path: Path) -> Recognised:
    """What one file is, by its beginning."""
    found = head(path)
    for source_code, file_format, columns in SIGNATURES:
        if file_format == found.file_format and _has(found.columns, columns):
            return Recognised(path, source_code, "")
    for compiled, words in SUPERSEDED.items():
        if compiled <= found.columns:
            return Recognised(
                path,
                "",
                f"{words}: not used, the registers of this program hold the same and "
                "newer, each row with its source",
            )
    names = ", ".join(sorted(found.columns)[:6])
    return Recognised(
        path,
        "",
        f"not a file this program knows ({found.file_format}"
        + (f" with {names}" if names else "")
        + "): left alone. If it holds incidents, bring it with: python -m geodata import",
    )


def _has(found: frozenset[str], expected: set[str]) -> bool:
    # A long name may be given by its beginning.
    return all(
        name in found or any(len(name) > 20 and f.startswith(name) for f in found)  # noqa: PLR2004 - 'Residence type: Total; measures: Value'
        for name in expected
    )
