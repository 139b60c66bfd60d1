"""A connection that is lost while a page is looked at comes back by itself, as it was."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench_visitors import served
from tests.test_browser import address, choose, chromium, free_port, page, painted

__all__ = ["address", "chromium", "page"]

VIEW = "?day=Sunday&place=E09000003"
WAIT_MS = 90_000
"""The browser asks ever more seldom for a server that is away."""


def looked_at(page):
    """The map's frame of a view in which a visitor has moved a filter and the map."""
    painted(page)
    choose(page, "Age", "Under 18")
    page.wait_for_url("**age=under_18s**", timeout=WAIT_MS)
    # The place is in view before the visitor looks elsewhere.
    expect(page.get_by_role("heading", name="Barnet", exact=True)).to_be_visible(
        timeout=WAIT_MS
    )
    frame = next(f for f in page.frames if "streamlit_folium" in f.url)
    frame.evaluate("window.mark = 'same map'; void map_div.setView([51.6, -0.2], 12)")
    page.evaluate("window.mark = 'same page'")
    return frame


def until(page, happened):
    """Wait until something has happened that events of the page tell."""
    for _ in range(WAIT_MS // 100):
        if happened():
            return
        page.wait_for_timeout(100)
    pytest.fail(f"it has not happened within {WAIT_MS} ms")


def goes_on(page, frame):
    """Whether all of that view is there, without loading, and takes another choice."""
    expect(page.get_by_text("takes someone under 18")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_text("On Sunday at 14:00, about")).to_be_visible()
    choose(page, "Day", "Monday")
    expect(page.get_by_text("On Monday at 14:00, about")).to_be_visible(timeout=WAIT_MS)
    page.wait_for_url("**day=Monday**", timeout=WAIT_MS)
    assert parse_qs(urlsplit(page.url).query) == {
        "day": ["Monday"],
        "age": ["under_18s"],
        "place": ["E09000003"],
    }
    expect(page.get_by_role("heading", name="Barnet", exact=True)).to_be_visible()
    assert page.evaluate("window.mark") == "same page"
    assert frame.evaluate("[window.mark, map_div.getZoom()]") == ["same map", 12]
    assert frame.evaluate("map_div.getCenter().lat") == pytest.approx(51.6, abs=0.001)


def test_a_dropped_connection_gives_the_view_back(page, address):
    connections = []

    def hold(connection):
        connection.connect_to_server()
        connections.append(connection)

    page.route_web_socket(re.compile("/_stcore/stream"), hold)
    page.goto(f"{address}/{VIEW}")
    frame = looked_at(page)
    connections[0].close()
    until(page, lambda: len(connections) == 2)
    goes_on(page, frame)
    assert all("WebSocket onclose" in words for words in page.complaints)
    page.complaints.clear()


def test_a_server_that_has_forgotten_the_visitor_gives_the_view_back(chromium, starter):
    page = chromium.new_page(viewport={"width": 1440, "height": 1000})
    port = free_port()
    with served(starter, port=port) as (found, _process):
        page.goto(f"http://{found}/{VIEW}")
        frame = looked_at(page)
    drawn = []

    def note(frame):
        message = ForwardMsg()
        message.ParseFromString(frame)
        if message.WhichOneof("type") == "script_finished":
            drawn.append(message)

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    with served(starter, port=port):
        # It asks for the page by itself, and then knows what is chosen next.
        until(page, lambda: drawn)
        goes_on(page, frame)
        page.close()
