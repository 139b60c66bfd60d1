"""What a data steward does on the Data page, through the commands of `python -m geodata`.

The same code as on the command line, in a process of its own: a broken or huge file
cannot harm the server, and the dashboard itself never writes.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

ROOT = Path(__file__).parents[1]
PREFIX = f"crisis_access_work_{os.getpid()}_"
"""As in geodata/workplaces.py, which removes what a killed process leaves."""
ELSEWHERE = (
    "Data is changed at the machine that serves this dashboard: see "
    "`python -m geodata --help` there."
)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
OF_A_PROXY = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


class NotDone(Exception):
    """A command that could not do its work; the message is its own."""


def is_here() -> bool:
    """Whether whoever sees the page sits at this machine, and so may change its data.

    A server that listens to its own machine alone may still stand behind a proxy, which
    names another host or says for whom it asks.
    """
    if str(st.get_option("server.address") or "") not in LOOPBACK:
        return False
    headers = st.context.headers
    host = urlsplit(f"//{headers.get('Host', 'localhost')}").hostname
    return host in LOOPBACK and not any(name in headers for name in OF_A_PROXY)


def guess(name: str, content: bytes) -> dict[str, Any]:
    """What an uploaded file seems to be: evidence, doubts, preview, mapping (JSON)."""
    with _laid_down(name, content) as file:
        found: dict[str, Any] = json.loads(_done("import", "--json", "--", str(file)))
        return found


def bring(
    name: str, content: bytes, mapping: str, agency: str, *, look_only: bool
) -> dict[str, Any]:
    """Read an uploaded file by a confirmed mapping; store it unless only looking."""
    with _laid_down(name, content) as file:
        said = file.with_name("mapping.json")
        said.write_text(mapping, encoding="utf-8")
        asked = ["import", "--json", f"--mapping={said}", f"--agency={agency}"]
        asked += [*(["--look"] if look_only else []), "--", str(file)]
        found: dict[str, Any] = json.loads(_done(*asked))
        return found


def refused(batch_id: int) -> bytes:
    """Rows of a batch that were set aside, as CSV, to be mended and imported again."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        out = Path(folder) / "refused.csv"
        _done("rejected", "--batch", str(batch_id), "--out", str(out))
        return out.read_bytes()


def undo(batch_id: int) -> None:
    """Take an imported batch out again."""
    _done("undo", str(batch_id))


def report(service_id: str, what: str) -> None:
    """Report that a site of the register is wrong."""
    _done("report", "--", service_id, what)


def resolve(correction_id: int, resolution: str) -> None:
    """Close a report with what was found."""
    _done("resolve", "--", str(correction_id), resolution)


@contextmanager
def _laid_down(name: str, content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        # The name alone: an upload may claim any path.
        file = Path(folder) / (Path(name.replace("\\", "/")).name or "upload")
        file.write_bytes(content)
        yield file


def _done(*arguments: str) -> str:
    finished = subprocess.run(  # noqa: S603 - our own program, no shell; words stand behind `--`
        [sys.executable, "-m", "geodata", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        lines = finished.stderr.strip().splitlines()
        told = [line for line in lines if line.startswith("Could not")]
        raise NotDone(told[-1] if told else (lines[-1] if lines else "It stopped."))
    return finished.stdout
