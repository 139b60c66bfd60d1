"""Links, and the browser's back and forward."""

import time
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import filters, questions
from dashboard.address import LATE_S
from tests.test_browser import address, choose, chromium, page

__all__ = ["address", "chromium", "page"]

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")
FULL = {
    "day": "Sunday",
    "hour": "03:00",
    "age": "under_18s",
    "arrive": "police_ambulance",
    "travel": "blue_light",
    "within": "60",
    "types": "hbpos",
    "confidence": "low",
    "unknown": "true",
    "restricted": "true",
    "shade": "minutes",
    "grain": "borough",
    "context": "true",
    "layers": "river",
}
"""A link of November 2026 that chose all there was. Links lie in papers: what it says must
mean the same for good."""


@pytest.fixture
def finding(page):
    """Waits for the finding to say what it should."""

    def waits(words):
        page.get_by_text(words).first.wait_for(timeout=20_000)

    return waits


def at(path, **said):
    """Whether an address is of this page and says this, in any order."""

    def is_there(url):
        parts = urlsplit(url)
        return (parts.path, dict(parse_qsl(parts.query))) == (path, said)

    return is_there


def test_back_undoes_one_choice_and_forward_does_it_again(page, address, finding):
    page.goto(address)
    finding("On Tuesday at 14:00")
    choose(page, "Day", "Sunday")
    page.wait_for_url(at("/", day="Sunday"))
    choose(page, "Age", "Under 18")
    page.wait_for_url(at("/", day="Sunday", age="under_18s"))
    page.wait_for_timeout(1000 * LATE_S)
    page.go_back()
    finding("takes an adult")
    finding("On Sunday at 14:00")
    page.go_back()
    finding("On Tuesday at 14:00")
    page.go_forward()
    finding("On Sunday at 14:00")
    page.wait_for_url(at("/", day="Sunday"))


@pytest.fixture
def opened(toy, monkeypatch):
    """The dashboard on the toy city, opened by a link that says this."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))

    def opens(said):
        app = AppTest.from_file(APP, default_timeout=60)
        for key, words in said.items():
            app.query_params[key] = words
        app.run()
        assert not app.exception
        return app

    return opens


@pytest.mark.parametrize("lacking", [None, *FULL])
def test_a_link_from_before_a_filter_leaves_it_at_its_default(opened, lacking):
    said = {key: words for key, words in FULL.items() if key != lacking}
    app = opened(said)
    assert not app.info
    assert dict(app.query_params) == said
    chosen = app.session_state["chosen"]
    for choice in filters.every_choice():
        expected = (
            choice.read([said[choice.key]]) if choice.key in said else choice.default
        )
        assert getattr(chosen, choice.key) == choice.given(expected), choice.key


def test_a_link_from_a_later_edition_is_read_as_far_as_it_is_known(opened):
    app = opened(FULL | {"weather": "snow"})
    assert "left out: weather." in app.info[0].value
    assert dict(app.query_params) == FULL


def test_the_words_of_a_strangers_link_are_no_link_here(opened):
    many = {f"k{number}": "1" for number in range(9)}
    said = opened(many | {"[Sign in](https://x.example)": "1", "x" * 500: "1"})
    told = said.info[0].value
    assert "](" not in told
    assert "://" not in told
    assert "6 more" in told
    assert len(told) < 300


def test_an_address_that_comes_late_is_no_step_back(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.selectbox(key="day").set_value("Sunday").run()
    assert dict(app.query_params) == {"day": "Sunday"}
    app.query_params.clear()  # what the browser had before
    app.run()
    assert app.selectbox(key="day").value == "Sunday"
    assert dict(app.query_params) == {"day": "Sunday"}
    time.sleep(1.1 * LATE_S)
    app.query_params.clear()
    app.run()
    assert app.selectbox(key="day").value == "Tuesday"


def test_back_undoes_a_question_and_leaving_the_page_does_not(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.switch_page("app_pages/query.py").run()
    app.selectbox(key="answer").set_value("access_of_london").run()
    assert dict(app.query_params) == {"answer": "access_of_london"}
    app.switch_page("app_pages/help.py")
    app.query_params.clear()
    app.run()
    app.switch_page("app_pages/query.py").run()
    assert app.selectbox(key="answer").value == "access_of_london"
    time.sleep(1.1 * LATE_S)
    app.query_params.clear()
    app.run()
    assert app.selectbox(key="answer").value == questions.OWN
    assert dict(app.query_params) == {}
    app.query_params["answer"] = "access_of_london"  # forward
    app.run()
    assert app.selectbox(key="answer").value == "access_of_london"


def test_a_view_of_the_query_page_goes_along(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["view"] = "map"
    app.run()
    assert not app.info
    assert dict(app.query_params) == {"view": "map"}


def test_choices_go_along_to_other_pages_and_back(page, address, finding):
    page.goto(f"{address}/?day=Sunday&place=E09000003")
    finding("On Sunday at 14:00")
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_role("heading", name="Data", exact=True).wait_for()
    page.wait_for_url(at("/data", day="Sunday", place="E09000003"))
    page.get_by_role("link", name="Explore", exact=True).click()
    finding("On Sunday at 14:00")
    page.get_by_role("heading", name="Barnet", exact=True).wait_for()
    page.go_back()
    page.get_by_role("heading", name="Data", exact=True).wait_for()


def test_columns_of_an_answer_stay_on_its_page(page, address):
    page.goto(f"{address}/query?day=Sunday&answer=access_by_borough&map_amount=need")
    page.get_by_text("33 rows").wait_for(timeout=20_000)
    page.get_by_role("link", name="Help", exact=True).click()
    page.wait_for_url(at("/help", day="Sunday"))


def test_links_of_old_with_labels_still_work(page, address, finding):
    page.goto(f"{address}/?shade=Cause+of+the+gap&travel=On+foot&hour=03:00")
    finding("Why no open, suitable service is in reach")
    page.wait_for_url(at("/", shade="cause", hour="03:00"))
    assert page.get_by_text("could not be used").count() == 0


def test_what_a_link_says_wrongly_is_named_and_left_out(page, address, finding):
    page.goto(f"{address}/?day=Noday&types=nothing&types=crisis_cafe&place=E00&utm=1")
    finding("left out: day, place, types, utm.")
    page.wait_for_url(at("/", types="crisis_cafe"))
    choose(page, "Day", "Sunday")
    finding("On Sunday at 14:00")
    page.get_by_text("could not be used").wait_for(state="detached")


def test_none_of_several_is_a_choice_that_a_link_can_say(page, address, finding):
    page.goto(f"{address}/?types=")
    finding("No service type is chosen")


def test_a_visit_that_was_cut_off_comes_back_as_it_was(
    page, address, finding, chromium
):
    page.goto(address)
    finding("On Tuesday at 14:00")
    choose(page, "Day", "Sunday")
    page.wait_for_url(at("/", day="Sunday"))
    page.context.set_offline(True)
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.reload()
    finding("On Sunday at 14:00")
    page.complaints.clear()  # of the time without a network


def test_the_tour_is_dismissed_for_good(page, address, finding):
    page.goto(address)
    finding("New here?")
    page.get_by_role("button", name="Got it").click()
    page.get_by_text("New here?").wait_for(state="detached")
    page.wait_for_function("document.cookie.includes('tour_seen')")
    page.reload()
    finding("On Tuesday at 14:00")
    assert page.get_by_text("New here?").count() == 0
