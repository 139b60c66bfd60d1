"""The command line: `python -m geodata build`, and what else `--help` lists."""

import argparse
import sys

from geodata.commands import building, importing, reporting
from geodata.errors import DataError
from geodata.fetch import command as fetching


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 if it succeeded, 2 if the data or the machine prevent it."""
    parser = argparse.ArgumentParser(prog="python -m geodata", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for kind in (building, fetching, importing, reporting):
        kind.add(commands)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except DataError as problem:
        print(f"\nCould not {chosen.command}: {problem}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
