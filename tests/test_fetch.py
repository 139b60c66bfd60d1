"""Fetching: whatever a publisher does, the file is exact or not there, and says why."""

import csv
import fcntl
import gzip
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import pytest
import urllib3.util.retry
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import sources
from geodata.__main__ import main
from geodata.errors import SourceUnavailable
from geodata.fetch import Patience, fetch, kinds, laid_down, publications, records
from tests import publisher
from tests.publisher import Publisher

ROOT = Path(__file__).parents[1]
# About 200 KB, so that a cut in the middle lies in the middle of something.
BODY = b"area_code,people\n" + b"".join(
    b"E%08d,%d\n" % (n, n * 7) for n in range(12000)
)
LATER = BODY.replace(b",7\n", b",8\n") + b"E99999999,1\n"
# As long as the first, so that only its tag or its fingerprint tells it apart.
TWIN = BODY.replace(b",7\n", b",8\n")[: len(BODY)].replace(b"1,", b"2,")
HALF = len(BODY) // 2
HASTY = Patience(
    connect_s=2,
    read_s=0.4,
    stall_s=0.2,
    stall_bytes=1000,
    attempts=4,
    longest_wait_s=0,
    progress_bytes=1024**2,
    largest_bytes=4 * 1024**2,
)


@pytest.fixture(autouse=True)
def no_ways_out(monkeypatch):
    """No proxy and no certificates but those that a test names."""
    for name in os.environ:
        upper = name.upper()
        if upper.endswith("_PROXY") or upper in {"REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"}:
            monkeypatch.delenv(name)


@pytest.fixture
def server():
    """A publisher on this machine."""
    with Publisher() as running:
        yield running


def write_register(path, **changes):
    """A register of sources with one publication, 'it'."""
    row = dict.fromkeys((field.name for field in fields(sources.Source)), "")
    row |= {
        "source_code": "it",
        "title": "People of areas",
        "publisher": "An office",
        "official_page": "https://office.example/people",
        "address_basis": "unchecked",
        "file_name": "it.csv",
        "file_format": "csv",
    }
    rows = [row | changes]
    rows += [row | {"source_code": "other", "file_name": "other.csv"} | changes]
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(row))
        writer.writeheader()
        writer.writerows(rows)
    sources.register.cache_clear()


@pytest.fixture
def registered(monkeypatch, tmp_path):
    """A function that registers the publication 'it'."""
    path = tmp_path / "sources.csv"
    monkeypatch.setattr(sources, "REGISTER", path)
    yield lambda **changes: write_register(path, **changes)
    monkeypatch.undo()
    sources.register.cache_clear()


@pytest.fixture
def bring(registered, tmp_path):
    """A function that registers an address and fetches it; the path of the file."""

    def brought(address, *, again=False, patience=HASTY, **changes):
        registered(address=address, **changes)
        folder = tmp_path / "publishers"
        code = changes.get("source_code", "it")
        fetch([code], folder, lambda _: None, again=again, patience=patience)
        return folder / changes.get("file_name", "it.csv")

    return brought


def fault(bring, *args, **kwargs):
    """The sentence with which fetching fails."""
    with pytest.raises(SourceUnavailable) as raised:
        bring(*args, **kwargs)
    return str(raised.value)


def left(folder):
    """Names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


# What arrives


def test_a_file_is_brought_with_its_record(bring, server):
    address = server.will(publisher.gives(BODY, last_modified="Mon, 02 Nov 2026"))
    path = bring(address)
    assert path.read_bytes() == BODY
    assert left(path.parent) == ["it.csv", "it.csv.fetched.json"]
    record = json.loads((path.parent / "it.csv.fetched.json").read_text())
    assert record["source_code"] == "it"
    assert record["address"] == address
    assert record["size_bytes"] == len(BODY)
    assert record["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert record["etag"] == '"one"'
    assert record["last_modified"] == "Mon, 02 Nov 2026"
    assert record["fetched_at"].endswith("+00:00")


def test_the_name_is_polite_and_the_body_unpacked(bring, server):
    bring(server.will(publisher.gives(BODY)))
    assert "crisis-access-for-london" in server.asked[0].headers["user-agent"]
    assert server.asked[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "reply",
    [
        publisher.packed(BODY),
        publisher.chunks(BODY),
        publisher.chunks(gzip.compress(BODY), content_encoding="gzip"),
        publisher.says(BODY, content_type="application/octet-stream"),
    ],
    ids=["gzip", "chunks", "gzip in chunks", "no validators"],
)
def test_every_way_of_sending_gives_the_same_bytes(bring, server, reply):
    assert bring(server.will(reply)).read_bytes() == BODY


def test_a_body_ended_by_closing_is_taken(bring, server):
    def reply(wire, _request):
        wire.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + BODY)

    assert bring(server.will(reply)).read_bytes() == BODY


def test_redirects_are_followed_and_the_last_address_recorded(bring, server):
    end = server.will(publisher.gives(BODY), path="/end.csv")
    server.will(publisher.redirects("end.csv", 301), path="/middle")
    path = bring(server.will(publisher.redirects("/middle")))
    assert path.read_bytes() == BODY
    assert records.read(path).address == end


# Resuming


def test_a_cut_connection_is_resumed_where_it_ended(bring, server):
    address = server.will(publisher.gives(BODY, stops_at=HALF), publisher.gives(BODY))
    assert bring(address).read_bytes() == BODY
    assert server.asked[1].headers["range"] == f"bytes={HALF}-"
    assert server.asked[1].headers["if-range"] == '"one"'


def test_what_came_before_giving_up_is_resumed_by_the_next_fetch(bring, server):
    gone = publisher.status(404)
    fault(bring, server.will(publisher.gives(BODY, stops_at=HALF), gone))
    path = bring(server.will(publisher.gives(BODY)))
    assert server.asked[-1].headers["range"] == f"bytes={HALF}-"
    assert path.read_bytes() == BODY


def test_a_packed_body_is_resumed_in_its_packed_bytes(bring, server):
    whole = gzip.compress(BODY, mtime=0)
    address = server.will(
        publisher.packed(BODY, stops_at=len(whole) // 2), publisher.packed(BODY)
    )
    assert bring(address).read_bytes() == BODY
    assert server.asked[1].headers["range"] == f"bytes={len(whole) // 2}-"


def stops_short_of_the_rest(wire, request):
    """Says what the rest is but not its length, and ends before it has given it."""
    begins_at = request.begins_at
    told = f"bytes {begins_at}-{len(BODY) - 1}/{len(BODY)}"
    wire.sendall(publisher.head(206, content_range=told, etag='"one"'))
    wire.sendall(BODY[begins_at : begins_at + 99])


@pytest.mark.parametrize(
    "second",
    [
        publisher.says(BODY, etag='"one"'),
        publisher.status(416),
        publisher.mistakes(BODY, f"bytes 0-{len(BODY) - 1}/{len(BODY)}", sent=BODY),
        publisher.mistakes(BODY, f"bytes {HALF + 1}-{len(BODY) - 1}/{len(BODY)}"),
        publisher.mistakes(BODY, f"bytes {HALF}-{len(BODY)}/{len(BODY) + 1}"),
        publisher.mistakes(BODY, f"bytes {HALF}-{len(BODY) - 1}/*", sent=b"short"),
        publisher.mistakes(BODY, "lines 1-2/3"),
        publisher.mistakes(BODY, ""),
        publisher.mistakes(
            BODY, f"bytes {HALF}-{len(BODY) - 1}/{len(BODY)}", '"two"', TWIN[HALF:]
        ),
        publisher.mistakes(
            BODY, f"bytes 0-{len(BODY) - 1}/{len(BODY)}", sent=BODY[: len(BODY) - HALF]
        ),
        stops_short_of_the_rest,
    ],
    ids=[
        *("ignores range", "416", "from the start", "off by one", "longer"),
        *(
            "cut again",
            "not bytes",
            "no range",
            "other etag",
            "another place",
            "no length",
        ),
    ],
)
def test_whatever_a_server_does_to_a_resumption_the_bytes_are_exact(
    bring, server, second
):
    address = server.will(
        publisher.gives(BODY, stops_at=HALF), second, publisher.gives(BODY)
    )
    assert bring(address).read_bytes() == BODY


def test_a_file_that_changed_in_between_is_brought_anew(bring, server):
    address = server.will(
        publisher.gives(BODY, stops_at=HALF), publisher.gives(LATER, '"two"')
    )
    path = bring(address)
    assert path.read_bytes() == LATER
    assert records.read(path).etag == '"two"'


def test_a_weak_validator_is_not_trusted_to_resume(bring, server):
    address = server.will(
        publisher.gives(BODY, 'W/"one"', stops_at=HALF),
        publisher.gives(BODY, 'W/"one"'),
    )
    assert bring(address).read_bytes() == BODY
    assert "range" not in server.asked[1].headers


def test_a_date_serves_where_there_is_no_strong_tag(bring, server):
    date = "Mon, 02 Nov 2026 10:00:00 GMT"
    cut = publisher.gives(BODY, None, stops_at=HALF, last_modified=date)
    bring(server.will(cut, publisher.gives(BODY, date, last_modified=date)))
    assert server.asked[1].headers["if-range"] == date


def lay_part(folder, address, body, size_bytes, etag='"one"'):
    """A part with its note, as an earlier fetch would have left it."""
    folder.mkdir()
    (folder / "it.csv.part").write_bytes(body)
    note = {"asked": address, "address": address, "size_bytes": size_bytes}
    note |= {"etag": etag, "last_modified": "", "packing": ""}
    (folder / "it.csv.note.part").write_text(json.dumps(note))


def test_a_part_longer_than_the_file_is_thrown_away(bring, server, tmp_path):
    address = server.will(publisher.gives(BODY))
    lay_part(tmp_path / "publishers", address, BODY + b"more", len(BODY))
    assert bring(address).read_bytes() == BODY
    assert "range" not in server.asked[0].headers


def test_a_part_that_is_whole_is_not_asked_for_again(bring, server, tmp_path):
    address = server.will(publisher.status(500))
    lay_part(tmp_path / "publishers", address, BODY, len(BODY))
    assert bring(address).read_bytes() == BODY
    assert not server.asked


@pytest.mark.parametrize("note", ["", "{", "[]", '{"asked": 1}'])
def test_a_part_with_a_broken_note_is_thrown_away(bring, server, tmp_path, note):
    address = server.will(publisher.gives(BODY))
    lay_part(tmp_path / "publishers", address, b"rubbish", len(BODY))
    (tmp_path / "publishers" / "it.csv.note.part").write_text(note)
    assert bring(address).read_bytes() == BODY


def test_a_part_of_another_address_is_thrown_away(bring, server, tmp_path):
    lay_part(tmp_path / "publishers", server.address("/old"), b"rubbish", len(BODY))
    assert bring(server.will(publisher.gives(BODY))).read_bytes() == BODY


# Faults that pass, and those that do not


@pytest.mark.parametrize(
    "first",
    [
        publisher.status(500),
        publisher.status(503, retry_after="7"),
        publisher.status(429, retry_after="Fri, 01 Jan 2027 00:00:00 GMT"),
        publisher.status(429, retry_after="soon"),
        publisher.status(429, retry_after="9" * 5000),
        publisher.status(202, b'{"status": "Pending"}'),
        publisher.says(b""),
        publisher.says(BODY, content_length=len(BODY) * 2),
        publisher.chunks(BODY, whole=False),
        publisher.resets(BODY, HALF),
        publisher.resets(),
        publisher.drips(BODY),
        lambda wire, _request: wire.sendall(b"what?\r\n\r\n"),
        lambda _wire, _request: None,
    ],
    ids=[
        *("500", "503", "429 date", "429 words", "429 huge", "202", "empty", "long"),
        *("cut chunks", "reset", "reset at once", "drip", "not HTTP", "closes"),
    ],
)
def test_a_fault_that_passes_is_outlasted(bring, server, first):
    address = server.will(first, publisher.gives(BODY))
    assert bring(address).read_bytes() == BODY
    assert len(server.asked) == 2


def test_silence_is_outlasted(bring, server):
    over = threading.Event()
    address = server.will(publisher.silent(over), publisher.gives(BODY))
    assert bring(address).read_bytes() == BODY
    over.set()


def test_a_publisher_that_asks_for_time_is_given_it_up_to_a_limit(
    bring, server, monkeypatch
):
    waits = []
    clock = SimpleNamespace(sleep=waits.append, time=urllib3.util.retry.time.time)
    monkeypatch.setattr(urllib3.util.retry, "time", clock)
    address = server.will(
        publisher.status(429, retry_after="3"),
        publisher.status(503, retry_after="86400"),
        publisher.status(500),
        publisher.gives(BODY),
    )
    bring(address, patience=Patience(longest_wait_s=60))
    assert waits[:2] == [3, 60]
    # The third fault in a row without a wish: 1 s × 2², and up to 1 s more by chance.
    assert 4 <= waits[2] <= 5


def test_a_long_file_over_a_bad_link_arrives_in_the_end(bring, server):
    step = len(BODY) // 10
    cuts = [publisher.gives(BODY, stops_at=step * n) for n in range(1, 10)]
    generous = Patience(attempts=2, longest_wait_s=0, progress_bytes=step)
    address = server.will(*cuts, publisher.gives(BODY))
    assert bring(address, patience=generous).read_bytes() == BODY


@pytest.mark.parametrize(
    ("reply", "words", "asked_count"),
    [
        (publisher.status(403, b"<html>"), "status 403", 1),
        (publisher.status(404), "status 404", 1),
        (publisher.status(407), "status 407", 1),
        (publisher.status(401), "status 401", 1),
        (publisher.status(204), "status 204", 1),
        (publisher.status(500), "status 500", 4),
        (publisher.says(b""), "an empty reply", 4),
        (publisher.says(b"<html>", content_type="text/html; x"), "a web page", 1),
        (publisher.says(b" \n<!DOCTYPE html><p>Log in"), "a web page beginning", 1),
        (publisher.says(b"<?xml?><Error/>"), "XML beginning", 1),
        (publisher.says(b'{"error": {"code": 400}}'), "a message of the publisher", 1),
        (publisher.says(b"PK\x03\x04rest"), "a zip archive or a workbook", 1),
        (publisher.says(b"%PDF-1.7"), "a PDF document", 1),
        (publisher.says(b"Access denied"), "a file beginning 'Access denied'", 1),
        (publisher.says(b"a", content_encoding="br"), "packed as 'br'", 1),
        (publisher.says(b"a,b\n", content_encoding="gzip"), "gzip that is broken", 1),
        (publisher.says(gzip.compress(BODY)[:900], content_encoding="gzip"), "gzip", 1),
        (publisher.says(b"a,b\n" * 2**20 + b"c"), "more than 4,194,304 bytes", 1),
        (publisher.says(gzip.compress(b"a,b\n" * 2**21)), "packed with gzip", 1),
        (publisher.packed(b"a,b\n" * 2**21), "bytes when unpacked", 1),
        (publisher.redirects("/it.csv"), "more than 10 redirects", 11),
        (publisher.redirects("file:///etc/passwd"), "not of the web", 1),
        (publisher.redirects("ftp://127.0.0.1/a"), "not of the web", 1),
        (publisher.redirects("http://[bad"), "leads nowhere", 1),
        (publisher.redirects("http://127.0.0.1:x/"), "cannot be used", 1),
    ],
)
def test_a_fault_that_stays_is_said_and_leaves_no_file(
    bring, server, tmp_path, reply, words, asked_count
):
    said = fault(bring, server.will(reply))
    assert words in said
    assert said.startswith("People of areas: expected a file of kind csv, found ")
    assert "https://office.example/people" in said
    assert "save it as 'it.csv'" in said
    assert len(server.asked) == asked_count
    assert left(tmp_path / "publishers") == []


def test_a_refused_connection_is_said(bring):
    with Publisher() as gone:
        address = gone.address()
    assert "Connection refused" in fault(bring, address)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://127.0.0.1/it.csv", "it.csv", "https:///x"]
)
def test_an_address_that_is_not_of_the_web_is_refused(bring, address):
    assert "not of the web" in fault(bring, address)


@pytest.mark.parametrize(
    ("registered_as", "words"),
    [
        ({"size_bytes": "12"}, "where 12 are registered"),
        ({"sha256": "0" * 64}, "registered"),
    ],
)
def test_another_edition_than_the_one_registered_is_refused(
    bring, server, tmp_path, registered_as, words
):
    address = server.will(publisher.gives(BODY))
    assert words in fault(bring, address, **registered_as)
    assert left(tmp_path / "publishers") == []


def test_a_length_that_is_too_short_is_found_by_the_registered_size(bring, server):
    address = server.will(publisher.says(BODY, content_length=HALF))
    said = fault(bring, address, size_bytes=str(len(BODY)))
    assert f"{HALF:,} bytes, where {len(BODY):,}" in said


def test_one_that_fails_does_not_stop_the_others(registered, server, tmp_path):
    # Two publications share an address in this register; the code tells them apart.
    server.will(publisher.status(404), publisher.gives(BODY))
    registered(address=server.address())
    with pytest.raises(SourceUnavailable) as raised:
        fetch(["it", "nobody", "other"], tmp_path, lambda _: None, patience=HASTY)
    assert len(str(raised.value).splitlines()) == 2
    assert "found 'nobody'. The codes are: it, other." in str(raised.value)
    assert (tmp_path / "other.csv").read_bytes() == BODY
    assert not (tmp_path / "it.csv").exists()


# Certificates and proxies


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate that nobody has signed but itself, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    made = [folder / "certificate.pem", folder / "key.pem"]
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    asked += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    asked += ["-out", str(made[0]), "-keyout", str(made[1])]
    try:
        subprocess.run(asked, check=True, capture_output=True, timeout=60)
    except (FileNotFoundError, subprocess.CalledProcessError) as absent:
        pytest.skip(f"no openssl that makes certificates: {absent}")
    return made


@pytest.fixture
def secure(certificate):
    """A publisher that shows that certificate."""
    with Publisher(certificate) as running:
        yield running


def test_a_certificate_that_is_not_trusted_is_refused(bring, secure, tmp_path):
    said = fault(bring, secure.will(publisher.gives(BODY)))
    assert "a certificate that this machine does not trust" in said
    assert "REQUESTS_CA_BUNDLE" in said
    assert left(tmp_path / "publishers") == []


def test_a_certificate_of_another_host_is_refused(
    bring, secure, certificate, monkeypatch
):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    elsewhere = secure.will(publisher.gives(BODY)).replace("127.0.0.1", "localhost")
    assert "does not trust" in fault(bring, elsewhere)


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a_certificate_named_in_the_environment_is_trusted(
    bring, secure, certificate, monkeypatch, variable
):
    monkeypatch.setenv(variable, str(certificate[0]))
    assert bring(secure.will(publisher.gives(BODY))).read_bytes() == BODY


def test_certificates_that_are_not_there_are_said(bring, secure, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/certificates.pem")
    said = fault(bring, secure.will(publisher.gives(BODY)))
    assert "/nowhere/certificates.pem" in said


def test_a_redirect_from_https_to_http_is_refused(
    bring, secure, server, certificate, monkeypatch
):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    open_address = server.will(publisher.gives(BODY))
    said = fault(bring, secure.will(publisher.redirects(open_address)))
    assert f"a redirect from https to '{open_address}'" in said
    assert not server.asked


@pytest.fixture
def proxy():
    """A proxy on this machine that lets everything through."""
    with Publisher() as running:
        running.replies = {"": [publisher.proxies]}
        running._reply_to = lambda _request: running.replies[""][0]
        yield running


def test_a_proxy_named_in_the_environment_is_used(bring, proxy, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", proxy.address(""))
    path = bring("http://office.invalid/it.csv")
    assert path.read_bytes() == b"brought,by\nthe,proxy\n"
    assert proxy.asked[0].target == "http://office.invalid/it.csv"


def test_https_goes_through_the_proxy_unread(
    bring, proxy, secure, certificate, monkeypatch
):
    monkeypatch.setenv("HTTPS_PROXY", proxy.address(""))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    assert bring(secure.will(publisher.gives(BODY))).read_bytes() == BODY
    assert proxy.asked[0].method == "CONNECT"


def test_hosts_named_in_no_proxy_are_asked_directly(bring, proxy, server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", proxy.address(""))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert bring(server.will(publisher.gives(BODY))).read_bytes() == BODY
    assert not proxy.asked


def test_a_proxy_that_wants_a_password_is_said(bring, proxy, secure, monkeypatch):
    proxy.replies[""] = [publisher.status(407)]
    monkeypatch.setenv("HTTPS_PROXY", proxy.address(""))
    said = fault(bring, secure.will(publisher.gives(BODY)))
    assert "status 407" in said
    assert "HTTPS_PROXY" in said


def test_a_proxy_that_is_not_there_is_said(bring, secure, monkeypatch):
    with Publisher() as gone:
        monkeypatch.setenv("HTTPS_PROXY", gone.address(""))
    assert "proxy" in fault(bring, secure.will(publisher.gives(BODY)))


# Files that stand


def test_a_file_that_stands_is_not_fetched_again_unless_asked(bring, server):
    address = server.will(publisher.gives(BODY), publisher.gives(LATER, '"two"'))
    bring(address)
    assert bring(address).read_bytes() == BODY
    assert len(server.asked) == 1
    assert bring(address, again=True).read_bytes() == LATER


def test_a_file_that_was_changed_is_fetched_again(bring, server):
    address = server.will(publisher.gives(BODY))
    bring(address).write_bytes(b"tampered,with\n")
    assert bring(address).read_bytes() == BODY


def test_an_address_that_was_mended_is_fetched_from(bring, server):
    bring(server.will(publisher.gives(BODY)))
    mended = server.will(publisher.gives(LATER), path="/new.csv")
    assert bring(mended).read_bytes() == LATER


def test_a_file_laid_in_its_place_by_hand_is_taken_and_recorded(
    bring, server, tmp_path
):
    path = tmp_path / "publishers" / "it.csv"
    path.parent.mkdir()
    path.write_bytes(BODY)
    bring(server.will(publisher.status(500)))
    assert records.read(path).way == records.BY_HAND
    assert not server.asked


def test_the_last_good_file_stays_when_a_new_one_cannot_be_had(bring, server):
    address = server.will(publisher.gives(BODY), publisher.says(b"<html>"))
    path = bring(address)
    fault(bring, address, again=True)
    assert path.read_bytes() == BODY
    assert records.read(path).sha256 == hashlib.sha256(BODY).hexdigest()


# Archives and pages


def archive(**members):
    """A zip archive as bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, body in members.items():
            opened.writestr(name, body)
    return held.getvalue()


@pytest.mark.parametrize("member", ["people.csv", "Data/people.csv", "peop*.csv"])
def test_one_file_is_taken_out_of_an_archive(bring, server, member):
    body = archive(**{"Data/people.csv": BODY, "notes/readme.txt": b"words"})
    path = bring(server.will(publisher.gives(body), path="/all.zip") + f"#{member}")
    assert path.read_bytes() == BODY
    assert left(path.parent) == ["it.csv", "it.csv.fetched.json"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (archive(**{"a.csv": BODY}), "0 files 'people.csv' in the archive"),
        (archive(**{"a/people.csv": BODY, "b/people.csv": BODY}), "2 files"),
        (archive(**{"people.csv": BODY})[:-40], "ends in the middle"),
        (archive(**{"people.csv": BODY}).replace(BODY[:9], b"x"), ""),
        (b"not,an\narchive,\n", "a file beginning"),
        (archive(**{"people.csv": b"<html>Sorry"}), "a web page"),
        (archive(**{"people.csv": b"a,b\n" * 2**21}), "bytes when unpacked"),
    ],
)
def test_an_archive_that_does_not_hold_it_is_refused(
    bring, server, tmp_path, body, words
):
    address = server.will(publisher.gives(body), path="/all.zip") + "#people.csv"
    if not words:
        body = bytearray(body)
        body[60] ^= 0xFF  # one byte of the packed data, so that its sum is wrong
        server.will(publisher.gives(bytes(body)), path="/all.zip")
        words = "a zip archive that is broken"
    assert words in fault(bring, address)
    assert left(tmp_path / "publishers") == []


def layer(records_count, page_size, breaks=lambda page: page):
    """A feature service of so many areas that gives so many at a time."""
    areas = [
        {"LSOA21CD": f"E{n:08d}", "LSOA21NM": f"Área {n}"} for n in range(records_count)
    ]

    def reply(wire, request):
        asked = dict(
            pair.split("=") for pair in request.target.split("?")[1].split("&")
        )
        begin = int(asked.get("resultOffset", 0))
        size = min(page_size, int(asked.get("resultRecordCount", page_size)))
        given, more = areas[begin : begin + size], begin + size < len(areas)
        if "returnCountOnly" in asked:
            page = {"count": len(areas)}
        elif asked["f"] == "geojson":
            features = [
                {"type": "Feature", "id": 1, "geometry": None, "properties": area}
                for area in given
            ]
            page = {"type": "FeatureCollection", "features": features}
            page |= {"properties": {"exceededTransferLimit": True}} if more else {}
        else:
            page = {"features": [{"attributes": area} for area in given]}
            page |= {"exceededTransferLimit": True} if more else {}
        publisher.says(json.dumps(breaks(page)).encode())(wire, request)

    return reply


QUERY = "/rest/services/LSOA/FeatureServer/0/query"


def test_a_layer_is_brought_in_pages_as_geojson(bring, server):
    address = server.will(layer(4994, 2000), path=QUERY) + "?where=1%3D1&f=geojson"
    path = bring(address, file_format="geojson", file_name="areas.geojson")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == 4994
    assert "properties" not in found
    assert list(found["features"][0])[:2] == ["type", "properties"]
    assert len(server.asked) == 4  # the count, and pages of 2,000, 2,000 and 994
    assert left(path.parent) == ["areas.geojson", "areas.geojson.fetched.json"]


def test_a_table_is_brought_in_pages_as_csv(bring, server):
    # The service may give fewer than asked for.
    address = server.will(layer(2500, 1000), path=QUERY) + "?where=1%3D1&f=json"
    lines = bring(address).read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["LSOA21CD,LSOA21NM", "E00000000,Área 0"]
    assert len(lines) == 2501


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        (lambda _page: {"error": {"code": 400}}, "finds nothing"),
        (lambda page: page | {"count": 2501} if "count" in page else page, "2,501"),
        (lambda _page: {"count": 0}, "finds nothing"),
        (lambda page: page if "count" in page else {"error": {"code": 9}}, "an error"),
        (lambda page: page if "count" in page else {}, "without features"),
        (
            lambda page: (
                page if "count" in page else page | {"exceededTransferLimit": 0}
            ),
            "1,000 records",
        ),
        (
            lambda page: (
                page
                if "count" in page
                else page
                | {"features": page["features"][: len(page["features"]) // 2] * 2}
            ),
            "distinct",
        ),
    ],
    ids=["error", "count", "nothing", "error in pages", "bare", "lost", "twice"],
)
def test_pages_that_do_not_add_up_are_refused(bring, server, tmp_path, breaks, words):
    address = server.will(layer(2500, 1000, breaks), path=QUERY) + "?f=json"
    assert words in fault(bring, address)
    assert left(tmp_path / "publishers") == []


def test_a_page_of_words_is_refused(bring, server):
    address = server.will(publisher.says(b"<html>Sorry"), path=QUERY) + "?f=json"
    assert "a page that is not JSON: a web page" in fault(bring, address)


# Laid down by hand


def lay(folder, **files):
    """A folder with these files."""
    folder.mkdir()
    for name, body in files.items():
        (folder / name).write_bytes(body)
    return folder


def test_a_file_laid_down_by_hand_is_taken(registered, tmp_path):
    registered()
    offline = lay(tmp_path / "stick", **{"it.csv": BODY})
    (taken,) = laid_down(["it"], offline, tmp_path / "to", lambda _: None)
    assert (tmp_path / "to" / "it.csv").read_bytes() == BODY
    assert taken.way == records.BY_HAND
    assert taken.address == ""
    assert records.read(tmp_path / "to" / "it.csv") == taken


@pytest.mark.parametrize("name", ["it.csv", "all.zip"])
def test_an_archive_laid_down_as_it_came_is_opened(registered, tmp_path, name):
    registered(address="https://office.example/all.zip#people.csv")
    offline = lay(tmp_path / "stick", **{name: archive(**{"people.csv": BODY})})
    laid_down(["it"], offline, tmp_path / "to", lambda _: None)
    assert (tmp_path / "to" / "it.csv").read_bytes() == BODY


def test_a_file_already_taken_out_of_its_archive_is_taken(registered, tmp_path):
    registered(address="https://office.example/all.zip#people.csv")
    offline = lay(tmp_path / "stick", **{"it.csv": BODY})
    laid_down(["it"], offline, tmp_path / "to", lambda _: None)
    assert (tmp_path / "to" / "it.csv").read_bytes() == BODY


def test_laid_into_the_folder_itself_it_stays(registered, tmp_path):
    registered()
    folder = lay(tmp_path / "to", **{"it.csv": BODY})
    laid_down(["it"], folder, folder, lambda _: None)
    assert left(folder) == ["it.csv", "it.csv.fetched.json"]
    assert (folder / "it.csv").read_bytes() == BODY


def test_what_is_absent_or_wrong_by_hand_is_said_for_each(registered, tmp_path):
    registered()
    offline = lay(tmp_path / "stick", **{"other.csv": b"<html>Log in"})
    with pytest.raises(SourceUnavailable) as raised:
        laid_down(["it", "other"], offline, tmp_path / "to", lambda _: None)
    absent, wrong = str(raised.value).splitlines()
    assert "expected 'it.csv', found none" in absent
    assert "https://office.example/people" in absent
    assert "a web page beginning" in wrong
    assert left(tmp_path / "to") == []


# Machines that fail


SCRIPT = """
import resource, sys
from pathlib import Path
from geodata import sources
from geodata.__main__ import main
sources.REGISTER = Path(sys.argv[1])
sources.register.cache_clear()
if sys.argv[2] != "0":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
sys.exit(main(["fetch", *sys.argv[3:]]))
"""


def command(registered, tmp_path, address, limit_bytes=0, **changes):
    """The program in a process of its own, about to fetch 'it'."""
    registered(address=address, **changes)
    return subprocess.Popen(
        [
            *(sys.executable, "-c", SCRIPT, str(tmp_path / "sources.csv")),
            *(str(limit_bytes), "it", "--to", str(tmp_path / "to")),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_bytes(path, size_bytes):
    """Wait until a part has grown so far."""
    waiting = threading.Event()
    for _ in range(1000):
        if path.exists() and path.stat().st_size >= size_bytes:
            return
        waiting.wait(0.02)
    pytest.fail(f"{path} never grew to {size_bytes} bytes")


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGINT])
def test_a_fetch_that_is_ended_is_resumed_by_the_next(
    registered, server, tmp_path, ended_by
):
    over = threading.Event()
    address = server.will(publisher.hangs(BODY, HALF, over), publisher.gives(BODY))
    with command(registered, tmp_path, address) as running:
        wait_for_bytes(tmp_path / "to" / "it.csv.part", HALF)
        running.send_signal(ended_by)
        _, words = running.communicate(timeout=20)
    over.set()
    assert left(tmp_path / "to") == ["it.csv.note.part", "it.csv.part"]
    assert running.returncode == (130 if ended_by == signal.SIGINT else -9)
    assert ("Stopped." in words) == (ended_by == signal.SIGINT)
    fetch(["it"], tmp_path / "to", lambda _: None, patience=HASTY)
    assert server.asked[-1].headers["range"] == f"bytes={HALF}-"
    assert (tmp_path / "to" / "it.csv").read_bytes() == BODY


def test_a_full_disk_is_said_and_what_came_is_resumed(registered, server, tmp_path):
    # A limit on the size of files fails a write just as a full disk does.
    address = server.will(publisher.gives(BODY))
    with command(registered, tmp_path, address, limit_bytes=HALF) as running:
        _, words = running.communicate(timeout=30)
    assert running.returncode == 2
    assert "expected to write into" in words
    assert "Free some space" in words
    assert (tmp_path / "to" / "it.csv.part").stat().st_size == HALF
    fetch(["it"], tmp_path / "to", lambda _: None, patience=HASTY)
    assert (tmp_path / "to" / "it.csv").read_bytes() == BODY
    assert server.asked[-1].headers["range"] == f"bytes={HALF}-"


@pytest.mark.parametrize("folder", ["/proc/publishers", "{tmp}/sources.csv/publishers"])
def test_a_folder_that_cannot_be_written_is_said(registered, server, tmp_path, folder):
    registered(address=server.will(publisher.gives(BODY)))
    to = Path(folder.format(tmp=tmp_path))
    with pytest.raises(SourceUnavailable, match="expected to write into"):
        fetch(["it"], to, lambda _: None, patience=HASTY)


def test_two_fetches_at_once_do_not_mix(registered, server, tmp_path):
    over = threading.Event()
    patient = Patience(read_s=20)
    registered(address=server.will(publisher.hangs(BODY, HALF, over)))
    first = threading.Thread(
        target=fetch,
        args=(["it"], tmp_path / "to", lambda _: None),
        kwargs={"patience": patient},
    )
    first.start()
    wait_for_bytes(tmp_path / "to" / "it.csv.part", HALF)
    with pytest.raises(SourceUnavailable, match="found another fetch at it"):
        fetch(["it"], tmp_path / "to", lambda _: None, patience=patient)
    over.set()
    first.join(20)
    assert (tmp_path / "to" / "it.csv").read_bytes() == BODY
    assert left(tmp_path / "to") == ["it.csv", "it.csv.fetched.json"]


def test_a_part_that_is_moved_away_while_it_is_being_locked_is_not_written(
    registered, server, tmp_path, monkeypatch
):
    registered(address=server.will(publisher.gives(LATER)))
    part, moved = tmp_path / "it.csv.part", tmp_path / "finished by another.csv"
    lock = fcntl.flock

    def late(opened, how):
        # Another fetch ends just between our opening and our locking.
        monkeypatch.setattr(fcntl, "flock", lock)
        part.rename(moved)
        moved.write_bytes(BODY)
        lock(opened, how)

    monkeypatch.setattr(fcntl, "flock", late)
    fetch(["it"], tmp_path, lambda _: None, patience=HASTY)
    assert moved.read_bytes() == BODY
    assert (tmp_path / "it.csv").read_bytes() == LATER


# The command


class Terminal(io.StringIO):
    """A terminal that keeps what it was told."""

    def isatty(self):
        return True


def test_in_a_terminal_one_line_moves(registered, server, tmp_path, monkeypatch):
    registered(address=server.will(publisher.gives(BODY)))
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    fetch(["it"], tmp_path)
    first, *moves = terminal.getvalue().split("\r")
    assert first == "it: People of areas\n"
    assert moves[-1] == "  100 % of 0.2 MiB\n"


def test_the_command_fetches_all_that_have_an_address(
    registered, server, tmp_path, capsys
):
    registered(address=server.will(publisher.gives(BODY)))
    assert main(["fetch", "--to", str(tmp_path / "to")]) == 0
    assert (tmp_path / "to" / "other.csv").read_bytes() == BODY
    said = capsys.readouterr().out
    assert "100 %" in said
    assert "\r" not in said


def test_the_command_fails_with_2_and_a_sentence(registered, server, tmp_path, capsys):
    registered(address=server.will(publisher.status(404)))
    assert main(["fetch", "it", "--to", str(tmp_path / "to")]) == 2
    assert "Could not fetch:\nPeople of areas: " in capsys.readouterr().err


def test_the_command_takes_a_folder_and_lists_what_is_missing(
    registered, tmp_path, capsys
):
    registered(address="https://office.example/people.csv")
    offline = lay(tmp_path / "stick", **{"it.csv": BODY})
    assert main(["fetch", "--from", str(offline), "--to", str(tmp_path / "to")]) == 0
    said = capsys.readouterr().out
    assert "other: People of areas (An office)" in said
    assert "page     https://office.example/people\n" in said
    assert "address  https://office.example/people.csv\n" in said
    assert "save as  other.csv" in said
    named = ["fetch", "other", "--from", str(offline), "--to", str(tmp_path / "to")]
    assert main(named) == 2


def test_the_command_says_when_a_folder_holds_nothing(registered, tmp_path, capsys):
    registered()
    assert main(["fetch", "--from", str(tmp_path)]) == 2
    assert "found none under a name of the register" in capsys.readouterr().err


def test_the_list_names_every_publication_of_the_real_register(capsys):
    assert main(["fetch", "--list"]) == 0
    said = capsys.readouterr().out
    for source in publications().values():
        assert f"save as  {source.file_name}\n" in said + "\n"
    assert main(["fetch", "--list", "nobody"]) == 2


# The real register


def test_every_address_is_https_and_says_how_far_it_is_trusted():
    for source in publications().values():
        assert source.address_basis in {"none", "unchecked", "checked"}
        assert (source.address == "") == (source.address_basis == "none")
        assert source.address.startswith("https://") or not source.address
        assert source.official_page.startswith("https://")


def test_file_names_are_one_each_and_of_a_format_that_can_be_checked():
    names = [source.file_name for source in publications().values()]
    assert len(names) == len(set(names))
    known = {*kinds.TEXTS, *kinds.BEGINNINGS, "osm.pbf"}
    for source in publications().values():
        assert source.file_format in known
        assert source.file_name.endswith(f".{source.file_format}")


@pytest.mark.parametrize(
    ("file_format", "body"),
    [
        ("csv", BODY),
        ("csv", b"\xef\xbb\xbfa,b\n"),
        ("geojson", b' {"type": "FeatureCollection", "features": []}\n'),
        ("xlsx", archive(**{"xl/workbook.xml": b"<x/>"})),
        ("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"),
        ("parquet", b"PAR1 rows PAR1"),
        ("gpkg", b"SQLite format 3\x00rest"),
        ("osm.pbf", b"\x00\x00\x00\x0d\x0a\x09OSMHeader rest"),
        ("shapes of a new kind", b"\x01\x02"),
    ],
)
def test_a_file_of_its_kind_is_known(tmp_path, file_format, body):
    path = tmp_path / "it"
    path.write_bytes(body)
    assert kinds.found_instead(path, file_format) == ""
    path.write_bytes(b"<!DOCTYPE html><html>")
    assert "a web page" in kinds.found_instead(path, file_format)
    path.write_bytes(b"")
    assert kinds.found_instead(path, file_format) == "an empty file"


@pytest.mark.parametrize(
    ("file_format", "body"),
    [
        ("geojson", b'{"type": "FeatureCollection", "features": [{"ty'),
        ("geojson", b"a,b\n"),
        ("xlsx", archive(**{"xl/workbook.xml": b"<x/>"})[:-30]),
        ("parquet", b"PAR1 rows"),
        ("csv", b"\xff\xfea\x00,\x00"),
        ("xls", archive(a=b"b")),
        ("osm.pbf", b"random bytes of another kind"),
    ],
)
def test_a_file_of_another_kind_or_cut_short_is_known(tmp_path, file_format, body):
    path = tmp_path / "it"
    path.write_bytes(body)
    assert kinds.found_instead(path, file_format)


# Any sequence of faults

FAULTS = {
    "whole": publisher.gives(BODY),
    "cut early": publisher.gives(BODY, stops_at=1),
    "cut": publisher.gives(BODY, stops_at=HALF),
    "cut late": publisher.gives(BODY, stops_at=len(BODY) - 1),
    "changed": publisher.gives(LATER, '"two"'),
    "changed, cut": publisher.gives(LATER, '"two"', stops_at=HALF + 9),
    "no range": publisher.says(BODY),
    "no range, cut": publisher.says(
        BODY[:HALF], content_length=len(BODY), etag='"one"'
    ),
    "wrong range": publisher.mistakes(BODY, f"bytes 9-{len(BODY) - 1}/{len(BODY)}"),
    "changed under the rest": publisher.mistakes(
        BODY, f"bytes {HALF}-{len(LATER) - 1}/{len(LATER)}", '"two"', LATER[HALF:]
    ),
    "416": publisher.status(416, content_range="bytes */3"),
    "packed": publisher.packed(BODY, etag='"packed"'),
    "packed, cut": publisher.packed(BODY, etag='"packed"', stops_at=100),
    "chunks": publisher.chunks(BODY, etag='"one"'),
    "chunks, cut": publisher.chunks(BODY, whole=False, etag='"one"'),
    "busy": publisher.status(503, retry_after="1"),
    "gone": publisher.status(404),
    "reset": publisher.resets(BODY, HALF),
    "closed": lambda _wire, _request: None,
    "empty": publisher.says(b""),
    "page": publisher.says(b"<html>Log in"),
    "loop": publisher.redirects("/it.csv"),
}
LIES = {
    "length too short": publisher.says(BODY, content_length=HALF),
    "other bytes, same tag": publisher.gives(LATER, '"one"'),
    "rest of another": publisher.mistakes(
        BODY,
        f"bytes {HALF}-{len(BODY) - 1}/{len(BODY)}",
        sent=LATER[HALF : len(BODY)],
    ),
}


def outcome(server, replies, fetch_count, **registered_as):
    """The file's bytes after some fetches from a server; None if there is none."""
    kept = sources.REGISTER
    with tempfile.TemporaryDirectory() as folder:
        sources.REGISTER = Path(folder) / "sources.csv"
        try:
            address = server.will(*replies)
            write_register(sources.REGISTER, address=address, **registered_as)
            for _ in range(fetch_count):
                try:
                    fetch(["it"], Path(folder), lambda _: None, patience=HASTY)
                    return (Path(folder) / "it.csv").read_bytes()
                except SourceUnavailable:
                    assert not (Path(folder) / "it.csv").exists()
            return None
        finally:
            sources.REGISTER = kept
            sources.register.cache_clear()


@pytest.fixture(scope="module")
def lasting_server():
    """One publisher for all examples of a property."""
    with Publisher() as running:
        yield running


@settings(max_examples=80, deadline=None)
@given(names=st.lists(st.sampled_from(sorted(FAULTS)), min_size=1, max_size=9))
def test_after_any_faults_the_file_is_exact_or_not_there(lasting_server, names):
    came = outcome(lasting_server, [FAULTS[name] for name in names], 3)
    assert came in {None, BODY, LATER}


@settings(max_examples=80, deadline=None)
@given(
    names=st.lists(st.sampled_from(sorted(FAULTS | LIES)), min_size=1, max_size=9),
)
def test_a_registered_fingerprint_holds_against_lies_too(lasting_server, names):
    replies = [(FAULTS | LIES)[name] for name in names]
    sha256 = hashlib.sha256(BODY).hexdigest()
    assert outcome(lasting_server, replies, 3, sha256=sha256) in {None, BODY}


@settings(max_examples=40, deadline=None)
@given(names=st.lists(st.sampled_from(sorted(FAULTS | LIES)), max_size=9))
def test_once_the_publisher_behaves_the_file_arrives(lasting_server, names):
    replies = [(FAULTS | LIES)[name] for name in names]
    sha256 = hashlib.sha256(BODY).hexdigest()
    # Each fetch uses up at least one reply, so the last is reached.
    replies.append(publisher.gives(BODY))
    assert outcome(lasting_server, replies, 11, sha256=sha256) == BODY
