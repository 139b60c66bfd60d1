"""Every page by axe (WCAG 2.2 A and AA), in both themes, on a desk and on a phone.

And watched: none asks another host, and no console complains.
"""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.test_browser import address, chromium, watched

__all__ = ["address", "chromium"]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PAGES = {
    "explore": "/?place=E09000003",
    "clock, all hours alike": "/clock",
    "clock of a borough": "/clock?types=joint_response_car&arrive=police_ambulance"
    "&travel=blue_light&of=E09000007",
    "query": "/query?answer=access_by_borough",
    "compare": "/compare?boroughs=E09000003&boroughs=E09000005",
    "profile of a borough": "/profile?place=E09000003",
    "profile of a small area": "/profile?place=E01000436",
    "brief": "/brief?place=E09000007",
    "plan": "/plan?move=close~AE001&kept=One!close~AE002",
    "plan, the best": "/plan?task=best&how_many=2",
    "plan, what could fail": "/plan?task=stress",
    "data": "/data",
    "help": "/help",
}
MOST_FOLDS = 40
WITHOUT_FILTERS = ("/data", "/help")


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return request.param


@pytest.fixture(params=[1440, 390])
def width(request):
    return request.param


@pytest.fixture
def opened(chromium, address, theme, width):
    context = chromium.new_context(
        viewport={"width": width, "height": 1200},
        color_scheme=theme,
        reduced_motion="reduce",
    )
    with watched(context.new_page(), address) as page:
        yield page
    context.close()


def settled(page, url):
    """The page, once Streamlit has nothing left to draw."""
    page.goto(url)
    page.locator("h1").first.wait_for()
    page.locator(
        '[data-testid="stApp"][data-test-script-state="notRunning"]'
    ).wait_for()
    if not url.endswith(WITHOUT_FILTERS):
        # They come last; a sidebar without them scrolls and has nothing to focus.
        filters = page.get_by_test_id("stSidebarContent").locator("input")
        filters.first.wait_for(state="attached")
    page.wait_for_timeout(1000)
    # A page that broke off has little to find fault with.
    assert page.get_by_test_id("stException").count() == 0
    return page


def unfolded(page):
    """The page with every part folded out, and its first method shown."""
    closed = page.locator("[data-testid=stMain] details:not([open]) > summary")
    for _ in range(MOST_FOLDS):
        if not closed.count():
            break
        closed.first.click()
        still(page)
    assert not closed.count()
    method = page.get_by_role("button", name=re.compile("^Method and SQL"))
    if method.count():
        method.first.click()
        still(page)
    return page


def still(page):
    """Wait until nothing is asked for and nothing drawn."""
    page.wait_for_timeout(300)
    page.locator(
        '[data-testid="stApp"][data-test-script-state="notRunning"]'
    ).wait_for()


def axe_everywhere(page):
    """What axe finds on a page and inside the map's frame, which it asks if it is there."""
    axe = Axe()
    for frame in page.frames[1:]:
        if "streamlit_folium" in frame.url:
            frame.locator("#map_div[data-ready]").wait_for(timeout=60_000)
            frame.evaluate(axe.axe_script)
    found = axe.run(page, options=RULES).response
    # Without an answer of a frame axe says so.
    assert "frame-tested" not in {v["id"] for v in found["incomplete"]}
    return found


def test_no_page_is_left_out(chromium, address):
    page = settled(chromium.new_page(), address)
    links = page.get_by_role("navigation", name="Pages").get_by_role("link").all()
    paths = {urlsplit(link.get_attribute("href")).path.lstrip(".") for link in links}
    assert len(paths) == len(links)
    assert paths == {urlsplit(path).path for path in PAGES.values()}
    page.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    opened, address, path, width
):
    page = settled(opened, address + path)
    found = axe_everywhere(page)
    told = [
        (v["id"], v["impact"], v["nodes"][0]["html"][:200]) for v in found["violations"]
    ]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("m => m.scrollWidth - m.clientWidth") == 0


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_in_what_is_folded(chromium, address, path, theme):
    context = chromium.new_context(
        viewport={"width": 1440, "height": 1200},
        color_scheme=theme,
        reduced_motion="reduce",
    )
    with watched(context.new_page(), address) as page:
        unfolded(settled(page, address + path))
        page.wait_for_timeout(1000)
        found = Axe().run(page, options=RULES).response
        told = [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]]
        assert told == []
    context.close()


def test_axe_looks_into_the_frame_of_the_map(opened, address):
    page = settled(opened, address)
    frame = next(f for f in page.frames if "streamlit_folium" in f.url)
    frame.evaluate("document.querySelector('.map-print').innerHTML = ''")
    frame.evaluate("document.querySelector('.map-print').title = ''")
    found = axe_everywhere(page)["violations"]
    assert [v["id"] for v in found] == ["button-name"]


def test_the_theme_is_that_of_the_visitors_system(opened, address, theme):
    page = settled(opened, address)
    colour = page.locator('[data-testid="stApp"]').evaluate(
        "app => getComputedStyle(app).backgroundColor"
    )
    channels = [int(number) for number in re.findall(r"\d+", colour)[:3]]
    assert (sum(channels) / 3 < 128) == (theme == "dark")
