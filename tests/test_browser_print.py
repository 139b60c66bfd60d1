"""Pages on paper: black on white in either theme, nothing wider than the sheet."""

import io

import pytest
from pypdf import PdfReader

from tests.test_accessible import settled
from tests.test_browser import address, chromium

__all__ = ["address", "chromium"]

PAPER_PX = 1046
"""Width between the margins of A4 landscape, at 96 px an inch."""
PAGES = {
    "explore": "/?place=E09000007",
    "profile of a borough": "/profile?place=E09000007",
    "profile of a small area": "/profile?place=E01000436",
    "compare": "/compare?boroughs=E09000003&boroughs=E09000007",
    "clock": "/clock?of=E09000007",
    "plan": "/plan?move=close~AE001",
}
# Words that would be pale on white: a text's own colour has less than 4.5 to 1 against it.
PALE = """() => {
  const part = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number);
    return .2126 * part(r) + .7152 * part(g) + .0722 * part(b); };
  const ground = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)$|transparent/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
  return [...document.querySelectorAll('[data-testid=stMain] *')].filter(e => {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    if (!own || !box.width || !box.height || style.visibility === 'hidden'
      || e.closest('[data-testid=stDataFrame], [aria-hidden=true]')) return false;
    const pair = [light(style.color), light(ground(e))].sort((a, b) => b - a);
    return (pair[0] + .05) / (pair[1] + .05) < 4.5;
  }).map(e => e.textContent.trim().slice(0, 60));
}"""
DARK_GROUNDS = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
  .filter(e => {
    const ground = getComputedStyle(e).backgroundColor;
    const [r, g, b, a = 1] = ground.match(/[\\d.]+/g).map(Number);
    const box = e.getBoundingClientRect();
    return a > .5 && r + g + b < 300 && box.width > 200 && box.height > 20;
  }).map(e => e.dataset.testid || e.className || e.tagName)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_prints_black_on_white_and_nothing_is_cut(
    chromium, address, path, theme
):
    context = chromium.new_context(
        viewport={"width": PAPER_PX, "height": 700}, color_scheme=theme
    )
    page = settled(context.new_page(), address + path)
    page.emulate_media(media="print", color_scheme=theme)
    page.wait_for_timeout(500)
    assert page.evaluate(PALE) == []
    assert page.evaluate(DARK_GROUNDS) == []
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("m => m.scrollWidth - m.clientWidth") <= 0
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    words = " ".join(sheet.extract_text() for sheet in printed.pages)
    # The last line of the page is on the paper: no part was left out below it.
    assert "Edition: starter" in " ".join(words.split())
    context.close()
