"""The command `python -m geodata fetch`: parser, what it prints, exit code."""

import argparse
import sys
from pathlib import Path

import queries
from geodata import fetch
from geodata.errors import SourceUnavailable

STOPPED = 130  # what a shell gives a program ended by Ctrl-C


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand to those of the program."""
    parser = commands.add_parser(
        "fetch", help="bring publishers' files for the full edition"
    )
    parser.add_argument(
        "sources", nargs="*", help="codes of sources; all that have an address if none"
    )
    parser.add_argument(
        "--to",
        type=Path,
        default=queries.database_path().parent / "publishers",
        metavar="FOLDER",
        help="where the files go (default: %(default)s)",
    )
    parser.add_argument(
        "--from",
        type=Path,
        dest="offline",
        metavar="FOLDER",
        help="take files laid there by hand, instead of the network",
    )
    parser.add_argument("--again", action="store_true", help="also those already there")
    parser.add_argument(
        "--list", action="store_true", help="only print how to get each by hand"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Run the subcommand; 0 if all that was asked for is there, 2 if not."""
    known = fetch.publications()
    try:
        if chosen.list:
            wanted = [fetch.publication(code) for code in chosen.sources or known]
            print("\n\n".join(fetch.listing(source) for source in wanted))
            return 0
        if chosen.offline:
            return _from_folder(chosen)
        codes = chosen.sources or [c for c, source in known.items() if source.address]
        fetch.fetch(codes, chosen.to, again=chosen.again)
        if not chosen.sources:
            _print_missing(chosen.to, [c for c in known if c not in codes])
    except SourceUnavailable as problem:
        print(f"\nCould not fetch:\n{problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. What has come so far is kept; run it again.", file=sys.stderr)
        return STOPPED
    return 0


def _from_folder(chosen: argparse.Namespace) -> int:
    known = fetch.publications()
    there = [c for c, s in known.items() if fetch.found_in(chosen.offline, s)]
    if not there and not chosen.sources:
        raise SourceUnavailable(
            f"Expected publishers' files, found none under a name of the register "
            f"({chosen.offline}). Names and addresses: python -m geodata fetch --list"
        )
    fetch.laid_down(chosen.sources or there, chosen.offline, chosen.to)
    if not chosen.sources:
        _print_missing(chosen.to, [c for c in known if c not in there])
    return 0


def _print_missing(folder: Path, codes: list[str]) -> None:
    known = fetch.publications()
    missing = [c for c in codes if not (folder / known[c].file_name).is_file()]
    if missing:
        print("\nNot there yet, to be got by hand if wanted:\n")
        print("\n\n".join(fetch.listing(known[code]) for code in missing))
