"""Files of every format: the rows come back, and where they come from is written in."""

import datetime as dt
import io
import json

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

import queries
from queries import outputs, provenance
from queries.errors import CannotAnswer
from queries.provenance import Provenance, Source
from tests.questions import asked
from tests.toy_city import CODES

TOLD = Provenance(
    edition="toy",
    built_at="2026-11-25 00:00 UTC",
    answer="some_answer",
    params={"types": ["a\nb"], "within_min": 30},
    rule="The rule.",
    purpose="What it\nis for.",
    limits="What it cannot say.",
    sources=(Source("Title", "Publisher", "2026", "OGL v3.0", "Print this.", "page"),),
)
AWKWARD = pd.DataFrame(
    {
        "words": ["#1, first", 'a "b"\nc', "", None, " é "],
        "#count": [1, 2, 3, 4, 5],
        "share": [0.1 + 0.2, 1e-300, float("nan"), 5.0, -0.0],
        "is_known": [True, False, True, False, True],
        "at": pd.to_datetime(["2026-11-25 01:02:03", None, None, None, None]),
    }
)


def test_a_csv_comes_back_in_pandas_and_in_duckdb(tmp_path):
    written = outputs.as_csv(AWKWARD, TOLD)
    back = pd.read_csv(io.BytesIO(written), comment="#", parse_dates=["at"])
    # Pandas knows no text of no letters.
    expected = AWKWARD.assign(words=AWKWARD["words"].replace("", None))
    pd.testing.assert_frame_equal(back, expected, check_dtype=False, check_exact=True)
    path = tmp_path / "awkward.csv"
    path.write_bytes(written)
    found = duckdb.sql(f"from read_csv('{path}', comment = '#')").fetchall()
    assert [row[1] for row in found] == [1, 2, 3, 4, 5]
    assert [row[2] for row in found] == [0.1 + 0.2, 1e-300, None, 5.0, 0.0]
    assert found[0] == (
        "#1, first",
        1,
        0.1 + 0.2,
        True,
        dt.datetime.fromisoformat("2026-11-25 01:02:03"),
    )


def test_a_csv_says_where_it_comes_from_in_comments_alone():
    lines = outputs.as_csv(AWKWARD, TOLD).decode().splitlines()
    head = lines[: lines.index('words,"#count",share,is_known,at')]
    assert all(line.startswith("# ") for line in head)
    assert "# Edition toy, built 2026-11-25 00:00 UTC." in head
    assert "# Answer some_answer: What it is for." in head
    assert '# types = ["a\\nb"]' in head
    assert "# within_min = 30" in head
    assert "# Limits: What it cannot say." in head
    assert "# The rule." in head
    assert "# Source: Title (2026), Publisher, OGL v3.0. Print this." in head


@pytest.mark.parametrize("write", [outputs.as_csv, outputs.as_table])
def test_a_rule_switched_off_is_the_first_thing_said(write):
    from dataclasses import replace

    stamped = replace(TOLD, stamp="NOT DISCLOSED: rule off")
    text = write(AWKWARD.iloc[:0], stamped).decode()
    assert text.index("NOT DISCLOSED") < text.index("Edition toy")
    assert "NOT DISCLOSED" not in write(AWKWARD, TOLD).decode()


def test_a_parquet_keeps_types_and_says_where_it_comes_from(tmp_path):
    path = tmp_path / "awkward.parquet"
    path.write_bytes(outputs.as_parquet(AWKWARD, TOLD))
    pd.testing.assert_frame_equal(pd.read_parquet(path), AWKWARD)
    told = pq.read_schema(path).metadata
    assert told[b"edition"] == b"toy"
    assert json.loads(told[b"params"]) == TOLD.params
    assert json.loads(told[b"sources"])[0]["attribution"] == "Print this."
    # DuckDB shows the same.
    found = duckdb.sql(f"select key, value from parquet_kv_metadata('{path}')")
    assert (b"rule", b"The rule.") in found.fetchall()


def test_a_geojson_draws_each_row(connection):
    frame = queries.fetch(connection, "access_by_area", **asked())
    column, kind = outputs.geography(frame)
    assert (column, kind) == ("area_code", "area")
    shapes = queries.fetch(connection, "boundaries_by_kind", kind=kind)
    lost = frame.assign(area_code=["nowhere", *frame["area_code"][1:]])
    made = json.loads(outputs.as_geojson(lost, TOLD, shapes, column))
    assert made["type"] == "FeatureCollection"
    assert made["metadata"]["edition"] == "toy"
    # Six areas; the shape of the first is not known.
    assert len(made["features"]) == len(CODES)
    assert made["metadata"]["null_geometry_count"] == 1
    assert made["features"][0]["geometry"] is None
    second = made["features"][1]
    assert second["properties"]["area_code"] == CODES["a2"]
    assert second["properties"]["nearest_min"] == frame["nearest_min"].iloc[1]
    [shape] = shapes.loc[shapes["boundary_code"] == CODES["a2"], "boundary_geojson"]
    assert second["geometry"] == json.loads(shape)


def test_a_geojson_has_no_word_that_json_lacks():
    shapes = pd.DataFrame({"boundary_code": [], "boundary_geojson": []})
    frame = AWKWARD.assign(area_code="x", lists=[[1, None]] * 5)
    made = outputs.as_geojson(frame, TOLD, shapes, "area_code").decode()

    def refused(word):
        pytest.fail(f"{word} is no JSON")

    read = json.loads(made, parse_constant=refused)
    assert read["features"][2]["properties"]["share"] is None
    assert read["features"][0]["properties"]["lists"] == [1, None]


def test_the_grain_chooses_the_shape():
    frame = pd.DataFrame({"borough_code": ["b"], "area_code": ["a"]})
    assert outputs.geography(frame, ["borough_code"]) == ("borough_code", "borough")
    assert outputs.geography(frame) == ("area_code", "area")


def test_a_frame_without_a_place_cannot_be_drawn():
    with pytest.raises(
        CannotAnswer, match="Expected a column area_code or borough_code"
    ):
        outputs.geography(AWKWARD)


def test_a_table_tells_all_and_a_screen_what_it_has_room_for():
    table = outputs.as_table(AWKWARD, TOLD).decode()
    assert "5 rows" in table
    assert "Print this." in table
    screen = outputs.as_screen(AWKWARD, TOLD, 2).decode()
    assert "... 3 more of 5 rows" in screen
    assert "Print this." not in screen
    assert "The rule." in screen
    # A terminal must not obey a cell.
    assert (
        "\x1b" not in outputs.as_table(pd.DataFrame({"a": ["\x1b[2J"]}), TOLD).decode()
    )


def test_a_file_is_whole_or_the_old_one(tmp_path):
    path = tmp_path / "deep" / "file.csv"
    assert not outputs.save(path, b"one")
    assert outputs.save(path, b"two")
    assert path.read_bytes() == b"two"
    (tmp_path / "taken.csv").mkdir()
    with pytest.raises(CannotAnswer, match="Expected to write"):
        outputs.save(tmp_path / "taken.csv", b"three")
    assert sorted(p.name for p in tmp_path.rglob("*")) == [
        "deep",
        "file.csv",
        "taken.csv",
    ]


def test_provenance_is_the_edition_s(connection):
    told = provenance.of_edition(connection, answer="edition")
    stamp = queries.fetch(connection, "edition").iloc[0]
    assert told.edition == stamp["edition"] == "starter"
    assert told.built_at == f"{stamp['built_at']:%Y-%m-%d %H:%M} UTC"
    assert "1 to 7 are not shown" in told.rule
    assert "nearest 5" in told.rule
    counted = queries.fetch(connection, "sources_counted")
    kept = counted.loc[counted["rows_kept"] > 0, "title"]
    assert [source.title for source in told.sources] == kept.tolist()
    assert len(kept)
