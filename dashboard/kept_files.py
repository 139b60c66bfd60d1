"""Files that never change under their name, sent from memory and in one piece.

A first page asks for some 130 of them. Through Streamlit each is looked up by a thread,
read in parts by others and packed anew; here it is read and packed once.
"""

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

KEPT = "public, max-age=31536000, immutable"
NAME = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*")
"""No part begins with a dot, so none leads out of its folder."""
PACKED = {"text/css", "text/javascript", "application/javascript", "application/json"}
MOST = 1_024
"""Files in memory at once; a first page takes 130, all that there are some 400."""


@dataclass(frozen=True)
class Folder:
    """Files below an address. `stamped`: kept only if asked for by their stamp."""

    address: str
    path: Path
    stamped: bool = False


@dataclass(frozen=True)
class _File:
    kind: str
    stamp: str
    plain: bytes
    packed: bytes | None


def stamp(file: Path) -> str:
    """Twelve hexadecimal digits that change with the content of a file."""
    return sha256(file.read_bytes()).hexdigest()[:12]


class KeptFiles:
    """Answers for such files, and passes every other request on."""

    def __init__(self, inner: ASGIApp, folders: Iterable[Folder]) -> None:
        self.inner = inner
        self.folders = tuple(folders)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a kept file, or pass the request on."""
        found = self._found(scope) if scope["type"] == "http" else None
        if found is None:
            await self.inner(scope, receive, send)
            return
        headers = dict(scope["headers"])
        body, kind = found.plain, [(b"content-type", found.kind.encode())]
        if found.packed and b"gzip" in headers.get(b"accept-encoding", b""):
            body = found.packed
            kind.append((b"content-encoding", b"gzip"))
        size = [(b"content-length", str(len(body)).encode())]
        kept = [(b"cache-control", KEPT.encode()), (b"vary", b"Accept-Encoding")]
        start = {"type": "http.response.start", "status": 200}
        await send({**start, "headers": [*kind, *size, *kept]})
        await send({"type": "http.response.body", "body": body})

    def _found(self, scope: Scope) -> _File | None:
        asked = scope["path"]
        if scope["method"] != "GET" or b"range" in dict(scope["headers"]):
            return None
        folder = next((f for f in self.folders if asked.startswith(f.address)), None)
        if folder is None or not NAME.fullmatch(name := asked[len(folder.address) :]):
            return None
        try:
            changed = (folder.path / name).stat()
            found = _read(folder.path / name, changed.st_mtime_ns)
        except OSError:
            # Streamlit has the words for a file that is not there.
            return None
        is_other = folder.stamped and scope["query_string"].decode() != found.stamp
        return None if is_other else found


@lru_cache(MOST)
def _read(file: Path, changed_ns: int) -> _File:  # noqa: ARG001 - the cache's key
    plain = file.read_bytes()
    kind = guess_type(file.name)[0] or "application/octet-stream"
    packed = gzip.compress(plain, 6) if kind in PACKED else None
    return _File(kind, sha256(plain).hexdigest()[:12], plain, packed)
