"""What a data steward does on the Data page, on the toy city and its commands."""

import os
import shutil

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import import_form, steward
from geodata import corrections, importing, store
from tests import toy_incidents
from tests.test_pages import APP, texts


@pytest.fixture
def database(toy, tmp_path, monkeypatch):
    """A copy of the toy edition that the dashboard and its commands change."""
    here = tmp_path / "kept" / toy.name
    here.parent.mkdir()
    shutil.copy(toy, here)
    shutil.copy(store.incident_database(toy), store.incident_database(here))
    monkeypatch.setenv("CRISIS_DATABASE", str(here))
    st.cache_data.clear()
    st.cache_resource.clear()
    return here


@pytest.fixture
def page(database):
    """The Data page on that copy, run once."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page("app_pages/data.py").run()
    assert not app.exception
    return app


def test_what_the_edition_lacks_is_said_with_its_cost(page):
    assert "does without 13 of 13 things" in texts(page)
    unmet = page.dataframe[0].value
    assert "roads" in set(unmet["need"])
    assert unmet["cost"].str.len().min() > 10


def test_rows_set_aside_are_counted_by_rule(page):
    # The toy's postcodes: one without a point, one in no area.
    assert "2 rows were set aside" in texts(page)


def test_a_report_is_made_listed_and_closed(page, database):
    boxes = {box.label: box for box in page.selectbox}
    boxes["Site"].set_value("AE001")
    areas = {area.label: area for area in page.text_area}
    next(a for label, a in areas.items() if "wrong" in label).set_value("It has moved")
    next(b for b in page.button if b.label == "Report").click().run()
    assert not page.exception
    listed = corrections.listed(database)
    assert listed["service_id"].tolist() == ["AE001"]
    assert any(
        "It has moved" in set(frame.value.get("what", [])) for frame in page.dataframe
    )
    found = next(t for t in page.text_input if t.label == "What was found")
    found.set_value("It has not")
    next(b for b in page.button if b.label == "Close it").click().run()
    assert corrections.listed(database)["resolution"].tolist() == ["It has not"]


def test_a_report_without_words_is_not_sent(page, database):
    next(b for b in page.button if b.label == "Report").click().run()
    assert any("Choose a site" in w.value for w in page.warning)
    assert corrections.listed(database).empty


def test_batches_are_listed_under_the_rule_and_can_be_taken_out(database, tmp_path):
    rows = [toy_incidents.row(number) for number in range(5)]
    file = toy_incidents.written(tmp_path / "calls.csv", rows)
    importing.bring(
        file, toy_incidents.confirmed(tmp_path), database, agency="Toy Ambulance"
    )
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page("app_pages/data.py").run()
    shown = next(f.value for f in app.dataframe if "agency" in f.value)
    assert shown["agency"].tolist() == ["Toy Ambulance"]
    # Five incidents are not shown.
    assert shown["incident_count"].tolist() == ["*"]
    next(b for b in app.button if b.label.startswith("Take it out")).click().run()
    assert not app.exception
    assert store.batches(database)["undone_at"].notna().all()


def test_nobody_elsewhere_changes_data(database, monkeypatch):
    monkeypatch.setattr(steward, "LOOPBACK", set())
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page("app_pages/data.py").run()
    labels = {button.label for button in app.button}
    assert "Report" not in labels
    assert any("--help" in caption.value for caption in app.caption)


def test_an_upload_is_guessed_looked_at_and_stored(database, tmp_path):
    rows = [toy_incidents.row(number) for number in range(12)]
    rows.append(toy_incidents.row(99, day="31/02/2026"))
    content = toy_incidents.written(tmp_path / "calls.csv", rows).read_bytes()
    found = steward.guess("../../calls.csv", content)
    assert any("personal" in line for line in found["evidence"])
    assert toy_incidents.MARK not in str(found)
    mapping = toy_incidents.mapping(tmp_path / "said.json").read_text()
    looked = steward.bring("calls.csv", content, mapping, "Toy", look_only=True)
    assert (looked["rows_kept"], looked["batch_id"]) == (12, None)
    assert store.batches(database).empty
    done = steward.bring("calls.csv", content, mapping, "Toy", look_only=False)
    assert (done["rows_kept"], done["rows_set_aside"]) == (12, 1)
    assert b"31/02/2026" in steward.refused(1)
    again = steward.bring("calls.csv", content, mapping, "Toy", look_only=False)
    assert again["already_batch"] == 1


def test_what_cannot_be_done_is_the_commands_own_sentence(database):
    with pytest.raises(steward.NotDone, match="Expected CSV, Excel or Parquet"):
        steward.guess("page.csv", b"<html><body>Log in</body></html>")
    with pytest.raises(steward.NotDone, match=r"Expected a mapping|JSON"):
        steward.bring("calls.csv", b"a,b\n1,2\n", "{}", "Toy", look_only=False)
    assert os.environ["CRISIS_DATABASE"] == str(database)


def test_words_that_look_like_options_are_words(database):
    steward.report("AE001", "--database=/tmp/elsewhere.duckdb")
    steward.resolve(1, "--help")
    listed = corrections.listed(database)
    assert listed["what"].tolist() == ["--database=/tmp/elsewhere.duckdb"]
    assert listed["resolution"].tolist() == ["--help"]
    content = "Call Ref,Call Date\n"
    with pytest.raises(steward.NotDone, match="Mapping: expected JSON"):
        steward.bring("--x.csv", content.encode(), "{}", "--look", look_only=False)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "crisis.example.nhs.uk"},
        {"Host": "127.0.0.1:8501", "X-Forwarded-For": "10.0.0.7"},
        {"Host": "localhost:8501", "Via": "1.1 proxy"},
    ],
)
def test_a_visitor_behind_a_proxy_is_not_here(monkeypatch, headers):
    monkeypatch.setattr(type(st.context), "headers", headers)
    assert not steward.is_here()
    monkeypatch.setattr(type(st.context), "headers", {"Host": "localhost:8501"})
    assert steward.is_here()


def test_kinds_mended_in_the_table_reach_the_mapping():
    said = import_form.with_kinds('{"when": 1}', {"every": "fire"})
    assert said == '{"when": 1, "kinds": {"every": "fire"}}'
    # Broken JSON goes on as it is, so that the command names what is wrong with it.
    assert import_form.with_kinds("{", {"every": "fire"}) == "{"


def test_recorded_incidents_name_who_recorded_them(database, tmp_path):
    rows = [toy_incidents.row(number) for number in range(30)]
    file = toy_incidents.written(tmp_path / "calls.csv", rows)
    mapping = toy_incidents.confirmed(tmp_path)
    importing.bring(file, mapping, database, agency="Toy Ambulance")
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["place"] = "Weston 001A"
    app.run()
    assert "crisis kind (recorded by Toy Ambulance)** 30 in 2026-01" in texts(app)
    app.query_params.clear()


def test_no_incident_of_a_crisis_kind_is_said_so(database, tmp_path):
    rows = [toy_incidents.row(number, kind="fire") for number in range(30)]
    file = toy_incidents.written(tmp_path / "calls.csv", rows)
    mapping = toy_incidents.confirmed(tmp_path)
    importing.bring(file, mapping, database, agency="Toy Fire Brigade")
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["place"] = "Weston 001A"
    app.run()
    assert "none of a crisis kind by any agency" in texts(app)
    app.query_params.clear()
