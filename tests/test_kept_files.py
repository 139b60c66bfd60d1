"""Files that never change under their name: what is sent, and what is passed on."""

import asyncio
import gzip

import pytest

from dashboard.kept_files import Folder, KeptFiles, stamp

SCRIPT = b"window.startMap = () => {};\n" * 50


@pytest.fixture
def served(tmp_path):
    """An app that keeps two folders, before one that says it was asked."""
    (tmp_path / "hashed" / "js").mkdir(parents=True)
    (tmp_path / "ours").mkdir()
    (tmp_path / "secret.js").write_bytes(b"secret")
    (tmp_path / "hashed" / "js" / "index.abc.js").write_bytes(SCRIPT)
    (tmp_path / "hashed" / "font.woff2").write_bytes(b"font")
    (tmp_path / "hashed" / ".hidden").write_bytes(b"hidden")
    (tmp_path / "ours" / "map.js").write_bytes(SCRIPT)

    async def inner(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b"passed on"})

    folders = [
        Folder("/static/", tmp_path / "hashed"),
        Folder("/app/static/", tmp_path / "ours", stamped=True),
    ]
    return KeptFiles(inner, folders), tmp_path


def asked(app, path, *, query="", method="GET", **headers):
    """Status, headers and body of an answer."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [
            (name.replace("_", "-").encode(), value.encode())
            for name, value in headers.items()
        ],
    }
    asyncio.run(app(scope, None, send))
    # One piece, so that a browser need not wait for a second.
    assert len(sent) == 2
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_a_file_is_sent_whole_and_kept(served):
    status, headers, body = asked(served[0], "/static/js/index.abc.js")
    assert (status, body) == (200, SCRIPT)
    assert headers[b"content-length"] == str(len(SCRIPT)).encode()
    assert headers[b"content-type"] == b"text/javascript"
    assert headers[b"cache-control"] == b"public, max-age=31536000, immutable"
    assert b"content-encoding" not in headers


def test_it_is_packed_for_who_takes_it_but_not_what_is_packed_already(served):
    packs = {"accept_encoding": "gzip, deflate"}
    _, headers, body = asked(served[0], "/static/js/index.abc.js", **packs)
    assert headers[b"content-encoding"] == b"gzip"
    assert headers[b"vary"] == b"Accept-Encoding"
    assert headers[b"content-length"] == str(len(body)).encode()
    assert len(body) < len(SCRIPT) / 5
    assert gzip.decompress(body) == SCRIPT
    _, headers, body = asked(served[0], "/static/font.woff2", **packs)
    assert body == b"font"
    assert b"content-encoding" not in headers


def test_a_file_that_changed_is_read_again(served):
    app, folder = served
    assert asked(app, "/static/js/index.abc.js")[2] == SCRIPT
    (folder / "hashed" / "js" / "index.abc.js").write_bytes(b"new")
    assert asked(app, "/static/js/index.abc.js")[2] == b"new"


def test_ours_are_kept_by_their_stamp_alone(served):
    app, folder = served
    found = stamp(folder / "ours" / "map.js")
    assert asked(app, "/app/static/map.js", query=found)[2] == SCRIPT
    # By another name or none it may change, so that nobody may keep it.
    for query in ("", "000000000000"):
        assert asked(app, "/app/static/map.js", query=query)[2] == b"passed on"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../secret.js",
        "/static/js/../../secret.js",
        "/static//etc/passwd",
        "/static/.hidden",
        "/static/js",
        "/static/",
        "/static/none.js",
        "/static/js/index.abc.js\n",
        "/static/js\\index.abc.js",
        "/elsewhere/js/index.abc.js",
    ],
)
def test_what_is_no_kept_file_is_passed_on(served, path):
    assert asked(served[0], path)[2] == b"passed on"


def test_parts_and_other_methods_are_passed_on(served):
    path = "/static/js/index.abc.js"
    assert asked(served[0], path, range="bytes=0-9")[2] == b"passed on"
    assert asked(served[0], path, method="POST")[2] == b"passed on"
