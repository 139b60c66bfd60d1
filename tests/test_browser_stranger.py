"""A stranger finds the worst-served borough for a child at night, and why."""

import re

from playwright.sync_api import expect

from tests.test_browser import address, chromium, page, painted

__all__ = ["address", "chromium", "page"]


def test_a_stranger_finds_the_worst_served_borough_and_why(page, address):
    """From the first page, by what is in sight: five clicks and one word to read.

    For a 15-year-old on a Sunday at 03:00.
    """
    page.goto(address)
    painted(page)
    clicks = 0

    def click(target):
        nonlocal clicks
        clicks += 1
        target.click()

    click(page.get_by_role("combobox", name="Day"))
    click(page.get_by_role("option", name="Sunday"))
    click(page.get_by_role("combobox", name="Age"))
    click(page.get_by_role("option", name="Under 18"))
    page.get_by_role("slider").focus()
    for _ in range(11):  # from 14:00
        page.keyboard.press("ArrowLeft")
    finding = page.get_by_text("On Sunday at 03:00, about")
    expect(finding).to_contain_text("takes someone under 18", timeout=20_000)
    worst = page.get_by_text(re.compile("^Worst served is"))
    expect(worst).to_contain_text("Bexley: 100 % of its residents; main cause: none")
    expect(worst).to_contain_text("min away on average")
    assert worst.bounding_box()["y"] < 1000  # in sight without scrolling
    # And then all that is known of it, without leaving the page.
    click(page.get_by_role("combobox", name="Find a place or service"))
    page.keyboard.type("Bexley")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bexley")).to_be_visible(timeout=20_000)
    assert clicks == 5
