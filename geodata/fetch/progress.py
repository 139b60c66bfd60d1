"""How far a download has come: one moving line in a terminal, else a line per tenth."""

import sys
from collections.abc import Callable

TENTHS = 10
# Where the length is not known, a line each time so much more has come.
STEP_BYTES = 50 * 1024**2
MEBIBYTE = 1024**2


class Progress:
    """Says how far one file has come."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._is_live = say is print and sys.stdout.isatty()
        self._whole_bytes: int | None = None
        self._step = 0

    def expects(self, whole_bytes: int | None) -> None:
        """Take the length of the file, None if the server does not say."""
        self._whole_bytes = whole_bytes

    def moved(self, size_bytes: int) -> None:
        """Say how much has come, if that is news."""
        whole_bytes = self._whole_bytes
        if whole_bytes:
            step = size_bytes * TENTHS // whole_bytes
            share = f"{size_bytes * 100 // whole_bytes:3d} %"
            words = f"  {share} of {whole_bytes / MEBIBYTE:,.1f} MiB"
        else:
            step = size_bytes // STEP_BYTES
            words = f"  {size_bytes / MEBIBYTE:,.1f} MiB"
        if self._is_live:
            end = "\n" if size_bytes == whole_bytes else ""
            sys.stdout.write(f"\r{words}{end}")
            sys.stdout.flush()
        elif step > self._step:
            self._say(words)
        self._step = max(step, self._step)
