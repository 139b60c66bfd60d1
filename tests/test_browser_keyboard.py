"""By the keyboard alone, from the top of a page; at twice the size, with nothing cut."""

import re

import pytest
from playwright.sync_api import expect

from tests.test_accessible import PAGES, settled
from tests.test_browser import address, chromium, page, painted

__all__ = ["address", "chromium", "page"]

MOST_TABS = 70
FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const words = at.getAttribute('aria-label') || at.labels?.[0]?.innerText || at.innerText;
  const outlined = e => !!e && (getComputedStyle(e).outlineStyle !== 'none'
    || outlined(e.parentElement));
  const isSeen = outlined(at) || !!at.closest('[data-focus-within], iframe');
  return [at.getAttribute('role') || at.tagName.toLowerCase(), words || '', isSeen];
}"""
# Words in a box that is narrower than they are and hides what is beyond, or words that
# reach over the edge of the window. Tabs and tables scroll in themselves.
CUT = """() => {
  const wide = document.documentElement.clientWidth;
  const scrolls = '[role=tablist], [data-testid=stDataFrame], [data-testid=stMultiSelect], '
    + '[data-testid=stSidebar], [aria-hidden=true], .cm-editor, pre, table';
  return [...document.querySelectorAll('[data-testid=stMain] *')].filter(e => {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const box = e.getBoundingClientRect();
    if (!own || !box.width || !box.height || e.closest(scrolls)) return false;
    const hides = ['hidden', 'clip'].includes(getComputedStyle(e).overflowX);
    return (hides && e.scrollWidth > e.clientWidth + 1) || box.right > wide + 1;
  }).map(e => e.textContent.trim().slice(0, 60));
}"""


def tab_to(page, role, words, *, back=False):
    """Move on, or back, by Tab until what is focused has this role and these words."""
    seen = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        found, told, is_seen = page.evaluate(FOCUSED)
        if found == role and re.search(words, told):
            # Whoever moves by keys must see where they are; in a frame, by what is in it.
            assert is_seen, f"the focus is not seen on {role} {told!r}"
            return
        seen.append((found, told[:40]))
    pytest.fail(f"no {role} {words!r} within {MOST_TABS} tabs: {seen}")


@pytest.fixture
def explore(page, address):
    page.goto(address)
    painted(page)
    page.get_by_role("slider").wait_for()
    return page


def test_a_place_is_found_and_its_method_opened(explore):
    # The map cannot be clicked by a key: the field that finds places is its twin.
    tab_to(explore, "combobox", "Find a place")
    explore.keyboard.type("Bexley 001A")
    explore.keyboard.press("Enter")
    heading = explore.get_by_role("heading", name=re.compile(r"Bexley 001A \(E01"))
    expect(heading).to_be_visible(timeout=20_000)
    tab_to(explore, "input", "Or any postcode")
    explore.keyboard.type("se5 8af")
    explore.keyboard.press("Enter")
    heading = explore.get_by_role("heading", name=re.compile(r"Southwark 024A \(E01"))
    expect(heading).to_be_visible(timeout=20_000)
    tab_to(explore, "button", "Method and SQL")
    explore.keyboard.press("Enter")
    link = explore.get_by_role("link", name=re.compile("^(legs|access)_by_area:"))
    expect(link.first).to_be_visible(timeout=20_000)


def test_the_hour_is_moved_and_the_page_changed(explore):
    explore.get_by_role("link", name="Explore").focus()
    tab_to(explore, "input", "Hour", back=True)
    explore.keyboard.press("ArrowLeft")
    expect(explore.get_by_text("On Tuesday at 13:00, about")).to_be_visible(
        timeout=20_000
    )
    tab_to(explore, "a", "^Compare$")
    explore.keyboard.press("Enter")
    explore.wait_for_url(re.compile(r"/compare\?.*hour=13"), timeout=20_000)


def test_the_map_is_zoomed_and_its_services_spread(explore):
    frame = next(f for f in explore.frames if "streamlit_folium" in f.url)
    before = frame.evaluate("map_div.getZoom()")
    explore.get_by_role("textbox", name="Or any postcode").focus()
    tab_to(explore, "iframe", "")
    for _ in range(MOST_TABS):
        explore.keyboard.press("Tab")
        if frame.evaluate("document.activeElement.title") == "Zoom in":
            break
    explore.keyboard.press("Enter")
    frame.wait_for_function(f"map_div.getZoom() > {before}")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(("width", "scale"), [(720, 2), (390, 1)])
def test_nothing_is_cut_at_twice_the_size_or_on_a_phone(
    chromium, address, path, width, scale
):
    # A desk of 1440 px at 200 % has 720, drawn twice as large.
    context = chromium.new_context(
        viewport={"width": width, "height": 500 * scale}, device_scale_factor=scale
    )
    page = settled(context.new_page(), address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT) == []
    context.close()
