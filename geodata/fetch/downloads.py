"""One address into one part: asked for, resumed, tried again, until it is whole.

Limit of method: a body without a length (sent in chunks, or ended by closing) is whole
when it ends in order; a file cut before it was sent cannot be told from a short one
unless its kind or its registered size shows it.
"""

import re
import time
from contextlib import closing
from dataclasses import replace

import requests
import urllib3
from urllib3.util import Retry

from geodata.fetch import web
from geodata.fetch.parts import Edition, Part
from geodata.fetch.patience import Final, Network, Passing, Patience, Unreached
from geodata.fetch.progress import Progress

CHUNK_BYTES = 256 * 1024
_CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


def download(address: str, part: Part, network: Network, progress: Progress) -> Edition:
    """Bring all bytes of an address into its part, resuming what is there.

    Raises: Final with what was found if it cannot be had; OSError if the part cannot be
        written. What has come so far stays in the part.
    """
    patience = network.patience
    unreached_count = 0
    retries, furthest_bytes = patience.retries(), part.size_bytes
    while True:
        try:
            return _attempted(address, part, network, progress)
        except Passing as fault:
            unreached_count += isinstance(fault, Unreached)
            if unreached_count >= patience.reach_attempts:
                raise Final(f"{fault}, {unreached_count} times") from fault
            if fault.raw is not None and fault.raw.status == 416:  # noqa: PLR2004
                part.discard()
            if part.size_bytes >= furthest_bytes + patience.progress_bytes:
                retries, furthest_bytes = patience.retries(), part.size_bytes
            try:
                retries = retries.increment("GET", address, response=fault.raw)
            except urllib3.exceptions.MaxRetryError:
                raise Final(f"{fault}, {patience.attempts} times in a row") from fault
            network.say(f"  {fault}; trying again")
            _wait(retries, fault)


def _wait(retries: Retry, fault: Passing) -> None:
    try:
        retries.sleep(fault.raw)
    except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
        # A Retry-After that is neither a number nor a date.
        retries.sleep()


def _attempted(
    address: str, part: Part, network: Network, progress: Progress
) -> Edition:
    kept = part.resumable(address)
    if kept and part.size_bytes == kept.size_bytes:
        return kept
    sent = {}
    if kept:
        sent = {"Range": f"bytes={part.size_bytes}-", "If-Range": kept.validator}
    with closing(web.opened(network, address, sent)) as reply:
        edition = _edition(address, reply)
        if reply.status_code == requests.codes.partial_content:
            edition = _continued(kept, edition, reply, part)
        else:
            # Also when a rest was asked for: the server cannot resume, or the file
            # changed since.
            part.begin(edition)
        progress.expects(edition.size_bytes)
        _copied(reply, part, network.patience, progress)
    whole = edition.size_bytes
    if whole is not None and part.size_bytes != whole:
        raise Passing(f"{part.size_bytes:,} of {whole:,} bytes")
    if not part.size_bytes:
        raise Passing("an empty reply")
    return edition


def _edition(address: str, reply: requests.Response) -> Edition:
    """What the headers say. Raises: Final if they announce no file of data."""
    kind = reply.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        raise Final(f"a web page ({kind}) instead of a file")
    packing = reply.headers.get("Content-Encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip"}:
        raise Final(f"a body packed as '{packing}', which was not asked for")
    return Edition(
        asked=address,
        address=reply.url,
        size_bytes=reply.raw.length_remaining,
        etag=reply.headers.get("ETag", ""),
        last_modified=reply.headers.get("Last-Modified", ""),
        packing="gzip" if packing.endswith("gzip") else "",
    )


def _continued(
    kept: Edition | None, rest: Edition, reply: requests.Response, part: Part
) -> Edition:
    """The edition that a 206 continues.

    Raises: Passing, with the part emptied, if it is not the rest of what we have.
    """
    said = reply.headers.get("Content-Range", "")
    found = _CONTENT_RANGE.fullmatch(said.strip())
    if kept and found and int(found[1]) == part.size_bytes:
        size = kept.size_bytes if found[3] == "*" else int(found[3])
        same_size = kept.size_bytes in {None, size} and size == int(found[2]) + 1
        same_bytes = not rest.etag or rest.etag == kept.etag
        length = int(found[2]) + 1 - part.size_bytes
        same_rest = rest.size_bytes in {None, length} and rest.packing == kept.packing
        if same_size and same_bytes and same_rest:
            return replace(kept, size_bytes=size, address=reply.url)
    part.discard()
    raise Passing(f"another part than the one asked for ('{said}')")


def _copied(
    reply: requests.Response,
    part: Part,
    patience: Patience,
    progress: Progress,
) -> None:
    window_began, window_bytes = time.monotonic(), 0
    try:
        # read1 gives what has come; read would wait for a full chunk, however slow.
        while chunk := reply.raw.read1(CHUNK_BYTES, decode_content=False):
            part.write(chunk)
            progress.moved(part.size_bytes)
            if part.size_bytes > patience.largest_bytes:
                part.discard()
                raise Final(f"more than {patience.largest_bytes:,} bytes")
            window_bytes += len(chunk)
            if time.monotonic() - window_began >= patience.stall_s:
                if window_bytes < patience.stall_bytes:
                    raise Passing(
                        f"{window_bytes:,} bytes in {patience.stall_s:.0f} seconds"
                    )
                window_began, window_bytes = time.monotonic(), 0
    except urllib3.exceptions.HTTPError as fault:
        raise Passing(
            f"the connection ended after {part.size_bytes:,} bytes "
            f"({type(fault).__name__})"
        ) from fault
