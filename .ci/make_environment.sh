#!/bin/sh
# Makes the virtual environment .venv with the newest Python from 3.11 on.
set -eu
for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
    command -v "$name" >/dev/null 2>&1 || continue
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    echo "Making the environment .venv with $("$name" --version) ..."
    if ! "$name" -m venv --clear .venv; then
        rm -rf .venv
        echo "Expected Python's venv module, found none that works." >&2
        echo "On Debian or Ubuntu install it with: sudo apt-get install python3-venv" >&2
        exit 2
    fi
    touch .venv/.made
    exit 0
done
echo "Expected Python 3.11 or newer, found none. On Debian or Ubuntu:" >&2
echo "sudo apt-get install python3 python3-venv; on macOS: brew install python" >&2
exit 2
