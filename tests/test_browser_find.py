"""The field that finds a place by a part of its name, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.test_accessible import RULES
from tests.test_browser import address, chromium, page, painted

__all__ = ["address", "chromium", "page"]


@pytest.fixture
def field(page, address):
    page.goto(address)
    painted(page)
    return page.get_by_role("combobox", name="Find a place or service")


def options(page):
    return page.get_by_role("option").all_inner_texts()


def test_a_part_of_a_name_lists_the_best_first_and_a_key_takes_another(page, field):
    field.click()
    page.keyboard.type("camd")
    expect(page.get_by_role("option").first).to_have_text("Camden")
    # The borough before its small areas, and no more than can be read.
    assert all(name.startswith("Camden") for name in options(page)[:9])
    assert len(options(page)) == 30
    told = Axe().run(page, options=RULES).response["violations"]
    assert [v["id"] for v in told] == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = options(page)[1]
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name=re.compile(second))
    expect(heading).to_be_visible(timeout=20_000)
    expect(field).to_have_value(second)
    expect(page.get_by_role("option")).to_have_count(0)


def test_words_in_any_order_find_a_service_and_a_click_takes_it(page, field):
    field.click()
    # As a phone writes it.
    page.keyboard.type("a&e king’s")
    page.get_by_role("option", name="King's College Hospital").click()
    page.wait_for_url(re.compile("place=AE020"))
    heading = page.get_by_role("heading", name=re.compile("King's College"))
    expect(heading.first).to_be_visible(timeout=20_000)


def test_what_is_not_found_is_said_and_leaves_the_place(page, field):
    field.click()
    page.keyboard.type("Bexley")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("place=E09000004"))
    field.fill("no such place")
    expect(page.get_by_text("Nothing here is called “no such place”.")).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_role("slider").focus()
    expect(field).to_have_value("Bexley")
    assert "place=E09000004" in page.url
    field.fill("SE5 8AF")
    expect(page.get_by_text("goes into the field beside it")).to_be_visible()


def test_the_field_follows_the_address_the_postcode_and_itself_when_emptied(
    page, field
):
    page.get_by_role("textbox", name="Or any postcode").fill("se5 8af")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Southwark 024A", timeout=20_000)
    # The address comes last, and is a step to go back to.
    page.wait_for_url(re.compile("place=E01003913"))
    field.fill("Camden")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("place=E09000007"))
    expect(field).to_have_attribute("aria-expanded", "false")
    # The postcode is no longer what is shown.
    expect(page.get_by_role("textbox", name="Or any postcode")).to_have_value("")
    # An address that comes back within a second is a late one, see dashboard/address.py.
    page.wait_for_timeout(1_100)
    page.go_back()
    expect(field).to_have_value("Southwark 024A", timeout=20_000)
    field.fill("")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Click the map, or find a place above it")).to_be_visible(
        timeout=20_000
    )
    expect(page).not_to_have_url(re.compile("place="), timeout=20_000)


def test_names_that_do_not_come_are_said_and_asked_for_again(page, field, address):
    shut = re.compile(r"/app/static/shapes/names\.")
    page.route(shut, lambda route: route.fulfill(status=503))
    field.click()
    page.keyboard.type("camd")
    expect(page.get_by_text("The names could not be loaded.")).to_be_visible()
    page.unroute(shut)
    page.keyboard.type("e")
    expect(page.get_by_role("option").first).to_have_text("Camden")
    page.complaints[:] = [
        c for c in page.complaints if not re.search(r"503|names\.", c)
    ]


def test_the_clock_of_london_is_found_again_by_emptying_the_field(page, address):
    page.goto(f"{address}/clock?of=E09000007")
    field = page.get_by_role("combobox", name="Whose week")
    expect(field).to_have_value("Camden", timeout=30_000)
    field.fill("")
    page.keyboard.press("Enter")
    expect(field).to_have_value("London", timeout=20_000)
    expect(page).not_to_have_url(re.compile("of="), timeout=20_000)
    # Emptied once more, it is London still.
    field.fill("")
    page.keyboard.press("Enter")
    expect(field).to_have_value("London", timeout=20_000)
