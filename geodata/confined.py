"""Parsers that may run wild, in a process of their own with ceilings.

A broken file can make a parser panic, run on for ever or ask for more memory than the
machine has. A process with a ceiling on its time and memory fails alone.
"""

import os
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def finished(
    module: str, *arguments: str, time_limit_s: float
) -> subprocess.CompletedProcess[bytes]:
    """`python -m module arguments`, once it has ended; its output as bytes.

    Raises: subprocess.TimeoutExpired if it does not end in time.
    """
    return subprocess.run(  # noqa: S603 - our own program, no shell
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        timeout=time_limit_s,
        check=False,
        env=os.environ | {"PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"},
    )


def limit_memory(memory_bytes: int) -> None:
    """Let this process have no more memory; macOS knows the limit and refuses it."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
