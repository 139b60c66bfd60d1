"""Files that the server makes for browsers to keep: where they lie, how they are written.

Files are named for their edition or their content, so that no cache hides a new one.
"""

import hashlib
import json
import os
from pathlib import Path

ADDRESS = "/app/static/shapes"


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
    if not file.exists():
        write(file, text)
    return f"{ADDRESS}/{file.name}"


def is_there(address: str) -> bool:
    """Whether the file of this address is still there: folders of caches are emptied."""
    return (folder() / Path(address).name).exists()


def write(file: Path, content: str) -> None:
    """Write a file whole or not at all.

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
