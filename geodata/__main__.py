"""The command line: `python -m geodata build` and `python -m geodata fetch`."""

import argparse
import sys
from pathlib import Path

import queries
from geodata import inputs
from geodata.build import build
from geodata.errors import DataError
from geodata.fetch import command as fetch_command


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 if it succeeded, 2 if the data or the machine prevent it."""
    parser = argparse.ArgumentParser(prog="python -m geodata", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    builder = commands.add_parser("build", help="build the starter edition")
    builder.add_argument(
        "--if-needed",
        action="store_true",
        help="only if no database of this program's schema is there",
    )
    builder.add_argument(
        "--database", type=Path, default=queries.database_path(), help="where to"
    )
    fetch_command.add(commands)
    chosen = parser.parse_args(arguments)
    if chosen.command == "fetch":
        return fetch_command.run(chosen)
    try:
        if chosen.if_needed and queries.is_ready(chosen.database):
            print(f"The database is ready: {chosen.database}")
            return 0
        build(inputs.starter(), chosen.database)
    except DataError as problem:
        print(f"\nCould not build: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
