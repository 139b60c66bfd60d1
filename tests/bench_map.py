"""A change of the hour in a real browser: Explore, and the textbook way to draw the same.

Both are served over one database and asked in turn. The textbook way
(tests/textbook_map.py) is `folium.Choropleth` of the same areas, whole, through
`st_folium`, without tiles and legend, which come from outside.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from dashboard import theme
from geodata.decisions import categories, thresholds
from tests.find_browser import browser
from tests.test_browser import FLAGS, ROOT, free_port

FIRST_MAPS = 9
COLD_STARTS = 3
# Joint response cars are on duty from 11:00 to 23:00, so the map differs between these.
BORDERS = ((10, 11), (22, 23))
TEXTBOOK = Path(__file__).parent / "textbook_map.py"
VENDOR = ROOT / "dashboard" / "static" / "vendor" / "leaflet"
TICKS = os.sysconf("SC_CLK_TCK")

WATCH = """
(() => {
  // Bytes that the server has sent: counted here, for a listener outside would take
  // processor time from what is measured.
  window.received = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where);
      this.addEventListener('message', ({data}) => {
        window.received += data.size ?? data.byteLength ?? data.length;
      });
    }
  };
  const found = () => [...document.querySelectorAll('iframe')]
    .map(frame => frame.contentWindow)
    .filter(w => w.document && w.document.getElementById('map_div'));
  const state = w => {
    const box = w.document.getElementById('map_div');
    if (w.crisis) return box.dataset.ready ? box.dataset.painted : '';
    const drawn = w.document.querySelectorAll('.leaflet-overlay-pane path').length;
    if (drawn < 4000) return '';
    return w.number ||= String(Math.random());
  };
  const states = () => found().map(state).filter(Boolean).join();
  // Milliseconds from `started` to the frame that shows another state of the map.
  const afterFrame = then => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage('');
  });
  const changed = (before, started) => new Promise(resolve => {
    const look = () => {
      const now = states();
      if (now && now !== before) afterFrame(() => resolve(performance.now() - started));
      else setTimeout(look, 4);
    };
    look();
  });
  window.firstMap = () => changed('', 0);
  window.nextMap = () => {
    const before = states();
    window.answer = new Promise(resolve => addEventListener('keydown',
      () => resolve(changed(before, performance.now())), {once: true, capture: true}));
  };
})();
"""


class App:
    """One served app, its process, and a page of it in the browser."""

    def __init__(self, chromium, command, url):
        """Open nothing yet: `command` is the process that serves `url`."""
        self.chromium, self.command, self.url = chromium, command, url

    def page(self):
        """A page that counts what is sent to it and finds Leaflet on this machine."""
        opened = self.chromium.new_page(viewport={"width": 1440, "height": 1000})
        opened.add_init_script(WATCH)
        opened.route(lambda url: not url.startswith("http://127."), _from_here)
        return opened

    def cpu_s(self):
        """Seconds of processor the server has used."""
        fields = Path(f"/proc/{self.command.pid}/stat").read_text().rsplit(")")[1]
        return sum(map(int, fields.split()[11:13])) / TICKS


def received(page):
    """Bytes that the server has sent to a page since it was opened."""
    return page.evaluate("window.received")


def settled(page):
    """Wait until nothing has come for half a second."""
    seen = -1
    while seen != received(page):
        seen = received(page)
        page.wait_for_timeout(500)


def lines():
    """A section of docs/benchmarks.md: medians of both, and how many times less."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = Path(os.environ.get("BENCH_DATABASE", folder / "crisis.duckdb"))
        if not database.exists():
            _run("geodata", "build", "--database", str(database))
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        ours = stack.enter_context(_served(chromium, _explore(database)))
        book = stack.enter_context(_served(chromium, _textbook(database)))
        first = {app: [] for app in (ours, book)}
        for _ in range(FIRST_MAPS):
            for app, found in first.items():
                found.append(_first_map(app))
        changes = _changes(ours, book)
        unasked = _unasked(ours)
        cold = [_cold_start(chromium, _explore(database)) for _ in range(COLD_STARTS)]
        chromium.close()
    return [
        *_written(first[ours], first[book], changes[ours], changes[book], cold),
        (
            "Another reach or age that nobody has asked for since the server started, "
            f"from the key to the repainted map: {statistics.median(unasked):.0f} ms "
            f"(median of {len(unasked)})."
        ),
        "",
    ]


def _explore(database):
    os.environ["CRISIS_DATABASE"] = str(database)
    return ["-m", "dashboard"], ["--port"]


def _textbook(database):
    options = ["--server.headless=true", "--server.fileWatcherType=none"]
    run = ["-m", "streamlit", "run", str(TEXTBOOK), *options]
    return [*run], ["--", str(database), "--server.port"]


def _run(*command):
    subprocess.run(
        [sys.executable, "-m", *command],
        check=True,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def _served(chromium, command):
    head, tail = command
    port = free_port()
    if "--" in tail:
        head, tail = [*head, tail[-1], str(port)], tail[:-1]
    else:
        tail = [*tail, str(port)]
    server = subprocess.Popen(
        [sys.executable, *head, *tail],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    while True:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
            break
        except OSError:
            time.sleep(0.02)
    try:
        yield App(chromium, server, url)
    finally:
        server.terminate()
        server.wait(20)


def _from_here(route):
    """Leaflet from this machine, other libraries empty: neither app uses them."""
    file = VENDOR / Path(route.request.url).name
    if file.exists():
        route.fulfill(path=file)
    else:
        route.fulfill(body="")


def _first_map(app):
    page = app.page()
    page.goto(app.url)
    milliseconds = page.evaluate("firstMap()")
    settled(page)
    page.close()
    return milliseconds


def _cold_start(chromium, command):
    started = time.perf_counter()
    with _served(chromium, command) as app:
        page = app.page()
        page.goto(app.url)
        page.evaluate("firstMap()")
        seconds = time.perf_counter() - started
        page.close()
    return seconds


def _changes(*apps):
    """Milliseconds, bytes and processor seconds of each change, asked in turn.

    Each day is moved to first. The textbook asks anew for each hour; Explore knows which
    hours are alike.
    """
    found = {app: [] for app in apps}
    pages = {app: app.page() for app in apps}
    for app, page in pages.items():
        page.goto(app.url)
        page.evaluate("firstMap()")
        settled(page)
    for low, _ in BORDERS:
        for page in pages.values():
            _move(page, low)
        key = "ArrowRight"
        for day in theme.WEEKDAYS:
            for app, page in pages.items():
                _choose(page, day)
                found[app].append(_change(app, page, key))
            key = "ArrowLeft" if key == "ArrowRight" else "ArrowRight"
    for page in pages.values():
        page.close()
    return found


def _unasked(app):
    """Milliseconds of changes to views that were not asked for before."""
    page = app.page()
    page.goto(app.url)
    page.evaluate("firstMap()")
    others = [m for m in thresholds.REACH_CHOICES_MIN if m != thresholds.REACH.amount]
    found = []
    # The age of the first map last: it is none to change to.
    for age in reversed(categories.labels("age_group").values()):
        _chosen(page, "Age", age)
        found += [_chosen(page, "Within reach", str(reach)) for reach in others]
    page.close()
    return found


def _chosen(page, label, words):
    """Milliseconds to another map, from the key that takes what was typed."""
    settled(page)
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(words)
    page.evaluate("nextMap()")
    page.keyboard.press("Enter")
    return page.evaluate("answer")


def _slider(page):
    return page.get_by_role("slider").first


def _move(page, hour):
    _slider(page).focus()
    shown = _slider(page).get_attribute("aria-valuetext")
    step = hour - int(shown.split(":")[0])
    for _ in range(abs(step)):
        page.keyboard.press("ArrowRight" if step > 0 else "ArrowLeft")
    settled(page)


def _choose(page, day):
    page.get_by_role("combobox", name="Day").click()
    page.keyboard.type(day)
    page.keyboard.press("Enter")
    settled(page)


def _change(app, page, key):
    _slider(page).focus()
    # The page is at rest: what the focus itself moves has moved.
    settled(page)
    page.evaluate("nextMap()")
    sent, used = received(page), app.cpu_s()
    page.keyboard.press(key)
    milliseconds = page.evaluate("answer")
    settled(page)
    return milliseconds, received(page) - sent, app.cpu_s() - used


def _written(first, first_book, changes, changes_book, cold):
    ours = [statistics.median(part) for part in zip(*changes, strict=True)]
    book = [statistics.median(part) for part in zip(*changes_book, strict=True)]
    ours.append(statistics.median(first))
    book.append(statistics.median(first_book))
    rows = (
        ("from the key to the repainted map, ms", 1, 0),
        ("sent to the browser per change, kB", 1000, 1),
        ("processor of the server per change, s", 1, 3),
        ("first map of a new page, ms", 1, 0),
    )
    table = [
        f"| {words} | {mine / unit:,.{digits}f} | {its / unit:,.{digits}f} "
        f"| {its / mine:,.1f} × |"
        for (words, unit, digits), mine, its in zip(rows, ours, book, strict=True)
    ]
    return [
        (
            f"Another hour on Explore (hours with the same services open share what was "
            f"answered), medians of {len(changes)} in a real browser, in turn with the "
            "textbook way "
            "(`folium.Choropleth` whole through `st_folium`):"
        ),
        "",
        "| measure | Explore | textbook | less |",
        "|---|--:|--:|--:|",
        *table,
        "",
        (
            f"From `python -m dashboard` to the first map, with the database built: "
            f"{statistics.median(cold):.1f} s (median of {len(cold)})."
        ),
        "",
    ]


if __name__ == "__main__":
    print("\n".join(lines()))
