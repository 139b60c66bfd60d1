"""The headline of Explore from the command line, the DuckDB shell and a notebook."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import queries
from dashboard import theme
from queries import filling, notebook, values
from queries.__main__ import main

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")
SHELL = Path(sys.executable).with_name("duckdb")


@pytest.fixture
def headline(toy, monkeypatch):
    """What Explore says first, as a visitor finds it: nothing chosen yet."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    st.cache_data.clear()
    st.cache_resource.clear()
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception
    [said] = [m.value for m in app.markdown if "On Tuesday at 14:00, about" in m.value]
    return said


@pytest.fixture
def row(toy, monkeypatch):
    """A notebook's row: presets of the edition, nothing else."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    return notebook.answer("access_of_london")


def said_of(frame):
    return (
        f"**{theme.people(frame['out_residents'].iloc[0])} Londoners "
        f"({theme.percent(frame['out_share'].iloc[0])})**"
    )


def test_a_notebook_gives_the_headline(row, headline):
    # Tuesday 14:00 on foot within 30 minutes, evidence of medium confidence: a1 is at
    # the door of AE001, a6 at that of CA001, and CAFE001 opens at 18:00 only. The
    # others are 4 km (65 minutes) from each.
    assert row["out_residents"].iloc[0] < row["residents"].iloc[0]
    assert said_of(row) in headline
    assert row.attrs["edition"] == "starter"


def test_the_command_line_gives_the_headline(row, headline, toy, capfdbinary):
    assert (
        main(["run", "access_of_london", "--database", str(toy), "--format=csv"]) == 0
    )
    frame = pd.read_csv(io.BytesIO(capfdbinary.readouterr().out), comment="#")
    pd.testing.assert_frame_equal(frame, row, check_exact=True, check_dtype=False)
    assert said_of(frame) in headline


def test_the_screen_shows_the_same_digits(row, toy, capfdbinary):
    assert main(["run", "access_of_london", "--database", str(toy)]) == 0
    shown = capfdbinary.readouterr().out.decode()
    assert f"out_residents          {row['out_residents'].iloc[0]}\n" in shown
    assert f"out_share              {row['out_share'].iloc[0]:.10g}\n" in shown


def test_any_client_gives_the_headline(row, headline, toy, capfdbinary):
    command = ["show", "access_of_london", "--filled", "--database", str(toy)]
    assert main(command) == 0
    sql = capfdbinary.readouterr().out.decode()
    plain = duckdb.connect(toy, read_only=True)
    frame = plain.execute(sql).df()
    plain.close()
    pd.testing.assert_frame_equal(frame, row, check_exact=True)
    assert said_of(frame) in headline


def test_our_prompt_takes_the_filled_statement(row, toy, capfdbinary, monkeypatch):
    assert main(["show", "access_of_london", "--filled", "--database", str(toy)]) == 0
    sql = capfdbinary.readouterr().out.decode()
    monkeypatch.setattr("sys.stdin", io.StringIO(sql))
    assert main(["shell", "--database", str(toy), "--format", "csv"]) == 0
    frame = pd.read_csv(io.BytesIO(capfdbinary.readouterr().out), comment="#")
    pd.testing.assert_frame_equal(frame, row, check_exact=True, check_dtype=False)


def test_the_file_opens_in_the_duckdb_of_the_package_index(toy):
    # Its command line is 1.5 while Python's DuckDB is 2.0, whose own files it refuses.
    plain = duckdb.connect(toy, read_only=True)
    found = plain.execute("select tags['storage_version'] from duckdb_databases()")
    assert "v1.5.0+" in {version for (version,) in found.fetchall()}
    plain.close()


@pytest.mark.skipif(
    not (SHELL.exists() or shutil.which("duckdb")), reason="no DuckDB shell here"
)
def test_the_duckdb_shell_gives_the_headline(row, headline, toy):
    question = queries.catalogue.question("access_of_london")
    connection = queries.connect(toy)
    sql = filling.filled(question.sql, values.chosen(connection, question, {}))
    connection.close()
    shell = SHELL if SHELL.exists() else shutil.which("duckdb")
    done = subprocess.run(
        [shell, "-readonly", "-csv", toy],
        input=sql,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    frame = pd.read_csv(io.StringIO(done.stdout))
    pd.testing.assert_frame_equal(frame, row, check_exact=True, check_dtype=False)
    assert said_of(frame) in headline
