"""Each check bites: one planted fault makes it, and it alone, find culprits."""

import shutil

import duckdb
import pytest

import queries

FAULTS = {
    "areas_outside_london": "update areas set lon = 5 where area_code = 'E01000003'",
    "boroughs_not_summed_by_their_areas": "update boroughs set residents = residents + 1 "
    "where borough_code = 'E09000002'",
    "boundaries_incomplete": "delete from boundaries where boundary_code = 'E01000002'",
    "categories_of_another_scheme": "update service_age_groups set age_group = 'car' "
    "where service_id = 'LOW001'",
    "incidents_disclosed_against_the_rule": "update incidents_by_area "
    "set incident_count = 5, is_suppressed = false where area_code = 'E01000001'",
    "need_not_summed_to_the_published_total": "update demand set amount = amount + 10 "
    "where area_code = 'E01000001'",
    "neighbours_not_mutual": "delete from area_neighbours "
    "where area_code = 'E01000001' and neighbour_code = 'E01000002'",
    "postcodes_astray": "update postcodes set postcode = 'TB1 0ZZ' "
    "where area_code = 'E01000002'",
    "services_placed_without_a_point": "update services set is_placed = true "
    "where service_id = 'CAR001'",
    "services_with_hours_in_doubt": "update services set hours_known = true "
    "where service_id = 'POS001'",
    "sources_not_counted_out": "update sources set rows_read = rows_read + 1 "
    "where source_code = 'postcodes'",
    "travel_minutes_incomplete": "delete from travel_minutes "
    "where service_id = 'AE001' and area_code = 'E01000001' and travel_mode = 'car'",
    "travel_minutes_of_unknown_codes": "update travel_minutes set basis = 'guess' "
    "where service_id = 'AE001'",
    "travel_minutes_twice": "insert into travel_minutes select * from travel_minutes "
    "where service_id = 'AE001' and travel_mode = 'car' and area_code = 'E01000001'",
}
# A planted fault that must also show in another check, with the reason.
ALSO = {
    # A placed service without minutes is the same culprit seen twice.
    "services_placed_without_a_point": {"travel_minutes_incomplete"},
    # One row too many is one row wrong for both.
    "travel_minutes_twice": {"travel_minutes_incomplete"},
}


def found(connection):
    return {
        name
        for name, statement in queries.checks().items()
        if connection.execute(statement).fetchall()
    }


@pytest.fixture
def planted(toy, tmp_path):
    """The toy's tables without constraints, so that any fault can be planted."""
    path = tmp_path / "planted.duckdb"
    shutil.copy(toy, tmp_path / "toy.duckdb")
    made = duckdb.connect(path)
    made.execute(f"attach '{tmp_path / 'toy.duckdb'}' as toy (read_only)")
    tables = made.execute(
        "select table_name from duckdb_tables() where database_name = 'toy'"
    ).fetchall()
    for (table,) in tables:
        made.execute(f"create table {table} as select * from toy.{table}")
    yield made
    made.close()


def test_every_check_has_a_fault():
    assert set(FAULTS) == set(queries.checks())


def test_a_sound_edition_passes(planted):
    assert found(planted) == set()


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_fails_its_check(planted, name):
    planted.execute(FAULTS[name])
    assert found(planted) == {name} | ALSO.get(name, set())
    culprits = planted.execute(queries.checks()[name]).df()
    assert culprits["reason"].str.len().min() > 10
