"""The Compare page of the real server in a real browser, on the starter edition."""

import re

import pytest
from playwright.sync_api import expect

from tests.test_browser import address, choose, chromium, page  # noqa: F401 - fixtures

READY = {"timeout": 60_000}
TRUSTS = (
    "?compare=Mental+health+trusts&trust=Oxleas+NHS+Foundation+Trust"
    "&trust=West+London+NHS+Trust"
)


def opened(page, address, question=""):  # noqa: F811 - a fixture
    page.goto(f"{address}/compare{question}")
    expect(page.get_by_text("Edition: starter, built")).to_be_visible(**READY)
    return page


def charts(page):  # noqa: F811 - a fixture
    return page.get_by_test_id("stVegaLiteChart")


def test_nothing_chosen_says_what_to_do(page, address):  # noqa: F811
    opened(page, address)
    expect(page.get_by_text("Nothing is chosen yet.")).to_be_visible()
    expect(charts(page)).to_have_count(0)


def test_a_link_puts_two_boroughs_side_by_side(page, address):  # noqa: F811
    opened(page, address, "?boroughs=Barnet&boroughs=Brent")
    expect(page.get_by_text("Barnet and Brent cannot be told apart")).to_be_visible()
    expect(page.get_by_text("interval 89 to 96 %")).to_be_visible()
    expect(charts(page)).to_have_count(9, **READY)
    # Maps are pictures with words of their own.
    expect(
        page.get_by_role("img", name=re.compile("^Map of Barnet. Two legs"))
    ).to_be_visible()
    assert page.get_by_text("could not be used").count() == 0


def test_a_difference_beyond_chance_is_called_one(page, address):  # noqa: F811
    opened(page, address, "?boroughs=Barnet&boroughs=Camden")
    expect(page.get_by_text("Barnet and Camden differ")).to_be_visible()


def test_the_choice_is_made_by_keyboard_and_kept_in_the_address(page, address):  # noqa: F811
    opened(page, address)
    choose(page, "Which ones", "Camden")
    expect(page.get_by_text("In Camden about")).to_be_visible(**READY)
    page.wait_for_url(re.compile(r"boroughs=E09000007"), timeout=10_000)
    page.keyboard.press("Escape")  # closes the list, which covers the page till then
    page.get_by_role("button", name="Add the most alike").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("of the 15 pairs among these 6")).to_be_visible(**READY)
    page.wait_for_url(re.compile(r"(boroughs=.*){6}"), timeout=10_000)
    page.reload()
    expect(page.get_by_text("of the 15 pairs among these 6")).to_be_visible(**READY)


def test_all_boroughs_at_once(page, address):  # noqa: F811
    opened(page, address)
    page.get_by_role("button", name="All 33").click()
    expect(page.get_by_text("of the 528 pairs among these 33")).to_be_visible(**READY)
    expect(charts(page)).to_have_count(9, **READY)
    # Six maps at most, and it is said; all for whoever asks.
    expect(page.get_by_text("27 more are chosen")).to_be_visible(**READY)
    maps = page.get_by_role("img", name=re.compile("^Map of "))
    expect(maps).to_have_count(6)
    page.get_by_text("Draw all 33").click()
    expect(maps).to_have_count(33, **READY)
    page.wait_for_url(re.compile("all_maps=true"), **READY)


@pytest.mark.parametrize(
    "question",
    [
        TRUSTS,
        "?compare=Police+commands+(BCUs)&bcu=North+West&bcu=Central+West",
    ],
)
def test_groups_are_told_apart_and_show_their_boroughs(page, address, question):  # noqa: F811
    opened(page, address, question)
    expect(page.get_by_text("That is more than chance.")).to_be_visible()
    expect(page.get_by_text("A group is an average of its boroughs")).to_be_visible()
    expect(charts(page)).to_have_count(9, **READY)


def test_an_unknown_borough_in_a_link_is_said(page, address):  # noqa: F811
    opened(page, address, "?boroughs=Barnet&boroughs=Atlantis")
    expect(page.get_by_text("left out: boroughs.")).to_be_visible()
    expect(page.get_by_text("In Barnet about")).to_be_visible()


def test_a_section_can_be_jumped_to(page, address):  # noqa: F811
    opened(page, address, "?boroughs=Barnet")
    page.get_by_role("link", name="Deprivation", exact=True).first.click()
    heading = page.get_by_role("heading", name="Deprivation")
    expect(heading).to_be_in_viewport(timeout=10_000)
    page.wait_for_url(re.compile(r"boroughs=E09000003.*#deprivation"), timeout=10_000)


def test_the_choice_is_there_when_one_comes_back(page, address):  # noqa: F811
    opened(page, address, "?boroughs=Barnet&boroughs=Brent")
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("heading", name="Decisions")).to_be_visible(**READY)
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.get_by_text("Barnet and Brent cannot be told apart")).to_be_visible(
        **READY
    )
    page.wait_for_url(
        re.compile(r"boroughs=E09000003&boroughs=E09000005"), timeout=10_000
    )


def test_the_sql_of_groups_opens_with_their_kind(page, address):  # noqa: F811
    opened(page, address, TRUSTS)
    page.get_by_role("button", name="Method and SQL of these figures").first.click()
    page.get_by_role("link", name=re.compile("^differences_by_group_pair:")).click()
    expect(page.get_by_text("56 rows in")).to_be_visible(**READY)  # 8 trusts × 7


@pytest.mark.parametrize(
    "question", ["", "?boroughs=Barnet&boroughs=Kensington+and+Chelsea"]
)
def test_a_phone_need_not_be_scrolled_sideways(chromium, address, question):  # noqa: F811
    phone = chromium.new_page(viewport={"width": 390, "height": 844})
    opened(phone, address, question)
    if question:
        expect(charts(phone)).to_have_count(9, **READY)
    main = phone.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth") <= 390
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.close()
