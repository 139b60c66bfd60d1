"""Serves the dashboard, `python -m dashboard --port 8501`, or asks after one's health.

`python -m dashboard health` exits with 0 if the dashboard serves an edition, 1 if nothing
answers, 2 if there is no database that opens. `python -m dashboard brief --help` says
how papers are written.
"""

import argparse
import os
import socket
import sys
from pathlib import Path

ADDRESS = "127.0.0.1"


def main() -> int:
    """Serve until stopped; 2 if the port is taken or the dashboard cannot start."""
    if sys.argv[1:2] == ["brief"]:
        return _brief(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["serve", "health"], default="serve")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default=ADDRESS, help="where to listen")
    parser.add_argument("--base-path", default="", help="path below a host's root")
    asked = parser.parse_args()
    if asked.what == "health":
        return _health(asked.port, asked.base_path.strip("/"))
    if _is_taken(asked.address, asked.port):
        print(
            f"Expected port {asked.port} to be free, found another program on it. Stop "
            f"that program, or choose another port: PORT={asked.port + 1} make run",
            file=sys.stderr,
        )
        return 2
    print(f"The dashboard is at http://{asked.address}:{asked.port} (Ctrl+C stops it)")
    sys.stdout.flush()
    os.chdir(Path(__file__).parent.parent)
    # A process of its own, from the root, so that its settings are found, and with two
    # pools of memory: one for each thread that ever drew a page holds on to far more.
    options = [asked.address, str(asked.port), asked.base_path.strip("/")]
    command = [sys.executable, "-m", "dashboard.serving", *options]
    settings = {"MALLOC_ARENA_MAX": "2", **os.environ}
    os.execve(sys.executable, command, settings)  # noqa: S606 - our own command
    return 0


def _brief(arguments: list[str]) -> int:
    # Serving needs none of it.
    from dashboard import journal  # noqa: PLC0415
    from dashboard.briefs import command  # noqa: PLC0415

    journal.hush()
    return command.main(arguments)


def _health(port: int, base_path: str) -> int:
    from dashboard import health  # noqa: PLC0415 - serving needs none of it

    code, words = health.ask(port, base_path)
    print(words, file=sys.stderr if code else sys.stdout)
    return code


def _is_taken(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
