"""The real server in a real browser, on the starter edition."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests import toy_incidents
from tests.find_browser import browser

ROOT = Path(__file__).parents[1]
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
NOT_OURS = {
    "Unrecognized feature": "Streamlit's component frame asks for permissions that this "
    "Chromium does not know; the list is fixed in Streamlit's script",
    "allow-scripts and allow-same-origin": "Chromium warns that such a frame could free "
    "itself; the map's frame runs scripts of this program alone, from its own address",
    r"404.*/[a-z]+/_stcore/": "on a page other than the first Streamlit finds out below "
    "which path it is served by asking below the page first; an answer there would tell "
    "it wrong",
    "message for unregistered ComponentInstance": "a message that the map's frame posted "
    "before its page was left comes after; a browser offers no way to call it back",
}
"""What a console may say, each with the reason why it is not ours to mend."""
HARMLESS = re.compile("|".join(NOT_OURS))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def address(starter, tmp_path_factory):
    """Address of the dashboard, served as `make run` serves it."""
    port = free_port()
    log = tmp_path_factory.mktemp("log") / "server.txt"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "--port", str(port)],
            cwd=ROOT,
            env=os.environ | {"CRISIS_DATABASE": str(starter)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        url = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.5)
        yield url
        server.terminate()
        server.wait(20)
    assert f"The dashboard is at {url}" in log.read_text()


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def watched(opened, address):
    """A page that notes every host asked and every complaint of the console: none."""
    opened.hosts, opened.complaints = set(), []
    opened.on("request", lambda r: opened.hosts.add(urlsplit(r.url).netloc))
    opened.on(
        "console",
        lambda m: (
            opened.complaints.append(m.text)
            if m.type in {"error", "warning"}
            and not HARMLESS.search(f"{m.text} {m.location['url']}")
            else None
        ),
    )
    opened.on("pageerror", lambda e: opened.complaints.append(str(e)))
    yield opened
    assert opened.hosts - {""} == {urlsplit(address).netloc}
    assert opened.complaints == []


@pytest.fixture
def page(chromium, address):
    """A page of a desk, watched."""
    opened = chromium.new_page(viewport={"width": 1440, "height": 1000})
    with watched(opened, address):
        yield opened
    opened.close()


def painted(page, shapes=4835):
    """The map, once its 4,835 shapes are there and painted."""
    box = page.frame_locator("iframe").locator(f'#map_div[data-ready="{shapes}"]')
    box.wait_for(state="attached", timeout=60_000)
    return box


def choose(page, label, words):
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_the_map_loads_and_says_the_finding(page, address):
    page.goto(address)
    classes = painted(page).get_attribute("data-classes")
    assert set(classes) == {"2", "3"}  # two legs or three at Tuesday 14:00
    expect(page.get_by_text("On Tuesday at 14:00, about")).to_be_visible()
    expect(page.get_by_text("Edition: starter, built")).to_be_visible()


def test_the_hour_moves_the_map_and_keeps_it(page, address):
    page.goto(address)
    box = painted(page)
    frame = page.frames[-1]
    frame.evaluate("window.mark = 'same map'; void map_div.setView([51.45, -0.2], 12)")
    day = box.get_attribute("data-classes")
    choose(page, "Day", "Sunday")
    page.get_by_role("slider").focus()
    for _ in range(11):
        page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("On Sunday at 03:00, about")).to_be_visible(timeout=20_000)
    expect(box).not_to_have_attribute("data-classes", day, timeout=20_000)
    assert set(box.get_attribute("data-classes")) == {"1", "2"}  # no car on duty
    assert frame.evaluate("window.mark") == "same map"
    assert frame.evaluate("map_div.getZoom()") == 12
    # Written when the page is done, after the map.
    expect(page).to_have_url(re.compile("day=Sunday"), timeout=20_000)
    assert "hour=03%3A00" in page.url


def test_a_click_opens_the_profile(page, address):
    page.goto(address)
    painted(page)
    # What stands above the map comes after it, and moves it down.
    expect(page.get_by_text("On Tuesday at 14:00, about")).to_be_visible()
    expect(page.get_by_role("combobox", name="Find a place")).to_be_visible()
    where = page.frames[-1].evaluate(
        "(() => { const { x, y } = map_div.latLngToContainerPoint([51.60, -0.02]);"
        " return { x, y }; })()"
    )
    box = page.locator("iframe").first
    # Scrolled to and still before it is pressed, else it is let go of elsewhere.
    box.hover()
    box.click(position=where)
    profile = page.get_by_role("heading", name=re.compile(r"\(E01\d{6}\)"))
    expect(profile).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Nearest usable", exact=True)).to_be_visible()
    page.wait_for_url(re.compile(r"place="), timeout=10_000)


def test_a_link_reproduces_the_view(page, address):
    link = f"{address}/?day=Sunday&hour=03:00&shade=Cause+of+the+gap&place=Camden"
    page.goto(link)
    classes = painted(page).get_attribute("data-classes")
    assert "8" in classes  # none in reach
    assert "0" in classes
    expect(page.get_by_role("heading", name="Camden")).to_be_visible()
    expect(page.get_by_text("On Sunday at 03:00, about")).to_be_visible()
    assert page.get_by_text("Part of the link could not be used").count() == 0


def test_nonsense_in_a_link_is_said_kindly(page, address):
    page.goto(f"{address}/?hour=99&type=none&day=Sunday")
    painted(page)
    expect(page.get_by_text("Part of the link could not be used")).to_be_visible()
    expect(page.get_by_text("On Sunday at 14:00, about")).to_be_visible()


def test_boroughs_are_shaded_when_asked_for(page, address):
    page.goto(f"{address}/?grain=Boroughs&shade=Minutes+to+the+nearest")
    box = painted(page, 33)
    expect(box).to_have_attribute("data-classes", re.compile(r"^\d{33}$"))


def test_the_data_page_shows_the_error_of_car_minutes(page, address):
    page.goto(f"{address}/data")
    expect(page.get_by_text("Each hospital was left out in turn")).to_be_visible(
        timeout=30_000
    )


def test_a_phone_sees_the_finding_and_the_map(chromium, address):
    phone = chromium.new_page(viewport={"width": 390, "height": 844})
    phone.goto(address)
    painted(phone)
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    phone.close()


def test_what_is_cut_by_the_edge_of_a_table_fades(page, address):
    page.goto(f"{address}/?listed=true")
    drawn = page.get_by_test_id("stDataFrame").first.locator("canvas").first
    expect(drawn).to_be_visible(timeout=60_000)
    expect(drawn).to_have_css("mask-image", "none")  # all of it is seen
    page.set_viewport_size({"width": 390, "height": 844})
    # Else half of 3,823 reads as 3,8.
    for left, sides in ((0, "to left"), (100, "to right.*calc"), (9_999, "to right")):
        page.locator(".dvn-scroller").first.evaluate(
            "(table, left) => table.scrollTo(left, 0)", left
        )
        expect(drawn).to_have_css("mask-image", re.compile(sides), timeout=20_000)


def written(page, sql):
    """The editor of the Query page, with this question in it and nothing else."""
    box = page.get_by_role("textbox", name="SQL question")
    box.click(timeout=30_000)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(sql)
    return box


def test_an_own_question_is_run_by_the_keyboard_and_kept_in_the_address(page, address):
    page.goto(f"{address}/query")
    written(page, "select 6 * 7 as answer, 'E09000007' as borough_code")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 row in")).to_be_visible(timeout=20_000)
    page.wait_for_url(re.compile(r"sql=select"), timeout=10_000)
    page.reload()
    # A link brings the question; whoever opens it runs it.
    expect(page.get_by_text("Nothing has been run yet")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Run (Ctrl+Enter)").click()
    expect(page.get_by_text("1 row in")).to_be_visible(timeout=20_000)


def test_names_are_completed_while_typing(page, address):
    page.goto(f"{address}/query")
    written(page, "select * from borou")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("option", name="boroughs").first).to_be_visible()
    page.keyboard.press("Escape")


def test_questions_are_saved_in_the_browser_alone(page, address):
    page.goto(f"{address}/query")
    written(page, "select 'kept here' as said")
    page.get_by_role("textbox", name="Name to save it under").fill("Mine")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved “Mine” in this browser.")).to_be_visible()
    page.reload()
    menu = page.get_by_role("combobox", name="Saved and recent questions")
    menu.select_option(label="Mine", timeout=30_000)
    expect(page.get_by_role("textbox", name="SQL question")).to_contain_text(
        "kept here"
    )


def test_a_hostile_question_is_refused_kindly(page, address):
    page.goto(f"{address}/query")
    written(page, "select * from read_text('/etc/passwd')")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("read_text", timeout=20_000)


def test_the_sql_behind_a_figure_opens_with_its_parameters(page, address):
    page.goto(f"{address}/?day=Sunday&hour=03:00")
    painted(page)
    page.get_by_role("button", name="Method and SQL of these figures").first.click()
    page.get_by_role("link", name=re.compile("^access_of_london:")).click()
    expect(page.get_by_text("1 row in")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("$at_hour 147")).to_be_visible()
    page.wait_for_url(re.compile(r"/query\?.*day=Sunday.*answer=access_of_london"))


def test_an_answer_by_place_is_drawn_as_a_map(page, address):
    page.goto(f"{address}/query?answer=access_by_borough&view=Map")
    box = painted(page, 33)
    expect(box).to_have_attribute("data-classes", re.compile(r"^[1-5]{33}$"))


def test_a_port_in_use_is_one_message(address):
    port = urlsplit(address).port
    told = subprocess.run(
        [sys.executable, "-m", "dashboard", "--port", str(port)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert told.returncode == 2
    assert f"PORT={port + 1} make run" in told.stderr
    assert "Traceback" not in told.stderr


def test_an_agency_brings_its_incidents_and_takes_them_out(page, address, tmp_path):
    rows = [toy_incidents.row(n, kind="Section 136") for n in range(12)]
    file = toy_incidents.written(tmp_path / "calls.csv", rows)
    page.goto(f"{address}/data")
    page.get_by_text("Bring incidents from a spreadsheet").click(timeout=30_000)
    page.locator("input[type=file]").set_input_files(str(file))
    expect(page.get_by_text("personal and will not be read")).to_be_visible(
        timeout=30_000
    )
    page.get_by_role("textbox", name="Recorded by").fill("Toy Ambulance")
    page.get_by_text("I have looked this over").click()
    page.get_by_role("button", name="Store the incidents").click()
    expect(page.get_by_text("12 rows read: 12 stored")).to_be_visible(timeout=60_000)
    page.goto(f"{address}/data")
    expect(page.get_by_text("Incidents: recorded")).to_be_visible(timeout=30_000)
    page.get_by_text("Take a batch out again").click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_text("Incidents: invented")).to_be_visible(timeout=60_000)
