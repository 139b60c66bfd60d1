"""The server as it is run: health, headers, log; on the toy city and without one."""

import asyncio
import http.client
import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import websockets
from uvicorn.loops.auto import auto_loop_factory

from dashboard import journal, kept_files, uploads
from queries.refused import NotAllowed, Refused
from tests import visitors
from tests.bench_visitors import ROOT, served

ADDRESSES = re.compile(r"\d{1,3}(\.\d{1,3}){3}|\[?::1\]?")


def asked(address, path):
    """Status, headers and body of a page."""
    try:
        with urllib.request.urlopen(f"http://{address}{path}") as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, dict(refusal.headers), refusal.read()


def health(address, *more):
    """Exit code and words of the health check."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "health", f"--port={address[10:]}", *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def address(toy, tmp_path_factory):
    shapes = tmp_path_factory.mktemp("shapes of the toy")
    with served(toy, CRISIS_SHAPES=str(shapes)) as (found, _process):
        yield found


def test_no_page_of_another_host_may_steer_this_one(address):
    _status, _headers, body = asked(address, "/_stcore/host-config")
    assert json.loads(body)["allowedOrigins"] == []


@pytest.mark.parametrize("path", ["/", "/data", "/_stcore/health", "/health", "/nope"])
def test_every_answer_carries_the_headers_of_safety(address, path):
    _status, headers, _body = asked(address, path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "*" not in policy


def test_shapes_are_kept_by_browsers_and_come_from_the_folder_named(address, toy):
    asyncio.run(_look(address))
    status, headers, body = asked(address, asyncio.run(_shapes(address)))
    assert status == 200
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert json.loads(body)["type"] == "FeatureCollection"


def test_a_shape_that_is_missing_is_not_kept_as_missing(address):
    status, headers, _body = asked(address, "/app/static/shapes/area.none.json")
    assert status == 404
    assert "immutable" not in headers.get("cache-control", "")


def test_a_place_is_found_and_a_code_of_another_edition_changes_nothing(address):
    found = asyncio.run(_look(address, more=[("place", "E09000002")]))
    assert "Easton" in " ".join(found.headings)
    found = asyncio.run(
        _look(address, more=[("place", "E09000002"), ("place", "E09000099")])
    )
    assert "Easton" in " ".join(found.headings)


async def _look(address, *, more=()):
    visitor = visitors.Visitor(address, seed=1)
    async with websockets.connect(
        visitor.uri, subprotocols=["streamlit"], max_size=None
    ) as socket:
        await visitor.drawn(socket)
        for key, choice in more:
            visitor.move(key, choice)
            await visitor.drawn(socket)
    return visitor


async def _shapes(address):
    visitor = await _look(address)
    return re.search(r"/app/static/shapes/area\.\w+\.json", visitor.scripts)[0]


def test_files_with_hashed_names_are_kept_and_packed(address):
    _status, _headers, page = asked(address, "/")
    script = re.search(rb'src="[./]*(/?static/js/index\.[\w.-]+\.js)"', page)[
        1
    ].decode()
    request = urllib.request.Request(
        f"http://{address}/{script.lstrip('/')}", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["cache-control"] == kept_files.KEPT
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert len(answer.read()) < 200_000
    # Without its stamp ours may be another tomorrow.
    _status, headers, _body = asked(address, "/app/static/map.js")
    assert "immutable" not in headers.get("cache-control", "")


def test_answers_wait_for_no_acknowledgement():
    # Streamlit binds the socket itself, and asyncio's own loop leaves such a one with
    # Nagle's delay: each file then takes 40 ms, and a first page has 130.
    assert auto_loop_factory().__module__.startswith("uvloop")


def test_a_page_of_another_origin_gets_no_connection(address):
    async def foreign():
        async with websockets.connect(
            f"ws://{address}/_stcore/stream",
            subprotocols=["streamlit"],
            origin="https://elsewhere.example",
        ):
            pass

    with pytest.raises(websockets.InvalidStatus, match="403"):
        asyncio.run(foreign())


@pytest.mark.parametrize("listen", ["127.0.0.1", "0.0.0.0"])
def test_no_host_outside_is_asked_for_an_address(toy, tmp_path, listen):
    log, options = tmp_path / "log.txt", ["--address", listen]
    with (
        log.open("w") as out,
        served(toy, options=options, log=out) as (address, _process),
    ):
        request = urllib.request.Request(
            f"http://{address}/_stcore/host-config",
            headers={"Origin": "https://elsewhere.example"},
        )
        with urllib.request.urlopen(request) as answer:
            assert "access-control-allow-origin" not in answer.headers
    # What Streamlit writes once it has asked, or tried to.
    assert "external" not in log.read_text().lower()


def test_an_upload_without_a_session_and_its_token_is_refused(address):
    request = urllib.request.Request(
        f"http://{address}/_stcore/upload_file/none/none", data=b"x", method="PUT"
    )
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request)
    refusal.value.close()
    assert refusal.value.code in {400, 403}


def form_with(size):
    """Parts of a form with a file of so many bytes, as a browser writes it."""
    yield b"--mark\r\nContent-Disposition: form-data; name=file; filename=a.csv\r\n\r\n"
    for begin in range(0, size, 2**16):
        yield bytes(min(2**16, size - begin))
    yield b"\r\n--mark--\r\n"


def put(address, path, size, *, is_chunked):
    """Status of an upload by whoever holds a cookie of the dashboard."""
    _status, headers, _body = asked(address, "/_stcore/health")
    token = re.search("_streamlit_xsrf=([^;]+)", headers["set-cookie"])[1]
    sent = {
        "Content-Type": "multipart/form-data; boundary=mark",
        "Cookie": f"_streamlit_xsrf={token}",
        "X-Xsrftoken": token,
    }
    body = form_with(size) if is_chunked else b"".join(form_with(size))
    connection = http.client.HTTPConnection(address, timeout=30)
    try:
        # Without a length http.client sends an iterable in chunks.
        connection.request("PUT", path, body, sent)
        return connection.getresponse().status
    finally:
        connection.close()


async def _put_by_a_session(address, page, size, *, is_chunked, headers):
    visitor = visitors.Visitor(address, seed=1, path=page)
    async with websockets.connect(
        visitor.uri,
        subprotocols=["streamlit"],
        max_size=None,
        additional_headers=headers,
    ) as socket:
        await visitor.drawn(socket)
        path = f"/_stcore/upload_file/{visitor.session}/any"
        return await asyncio.to_thread(put, address, path, size, is_chunked=is_chunked)


@pytest.mark.parametrize("is_chunked", [False, True], ids=["length", "chunks"])
@pytest.mark.parametrize(
    ("page", "headers", "size", "status"),
    [
        ("data", {}, 3 * 2**20, 204),
        ("data", {"X-Forwarded-For": "10.0.0.1"}, 3 * 2**20, 413),
        ("plan", {"X-Forwarded-For": "10.0.0.1"}, uploads.MOST_MB * 2**20, 204),
        ("plan", {}, 3 * 2**20, 413),
    ],
    ids=["a steward", "a visitor", "a visitor's plan", "no field for it"],
)
def test_only_stewards_send_large_files(
    address, page, headers, size, status, is_chunked
):
    sending = _put_by_a_session(
        address, page, size, is_chunked=is_chunked, headers=headers
    )
    assert asyncio.run(sending) == status


def test_health_says_which_edition_is_served(address):
    code, words = health(address)
    assert code == 0
    assert "Ready: edition starter, built " in words


def test_health_says_that_there_is_no_database_and_that_nobody_answers(tmp_path):
    with served(tmp_path / "none.duckdb") as (address, _process):
        assert asked(address, "/_stcore/health")[2] == b"ok"
        code, words = health(address)
        assert code == 2
        assert "make build" in words
    code, words = health(address)
    assert code == 1
    assert "Expected a dashboard at" in words


def test_a_dashboard_below_a_path_answers_there(toy):
    with served(toy, options=["--base-path", "crisis"]) as (address, _process):
        assert health(address, "--base-path", "/crisis/")[0] == 0
        assert asked(address, "/crisis/app/static/icon.png")[0] == 200
        assert health(address)[0] == 1


def test_a_run_leaves_no_address_and_no_question_in_the_log(toy, tmp_path):
    log = tmp_path / "log.txt"
    question = "select 'Ada Lovelace' as crisis from read_text('/etc/passwd')"
    with log.open("w") as out, served(toy, log=out) as (address, _process):
        visitor = visitors.Visitor(address, seed=1, query={"sql": question})
        asyncio.run(_asked_sql(visitor, question))
    written = log.read_text()
    events = [json.loads(r) for r in written.splitlines() if r.startswith("{")]
    kinds = [event["event"] for event in events]
    assert kinds[0] == "started"
    assert {"edition_opened", "refused"} <= set(kinds)
    assert not ADDRESSES.search(re.sub(r"http://127\.0\.0\.1:\d+", "", written))
    for word in ("Lovelace", "passwd", "select", "Sunday"):
        assert word not in written


async def _asked_sql(visitor, sql):
    async with websockets.connect(
        visitor.uri, subprotocols=["streamlit"], max_size=None
    ) as socket:
        await visitor.drawn(socket)
        visitor.move("day", "Sunday")
        await visitor.drawn(socket)
        visitor.go("query")
        await visitor.drawn(socket)
        visitor.run_sql(sql)
        with pytest.raises(visitors.Fault, match="read_text"):
            await visitor.drawn(socket)


def test_a_fault_is_written_without_its_words(capsys):
    try:
        int("secret")
    except ValueError as problem:
        journal.fault(problem)
    event = json.loads(capsys.readouterr().err)
    assert event["event"] == "fault"
    assert event["kind"] == "ValueError"
    assert "test_serving.py" in event["where"]
    assert "secret" not in json.dumps(event)


def test_a_slow_page_is_written_and_a_quick_one_is_not(capsys, monkeypatch):
    with journal.timed("Explore"):
        pass
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(journal, "SLOW_S", 0.0)
    with journal.timed("Explore"):
        time.sleep(0.01)
    event = json.loads(capsys.readouterr().err)
    assert (event["event"], event["page"]) == ("slow_page", "Explore")
    assert event["seconds"] >= 0.01


def test_a_refusal_is_written_by_its_kind_and_still_raised(capsys):
    with pytest.raises(NotAllowed), journal.refusals(Refused):
        raise NotAllowed("Expected a table, found 'secret'.")
    assert json.loads(capsys.readouterr().err)["kind"] == "NotAllowed"


def test_every_file_of_deployment_names_things_that_are_there():
    unit = Path(ROOT / "docs" / "crisis-access.service").read_text(encoding="utf-8")
    image = Path(ROOT / "Dockerfile").read_text(encoding="utf-8")
    for text in (unit, image):
        assert "-m dashboard" in text.replace('", "', " ")
    assert "USER 10001" in image
    assert "HEALTHCHECK" in image
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", image, flags=re.MULTILINE)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists()
