"""The Clock page in a real browser: steps, links, play, a phone."""

import re

from playwright.sync_api import expect

# ruff: noqa: F811 - pytest passes fixtures by their names
from tests.test_browser import address, chromium, page, painted  # noqa: F401

CARS = "types=Joint+response+car&arrive=Is+brought+by+police+or+ambulance&travel=Blue+light"


def classes(page):
    return painted(page).get_attribute("data-classes")


def test_all_hours_alike_is_said_with_a_way_out(page, address):
    page.goto(f"{address}/clock")
    expect(page.get_by_text("All 168 hours of the week are alike")).to_be_visible(
        timeout=30_000
    )
    expect(page.get_by_text("35 services are usable at every hour")).to_be_visible()
    page.get_by_role("button", name="Joint response cars on duty").click()
    # The pilot's hours: on duty 11-23.
    worst = page.get_by_text("Every day from 23:00 to 11:00 is worst")
    expect(worst).to_be_visible(timeout=20_000)
    page.wait_for_url(re.compile(r"types="), timeout=10_000)


def test_hours_are_stepped_through_by_the_keyboard(page, address):
    page.goto(f"{address}/clock?day=Tuesday&hour=10:00")
    before = classes(page)
    step = page.get_by_role("button", name="Hour ›")
    step.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tuesday at 11:00", exact=True)).to_be_visible(
        timeout=20_000
    )
    # Cars go on duty at 11.
    expect(painted(page)).not_to_have_attribute("data-classes", before, timeout=20_000)
    page.wait_for_url(re.compile(r"hour=11%3A00"), timeout=10_000)
    change = page.get_by_role("button", name="Change ›")
    change.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Tuesday at 23:00", exact=True)).to_be_visible(
        timeout=20_000
    )
    expect(painted(page)).to_have_attribute("data-classes", before, timeout=20_000)


def test_a_link_reproduces_place_and_hour(page, address):
    page.goto(f"{address}/clock?{CARS}&of=E09000007&day=Sunday&hour=03:00")
    expect(page.get_by_text("Sunday at 03:00", exact=True)).to_be_visible(
        timeout=30_000
    )
    expect(
        page.get_by_text(re.compile("210,000 residents in Camden")).first
    ).to_be_visible()
    painted(page)


def test_the_longest_choice_beside_the_page_is_read_whole(page, address):
    page.goto(f"{address}/clock?{CARS}")
    box = page.get_by_role("combobox", name="How the person arrives")
    expect(box).to_have_value("Is brought by police or ambulance", timeout=30_000)
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_a_link_may_name_a_place_by_its_name(page, address):
    page.goto(f"{address}/clock?{CARS}&of=Camden")
    expect(page.get_by_text(re.compile("210,000 residents in Camden"))).to_be_visible(
        timeout=30_000
    )
    painted(page)


def test_a_place_that_is_not_known_is_said_kindly(page, address):
    page.goto(f"{address}/clock?of=Atlantis&day=Sunday")
    left_out = page.get_by_text("could not be used and was left out: of.")
    expect(left_out).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Sunday at 14:00", exact=True)).to_be_visible()
    painted(page)


def test_a_cell_of_the_week_goes_to_its_hour(page, address):
    page.goto(f"{address}/clock?{CARS}&day=Tuesday&hour=14:00")
    painted(page)
    chart = page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first
    box = chart.bounding_box()
    # The last column of the first row but a margin: Monday 23:00.
    page.mouse.click(box["x"] + box["width"] - 12, box["y"] + 20)
    expect(page.get_by_text("Monday at 23:00", exact=True)).to_be_visible(
        timeout=20_000
    )
    page.wait_for_url(re.compile(r"day=Monday.*hour=23|hour=23.*day=Monday"))


def test_the_week_by_minutes_is_a_choice_that_the_address_keeps(page, address):
    # Urgent treatment centres open and close, so both share and minutes differ.
    page.goto(f"{address}/clock?types=ae_type1&types=urgent_treatment_centre")
    by = page.get_by_role("radiogroup", name="The week by")
    expect(by).to_be_visible(timeout=30_000)
    by.get_by_text("Minutes to the nearest").click()
    says = page.get_by_text("mean minutes of residents in London")
    expect(says).to_be_visible(timeout=20_000)
    page.wait_for_url(re.compile("week_shows=minutes"), timeout=10_000)
    page.reload()
    expect(says).to_be_visible(timeout=30_000)


def test_demand_and_support_are_drawn_on_one_axis(page, address):
    page.goto(f"{address}/clock")
    heading = page.get_by_role("heading", name="When incidents are recorded")
    expect(heading).to_be_visible(timeout=30_000)
    chart = page.get_by_test_id("stVegaLiteChart").first
    expect(chart.get_by_text("Invented incidents")).to_be_visible(timeout=20_000)
    # The one axis of the week below both, and a row for each leg.
    for words in ("Mon", "Health", "Safety", "Ambulance"):
        expect(chart.get_by_text(words, exact=True)).to_have_count(1)


def test_play_advances_and_stops_at_the_hour_it_showed(page, address):
    page.goto(f"{address}/clock?day=Tuesday&hour=09:00")
    before = classes(page)
    # Nothing moves before it is asked for.
    page.wait_for_timeout(2_500)
    expect(page.get_by_text("Tuesday at 09:00", exact=True)).to_be_visible()
    play = page.get_by_text("Play the week")
    play.click()
    expect(page.get_by_text("Tuesday at 12:00", exact=True)).to_be_visible(
        timeout=30_000
    )
    expect(painted(page)).not_to_have_attribute("data-classes", before)
    assert "hour=09" in page.url
    play.click()
    page.wait_for_url(re.compile(r"hour=1[2-9]"), timeout=20_000)
    hour = re.search(r"hour=(\d\d)", page.url)[1]
    page.wait_for_timeout(2_500)
    expect(page.get_by_text(f"Tuesday at {hour}:00", exact=True)).to_be_visible()


def test_a_phone_shows_the_week_without_sideways_scroll(chromium, address):
    phone = chromium.new_page(viewport={"width": 390, "height": 844})
    phone.goto(f"{address}/clock?{CARS}")
    expect(phone.get_by_text("is worst: about")).to_be_visible(timeout=30_000)
    painted(phone)
    wide = phone.evaluate(
        "Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll("
        "'[data-testid=stMain], [data-testid=stMainBlockContainer]')]"
        ".map(e => e.scrollWidth))"
    )
    assert wide <= 390
    phone.close()
