"""From bytes that have come to a file in its place: unpacked, checked, moved in whole."""

import fnmatch
import gzip
import os
import shutil
import zipfile
import zlib
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from geodata.disk import synced
from geodata.fetch import kinds, records
from geodata.fetch.parts import Edition, Part
from geodata.fetch.patience import Final
from geodata.fetch.records import Fetched
from geodata.sources import Source

CHUNK_BYTES = 1024**2


def placed(
    made: Path, path: Path, part: Part, source: Source, edition: Edition | None
) -> Fetched:
    """Move a file that is whole to its place, and lay its record beside it.

    Raises: Final if it is not what the register says; the last good file then stays.
    """
    fetched = records.of(made, source, edition)
    if fault := records.fault_with(made, source, fetched.sha256):
        raise Final(fault)
    synced(made)
    part.forget()
    # First the record: if all ends here, it does not fit the file that is there, which
    # is then fetched again. The other way round, its origin would be lost.
    records.write(path, fetched)
    os.replace(made, path)  # noqa: PTH105 - one atomic step, not a copy
    synced(path.parent)
    if made != part.path:
        part.remove()
    return fetched


def unzipped(came: Path, to: Path, limit_bytes: int) -> Path:
    """The body of a reply that was packed with gzip on the way, at `to`.

    Raises: Final if it cannot be unpacked.
    """
    try:
        with gzip.open(came) as packed:
            return _copied(packed, to, limit_bytes)
    except (gzip.BadGzipFile, zlib.error, EOFError) as fault:
        raise Final(f"a reply packed with gzip that is broken ({fault})") from fault


def taken_out(came: Path, member: str, to: Path, limit_bytes: int) -> Path:
    """The one file of that name in a zip archive, at `to`; `*` stands for anything.

    Raises: Final if it is no archive, is broken, or has not exactly one such file.
    """
    if found_instead := kinds.found_instead(came, "zip"):
        raise Final(found_instead)
    wanted = unquote(member)
    try:
        with zipfile.ZipFile(came) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            found = [name for name in names if _is(name, wanted)]
            if len(found) != 1:
                raise Final(
                    f"{len(found)} files '{wanted}' in the archive, which holds "
                    f"{sorted(names)[:20]}"
                )
            with archive.open(found[0]) as packed:
                return _copied(packed, to, limit_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
        raise Final(f"a zip archive that is broken ({fault})") from fault
    except (NotImplementedError, RuntimeError) as fault:
        raise Final(f"a zip archive packed or locked in a new way ({fault})") from fault


def copied(came: Path, part: Part) -> None:
    """Copy a file laid down by hand into a part."""
    part.discard()
    with came.open("rb") as opened:
        shutil.copyfileobj(opened, part, CHUNK_BYTES)
    part.settle()


def _is(name: str, wanted: str) -> bool:
    return fnmatch.fnmatchcase(name, wanted) or fnmatch.fnmatchcase(name, f"*/{wanted}")


def _copied(packed: IO[bytes] | gzip.GzipFile, to: Path, limit_bytes: int) -> Path:
    with to.open("wb") as opened:
        while chunk := packed.read(CHUNK_BYTES):
            opened.write(chunk)
            if opened.tell() > limit_bytes:
                raise Final(f"more than {limit_bytes:,} bytes when unpacked")
    return to
