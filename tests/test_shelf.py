"""A steward's folder: every file known by what is in it, or named with a sentence."""

import os
import shutil

import pytest

from geodata import inputs, shelf
from geodata.errors import SourceUnavailable
from tests import toy_publishers, toy_roads
from tests.publisher_readers import REAL, needs_real_files
from tests.toy_publishers import PUBLICATIONS

# What each file of the real folder is, by the beginning of its path.
REAL_FILES = {
    "boundaries/lsoa21/": "lsoa_2021_boundaries",
    "boundaries/msoa21/": "msoa_2021_boundaries",
    "boundaries/ward25/": "ward_2025_boundaries",
    "lookups/lookup_lsoa21_icb24.csv": "lsoa_2021_to_icb",
    "lookups/lookup_lsoa11_lsoa21_ltla22.csv": "lsoa_2011_to_2021",
    "lookups/lookup_lsoa21_ward24_ltla24.csv": "lsoa_2021_to_ward",
    "lookups/msoa_la.csv": "msoa_names",
    "population/lsoa_global": "census_2021_residents",
    "population/london-mid2020-pop.csv": "population_mid_2020",
    "deprivation/imd2025_england_lsoa21.csv": "deprivation_2025",
    "deprivation/imd2025_england_lsoa21_indicators": "deprivation_2025_indicators",
    "services/Hospital.csv": "nhs_hospitals",
    "services/london_uec_sites_site_xy.csv": "uec_sites",
    "services/etrust.csv": "nhs_trust_sites",
    "services/gp_data.csv": "gp_practices",
    "services/etr.csv": "nhs_trusts",
    "services/crisis_sites_from_pages.csv": "",
    "emergency/las_sites_etrust2014": "ambulance_sites_2014",
    "emergency/LFB_assets_location.csv": "fire_brigade_sites",
    "emergency/mps_": "",
    "roads/london_large.osm": "roads_osm",
    "incidents/lfb": "fire_brigade_incidents",
    "incidents/LFB_incidents_Metadata.xlsx": "fire_brigade_metadata",
    "incidents/ambulance-borough-monthly.xlsx": "ambulance_incidents_monthly",
    "incidents/2021-10-metropolitan": "police_stops",
    "incidents/recorded-crime-lsoa.parquet": "recorded_crime",
    "demand/suicide-mortality-borough.xls": "suicide_mortality",
    "demand/england_health_index": "health_index",
    "demand/mha_annual": "mha_statistics",
    "demand/figures-from-pages.csv": "",
    "README.md": "",
}


@pytest.fixture
def folder(tmp_path):
    return toy_publishers.written(tmp_path / "publishers")


@pytest.mark.parametrize("source_code", sorted(PUBLICATIONS))
def test_a_file_of_the_toy_is_recognised_under_any_name(folder, source_code):
    for number, path in enumerate(toy_publishers.files(folder, source_code)):
        renamed = path.rename(folder / f"download ({number}).bin")
        assert shelf.recognise(renamed).source_code == source_code


def test_roads_are_recognised_under_any_name(tmp_path):
    path = tmp_path / "map"
    toy_roads.written_osm(tmp_path / "map.osm", *toy_roads.grid(size=2))
    (tmp_path / "map.osm").rename(path)
    assert shelf.recognise(path).source_code == "roads_osm"


@pytest.mark.parametrize(
    ("header", "source_code"),
    [
        ("LSOA21CD,LSOA21NM,SICBL24CD,ICB24CD,ICB24NM", "lsoa_2021_to_icb"),
        ("LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM", "lsoa_2011_to_2021"),
        ("LSOA21CD,LSOA21NM,WD24CD,WD24NM", "lsoa_2021_to_ward"),
        ("msoa21cd,msoa21nm,msoa21hclnm,localauthorityname", "msoa_names"),
        (
            "date,geography,geography code,Residence type: Total; measures: Value",
            "census_2021_residents",
        ),
        ("IncidentNumber,DateOfCall,SpecialServiceType", "fire_brigade_incidents"),
        ("Type,Date,Legislation,Object of search,Outcome", "police_stops"),
    ],
)
def test_a_publishers_own_spelling_is_recognised(tmp_path, header, source_code):
    path = tmp_path / "file"
    path.write_text(f"\ufeff{header}\n1,2,3\n", encoding="utf-8")
    assert shelf.recognise(path).source_code == source_code


@needs_real_files
@pytest.mark.parametrize("beginning", sorted(REAL_FILES))
def test_a_real_file_is_recognised_under_any_name(tmp_path, beginning):
    # 'imd2025…lsoa21.csv' and 'lfb…' are files of their own: the longest beginning wins.
    mine = [
        path
        for path in sorted(REAL.rglob("*"))
        if path.is_file()
        and max(
            (b for b in REAL_FILES if str(path.relative_to(REAL)).startswith(b)),
            key=len,
            default="",
        )
        == beginning
    ]
    assert mine
    for number, path in enumerate(mine):
        renamed = tmp_path / f"{number}.txt"
        shutil.copyfile(path, renamed)
        found = shelf.recognise(renamed)
        assert found.source_code == REAL_FILES[beginning], path
        assert bool(found.sentence) == (found.source_code == "")


@needs_real_files
def test_the_list_of_real_files_is_complete():
    for path in REAL.rglob("*"):
        name = str(path.relative_to(REAL))
        if path.is_file():
            assert any(name.startswith(b) for b in REAL_FILES), name


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "(empty)"),
        (b"   \n\n", "(empty)"),
        (b"<!DOCTYPE html><html><body>404, not found</body></html>", "(web page)"),
        (b"when,where,what\n1,2,3\n", "when"),
        (bytes(range(256)).replace(b",", b""), "(of an unknown format)"),
        (b"PK\3\4 not a workbook after all", "(workbook)"),
        (b"\xd0\xcf\x11\xe0" + bytes(4096), "(workbook)"),
        (b"PAR1 not parquet", "(parquet)"),
        (b'{"type": "FeatureCollection", "features": []}', "(geojson)"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature", "prop', "("),
    ],
)
def test_a_file_nobody_knows_gets_a_sentence(tmp_path, content, words):
    path = tmp_path / "file"
    path.write_bytes(content)
    found = shelf.recognise(path)
    assert found.source_code == ""
    assert "not a file this program knows" in found.sentence
    assert words in found.sentence
    assert "python -m geodata import" in found.sentence


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("name,postcode,postcode_basis,source_url", "crisis sites"),
        ("station,postcode,in_list_34", "front counters"),
        ("bcu_number_in_source,borough,lad_code", "command units"),
        ("measure,value,period,source_url", "figures"),
    ],
)
def test_a_compiled_file_is_not_used_and_the_reason_named(tmp_path, header, words):
    path = tmp_path / "file.csv"
    path.write_text(f"{header}\na,b,c\n")
    found = shelf.recognise(path)
    assert found.source_code == ""
    assert words in found.sentence
    assert "not used" in found.sentence


def test_of_two_files_of_one_publication_the_newest_is_taken(folder):
    older = folder / "lsoa_global_number_residents_2021.csv"
    newer = folder / "a newer census.csv"
    shutil.copyfile(older, newer)
    for path, at in ((older, 1_000_000_000), (newer, 1_700_000_000)):
        os.utime(path, (at, at))
    found = inputs.full(folder)
    assert found.file("census_2021_residents") == newer
    passed = {file.path: file.sentence for file in found.passed_over}
    assert set(passed) == {older}
    assert "a newer census.csv" in passed[older]


def test_all_files_of_a_publication_in_parts_are_taken(folder):
    found = inputs.full(folder)
    assert len(found.files("lsoa_2021_boundaries")) == 2
    assert found.passed_over == ()
    assert found.file("roads_osm") is None


def test_records_of_fetching_and_hidden_files_are_not_files_of_a_folder(folder):
    before = shelf.recognised(folder)
    for name in (".hidden.csv", "half.csv.part", "etr.csv.fetched.json"):
        (folder / name).write_text("a,b\n1,2\n")
    assert shelf.recognised(folder) == before


def test_files_in_folders_of_the_folder_are_found(folder):
    below = folder / "by year" / "2021"
    below.mkdir(parents=True)
    (folder / "etr.csv").rename(below / "etr.csv")
    assert inputs.full(folder).file("nhs_trusts") == below / "etr.csv"


@pytest.mark.parametrize("made", ["no folder", "an empty folder", "a file"])
def test_no_folder_or_none_filled_is_said_with_what_to_do(tmp_path, made):
    path = tmp_path / "here"
    if made == "an empty folder":
        (path / "also empty").mkdir(parents=True)
    if made == "a file":
        path.write_text("a,b\n")
    with pytest.raises(SourceUnavailable) as refused:
        inputs.full(path)
    assert str(path) in str(refused.value)
    assert "found none" in str(refused.value)
    assert "python -m geodata fetch" in str(refused.value)
