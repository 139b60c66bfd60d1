"""`build` and `refresh`: make an edition, or count incidents and corrections again."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import queries
from geodata import inputs, lock
from geodata.asking import edition_of
from geodata.build import build
from geodata.errors import DataError
from geodata.refresh import refresh

if TYPE_CHECKING:
    from geodata.commands import Commands


def add(commands: "Commands") -> None:
    """Add the commands to the command line."""
    builder = commands.add_parser("build", help="build the starter or the full edition")
    builder.add_argument(
        "--if-needed",
        action="store_true",
        help="only if no database of this program's schema is there",
    )
    builder.add_argument(
        "--from",
        dest="folder",
        type=Path,
        help="folder of publishers' files: build the full edition from what lies there",
    )
    builder.set_defaults(run=_build)
    again = commands.add_parser(
        "refresh", help="count incidents and corrections again, without building"
    )
    again.set_defaults(run=_refresh)
    for command in (builder, again):
        add_database(command)


def add_database(command: argparse.ArgumentParser) -> None:
    """Add the option that names the database."""
    command.add_argument(
        "--database", type=Path, default=queries.database_path(), help="where it lies"
    )


def _build(chosen: argparse.Namespace) -> int:
    if chosen.if_needed and queries.is_ready(chosen.database):
        print(f"The database is ready: {chosen.database}")
        return 0
    if chosen.if_needed and not chosen.folder:
        _require_no_full_edition(chosen.database)
    found = inputs.full(chosen.folder) if chosen.folder else inputs.starter()
    build(found, chosen.database)
    return 0


def _require_no_full_edition(database: Path) -> None:
    """Raise DataError rather than put the starter edition in a full one's place.

    A database of another version of the program is not ready, and still a steward's
    work.
    """
    if edition_of(database) == "full":
        raise DataError(
            f"Expected a database of this version of the program, found a full edition "
            f"of another at {database}. Build it again from the publishers' files: "
            "python -m geodata build --from FOLDER. To have the starter edition "
            "instead: make build."
        )


def _refresh(chosen: argparse.Namespace) -> int:
    with lock.held(chosen.database):
        refresh(chosen.database)
    print(f"Incidents and corrections are counted again in {chosen.database}")
    return 0
