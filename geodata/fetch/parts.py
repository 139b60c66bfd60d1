"""The part of a file that has come so far, kept beside it until it is whole.

`name.part` holds the bytes as they came over the wire, `name.note.part` which edition
they belong to; every file that is not whole ends in `.part`. Whoever writes a part
holds its lock, so two fetches cannot mix.
Limit of method: a part is trusted by its length; only a publication whose fingerprint
is registered is safe from a machine that lost power while writing.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import BinaryIO

from geodata.errors import SourceUnavailable


@dataclass(frozen=True)
class Edition:
    """What a server said of the file it gave.

    `asked` is the address asked for, `address` the one after redirects. `size_bytes` is
    that of the body as sent, packed or not; None where the server did not say.
    """

    asked: str
    address: str
    size_bytes: int | None = None
    etag: str = ""
    last_modified: str = ""
    packing: str = ""

    @property
    def validator(self) -> str:
        """What proves that the rest is of the same edition; blank if nothing does.

        A weak ETag does not promise equal bytes, so it cannot be used to resume.
        """
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified


class Part:
    """A part under its lock. Made by `locked`."""

    def __init__(self, path: Path, opened: BinaryIO) -> None:
        self.path = path
        self._opened = opened
        self._note = path.with_name(f"{path.stem}.note.part")

    @property
    def size_bytes(self) -> int:
        """Bytes that have come so far."""
        return self._opened.seek(0, os.SEEK_END)

    def resumable(self, asked: str) -> Edition | None:
        """The edition that this part belongs to, if the rest can be asked for."""
        try:
            noted = json.loads(self._note.read_text(encoding="utf-8"))
            edition = Edition(**{f.name: noted[f.name] for f in fields(Edition)})
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
        whole = edition.size_bytes
        too_long = whole is not None and self.size_bytes > whole
        if edition.asked != asked or not self.size_bytes or too_long:
            return None
        return edition if edition.validator or self.size_bytes == whole else None

    def begin(self, edition: Edition) -> None:
        """Empty the part, and note which edition it is about to hold."""
        # Emptied first: a note must never stand beside bytes of another edition.
        self._empty()
        self._note.write_text(json.dumps(asdict(edition), indent=1), encoding="utf-8")

    def write(self, chunk: bytes) -> int:
        """Add bytes at the end; their number.

        Raises: OSError if the disk takes no more.
        """
        self._opened.seek(0, os.SEEK_END)
        rest = memoryview(chunk)
        while rest:
            # On a disk that is nearly full, only some are written.
            rest = rest[self._opened.write(rest) :]
        return len(chunk)

    def discard(self) -> None:
        """Empty the part and forget its edition."""
        self._empty()
        self.forget()

    def forget(self) -> None:
        """Remove the note of its edition, so that the part is not resumed."""
        self._note.unlink(missing_ok=True)

    def _empty(self) -> None:
        # Once moved to its place, it is a part no more.
        if _is_at(self._opened, self.path):
            self._opened.truncate(0)

    def settle(self) -> None:
        """Make sure that the bytes are on the disk."""
        self._opened.flush()
        os.fsync(self._opened.fileno())

    def remove(self) -> None:
        """Remove the part and its note."""
        self.path.unlink(missing_ok=True)
        self.forget()


@contextmanager
def locked(path: Path) -> Iterator[Part]:
    """The part at `path`, made if need be, that nobody else writes meanwhile.

    Raises: SourceUnavailable if another fetch holds it; OSError if it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _held(path) as opened:
        part = Part(path, opened)
        try:
            yield part
        finally:
            if part.size_bytes == 0 and _is_at(opened, path):
                part.remove()


@contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        # Unbuffered: what was written is there when the process is killed.
        with os.fdopen(descriptor, "r+b", buffering=0) as opened:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as held:
                raise SourceUnavailable(
                    f"Expected to be alone in writing '{path.name}', found another "
                    f"fetch at it ({path}). Wait until it has ended."
                ) from held
            # Whoever held it may have moved it away between our opening and locking.
            if _is_at(opened, path):
                yield opened
                return


def _is_at(opened: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(opened.fileno()), path.stat())
    except FileNotFoundError:
        return False
