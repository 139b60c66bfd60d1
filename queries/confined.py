"""What may run wild, in a process of its own with ceilings.

A broken file or a hostile question can make a parser panic, run on for ever or ask for
more memory than the machine has. A process with a ceiling on its time and memory fails
alone.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def finished(
    module: str,
    *arguments: str,
    time_limit_s: float,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """`python -m module arguments`, once it has ended; its output as bytes.

    It reads `given`, and has this process's environment and folder unless others are named.
    Raises: subprocess.TimeoutExpired if it does not end in time.
    """
    return subprocess.run(  # noqa: S603 - our own program, no shell
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        timeout=time_limit_s,
        check=False,
        input=given,
        cwd=folder,
        env=dict(os.environ if environment is None else environment)
        | {"PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"},
    )


def limit_memory(memory_bytes: int) -> None:
    """Let this process have no more memory; macOS knows the limit and refuses it."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def limit(kind: str, ceiling: int) -> None:
    """Put a ceiling on one resource, named as in `resource`, where the system has it."""
    with suppress(AttributeError, ValueError, OSError):
        resource.setrlimit(getattr(resource, kind), (ceiling, ceiling))
