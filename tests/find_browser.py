"""Finds a Chromium or Chrome for the browser tests, or installs one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ADVICE = (
    "Expected Chromium or Chrome for the browser tests, found none. Install one:\n"
    "  Debian: sudo apt-get install chromium\n"
    "  Ubuntu: sudo snap install chromium, or Google Chrome's own package\n"
    "  macOS:  brew install --cask google-chrome\n"
    "or name one in CRISIS_BROWSER."
)


def browser() -> str | None:
    """Path of the browser: CRISIS_BROWSER, then the usual places."""
    named = os.environ.get("CRISIS_BROWSER")
    found = [shutil.which(name) for name in (named, *NAMES) if name]
    apps = [app for app in MAC_APPS if Path(app).exists()]
    return next((path for path in [*found, *apps] if path), None)


def install() -> None:
    """Try the machine's package manager; says nothing if it has none."""
    administrator = [] if os.geteuid() == 0 else ["sudo", "-n"]
    commands = []
    if shutil.which("apt-get"):
        commands = [
            [*administrator, "apt-get", "update", "-qq"],
            [*administrator, "apt-get", "install", "-y", "-qq", "chromium"],
        ]
    elif shutil.which("brew"):
        commands = [["brew", "install", "--quiet", "--cask", "google-chrome"]]
    for command in commands:
        print("No browser found; trying:", " ".join(command), flush=True)
        try:
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        except FileNotFoundError:
            return


def main() -> int:
    """Make sure of a browser; 1 with advice if none can be had."""
    if browser() is None:
        install()
    if browser() is None:
        print(ADVICE, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
