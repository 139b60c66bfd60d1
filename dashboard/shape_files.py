"""Files that the server makes for browsers to keep: where they lie, how they are written.

Files are named for their edition or their content, so that no cache hides a new one. Those
of editions long gone are removed when a new one is written.
"""

import hashlib
import json
import os
import time
from contextlib import suppress
from pathlib import Path

ADDRESS = "/app/static/shapes"
DAY_S = 24 * 60 * 60
KEPT = 2
"""Files of one name that stay however old they are: the newest and the one before."""


class ShapesNotWritten(Exception):
    """The static folder cannot be written; the message says what to do."""


def folder() -> Path:
    """Folder that shapes are written to: CRISIS_SHAPES, or the app's static one."""
    return Path(
        os.environ.get("CRISIS_SHAPES") or Path(__file__).parent / "static/shapes"
    )


def stamped(name: str, content: object) -> str:
    """Address of content as JSON, in a file named for it, written if it is not there."""
    text = json.dumps(content, separators=(",", ":"))
    stamp = hashlib.sha256(text.encode()).hexdigest()[:24]
    file = folder() / f"{name}.{stamp}.json"
    address = f"{ADDRESS}/{file.name}"
    if not is_there(address):
        write(file, text)
    return address


def is_there(address: str) -> bool:
    """Whether the file of this address is still there: folders of caches are emptied.

    One that is counts as in use for a day from now: by its time, which every process
    that serves from the folder can see.
    """
    file = folder() / Path(address).name
    if not file.exists():
        return False
    # Half a day: to write it at each look would cost more than the look. Where another
    # account keeps the folder, it is for that one to say.
    with suppress(OSError):
        if time.time() - file.stat().st_mtime > DAY_S / 2:
            os.utime(file)
    return True


def write(file: Path, content: str) -> None:
    """Write a file whole or not at all, and remove those that nobody uses any more.

    Raises: ShapesNotWritten.
    """
    partial = file.with_suffix(f".{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(content, encoding="utf-8")
        partial.replace(file)
    except OSError as fault:
        raise ShapesNotWritten(
            f"Expected to write the map's shapes to {file.parent}, found: {fault}. Make "
            "the folder writable for the program, or name another in CRISIS_SHAPES, then "
            "reload the page."
        ) from fault
    _tidy(file)


def _tidy(written: Path) -> None:
    """Remove files of the same name whose last use is more than a day ago."""
    name, folder = written.name.split(".")[0], written.parent
    for found, kept in ((f"{name}.*.json", KEPT), (f"{name}.*.part", 0)):
        # Another process may remove the same ones, or not let them be removed.
        with suppress(OSError):
            last_use = {file: file.stat().st_mtime for file in folder.glob(found)}
            newest_first = sorted(last_use, key=last_use.__getitem__, reverse=True)
            for file in newest_first[kept:]:
                if time.time() - last_use[file] > DAY_S:
                    file.unlink(missing_ok=True)
