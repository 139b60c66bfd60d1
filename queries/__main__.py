"""The command line for analysts: `python -m queries list`, and what `--help` lists."""

import argparse
import os
import sys

from queries.commands import (
    FOR_PEOPLE,
    answering,
    asking,
    documenting,
    exporting,
    planning,
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 if it succeeded, 2 if the question or the data prevent it."""
    parser = argparse.ArgumentParser(prog="python -m queries", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for kind in (answering, asking, planning, exporting, documenting):
        kind.add(commands)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except BrokenPipeError:
        # Who reads the output has enough; Python would complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except FOR_PEOPLE as problem:
        print(f"Could not {chosen.command}: {problem}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
