"""The paper in a real browser: offline, on paper, on a phone, by axe; and its page."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

from dashboard.briefs import view, writing
from dashboard.briefs.parts import Table
from tests.test_accessible import RULES, settled, still
from tests.test_browser import HARMLESS, address, chromium, page

__all__ = ["HARMLESS", "address", "chromium", "page"]

SERVED = "http://127.0.0.1:8501"
WORDS = "day=Sunday&hour=03:00"
PLAN = (
    f"{WORDS}&travel=car&within=15&move=close~AE003&move=close~AE021&plan_name=Two+shut"
)
BEST = f"{WORDS}&task=best&how_many=2"
NAMES = {"Camden": WORDS, "": WORDS, "Croydon": PLAN, "Bromley": BEST}
"""Papers by their borough: of one, of London, of one with a plan, with the best choice."""


@pytest.fixture(scope="module")
def papers(starter, tmp_path_factory):
    """What was gathered for each of NAMES, and its file."""
    folder = tmp_path_factory.mktemp("papers")
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRISIS_DATABASE", str(starter))
        for name, words in NAMES.items():
            brief = writing.brief(view.read(words, name, SERVED))
            file = folder / f"{name or 'London'}.html"
            file.write_bytes(brief.file("html"))
            made[name] = brief.content, file
    return made


@pytest.fixture
def offline(chromium):
    """A page of a browser without a network, which notes what is asked for."""
    context = chromium.new_context(offline=True)
    opened = context.new_page()
    opened.asked, opened.complaints = [], []
    opened.on("request", lambda r: opened.asked.append(r.url))
    opened.on("console", lambda m: opened.complaints.append(m.text))
    opened.on("pageerror", lambda e: opened.complaints.append(str(e)))
    yield opened
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_offline_and_asks_for_nothing(offline, papers, name):
    _, file = papers[name]
    offline.goto(file.as_uri())
    drawn = offline.evaluate(
        "[...document.images].map(i => i.complete && i.naturalWidth)"
    )
    has_plan = name in {"Croydon", "Bromley"}
    assert len(drawn) == (3 if has_plan else 2)
    assert min(drawn) > 500
    outside = [u for u in offline.asked if not u.startswith(("data:", "file:"))]
    assert outside == []
    assert [u for u in offline.asked if u.startswith("file:")] == [file.as_uri()]
    assert offline.complaints == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    chromium, papers, name, width
):
    opened = chromium.new_page(viewport={"width": width, "height": 900})
    # axe is put into the page, which lets no script of its own in.
    opened.context.set_default_timeout(30_000)
    text = papers[name][1].read_text(encoding="utf-8")
    opened.set_content(re.sub(r'<meta http-equiv="Content-Security[^>]*>', "", text))
    found = Axe().run(opened, options=RULES).response
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


@pytest.mark.parametrize("name", NAMES)
def test_it_prints_on_a4_without_a_table_cut(offline, papers, name):
    content, file = papers[name]
    # A plan has three sections more, and what would help most one.
    assert len(content.sections) == {"Croydon": 9, "Bromley": 10}.get(name, 6)
    offline.goto(file.as_uri())
    reader = PdfReader(io.BytesIO(offline.pdf(prefer_css_page_size=True)))
    assert {tuple(round(x) for x in p.mediabox[2:]) for p in reader.pages} == {
        (595, 842)
    }
    pages = [squeezed(p.extract_text()) for p in reader.pages]
    for table in [p for p in content.parts() if isinstance(p, Table)]:
        # A caption and the head below it are not left alone at the foot of a page.
        first = [squeezed(cell) for cell in [table.caption, *table.rows()[0]]]
        assert any(all(words in p for words in first) for p in pages), table.key
        for row in table.rows():
            told = squeezed("".join(row))
            # The words of a row are on one page: cells may be written in any order.
            assert any(all(squeezed(c) in p for c in row) for p in pages), told
    # The table of boroughs goes over pages: its heads come again above the last row.
    [boroughs] = [p for p in content.parts() if p.key == "boroughs"]
    [last] = [p for p in pages if squeezed("".join(boroughs.rows()[-1][:3])) in p]
    assert squeezed(boroughs.columns[-1].label) in last


def squeezed(text):
    """Text without any space, as lines may break anywhere."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_no_table_is_wider_than_a_page_of_a4(chromium, papers, name):
    # 210 mm less two margins of 14 mm, at 96 px an inch.
    opened = chromium.new_page(viewport={"width": 688, "height": 1000})
    opened.emulate_media(media="print")
    opened.goto(papers[name][1].as_uri())
    wide = opened.evaluate(
        "[...document.querySelectorAll('table, img, pre')].map(e => "
        "Math.max(e.getBoundingClientRect().right, e.scrollWidth))"
    )
    assert max(wide) <= 688 + 1
    opened.close()


WATCHED = """() => {
    window.turned = [];
    new MutationObserver(() => {
        for (const wheel of document.querySelectorAll('[data-testid=stSpinnerIcon]')) {
            const button = wheel.closest('button');
            if (button) window.turned.push([button.innerText.trim(), button.disabled]);
        }
    }).observe(document.body, {subtree: true, childList: true});
}"""
"""Notes every button that turns a wheel: seen however short it turns."""


def test_the_page_makes_a_paper_of_the_view(page, address, tmp_path):
    settled(page, f"{address}/?{WORDS}&place=E09000007")
    page.get_by_role("link", name="Brief").click()
    expect(page.get_by_text("residents of Camden (24 %)")).to_be_visible(timeout=30_000)
    still(page)
    page.evaluate(WATCHED)
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name="Paper (HTML").click()
    # While it is made its button turns a wheel, and cannot be pressed again.
    assert [writing.KINDS["html"], True] in page.evaluate("window.turned")
    assert coming.value.suggested_filename == "crisis-access-camden.html"
    file = tmp_path / "camden.html"
    coming.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert "On Sunday at 03:00" in text
    assert f"{address}/?day=Sunday&amp;hour=03%3A00&amp;place=E09000007" in text
