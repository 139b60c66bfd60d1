"""`list`, `show` and `run`: find a question, read it, have it answered."""

import argparse
from typing import TYPE_CHECKING

import queries
from queries import catalogue, filling, landing, methods, reading, values
from queries.answered import answered
from queries.commands import add_database, add_params, say, writing
from queries.errors import CannotAnswer
from queries.parameters import parameters

if TYPE_CHECKING:
    from queries.commands import Commands


def add(commands: "Commands") -> None:
    """Add the commands to the command line."""
    lister = commands.add_parser("list", help="the answers, by family")
    lister.add_argument("--family", help=f"one of {', '.join(catalogue.FAMILIES)}")
    lister.add_argument("--search", metavar="WORD", help="in name, purpose or method")
    lister.set_defaults(run=_list)
    show = commands.add_parser("show", help="an answer's method card and its SQL")
    show.add_argument("name")
    show.add_argument(
        "--filled",
        action="store_true",
        help="only the statement, its parameters filled in: for any DuckDB client",
    )
    show.set_defaults(run=_show)
    run = commands.add_parser("run", help="an answer's rows")
    run.add_argument("name")
    run.set_defaults(run=_run)
    writing.add_format(run)
    for command in (show, run):
        add_params(command)
        add_database(command)


def _list(chosen: argparse.Namespace) -> int:
    if chosen.family and chosen.family not in catalogue.FAMILIES:
        raise CannotAnswer(
            f"Expected a family, found {chosen.family!r}. There are "
            f"{', '.join(catalogue.FAMILIES)}."
        )
    word = (chosen.search or "").lower()
    every = [catalogue.question(name) for name in catalogue.names()]
    every += [landing.counting_question(name) for name in landing.counting_names()]
    listed = 0
    for family, words in catalogue.FAMILIES.items():
        found = [
            asked
            for asked in every
            if asked.family == family
            and chosen.family in {None, family}
            and word in f"{asked.name} {asked.purpose} {asked.method}".lower()
        ]
        if found:
            print(f"{family}: {words}")
        width = max((len(asked.name) for asked in found), default=0)
        for asked in found:
            print(f"  {asked.name:<{width}}  {asked.purpose}")
        listed += len(found)
    if not listed:
        say("No answer has that word. All of them: python -m queries list")
    return 0


def _show(chosen: argparse.Namespace) -> int:
    asked = values.question(chosen.name)
    connection = queries.connect(chosen.database)
    try:
        if chosen.filled and asked.family == "counts":
            raise CannotAnswer(
                f"Expected an answer of the database; {asked.name} counts recorded "
                f"incidents, which only the program opens: python -m queries run "
                f"{asked.name}"
            )
        if chosen.filled:
            given = reading.pairs(chosen.param)
            taken = values.chosen(connection, asked, given)
            print(filling.filled(asked.sql, taken), end="")
        else:
            print(methods.card(asked, parameters(connection)))
            print(asked.sql, end="")
    finally:
        connection.close()
    return 0


def _run(chosen: argparse.Namespace) -> int:
    asked = values.question(chosen.name)
    connection = queries.connect(chosen.database)
    try:
        taken = values.chosen(connection, asked, reading.pairs(chosen.param))
        frame, told = answered(chosen.database, connection, asked, taken)
        writing.write(chosen, connection, frame, told, asked.grain)
    finally:
        connection.close()
    return 0
