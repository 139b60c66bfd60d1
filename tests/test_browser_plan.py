"""The Plan page under a hand: a commissioner's three questions, and a click on the map."""

from playwright.sync_api import expect

from dashboard.address import LATE_S
from tests.test_browser import address, choose, chromium, page, painted

__all__ = ["address", "chromium", "page"]

# A commissioner's minute. It bounds what a person does here, not how fast we are.
MINUTE_MS = 60_000


def plan_map(page):
    """The map's frame, whichever is there: another set of marks is another map."""
    return page.frame_locator("iframe")


def added(page):
    page.get_by_role("button", name="Add to the plan").click()


def test_what_do_we_gain_by_opening_the_cafe_until_two(page, address):
    page.goto(f"{address}/?day=Sunday&hour=01:00")
    page.get_by_role("link", name="Plan", exact=True).click()
    choose(page, "Which service?", "Sunshine Recovery")
    expect(page.get_by_text("It opens every day at")).to_be_visible(timeout=MINUTE_MS)
    added(page)
    gain = page.get_by_text("residents come into reach").first
    expect(gain).to_be_visible(timeout=MINUTE_MS)
    expect(page.get_by_text("nobody loses reach").first).to_be_visible()
    page.wait_for_url("**/plan?*move=hours~CAFE002~daily.1800-0200*")


def test_which_one_site_would_help_most_and_what_nearly_would(page, address):
    page.goto(f"{address}/plan?day=Sunday&hour=01:00")
    page.get_by_text("What would help most?").click()
    best = page.get_by_text("Best: Drayton Park")
    expect(best).to_be_visible(timeout=MINUTE_MS)
    expect(page.get_by_text("The next best has")).to_be_visible()
    painted(page)
    ringed = plan_map(page).locator(".service-new")
    ringed.wait_for(timeout=20_000)
    assert ringed.count() == 1
    page.get_by_role("button", name="Try it as a plan").click()
    expect(page.get_by_text("residents come into reach").first).to_be_visible(
        timeout=MINUTE_MS
    )


def test_what_if_our_section_136_suite_closes(page, address):
    page.goto(f"{address}/plan?day=Sunday&hour=01:00")
    choose(page, "What changes?", "Close a service")
    choose(page, "Which service?", "Lotus Assessment Suite: health-based")
    added(page)
    expect(page.get_by_text("closes.")).to_be_visible(timeout=MINUTE_MS)
    longer = page.get_by_text("have a longer way to the nearest").first
    expect(longer).to_be_visible(timeout=MINUTE_MS)
    expect(page.get_by_text("Farther than before")).to_be_visible()


def test_a_click_on_the_map_is_the_place_of_a_new_site_and_the_map_stays(page, address):
    page.goto(f"{address}/plan?hour=19:00")
    choose(page, "What changes?", "Open a new service")
    painted(page)
    page.get_by_text("Small dots").or_(page.get_by_text("Click the map")).first.hover()
    page.wait_for_timeout(1_000)
    # In its middle, once it stands still.
    plan_map(page).locator("#map_div").click()
    field = page.get_by_role("textbox", name="Where?")
    field.and_(page.locator('[value*=","]')).wait_for(timeout=20_000)
    easting, northing = map(int, field.input_value().split(","))
    # The map shows London whole, so its middle is London's.
    assert 520_000 < easting < 542_000
    assert 170_000 < northing < 188_000
    plan_map(page).locator("#map_div").evaluate("box => { box.kept = true; }")
    added(page)
    ringed = plan_map(page).locator(".service-new")
    ringed.wait_for(timeout=MINUTE_MS)
    assert plan_map(page).locator("#map_div").evaluate("box => box.kept")


def test_a_plan_comes_back_by_its_link_and_by_the_browsers_back(page, address):
    page.goto(f"{address}/plan?move=close~AE001")
    expect(page.get_by_text("Barnet Hospital closes.")).to_be_visible(timeout=MINUTE_MS)
    page.get_by_role("button", name="✕").click()
    expect(page.get_by_text("No move yet.")).to_be_visible(timeout=MINUTE_MS)
    page.wait_for_url(lambda url: "move" not in url)
    page.wait_for_timeout(1500 * LATE_S)
    page.go_back()
    expect(page.get_by_text("Barnet Hospital closes.")).to_be_visible(timeout=MINUTE_MS)


def test_a_search_that_is_stopped_shows_the_best_so_far(page, address):
    # Eight numbers of sites, none of them proven in its 4.5 seconds.
    page.goto(f"{address}/plan?task=best&goal=backup&where=areas&front=true")
    looking = page.get_by_text("Looking for the best of each number of sites")
    expect(looking).to_be_visible(timeout=MINUTE_MS)
    page.get_by_role("button", name="Stop, and show the best so far").click()
    again = page.get_by_role("button", name="look again, to the end")
    expect(again).to_be_visible(timeout=MINUTE_MS)
    expect(page.get_by_text("More sites bring more people")).to_be_visible()
    again.click()
    expect(looking).to_be_visible(timeout=MINUTE_MS)
