"""The Brief page without a browser, and papers from the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import brief_panels
from dashboard.briefs import command, writing
from tests.toy_city import EAST, WEST

ROOT = Path(__file__).parents[1]
APP = str(ROOT / "dashboard" / "app.py")


@pytest.fixture
def app(toy, monkeypatch):
    """The dashboard on the toy city."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    st.cache_data.clear()
    st.cache_resource.clear()
    return AppTest.from_file(APP, default_timeout=60)


def brief(app, **words):
    for key, value in words.items():
        app.query_params[key] = value
    app.run()
    page = app.switch_page("app_pages/brief.py").run()
    assert not page.exception
    return page


def about(page):
    return page.selectbox(key="paper").value


def texts(page):
    return " ".join(str(m.value) for m in page.markdown)


def test_without_a_place_the_paper_is_about_london(app):
    page = brief(app)
    assert about(page) == "london"
    assert "Londoners" in texts(page)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"place": WEST}, WEST),
        ({"place": "E01000003"}, EAST),  # a3 lies in Easton
        ({"place": "AE001"}, "london"),  # a service is no borough
        ({"boroughs": WEST}, WEST),
        ({"boroughs": [WEST, EAST]}, "london"),
        ({"place": WEST, "paper": EAST}, EAST),
    ],
)
def test_the_paper_is_about_the_borough_in_sight(app, words, code):
    assert about(brief(app, **words)) == code


def test_another_borough_is_another_answer(app):
    page = brief(app)
    page.selectbox(key="paper").set_value(WEST).run()
    assert not page.exception
    assert "Weston" in texts(page)


def test_the_filters_of_the_view_are_those_of_the_paper(app):
    page = brief(app, day="Sunday", hour="03:00", place=WEST)
    assert "On Sunday at 03:00, about **2,200 residents of Weston" in texts(page)


def test_what_would_help_most_is_in_the_paper_unless_it_is_left_out(app):
    page = brief(app, task="best", where="areas", within="60")
    assert "What would help most? Asked: bring the most people" in texts(page)
    assert "Best: **" in texts(page)
    page.toggle(key="with_best").set_value(False).run()
    assert not page.exception
    assert "Best: **" not in texts(page)
    assert "false" in page.query_params["with_best"]


def test_what_no_address_holds_is_refused_on_the_page(app):
    page = brief(app, task="best", where="own")
    assert "a list of your own" in page.error[0].value
    assert not page.get("download_button")


def test_there_is_a_button_for_each_kind(app):
    page = brief(app)
    labels = [b.proto.label for b in page.get("download_button")]
    assert labels == list(writing.KINDS.values())


def test_a_look_at_it_is_made_when_it_is_opened(app):
    page = brief(app, place=WEST)
    assert not page.get("iframe")
    page.session_state["preview"] = True
    page.run()
    assert not page.exception
    [frame] = page.get("iframe")
    assert "Crisis access in Weston" in frame.proto.srcdoc


def test_a_plan_of_the_address_is_in_the_paper(app):
    page = brief(app, move="close~CAFE001", plan_name="Café closed", place=WEST)
    assert "**With the plan**: " in texts(page)
    assert not page.info  # nothing of the link was left out
    page.session_state["preview"] = True
    page.run()
    assert not page.exception
    [frame] = page.get("iframe")
    assert "Crisis access in Weston: Café closed" in frame.proto.srcdoc


def test_a_plan_that_cannot_be_is_said(app):
    page = brief(app, move="close~NOBODY", place=WEST)
    assert "NOBODY" in page.error[0].value
    assert not page.get("download_button")


def test_a_file_is_the_paper_of_the_view(app, toy):
    seen = brief_panels.views.read("day=Sunday", "Weston", "http://h")
    text = brief_panels._file(seen, "html").decode()
    assert "On Sunday at 14:00" in text
    # Gathered once for all three kinds.
    assert brief_panels._brief(seen) is brief_panels._brief(seen)


@pytest.fixture
def on_the_toy(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))


def test_a_file_by_its_ending(on_the_toy, tmp_path, capsys):
    out = tmp_path / "new folder" / "weston.html"
    assert command.main(["--borough", "weston", "--out", str(out)]) == 0
    assert "Crisis access in Weston" in out.read_text()
    assert capsys.readouterr().out == f"{out}\n"


def test_a_folder_holds_all_three_kinds(on_the_toy, tmp_path):
    assert command.main(["--borough", WEST, "--out", str(tmp_path)]) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        f"crisis-access-weston.{kind}" for kind in sorted(writing.KINDS)
    ]


def test_all_boroughs_go_to_a_folder(on_the_toy, tmp_path):
    asked = ["--all", "--kind", "html", "--view", "day=Sunday", "--out", str(tmp_path)]
    assert command.main(asked) == 0
    written = sorted(tmp_path.iterdir())
    # The toy has two boroughs.
    assert [p.stem for p in written] == ["crisis-access-easton", "crisis-access-weston"]
    assert all("On Sunday at" in p.read_text() for p in written)


def test_a_plan_of_a_file_is_in_the_paper(on_the_toy, tmp_path):
    plan, out = tmp_path / "plan.toml", tmp_path / "weston.html"
    move = (
        'name = "Late"\nnote = "To try."\n[[move]]\ndo = "close"\nservice = "CAFE001"\n'
    )
    plan.write_text(move)
    asked = ["--borough", "Weston", "--plan", str(plan), "--out", str(out)]
    assert command.main(asked) == 0
    assert "Crisis access in Weston: Late" in out.read_text()
    assert "To try." in out.read_text()


def test_papers_of_a_plan_and_of_the_present_do_not_take_each_others_place(
    on_the_toy, tmp_path
):
    plan, out = tmp_path / "plan.toml", tmp_path / "papers"
    plan.write_text('name = "Late"\n[[move]]\ndo = "close"\nservice = "CAFE001"\n')
    always = ["--borough", "Weston", "--kind", "html", "--out", str(out)]
    assert command.main(always) == 0
    assert command.main([*always, "--plan", str(plan)]) == 0
    assert sorted(p.name for p in out.iterdir()) == [
        "crisis-access-weston-late.html",
        "crisis-access-weston.html",
    ]


def test_a_plan_that_cannot_be_read_is_refused(on_the_toy, tmp_path, capsys):
    plan = tmp_path / "plan.toml"
    plan.write_text('[[move]]\ndo = "close"\nservice = "NOBODY"\n')
    assert command.main(["--plan", str(plan), "--out", str(tmp_path)]) == 2
    assert "NOBODY" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [plan]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--borough", "Wstn", "--out", "x.html"], "Weston"),
        (["--out", "x.docx"], ".html, .pptx or .zip"),
        (["--all", "--out", "x.html"], "go to a folder"),
        (["--kind", "pptx", "--out", "x.html"], "ends in .pptx, as --kind says"),
        (["--view", "day=Sonntag", "--out", "x.html"], "'Sonntag'"),
        (["--out", "/proc/nowhere/x.html"], "Expected to read or write"),
    ],
)
def test_what_cannot_be_is_refused(
    on_the_toy, tmp_path, monkeypatch, capsys, asked, words
):
    monkeypatch.chdir(tmp_path)
    assert command.main(asked) == 2
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_a_database_the_command_says_what_to_do(capsys):
    assert command.main(["--out", "x.html"]) == 2
    assert "make build" in capsys.readouterr().err


def test_the_command_runs_as_it_is_documented(toy, tmp_path):
    out = tmp_path / "weston.zip"
    found = subprocess.run(
        [
            sys.executable,
            "-m",
            "dashboard",
            "brief",
            "--borough",
            "Weston",
            "--out",
            out,
        ],
        cwd=ROOT,
        env=os.environ | {"CRISIS_DATABASE": str(toy)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, f"{out}\n", "")
    assert out.read_bytes().startswith(b"PK")
