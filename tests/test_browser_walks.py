"""What each page is for, done by keys alone: from its top, by Tab, letters and Enter."""

import re

import pytest
from playwright.sync_api import expect

from tests.test_accessible import settled, still
from tests.test_browser import address, chromium, page
from tests.test_browser_keyboard import tab_to

__all__ = ["address", "chromium", "page"]

SOON = {"timeout": 60_000}


@pytest.fixture
def arrived(page, address):
    """Opens a page and goes past the filters, as its first link offers."""

    def arrive(path):
        settled(page, address + path)
        tab_to(page, "a", "^Skip to main content$")
        page.keyboard.press("Enter")
        return page

    return arrive


def pick(page, field, letters):
    """Choose by typing a part of it."""
    tab_to(page, "combobox", field)
    page.keyboard.type(letters)
    page.keyboard.press("Enter")


def press(page, role, words, key="Enter"):
    tab_to(page, role, words)
    page.keyboard.press(key)


def test_plan_a_service_closes_and_the_best_site_is_asked_for(arrived):
    page = arrived("/plan?day=Sunday&hour=01:00")
    pick(page, "What changes", "Close a service")
    pick(page, "Which service", "Lotus Assessment Suite: health-based")
    press(page, "button", "^Add to the plan")
    expect(page.get_by_text("closes.")).to_be_visible(**SOON)
    expect(page.get_by_text("have a longer way").first).to_be_visible(**SOON)
    tab_to(page, "radio", "What if we changed", back=True)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Best: ")).to_be_visible(**SOON)
    press(page, "button", "^Try it as a plan")
    expect(page.get_by_text("residents come into reach").first).to_be_visible(**SOON)


def test_compare_boroughs_are_chosen_and_a_table_is_opened(arrived):
    page = arrived("/compare")
    pick(page, "Which ones", "Camden")
    expect(page.get_by_text("In Camden about")).to_be_visible(**SOON)
    page.keyboard.press("Escape")
    press(page, "button", "Add the most alike")
    expect(page.get_by_text("of the 15 pairs among these 6")).to_be_visible(**SOON)
    press(page, "summary", "Each pair and its verdict")
    pairs = page.get_by_test_id("stExpander").first
    expect(pairs.get_by_test_id("stDataFrame")).to_be_visible(**SOON)


def test_clock_the_worst_hour_is_gone_to_and_the_week_stepped(arrived):
    cars = "types=joint_response_car&arrive=police_ambulance&travel=blue_light"
    page = arrived(f"/clock?{cars}&of=E09000007")
    press(page, "button", "^Worst hour")
    page.wait_for_url(re.compile("hour="), **SOON)
    before = page.url
    tab_to(page, "button", "^Change ›", back=True)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before, **SOON)
    stepped = page.url
    press(page, "switch", "^Play the week", "Space")
    # An hour a second; where it is switched off, the view stays.
    page.wait_for_timeout(3_000)
    page.keyboard.press("Space")
    page.wait_for_url(lambda url: url != stepped, **SOON)


def test_profile_a_place_is_found(arrived):
    page = arrived("/profile")
    pick(page, "Find a place", "Bexley 001A")
    heading = page.get_by_role("heading", name=re.compile(r"Bexley 001A \(E01"))
    expect(heading).to_be_visible(**SOON)
    press(page, "button", "Method and SQL")
    link = page.get_by_role("link", name=re.compile("^area_profile:"))
    expect(link.first).to_be_visible(**SOON)


def test_brief_a_paper_of_a_borough_is_made(arrived):
    page = arrived("/brief")
    pick(page, "Paper about", "Camden")
    expect(page.get_by_text("residents of Camden (")).to_be_visible(**SOON)
    still(page)
    tab_to(page, "button", "^Paper \\(HTML")
    with page.expect_download(**SOON) as brought:
        page.keyboard.press("Enter")
    assert brought.value.suggested_filename.endswith(".html")


def test_query_a_question_is_written_run_and_the_editor_left(arrived):
    page = arrived("/query")
    tab_to(page, "textbox", "SQL question")
    page.keyboard.press("Control+A")
    page.keyboard.type("select 40 + 2 as answer")
    page.keyboard.press("Escape")
    press(page, "button", "^Run")
    expect(page.get_by_text("Asked: the answer is below.")).to_be_visible(**SOON)
    expect(page.get_by_text("1 row").first).to_be_visible(**SOON)


def test_data_a_form_is_opened(arrived):
    page = arrived("/data")
    press(page, "summary", "Report a wrong site")
    expect(page.get_by_role("combobox", name="Site")).to_be_visible(**SOON)


def test_help_is_read_and_left(arrived):
    page = arrived("/help")
    tab_to(page, "a", "^Explore$")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^On .* about")).first).to_be_visible(**SOON)
