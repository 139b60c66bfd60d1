"""A paper's three files: the page, the slides, the sheets."""

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import duckdb
import pandas as pd
import pytest
from pptx import Presentation
from pptx.util import Emu

import queries
from dashboard import proposed
from dashboard.briefs import (
    content,
    deck,
    deck_footing,
    paper,
    sheets,
    view,
    writing,
)
from dashboard.briefs.parts import Bars, Picture, Table, Week
from tests import planted_incidents
from tests.test_brief_content import part

DAY = dt.date(2026, 11, 26)
SERVED = "http://127.0.0.1:8501"
WORDS = "day=Monday&hour=19:00&within=60"
PLAN = f"{WORDS}&move=close~CAFE001&plan_name=Café+closed"


@pytest.fixture(autouse=True)
def opened(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))


@pytest.fixture
def asked():
    """A plan, as a paper tells it."""
    return proposed.of(view.read(PLAN, "Easton", SERVED))


@pytest.fixture
def gathered(asked):
    seen = view.read(PLAN, "Easton", SERVED)
    return content.gather(seen, made_on=DAY, proposed=asked)


class Page(HTMLParser):
    """What a browser would meet in a page: tags with attributes, texts by tag."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.texts, self._open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        self.texts.append((self._open[-1] if self._open else "", data))

    def all(self, *names):
        return [(tag, attrs) for tag, attrs in self.tags if tag in names]


@pytest.fixture
def page(gathered):
    return Page(paper.written(gathered).decode())


def test_the_page_names_nothing_outside(page):
    for tag, attrs in page.tags:
        for name in ("src", "srcset", "href", "action", "data", "poster"):
            if name not in attrs:
                continue
            if tag == "a":
                assert attrs[name].startswith(("#", SERVED)), attrs
            else:
                assert attrs[name].startswith("data:"), attrs
    assert not page.all("script", "iframe", "object", "embed", "form")
    style = next(text for tag, text in page.texts if tag == "style")
    assert "url(" not in style
    assert "@import" not in style
    [policy] = [a for _, a in page.all("meta") if "http-equiv" in a]
    assert policy["content"].startswith("default-src 'none'")


def test_headings_are_in_order_and_parts_are_named(page):
    levels = [int(tag[1]) for tag, _ in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert dict(page.all("html"))["html"]["lang"] == "en-GB"
    assert all(len(attrs["alt"]) > 30 for _, attrs in page.all("img"))
    assert len(page.all("img")) == 3
    assert len(page.all("table")) == len(page.all("caption"))
    assert all(attrs.get("scope") in {"col", "row"} for _, attrs in page.all("th"))


def test_every_cell_of_every_table_is_on_the_page(gathered, page):
    cells = {text for tag, text in page.texts if tag in {"td", "th"}}
    tables = [p for p in gathered.parts() if isinstance(p, Table)]
    assert len(tables) > 6
    for table in [*tables, gathered.sources]:
        assert {c for row in table.rows() for c in row if c} <= cells, table.key


def test_every_week_has_168_cells(gathered):
    weeks = [p for p in gathered.parts() if isinstance(p, Week)]
    assert weeks
    text = paper.written(gathered).decode()
    for found in re.findall(r'<table class="week">.*?</table>', text, re.DOTALL):
        assert found.count("<td") == 168
        assert found.count('class="now"') == 1
    assert len(weeks) == text.count('<table class="week">')


def test_words_of_a_plan_cannot_write_the_page(asked):
    evil = "<script>alert(1)</script>"
    moves = asked.moves.assign(move=evil)
    given = replace(asked, name=evil, says=(evil,), moves=moves)
    seen = view.read(WORDS, "", SERVED)
    made = content.gather(seen, made_on=DAY, proposed=given)
    text = paper.written(made).decode()
    assert evil not in text
    assert "&lt;script&gt;" in text


def test_the_page_names_edition_date_sources_and_what_is_modelled(gathered, page):
    told = " ".join(text for _, text in page.texts)
    assert gathered.edition in told
    assert "Made on 26 November 2026." in told
    assert "Open Government Licence v3.0" in told
    assert told.count("Modelled: minutes") >= len(gathered.sections)
    for card in gathered.cards:
        assert card.sql in told


def slides(gathered):
    return list(Presentation(io.BytesIO(deck.written(gathered))).slides)


def test_the_deck_has_a_slide_a_section_and_each_a_title(gathered):
    found = slides(gathered)
    titles = [slide.shapes.title.text_frame.text for slide in found]
    count = len(gathered.sections)
    assert titles[0] == gathered.title
    assert titles[1 : count + 1] == [s.heading for s in gathered.sections]
    ends = [deck_footing.LIMITS, deck_footing.METHODS, deck_footing.SOURCES]
    named = [title.partition(" (")[0] for title in titles[count + 1 :]]
    assert list(dict.fromkeys(named)) == ends
    for slide, section in zip(found[1:], gathered.sections, strict=False):
        notes = slide.notes_slide.notes_text_frame.text
        assert section.basis in notes
        assert any(section.basis in s.text_frame.text for s in texts(slide))


def shown(gathered):
    """All words on slides, without their notes."""
    told = []
    for slide in slides(gathered):
        told += [shape.text_frame.text for shape in texts(slide)]
        for shape in slide.shapes:
            if shape.has_table:
                told += [c.text for row in shape.table.rows for c in row.cells]
    return "\n".join(told)


def test_slides_show_every_limit_method_source_and_the_link(gathered):
    many = pd.concat([gathered.sources.frame.assign(title=str(i)) for i in range(9)])
    sources = replace(gathered.sources, frame=many.reset_index(drop=True))
    given = replace(gathered, sources=sources)
    told = shown(given)
    assert len(given.limits) == 5
    for words in (*given.limits, given.link, given.rule, given.edition):
        assert words in told
    for card in given.cards:
        assert card.answer in told
        assert card.purpose in told
    for row in sources.rows():
        assert set(row) <= set(told.splitlines())
    pages = [s for s in slides(given) if "Sources" in s.shapes.title.text_frame.text]
    assert len(pages) > 1
    # Letters are never smaller than nine points, and those of a page are larger.
    assert min(sizes(given)) >= 9


def sizes(gathered):
    return [
        run.font.size.pt
        for slide in slides(gathered)
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
    ]


def texts(slide):
    return [shape for shape in slide.shapes if shape.has_text_frame]


def test_charts_and_tables_are_native_and_hold_the_same_numbers(gathered):
    charts, cells = {}, []
    for slide in slides(gathered):
        for shape in slide.shapes:
            if shape.has_chart:
                plot = shape.chart.plots[0]
                charts[tuple(plot.categories)] = list(plot.series[0].values)
            if shape.has_table:
                cells.append([c.text for row in shape.table.rows for c in row.cells])
    for bars in [p for p in gathered.parts() if isinstance(p, Bars)]:
        assert charts[tuple(bars.names)] == pytest.approx(list(bars.shares))
    causes = part(gathered, "causes")
    [told] = [
        c
        for c in cells
        if "Why the health" in causes.caption and c[0] in causes.columns[0].label
    ]
    assert told[len(causes.columns) :] == [c for row in causes.rows() for c in row]


def test_what_is_drawn_has_words_and_stays_on_its_slide(gathered):
    deck_file = Presentation(io.BytesIO(deck.written(gathered)))
    for slide in deck_file.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck_file.slide_width + Emu(20_000)
            assert shape.top + shape.height <= deck_file.slide_height + Emu(20_000)
            named = shape.element.xpath(".//p:cNvPr")[0]
            if shape.shape_type is not None and (
                shape.has_chart or shape.has_table or hasattr(shape, "image")
            ):
                assert len(named.get("descr")) > 20


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
def test_the_deck_opens_in_libreoffice(gathered, tmp_path):
    file = tmp_path / "deck.pptx"
    file.write_bytes(deck.written(gathered))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(file)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    pages = (tmp_path / "deck.pdf").read_bytes().count(b"/Type/Page/")
    pages = pages or (tmp_path / "deck.pdf").read_bytes().count(b"/Type/Page ")
    assert pages == len(slides(gathered))


@pytest.fixture
def folder(gathered, asked):
    return zipfile.ZipFile(io.BytesIO(sheets.written(gathered, asked)))


def sheet(folder, name):
    return pd.read_csv(io.BytesIO(folder.read(name)), comment="#")


def test_every_sheet_has_its_sources_and_the_numbers_of_its_table(gathered, folder):
    for one in gathered.parts():
        if isinstance(one, Bars):
            continue
        text = folder.read(f"{one.key}.csv").decode()
        head = [line for line in text.splitlines() if line.startswith("# ")]
        assert head[0].startswith("# Edition starter, built")
        assert any(line.startswith("# Source: Register of crisis") for line in head)
        assert any("Open Government Licence" in line for line in head)
        assert any("Counts of 1 to 7" in line for line in head)
        found = sheet(folder, f"{one.key}.csv")
        assert list(found.columns) == list(one.frame.columns)
        assert len(found) == len(one.frame)
        for column in one.frame.select_dtypes("number"):
            assert found[column].astype(float).to_list() == pytest.approx(
                one.frame[column].astype(float).to_list(), nan_ok=True, rel=1e-12
            )
    sources = sheet(folder, "sources.csv")
    assert {"title", "vintage", "licence", "attribution"} <= set(sources.columns)


def test_the_folder_has_the_scenario_and_a_page_of_what_is_what(gathered, folder):
    assert "CAFE001" in folder.read("scenario.toml").decode()
    told = folder.read("READ ME.txt").decode()
    for name in folder.namelist():
        if name.endswith(".csv"):
            assert name in told
    assert "**" not in told


def test_the_page_of_what_is_what_holds_the_limits(gathered, folder):
    told = folder.read("READ ME.txt").decode()
    for words in gathered.limits:
        assert words.replace("**", "") in told


SUITE = (
    "day=Sunday&hour=03:00&within=15&unknown=true&move=close~POS001&plan_name=No+suite"
)
"""A plan of the safety leg alone: without the suite nothing is near to a6."""


def test_sheets_of_a_plan_say_which_it_is_and_what_it_was_asked_with():
    seen = view.read(SUITE, "", SERVED)
    given = proposed.of(seen)
    assert given.legs == ("safety",)
    found = content.gather(seen, made_on=DAY, proposed=given)
    inside = zipfile.ZipFile(io.BytesIO(sheets.written(found, given)))
    of_plan = [n for n in inside.namelist() if n.startswith(("plan_", "moves"))]
    assert len(of_plan) > 4
    for name in of_plan:
        head = inside.read(name).decode().partition("\n\n")[0]
        assert "Of the scenario “No suite” (scenario.toml)" in head, name
        assert "at_hour = 147" in head, name
        assert "within_min = 15" in head, name
    assert '# leg = "safety"' in inside.read("plan_by_area.csv").decode()
    assert "# list_count = 8" in inside.read("plan_worst_hit.csv").decode()
    assert "Of the scenario “No suite”" in inside.read("READ ME.txt").decode()
    assert "Of the scenario" not in inside.read("boroughs.csv").decode()
    area = inside.read("sql/plan_by_area.sql").decode()
    assert "147" in area
    assert "'safety'" in area
    assert "'health'" not in area.partition("with\n")[2]
    assert "limit 20" not in inside.read("sql/plan_worst_hit.sql").decode()


def test_the_sql_of_a_paper_runs_and_says_the_same(gathered, folder, toy):
    connection = duckdb.connect(toy, read_only=True)
    sql = folder.read("sql/comparison_by_borough.sql").decode()
    found = connection.execute(sql).df().set_index("borough_code")["out_residents"]
    for card in gathered.cards:
        # Those of a plan are empty outside it, and say so.
        rows = connection.execute(card.sql).fetchall()
        assert bool(rows) != card.answer.startswith("plan_"), card.answer
    connection.close()
    ours = part(gathered, "boroughs").frame.set_index("borough_code")["out_residents"]
    assert ours.sort_index().to_dict() == found.sort_index().to_dict()


def test_what_asks_a_plan_is_run_with_its_file_and_not_on_the_query_page(
    gathered, page
):
    of_plan = [card for card in gathered.cards if card.answer.startswith("plan_")]
    others = [card for card in gathered.cards if card not in of_plan]
    assert len(of_plan) > 4
    assert all("/query?" in card.link for card in others)
    assert not any(card.link for card in of_plan)
    told = [text for tag, text in page.texts if tag == "code"]
    assert told == [
        f"python -m queries plan scenario.toml {card.answer}" for card in of_plan
    ]


def test_the_same_paper_gives_the_same_bytes(toy):
    def made():
        seen = view.read(WORDS, "Weston", SERVED)
        return content.gather(seen, made_on=DAY)

    assert paper.written(made()) == paper.written(made())
    assert sheets.written(made()) == sheets.written(made())


def test_no_file_holds_a_small_count(toy, tmp_path, monkeypatch):
    rows = [*planted_incidents.many("a1", 6), *planted_incidents.many("a6", 43)]
    monkeypatch.setenv(
        "CRISIS_DATABASE", str(planted_incidents.planted(toy, tmp_path, rows))
    )
    made = writing.brief(view.read("", "Weston", SERVED))
    assert "What was recorded" in made.file("html").decode()
    folder = zipfile.ZipFile(io.BytesIO(made.file("zip")))
    found = sheet(folder, "recorded.csv")
    counts = found["incident_count"].dropna()
    assert (counts % 5 == 0).all()
    assert found.set_index("borough_name")["recorded_state"]["Weston"] == "suppressed"
    assert Presentation(io.BytesIO(made.file("pptx"))).slides


def test_a_paper_made_while_the_rule_is_off_says_so_everywhere(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DISCLOSURE", "off")
    made = writing.brief(view.read("", "Weston", SERVED))
    assert made.content.stamp
    assert 'class="stamp"' in made.file("html").decode()
    for slide in Presentation(io.BytesIO(made.file("pptx"))).slides:
        assert any(made.content.stamp in s.text_frame.text for s in texts(slide))
    folder = zipfile.ZipFile(io.BytesIO(made.file("zip")))
    assert made.content.stamp in folder.read("READ ME.txt").decode()


def test_a_name_of_a_file_has_nothing_that_a_disk_refuses():
    seen = view.View(
        view.read("", "").chosen, view.Place("x", "borough", "King's / Cross"), {}
    )
    assert writing.name(seen, "html") == "crisis-access-king-s---cross.html"


def test_a_paper_of_a_plan_has_another_name_than_that_of_the_present():
    seen = view.read(PLAN, "Easton")
    assert writing.name(seen, "html") == "crisis-access-easton-café-closed.html"
    unnamed = replace(seen, plan_name=" / ")
    assert writing.name(unnamed, "zip") == "crisis-access-easton-plan.zip"
    present = replace(seen, moves=())
    assert writing.name(present, "html") == "crisis-access-easton.html"
    long = writing.name(replace(seen, plan_name="word " * 60), "html")
    assert len(long) < 80


def test_what_is_printed_has_one_rule_for_captions():
    css = paper.STYLE.read_text(encoding="utf-8")
    _, printed = css.split("@media print {")
    assert printed.count("caption span {") == 1
    assert "sticky" not in printed


def test_pictures_are_of_the_size_they_say(gathered):
    from PIL import Image

    for picture in [p for p in gathered.parts() if isinstance(p, Picture)]:
        drawn = Image.open(io.BytesIO(picture.png))
        assert drawn.size == (picture.width_px, picture.height_px)


def test_an_edition_that_is_away_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("CRISIS_DATABASE", str(tmp_path / "none.duckdb"))
    with pytest.raises(queries.DatabaseNotReady):
        writing.brief(view.read("", ""))
