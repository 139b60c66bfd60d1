"""A paper about what would help most: the best, what nearly was, and how firm it is."""

import csv
import datetime as dt
import io
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from pptx import Presentation

from dashboard import (
    best_certainty,
    best_sentences,
    bests,
    found_best,
    siting_questions,
)
from dashboard.briefs import best, command, view, writing
from dashboard.briefs.view import ViewNotRead
from tests.test_brief_content import part

DAY = dt.date(2026, 11, 26)
BEST = "task=best&within=60&where=areas"


@pytest.fixture
def opened(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))


def made(words=BEST, borough=""):
    return writing.brief(view.read(words, borough, "http://127.0.0.1:8501"))


def section(brief, key="best"):
    return next(s for s in brief.content.sections if s.key == key)


def test_the_paper_says_question_best_and_what_nearly_was(opened):
    brief = made()
    content = brief.content
    assert content.title == "Crisis access in London: what would help most"
    assert content.question.startswith(
        "What would help most? Asked: bring the most people into reach, with one crisis "
        "café, in any part of London (up to 500 points), on Tuesday at 14:00, for an adult "
        "who walks in, within 60 "
        "minutes on foot, counted by people, open always"
    )
    told = content.answer
    assert told.startswith("Best: **")
    assert "Proven: no other choice under these conditions is better." in told
    assert content.as_it_is.startswith("As it is: ")
    ties = part(content, "near_ties").frame
    assert list(ties["tie_rank"]) == list(range(1, len(ties) + 1))
    assert (ties["value"].diff().dropna() <= 0).all()
    assert ties["best_share"].sum() == pytest.approx(1)
    first = part(content, "near_ties").rows()[0]
    assert first[1] in told
    assert first[2].endswith(" %")
    assert section(brief).on_slide == ("near_ties",)


def test_the_best_is_that_of_the_plan_page(opened):
    seen = view.read(BEST, "")
    says = found_best.says(seen)
    assert says[0] == made().content.question
    ties = part(made().content, "near_ties").frame
    # People within reach beside what stands, of each set: what the solver gives.
    best_there = ties["reached_residents"]
    assert (best_there - best_there.iloc[0] == ties["more_residents"]).all()
    assert f"{100 * ties['value'].iloc[0]:.1f} % with it" in says[1]


def test_the_paper_is_of_the_choice_that_the_page_found(opened, monkeypatch):
    monkeypatch.setattr(bests, "_KEPT", {})
    seen = view.read(BEST, "")
    sought, _ = found_best._sought(seen)
    key = siting_questions.key(sought, seen.chosen, None)
    _, own = found_best._solved(seen, sought)
    # As if a page on a quicker machine had found another.
    second = replace(own, near_ties=own.near_ties.tail(3))
    bests.keep(key, second)
    _, told = found_best._solved(seen, sought)
    assert told is second


def test_an_amount_that_is_none_makes_no_paper(opened):
    words = "task=best&where=areas&when=week&staffed="
    for amount in ("abc", "1e400", "-3"):
        with pytest.raises(bests.NotPossible, match="Expected an amount such as 120"):
            made(words + amount)


def test_the_plan_that_it_makes_is_told_before_and_after(opened):
    brief = made()
    keys = [s.key for s in brief.content.sections]
    assert keys[:4] == ["best", "proposal", "effect", "losers"]
    assert brief.proposal.name == writing.BEST
    moves = part(brief.content, "best_moves").frame
    assert list(moves["must_act"]) == list(brief.proposal.moves["must_act"])
    gained = part(brief.content, "plan_of_london").frame["gained_residents"].max()
    assert gained == pytest.approx(moves["marginal_residents"].sum())


def test_what_was_planned_before_is_not_in_it(opened):
    brief = made(f"{BEST}&move=close~CAFE001&plan_name=Closed")
    assert len(brief.proposal.moves) == 1
    assert "close" not in brief.proposal.text
    assert "Closed" not in brief.content.title


def test_the_view_or_the_plan_alone_can_be_asked_for(opened):
    brief = made(f"{BEST}&with_best=false")
    assert "best" not in [s.key for s in brief.content.sections]
    assert brief.content.title == "Crisis access in London"
    assert not view.read("task=stress", "").seeks


def test_a_boroughs_paper_says_that_it_is_sought_over_london(opened):
    assert best.OF_LONDON in section(made(BEST, "Weston")).says
    assert best.OF_LONDON not in section(made()).says


def test_cars_have_a_map_and_no_plan(opened):
    brief = made("task=best&goal=expected&where=areas&how_many=2&busy=20")
    assert brief.proposal is None
    assert "proposal" not in [s.key for s in brief.content.sections]
    assert part(brief.content, "best_cars").png
    acts = part(brief.content, "best_moves").frame["must_act"]
    assert all("London Ambulance Service" in act for act in acts)
    assert "each busy 20 % of its shift" in brief.content.question
    # Brought on blue light, whatever way the view is of.
    assert "is brought by police or ambulance" in brief.content.question
    assert section(brief).basis.startswith("Modelled: minutes (blue light)")
    for kind in writing.KINDS:
        assert brief.file(kind)


def test_cars_may_stand_outside_london_and_count_over_the_week(opened):
    brief = made("task=best&goal=expected&where=services&when=week&within=60")
    moves = part(brief.content, "best_moves")
    assert set(moves.frame["place"]) == {"outside London"}
    assert moves.caption.endswith("people count by the share of hours")
    drawn = part(brief.content, "best_cars")
    assert drawn.caption == "Cars in reach (modelled), London, at some hour of the week"
    assert "whether or not the car is free" in drawn.note


def test_the_paper_says_what_best_means_and_how_it_was_found(opened):
    brief = made()
    card = brief.content.cards[0]
    assert "Church and ReVelle 1974" in card.method
    assert "How it is found." in card.method
    page = brief.file("html").decode()
    assert "Church and ReVelle 1974" in page
    assert "SQL of best<" not in page
    names = zipfile.ZipFile(io.BytesIO(brief.file("zip"))).namelist()
    assert "sql/best.sql" not in names
    assert [name for name in names if name.startswith("sql/")]


def test_a_plan_in_a_file_is_what_its_paper_is_about(opened, tmp_path, capsys):
    plan = tmp_path / "plan.toml"
    plan.write_text(made().proposal.text.replace(writing.BEST, "Mine"))
    out = tmp_path / "mine.html"
    asked = ["--view", BEST, "--plan", str(plan), "--out", str(out)]
    assert command.main(asked) == 0
    page = out.read_text()
    assert "Mine" in page
    assert best.NAME not in page


@pytest.mark.parametrize(
    ("is_proven", "value", "told"),
    [
        (True, 0.5, ("Here", "Proven best")),
        (False, 0.5, ("Here", "Best found (gap 4 %)")),
        (True, None, ("No choice meets the conditions", "")),
        (False, None, ("None found in the time given", "")),
    ],
)
def test_what_was_not_found_is_not_said_to_be_impossible(is_proven, value, told):
    sites = "Here" if value else ""
    row = {"value": value, "sites": sites, "is_proven": is_proven, "gap": 0.04}
    reach = pd.DataFrame([row]).astype({"value": float})
    cells = best_certainty.at_reaches(reach)[["best_there", "proof"]]
    assert tuple(cells.iloc[0]) == told


def test_other_reaches_start_from_the_choice_of_the_paper(opened):
    reaches = part(made().content, "best_by_reach").frame
    own = reaches[reaches["is_own"]].iloc[0]
    assert own["value"] == own["own_value"]
    assert (reaches["value"] >= reaches["own_value"] - 1e-9).all()
    assert set(bests.REACHES) <= set(reaches["within_min"])
    # Minutes are shortened whatever counts as within reach.
    median = made(f"{BEST}&goal=median").content
    assert "best_by_reach" not in [p.key for p in median.parts()]


def test_every_kind_of_file_has_the_ties(opened):
    brief = made()
    name = writing.name(view.read(BEST, ""), "zip")
    assert name == "crisis-access-london-what-would-help-most.zip"
    page = brief.file("html").decode()
    assert "The best (1), and those nearest to it" in page
    deck = Presentation(io.BytesIO(brief.file("pptx")))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert "What would help most, and what nearly would" in titles
    folder = zipfile.ZipFile(io.BytesIO(brief.file("zip")))
    lines = folder.read("near_ties.csv").decode().splitlines()
    assert any(brief.content.question in line for line in lines if line[0] == "#")
    rows = list(csv.DictReader(line for line in lines if line[0] != "#"))
    ties = part(brief.content, "near_ties").frame
    assert [float(row["value"]) for row in rows] == pytest.approx(list(ties["value"]))
    assert "scenario.toml" in folder.namelist()


def test_the_link_asks_the_same_on_the_plan_page(opened):
    words = f"{BEST}&goal=coverage&floor=5&shifts_hour=daily+10:00-20:00&day=Tuesday"
    link = made(words).content.link
    again = view.read(link, "")
    assert "/plan?" in link
    assert found_best.says(again) == found_best.says(view.read(words, ""))
    assert "open daily 10:00-20:00" in found_best.says(again)[0]
    assert "every borough with 5 % in reach at least" in found_best.says(again)[0]


@pytest.mark.parametrize(
    ("words", "refused", "told"),
    [
        ("where=own", bests.NotPossible, "a list of your own"),
        ("shifts_hour=daily+01:00-02:00", bests.NotPossible, "runs at the hour"),
        ("goal=nonsense", ViewNotRead, "a value of 'goal'"),
    ],
)
def test_what_cannot_be_sought_is_refused(opened, words, refused, told):
    with pytest.raises(refused, match=told):
        made(f"task=best&{words}")


def test_what_was_stopped_says_so_with_its_gap():
    stopped = SimpleNamespace(
        is_proven=False, stopped="cancelled", bound=0.42, gap=0.36, near_ties=[None]
    )
    asked = SimpleNamespace(goal="coverage")
    assert best_sentences.sure(stopped, asked) == (
        "Not proven best, but the best found when it was stopped: nothing can be better "
        "than 42.0 % (a gap of 36 % of its value)."
    )
