"""The commands of `python -m queries`, one module for each kind."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import queries
from queries.errors import CannotAnswer
from queries.refused import Refused

FOR_PEOPLE = (CannotAnswer, Refused, queries.DatabaseNotReady)
"""Errors whose message is for people: printed without a traceback, exit code 2."""

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - has no other name


def add_database(command: argparse.ArgumentParser) -> None:
    """Add the option that names the database."""
    command.add_argument(
        "--database", type=Path, default=queries.database_path(), help="where it lies"
    )


def add_params(command: argparse.ArgumentParser) -> None:
    """Add the option that gives a parameter its value."""
    command.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="such as at_hour='Sunday 03:00', types=crisis_cafe,hbpos, within_min=15",
    )


def say(words: str) -> None:
    """Say something about the work, apart from its result."""
    print(words, file=sys.stderr)
