"""The publishers' files of the toy city, each in its publisher's own format and faults.

Small areas of 2021, made from the six squares of 2011 (see toy_city):

    a4 unchanged   [ a5 and a6 merged: m ]      wards: Hillside (a4), Riverside (a1, l, r)
    a1 unchanged   [ l | r ] split  a3          and Quay (all of Easton)

a2 is split at easting 534,050, so that l keeps two of its three postcode points and r
one. Census residents sum to the boroughs' registered residents, 3,000 and 6,000.
Nothing here is copied from a publisher: people, names and numbers are invented.
"""

import csv
import json
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import shapely
import xlwt

from tests.toy_city import EAST, TO_LONLAT, WEST, _lonlat

# key: code, name, borough, box (west, south, east, north) in km, residents of 2021
AREAS = {
    "a1": ("E01000001", "Weston 001A", WEST, (528, 178, 532, 182), 1_000),
    "a4": ("E01000004", "Weston 001C", WEST, (528, 182, 532, 186), 800),
    "l": ("E01000012", "Weston 001D", WEST, (532, 178, 534.05, 182), 400),
    "r": ("E01000013", "Weston 001E", WEST, (534.05, 178, 536, 182), 800),
    "a3": ("E01000003", "Easton 001A", EAST, (536, 178, 540, 182), 2_000),
    "m": ("E01000011", "Easton 001D", EAST, (532, 182, 540, 186), 4_000),
}
CODE = {key: area[0] for key, area in AREAS.items()}
NAME = {key: area[1] for key, area in AREAS.items()}
ELSEWHERE = ("E01999999", "Elsewhere 001A", "E07000001", (0, 0, 1, 1), 100)
CHANGES = [
    ("a1", "E01000001", "U", "a1"),
    ("a2", "E01000002", "S", "l"),
    ("a2", "E01000002", "S", "r"),
    ("a3", "E01000003", "U", "a3"),
    ("a4", "E01000004", "U", "a4"),
    ("a5", "E01000005", "M", "m"),
    ("a6", "E01000006", "M", "m"),
]
# code of 2011: all, 0-15, 16-29. Under 18 are 0-15 and two fourteenths of 16-29.
AGES_2020 = {
    "E01000001": (1_000, 150, 350),  # 150 + 50 = 200: a fifth
    "E01000002": (1_000, 260, 280),  # 260 + 40 = 300: three tenths
    "E01000003": (2_000, 430, 490),  # 430 + 70 = 500: a quarter
    "E01000004": (800, 60, 140),  # 60 + 20 = 80: a tenth
    "E01000005": (1_000, 80, 140),  # 80 + 20 = 100: with a6,
    "E01000006": (3_000, 830, 490),  # 830 + 70 = 900: 1,000 of 4,000, a quarter
}
INDICATOR = {"a1": "0", "a4": "0.5", "l": "1", "r": "", "a3": "-1", "m": "0"}
DECILE = {"a1": 5, "a4": 4, "l": 1, "r": 3, "a3": 10, "m": 6}


def _feature(properties, box):
    west, south, east, north = (1000 * side for side in box)
    square = shapely.box(west, south, east, north)
    degrees = shapely.transform(square, _lonlat, include_z=False)
    return {
        "type": "Feature",
        "properties": properties | {"GlobalID": "an invented one"},
        "geometry": json.loads(shapely.to_geojson(degrees)),
    }


def _layer(path, features):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    layer = {"type": "FeatureCollection", "name": path.stem, "crs": crs}
    path.write_text(json.dumps(layer | {"features": features}))


def _area_feature(area, number):
    code, name, borough, box, _ = area
    given = {"LSOA21CD": code, "LSOA21NM": name, "LADCD_ACTIVE": borough}
    return _feature({"FID": number} | given | {"CAUTHCD": None}, box)


def area_boundaries(folder):
    """One file a borough; the second repeats an area of the first and has a foreign one."""
    for borough in (WEST, EAST):
        areas = [area for area in AREAS.values() if area[2] == borough]
        if borough == EAST:
            areas += [AREAS["r"], ELSEWHERE]
        features = [_area_feature(area, n) for n, area in enumerate(areas, start=1)]
        _layer(folder / f"lsoa21_{borough}.geojson", features)


def middle_area_boundaries(folder):
    """Two middle layer areas."""
    zones = [
        ("E02000001", "Weston 001", WEST, (528, 178, 532, 186)),
        ("E02000002", "Easton 001", EAST, (536, 178, 540, 186)),
    ]
    features = [
        _feature({"MSOA21CD": code, "MSOA21NM": name, "LADCD_ACTIVE": borough}, box)
        for code, name, borough, box in zones
    ]
    _layer(folder / "msoa21.geojson", features)


def ward_boundaries(folder):
    """Three wards; Quay and Riverside overlap where no point of an area lies."""
    zones = [
        ("E05000001", "Riverside", WEST, (528, 178, 536, 182)),
        ("E05000002", "Hillside", WEST, (528, 182, 532, 186)),
        ("E05000003", "Quay", EAST, (532, 178, 540, 186)),
    ]
    features = [
        _feature(
            {"WD25CD": code, "WD25NM": name, "WD25NMW": " ", "LAD25CD": borough}, box
        )
        for code, name, borough, box in zones
    ]
    _layer(folder / "ward25.geojson", features)


def _csv(path, header, rows, *, line_end="\n", encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as opened:
        writer = csv.writer(opened, lineterminator=line_end)
        writer.writerow(header)
        writer.writerows(rows)


def sub_icb_lookup(folder):
    """Small areas of England with sub-ICB and ICB."""
    header = (
        "lsoa21_name lsoa21_code sicbl24_name sicbl24_code sicbl24_code_nhs icb24_name "
        "icb24_code icb24_code_nhs"
    ).split()
    rows = [
        (
            name,
            code,
            *(f"NHS {side} ICB - 1X", "E38000001", "1X"),
            f"NHS {side} Integrated Care Board",
            "E54000001",
            "QXX",
        )
        for code, name, borough, _box, _residents in (*AREAS.values(), ELSEWHERE)
        for side in ["Toy West" if borough == WEST else "Toy East"]
    ]
    _csv(folder / "lookup_lsoa21_icb24.csv", header, rows)


def ward_lookup(folder):
    """Small areas of England with their ward by best fit."""
    header = (
        "lsoa21_name,lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code"
    ).split(",")
    rows = [
        (name, code, f"Old ward of {name[:6]}", "E05009999", name[:6], borough)
        for code, name, borough, _box, _residents in (*AREAS.values(), ELSEWHERE)
    ]
    _csv(folder / "lookup_lsoa21_ward24_ltla24.csv", header, rows)


def area_changes(folder):
    """What became of areas of 2011; elsewhere one that fits no other code."""
    header = (
        "lsoa11_name,lsoa11_code,change_code,lsoa21_name,lsoa21_code,ltla22_name,"
        "ltla22_code"
    ).split(",")
    rows = [
        ("a name", old, change, NAME[key], CODE[key], "a name", AREAS[key][2])
        for _, old, change, key in CHANGES
    ]
    rows.append(
        ("a name", "E01999998", "X", ELSEWHERE[1], ELSEWHERE[0], "", "E07000001")
    )
    _csv(folder / "lookup_lsoa11_lsoa21_ltla22.csv", header, rows)


def middle_area_names(folder):
    """House of Commons Library names: other countries, other vintages, one twice."""
    header = (
        "MSOACD MSOANM MSOAHCLNM LADCD_ACTIVE MSOA11CD MSOA21CD MSOA11HCLNM".split()
    )
    rows = [
        ("95AA01S1", "Far 1", "Far Away", "N09000001", "95AA01S1", "", "Far Away"),
        ("E02000001", "Weston 001", "Old Mill", WEST, "E02000001", "E02000001", ""),
        ("E02000002", "Easton 001", "The Quays", EAST, "", "E02000002", ""),
        ("E02000002", "Easton 001", "The Quays", EAST, "", "E02000002", ""),
        ("E02000009", "Easton 009", "Gone", EAST, "E02000009", "", "Gone"),
        ("E02999999", "Elsewhere 001", "Moor", "E07000001", "", "E02999999", ""),
    ]
    _csv(folder / "msoa_la.csv", header, rows)


def census_residents(folder):
    """Census 2021 table with its footnotes of as many cells as come."""
    header = ["2021 super output area - lower layer", "LSOA21CD", "Population"]
    rows = [
        (name, code, residents)
        for code, name, _borough, _box, residents in (*AREAS.values(), ELSEWHERE)
    ]
    notes = [("", "", "")] * 2 + [
        ("", "In order to protect against disclosure of personal information", ""),
        ("", "have been swapped between different areas", ""),
    ]
    _csv(
        folder / "lsoa_global_number_residents_2021.csv",
        header,
        rows + notes,
        line_end="\r\n",
    )


def ages_2020(folder):
    """Mid-2020 residents by age band and area of 2011, and one area elsewhere."""
    bands = "All-Ages 0-15 16-29 30-44 45-64 65+".split()
    header = ["LSOA11CD", "LSOA11NM", "LAD11CD", "LAD11NM"]
    header += [f"{who}_{band}" for who in ("Persons", "Males") for band in bands]
    rows = []
    for code, (everyone, children, young) in AGES_2020.items():
        borough = WEST if code[-1] in "124" else EAST
        persons = [everyone, children, young, 100, 100, everyone - children - young]
        persons[5] -= 200
        rows.append((code, "a name", borough, "a name", *persons, *persons))
    rows.append(("E01999998", "a name", "E07000001", "a name", *[0] * 12))
    _csv(folder / "london-mid2020-pop.csv", header, rows)


def deprivation_ranks(folder):
    """Deciles and ranks written with a decimal, as a conversion left them."""
    header = "lsoa21_code IMD_decile Health_decile IMD_rank IMD_score".split()
    rows = [
        (CODE[key], f"{decile}.0", f"{decile}.0", f"{decile * 3_000}.0", "9.9")
        for key, decile in DECILE.items()
    ]
    rows.append((ELSEWHERE[0], "9.0", "9.0", "30000.0", "1.0"))
    _csv(folder / "imd2025_england_lsoa21.csv", header, rows)


def deprivation_indicators(folder):
    """The mental-health indicator, blank for one area by suppression."""
    header = ["lsoa21_code", "income_domain_numerator", "mental_health_indicator"]
    rows = [(CODE[key], "20.0", amount) for key, amount in INDICATOR.items()]
    rows.append((ELSEWHERE[0], "20.0", "3"))
    _csv(folder / "imd2025_england_lsoa21_indicators.csv", header, rows)


def _degrees(east_km, north_km):
    lon, lat = TO_LONLAT.transform(1000 * east_km, 1000 * north_km)
    return lat, lon


def hospitals(folder):
    """NHS.uk: the header is one cell short of the rows, its last cell is 'Fax,,,'."""
    header = (
        "OrganisationID OrganisationCode OrganisationType SubType Sector "
        "OrganisationStatus IsPimsManaged OrganisationName Address1 Address2 Address3 "
        "City County Postcode Latitude Longitude ParentODSCode ParentName Phone Email "
        "Website"
    ).split()
    # code, subtype, name, postcode, place
    given = [
        ("TH1", "Mental Health Hospital", "Toy Asylum", "TB1 0AA", (530, 180)),
        ("TH2", "Hospital", "No Point Hospital", "TB3 0AA", None),
        ("TH3", "Hospital", "Nowhere Hospital", "", None),
        ("TH4", "Hospital", "Far Hospital", "ZZ1 1ZZ", (400, 300)),
        ("TH1", "Hospital", "Toy Asylum again", "TB1 0AA", (530, 180)),
    ]
    rows = []
    for number, (code, kind, name, postcode, place) in enumerate(given):
        lat, lon = _degrees(*place) if place else ("", "")
        rows.append(
            (
                number,
                17970 + number,
                code,
                "Hospital",
                kind,
                "Independent Sector",
                "Visible",
                "True",
                name,
                "",
                "1 Road",
                "",
                "Town",
                "County",
                postcode,
                lat,
                lon,
                "TPX",
                "Toy Parent",
                "0123",
                "",
                "",
                "01932 253674,,,",
            )
        )
    _csv(folder / "Hospital.csv", [*header, "Fax,,,"], rows)


def urgent_care_sites(folder):
    """Urgent and emergency care sites with National Grid points."""
    header = (
        "icb_code icb provider_code provider site_code site easting northing "
        "type1_ed_researcher_flag"
    ).split()
    rows = [
        ("QXX", "Toy ICB", "TPX", "Toy", "TU1", "Toy Ucc", 534000, 180000, False),
        ("QXX", "Toy ICB", "TPX", "Toy", "TU2", "Far Ucc", 400000, 300000, False),
    ]
    _csv(folder / "london_uec_sites_site_xy.csv", header, rows)


ODS = (
    "organisation_code,name,national_grouping,high_lvl_hlth_geography,address1,address2,"
    "address3,address4,address5,postcode,open_date,close_date"
)


def trust_sites(folder):
    """Sites of trusts: rows of open ones lack the last cell, one is closed."""
    lines = [
        ODS,
        "TP1,TOY TRUST,Y56,Q71,1 ROAD,,,LONDON,,TB1 0AA,20110701,",
        "TP101,TOY CLINIC,Y56,Q71,2 ROAD,,,LONDON,,TB2 0BA,20110701",
        "TP102,SHUT CLINIC,Y56,Q71,3 ROAD,,,LONDON,,TB3 0AA,19990401,20120331",
        "TP103,FAR CLINIC,Y56,Q71,4 ROAD,,,MOOR,,ZZ1 1ZZ,20110701",
        "TP101,TOY CLINIC,Y56,Q71,2 ROAD,,,LONDON,,TB2 0BA,20110701",
    ]
    (folder / "etrust.csv").write_text("\n".join(lines) + "\n")


def trusts(folder):
    """Trusts: no header, 27 quoted cells, the eleventh a date."""
    rows = []
    for code, name, postcode, closed in [
        ("TP1", "TOY TRUST", "TB1 0AA", ""),
        ("TP9", "OLD TOY TRUST", "TB3 0AA", "20240331"),
        ("TF1", "FAR TRUST", "ZZ1 1ZZ", ""),
    ]:
        cells = [code, name, "Y56", "QMJ", "4TH FLOOR, WING", "", "", "", "", postcode]
        cells += ["20111001", closed, *[""] * 8, "1", *[""] * 6]
        rows.append(",".join(f'"{cell}"' for cell in cells))
    (folder / "etr.csv").write_text("\n".join(rows) + "\n")


def practices(folder):
    """General practices and other prescribers, with a running number without a name."""
    header = (
        ",Organisation Code,Name,National Grouping,High Level Health Geography,"
        "Address line 1,Address line 2,Address line 3,Address line 4,Address line 5,"
        "Postcode,Open Date,Close Date,Status Code,Organisation Sub-Type Code,"
        "Commissioner,Join Provider/Purchaser Date,Prescribing Setting,Null 6,latitude,"
        "longitude"
    ).split(",")
    # code, name, postcode, close date, status, setting, place
    given = [
        ("G1", "THE SURGERY", "TB1 0AA", "", "A", "4", (530, 180)),
        ("G2", "WALK-IN CENTRE", "tb20aa", "", "A", "1", None),
        ("G3", "NIGHT DOCTORS", "TB3 0AA", "", "A", "2", (538, 180)),
        ("G4", "OLD SURGERY", "TB4 0AA", "20200331", "C", "4", (530, 184)),
        ("G5", "PRISON", "ZZ1 1ZZ", "", "A", "21", (400, 300)),
    ]
    rows = []
    for number, (code, name, postcode, shut, status, setting, place) in enumerate(
        given
    ):
        lat, lon = _degrees(*place) if place else ("", "")
        rows.append(
            (
                number,
                code,
                name,
                "Y56",
                "QMJ",
                "1 ROAD",
                "",
                "",
                "",
                "",
                postcode,
                "19740401",
                f"{shut}.0" if shut else "",
                status,
                "B",
                "16C",
                "20200401.0",
                setting,
                "",
                lat,
                lon,
            )
        )
    _csv(folder / "gp_data.csv", header, rows)


def ambulance_sites(folder):
    """The ambulance service in 2014: two misspelt stations, one listed twice."""
    header = f"{ODS},is_ambulance_station,easting_pc,northing_pc,lad_code_pc,borough_pc"
    given = [
        ("TA0", "TOY AMBULANCE SERVICE HQ", "TB1 0AA", False),
        ("TA1", "WESTON AMUBLANCE STATION", "TB2 0AA", True),
        ("TA2", "EASTON AMB STATION", "TB3 0AA", True),
        ("TA3", "HILL AMBULANCE STATION", "TB4 0AA", True),
        ("TA4", "HILL AMBULANCE STATION (NEW)", "TB4 0AA", True),
    ]
    points = {"1": (530, 180), "2": (534, 180), "3": (538, 180), "4": (530, 184)}
    rows = []
    for code, name, postcode, is_station in given:
        east, north = points[postcode[2]]
        rows.append(
            (
                code,
                name,
                "Y56",
                "Q71",
                "1 ROAD",
                "",
                "",
                "LONDON",
                "",
                postcode,
                "19960401",
                "",
                is_station,
                f"{east}000.0",
                f"{north}000.0",
                "",
                "",
            )
        )
    name = "las_sites_etrust2014_postcode_centroids.csv"
    _csv(folder / name, header.split(","), rows)


def fire_brigade_sites(folder):
    """Fire stations: two spellings of a borough, a former one, one without a place."""
    header = "OBJECTID Borough Holding_Name Address Post_Code UPRN Easting Northing"
    rows = [
        (1, "Weston", "WESTON", "1 Lane", "TB1 0AA", "", "530000.0", "180000.0"),
        (2, "WESTON ", "HILL", "2 Lane", "TB4 0AA", "", "530000.0", "184000.0"),
        (3, "Easton", "Former EASTON", "3 Lane", "TB3 0AA", "", "538000.0", "180000.0"),
        (4, "Easton", "PONTOON", "The river", "", "", "", ""),
    ]
    _csv(folder / "LFB_assets_location.csv", header.split(), rows)


def _xlsx(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def incident_dictionary(folder):
    """What the columns of incident records mean; one has no description."""
    rows = [
        ["Column", "Sample record", "Description", "Extra Notes"],
        ["IncidentNumber", "000001-01012018", "LFB Incident Number", None],
        ["CalYear", 2018, "Year of 999 call", None],
        ["PumpCount", 1, None, None],
    ]
    _xlsx(folder / "LFB_incidents_Metadata.xlsx", {"Sheet1": rows})


def ambulance_months(folder):
    """Incidents by borough and month: one header mistyped, a blank, a total below."""
    rows = [
        ["Code", "Borough", "Mar 2016", "Apr 2016", "May2014", "Jun 2016"],
        [EAST, "Easton", 2408, 2053, 2032, 2247],
        [WEST, "Weston", 100, 101, None, 103],
        [None, "Total", 2508, 2154, 2032, 2350],
    ]
    sheets = {"Metadata": [["Title", "Toy"]], "All Ambulance Attended": rows}
    _xlsx(folder / "ambulance-borough-monthly.xlsx", sheets)


def mental_health_act(folder):
    """Mental Health Act statistics: a typed 'h', and deprivation rows of a gender."""
    header = (
        "Year Measure measureSubcategory Demographic DemographicBreakdown "
        "OrganisationBreakdown Datasource OrgID OrgName MHSDS_Count Acute_Count "
        "Total_Count CrudeRate StdRate Confidence_interval"
    ).split()
    given = [
        ("All", "Age", "15 and under", "h", "All prov", 255, 1.5),
        ("All", "Gender", "Male", "NHS Trust", "TP1", 125, 12.5),
        ("All", "Gender", "All genders", "ICB", "QXX", 250, None),
        (1, "IMD", "10 Most deprived", "All submissions", "All prov", 90, 151.3),
        ("All", "IMD", "Male", "ICB", "QXX", 15, None),
        ("All", "IMD", "All genders", "ICB", "QXX", 15, None),
        ("All", "IMD", "Missing", "ICB", "QXX", 5, None),
        ("All", "Ethnicity", "Chinese", "ICB", "QXX", None, None),
    ]
    rows = [
        [
            "2023/24",
            "All detentions",
            sub,
            demographic,
            label,
            kind,
            "MHSDS",
            code,
            f"Toy {code}",
            None,
            None,
            count,
            rate,
            None,
            None,
        ]
        for sub, demographic, label, kind, code, count, rate in given
    ]
    sheets = {"mha_annual": [header, *rows], "Dashboard": []}
    _xlsx(folder / "mha_annual_suppressed_2023_24 (version 1).xlsx", sheets)


def suicide_rates(folder):
    """An Excel file of 1997: three rows of header, 'x' withheld, '.' missing."""
    rows = [
        ["DSR per 100,000", "", "", "2008-10", *[""] * 6, "2009-11", *[""] * 5],
        ["", "", "", *["MALES", "", "FEMALES", "", "PERSONS", "", ""] * 2],
        ["Old Code", "Code", "Area", *(["OBS", "DSR"] * 3 + [""] + ["OBS", "DSR"] * 3)],
        [],
        [
            "00AA",
            WEST,
            "Weston LB ",
            9,
            7.02,
            1,
            4.99,
            10,
            6.87,
            "",
            "x",
            "x",
            ".",
            ".",
            12,
            17.93,
        ],
        [
            "00AB",
            EAST,
            "Easton LB",
            32,
            17.69,
            3,
            1.39,
            35,
            9.15,
            "",
            "x",
            14.78,
            "x",
            "x",
            30,
            7.68,
        ],
        [],
        ["ENG", "E92000001", "England", *[9740.0, 15.62] * 3],
        ["Scale: per 100,000 European Standard population"],
    ]
    book = xlwt.Workbook()
    book.add_sheet("Metadata").write(0, 0, "Toy")
    sheet = book.add_sheet("DSR 3 year age15+")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell != "":
                sheet.write(at, column, cell)
    book.save(str(folder / "suicide-mortality-borough.xls"))


def health_index(folder):
    """Every cell but the numbers quoted; London's boards and others; one blank."""
    lines = [
        '"icb22_code","icb22_name","year","indicator","value"',
        '"E54000027","NHS Toy London Integrated Care Board",2020,"mental_health",99.5',
        '"E54000027","NHS Toy London Integrated Care Board",2021,"mental_health",98.1',
        '"E54000027","NHS Toy London Integrated Care Board",2021,"frailty",',
        '"E54000008","NHS Moor Integrated Care Board",2021,"frailty",102.1',
    ]
    (folder / "england_health_index_ics_indicators.csv").write_text("\n".join(lines))


def recorded_crime(folder):
    """Offences by area and minor category, fourteen months as names of columns."""
    months = [f"2024{m:02}" for m in range(1, 13)] + ["202501", "202502"]
    keys = "lsoa_code lsoa_name borough major_category minor_category".split()
    # Of the first two months nothing is counted: only the last twelve are.
    rows = [
        (code, name, borough, "THEFT", minor, 9, 9, *[1] * 12)
        for code, name, borough, _box, _residents in list(AREAS.values())[:2]
        for minor in ("BIKES", "OTHER THEFT")
    ]
    rows.append(("E01000002", "Weston 001B", WEST, "THEFT", "BIKES", *[1] * 14))
    frame = pd.DataFrame(rows, columns=[*keys, *months])
    path = str(folder / "recorded-crime-lsoa.parquet")
    connection = duckdb.connect()
    connection.register("crime", frame)
    connection.execute(f"copy crime to '{path}' (format parquet)")
    connection.close()


def fire_brigade_incidents(folder):
    """Incident records in snake case: coordinates of dwellings redacted, one elsewhere."""
    header = (
        "incident_number date_of_call cal_year time_of_call hour_of_call "
        "timestamp_of_call incident_group stop_code_description special_service_type "
        "property_category property_type address_qualifier postcode_full "
        "postcode_district borough_code borough_name proper_case ward_code ward_name "
        "ward_name_new easting_m northing_m easting_rounded northing_rounded frs "
        "incident_station_ground first_pump_arriving_attendance_time "
        "first_pump_arriving_deployed_from_station "
        "second_pump_arriving_attendance_time "
        "second_pump_arriving_deployed_from_station "
        "num_stations_with_pumps_attending num_pumps_attending"
    ).split()
    rows = []
    for number in range(12):
        row = dict.fromkeys(header, "")
        day = f"2017-01-{number + 1:02}"
        row |= {
            "incident_number": f"{number + 1:06}-{number + 1:02}012017",
            "date_of_call": day,
            "cal_year": "2017",
            "time_of_call": "10:30:00",
            "hour_of_call": "10",
            "timestamp_of_call": f"{day} 10:30:00",
            "incident_group": "Special Service",
            "stop_code_description": "Special Service",
            "special_service_type": "Lift Release",
            "property_category": "Dwelling",
            "property_type": "House",
            "address_qualifier": "Correct incident location",
            "borough_code": WEST,
            "borough_name": "WESTON",
            "proper_case": "Weston",
            "easting_rounded": "530050",
            "northing_rounded": "180050",
            "frs": "London",
        }
        if number % 2:
            row |= {"easting_m": "530010.0", "northing_m": "180010.0"}
        rows.append(list(row.values()))
    _csv(folder / "lfb-2017.csv", header, rows)


# Every publication of the toy: its code, how it is written, the files that come of it.
PUBLICATIONS = {
    "lsoa_2021_boundaries": (
        area_boundaries,
        (f"lsoa21_{WEST}.geojson", f"lsoa21_{EAST}.geojson"),
    ),
    "msoa_2021_boundaries": (middle_area_boundaries, ("msoa21.geojson",)),
    "ward_2025_boundaries": (ward_boundaries, ("ward25.geojson",)),
    "lsoa_2021_to_icb": (sub_icb_lookup, ("lookup_lsoa21_icb24.csv",)),
    "lsoa_2021_to_ward": (ward_lookup, ("lookup_lsoa21_ward24_ltla24.csv",)),
    "lsoa_2011_to_2021": (area_changes, ("lookup_lsoa11_lsoa21_ltla22.csv",)),
    "msoa_names": (middle_area_names, ("msoa_la.csv",)),
    "census_2021_residents": (
        census_residents,
        ("lsoa_global_number_residents_2021.csv",),
    ),
    "population_mid_2020": (ages_2020, ("london-mid2020-pop.csv",)),
    "deprivation_2025": (deprivation_ranks, ("imd2025_england_lsoa21.csv",)),
    "deprivation_2025_indicators": (
        deprivation_indicators,
        ("imd2025_england_lsoa21_indicators.csv",),
    ),
    "nhs_hospitals": (hospitals, ("Hospital.csv",)),
    "uec_sites": (urgent_care_sites, ("london_uec_sites_site_xy.csv",)),
    "nhs_trust_sites": (trust_sites, ("etrust.csv",)),
    "nhs_trusts": (trusts, ("etr.csv",)),
    "gp_practices": (practices, ("gp_data.csv",)),
    "ambulance_sites_2014": (
        ambulance_sites,
        ("las_sites_etrust2014_postcode_centroids.csv",),
    ),
    "fire_brigade_sites": (fire_brigade_sites, ("LFB_assets_location.csv",)),
    "fire_brigade_metadata": (incident_dictionary, ("LFB_incidents_Metadata.xlsx",)),
    "ambulance_incidents_monthly": (
        ambulance_months,
        ("ambulance-borough-monthly.xlsx",),
    ),
    "mha_statistics": (
        mental_health_act,
        ("mha_annual_suppressed_2023_24 (version 1).xlsx",),
    ),
    "suicide_mortality": (suicide_rates, ("suicide-mortality-borough.xls",)),
    "health_index": (health_index, ("england_health_index_ics_indicators.csv",)),
    "recorded_crime": (recorded_crime, ("recorded-crime-lsoa.parquet",)),
    "fire_brigade_incidents": (fire_brigade_incidents, ("lfb-2017.csv",)),
}


def written(folder: Path, without: tuple[str, ...] = ()) -> Path:
    """Write every publication into a folder, but those left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for source_code, (write, _names) in PUBLICATIONS.items():
        if source_code not in without:
            write(folder)
    return folder


def files(folder: Path, source_code: str) -> list[Path]:
    """The files of one publication in a folder that `written` filled."""
    return [folder / name for name in PUBLICATIONS[source_code][1]]
