"""Serves the dashboard: `python -m dashboard --port 8501`."""

import argparse
import os
import socket
import sys
from pathlib import Path

ADDRESS = "127.0.0.1"


def main() -> int:
    """Serve until stopped; 2 if the port is taken or the dashboard cannot start."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    parser.add_argument("--port", type=int, default=8501)
    port = parser.parse_args().port
    if _is_taken(port):
        print(
            f"Expected port {port} to be free, found another program on it. Stop that "
            f"program, or choose another port: PORT={port + 1} make run",
            file=sys.stderr,
        )
        return 2
    root = Path(__file__).parent.parent
    print(f"The dashboard is at http://{ADDRESS}:{port} (stop it with Ctrl+C)")
    sys.stdout.flush()
    os.chdir(root)
    # Run as a module from the root, so that geodata and queries can be imported.
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py"]
    options = ["--server.port", str(port), "--server.address", ADDRESS]
    os.execv(sys.executable, [*command, *options])  # noqa: S606 - our own command
    return 0


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
