"""What is known of each publisher's file: a small JSON beside it, `name.fetched.json`.

A build reads these to say which edition of each source it took.
"""

import datetime as dt
import hashlib
import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from geodata.fetch import kinds
from geodata.fetch.parts import Edition
from geodata.sources import Source

OVER_NETWORK = "over the network"
BY_HAND = "by hand"


@dataclass(frozen=True)
class Fetched:
    """One file of a publisher as it lies on this machine.

    `asked` is the address of the register at the time, `address` the one after
    redirects; both are blank for a file laid down by hand. `fetched_at` is UTC.
    """

    source_code: str
    file_name: str
    way: str
    asked: str
    address: str
    fetched_at: str
    size_bytes: int
    sha256: str
    etag: str
    last_modified: str


def of(path: Path, source: Source, edition: Edition | None = None) -> Fetched:
    """The record of a file's bytes as they are now, wherever it lies.

    Without an edition it came by hand.
    """
    return Fetched(
        source_code=source.source_code,
        file_name=source.file_name,
        way=OVER_NETWORK if edition else BY_HAND,
        asked=source.address if edition else "",
        address=edition.address if edition else "",
        fetched_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        size_bytes=path.stat().st_size,
        sha256=fingerprint(path),
        etag=edition.etag if edition else "",
        last_modified=edition.last_modified if edition else "",
    )


def read(path: Path) -> Fetched | None:
    """The record beside a file; None if there is none that can be read."""
    try:
        noted = json.loads(_beside(path).read_text(encoding="utf-8"))
        return Fetched(**{field.name: noted[field.name] for field in fields(Fetched)})
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def write(path: Path, fetched: Fetched) -> None:
    """Lay the record beside its file, whole or not at all."""
    aside = path.with_name(f"{path.name}.fetched.{os.getpid()}.part")
    try:
        aside.write_text(json.dumps(asdict(fetched), indent=1) + "\n", encoding="utf-8")
        os.replace(aside, _beside(path))  # noqa: PTH105 - one atomic step
    finally:
        aside.unlink(missing_ok=True)


def standing(path: Path, source: Source) -> Fetched | None:
    """The record of a file that is there and need not be fetched; None otherwise.

    A file without a record was laid there by hand: it is taken if it is of its kind.
    One that changed since, or came from an address that the register has mended, is not.
    """
    if not path.is_file():
        return None
    noted, now = read(path), of(path, source)
    if fault_with(path, source, now.sha256):
        return None
    if noted is None:
        write(path, now)
        return now
    moved = noted.way == OVER_NETWORK and noted.asked != source.address
    return None if moved or noted.sha256 != now.sha256 else noted


def fault_with(path: Path, source: Source, sha256: str) -> str:
    """What is wrong with a file by its kind, size or fingerprint; blank if nothing."""
    if found := kinds.found_instead(path, source.file_format):
        return found
    size_bytes = path.stat().st_size
    if source.size_bytes and size_bytes != int(source.size_bytes):
        return f"{size_bytes:,} bytes, where {int(source.size_bytes):,} are registered"
    if source.sha256 and sha256 != source.sha256.lower():
        return f"the fingerprint {sha256}, where {source.sha256} is registered"
    return ""


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.fetched.json")
