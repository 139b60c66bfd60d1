"""`sql` and `shell`: statements that a person writes, through the guard."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

import queries
from queries import catalogue, guard, provenance
from queries.commands import FOR_PEOPLE, add_database, say, writing

if TYPE_CHECKING:
    from queries.commands import Commands

HELP = """End a statement with ; and it runs. It may read and nothing else.
.tables   tables and views, with what each is
.answers  answers of the catalogue, with their purpose
.help     this
.quit     leave (or Ctrl-D)"""
TABLES = (
    "select table_name as name, comment, from duckdb_tables() "
    "where database_name = 'london' union all select view_name, comment, "
    "from duckdb_views() where database_name = 'london' and not internal order by name"
)


def add(commands: "Commands") -> None:
    """Add the commands to the command line."""
    sql = commands.add_parser("sql", help="rows of one statement of your own")
    sql.add_argument("statement", help="one statement, or - to read it from a pipe")
    sql.set_defaults(run=_sql)
    shell = commands.add_parser("shell", help="a prompt for statements of your own")
    shell.set_defaults(run=_shell)
    for command in (sql, shell):
        writing.add_format(command)
        add_database(command)


def _sql(chosen: argparse.Namespace) -> int:
    piped = chosen.statement == "-"
    _answer(chosen, sys.stdin.read() if piped else chosen.statement)
    return 0


def _answer(chosen: argparse.Namespace, statement: str) -> None:
    answered = guard.ask(chosen.database, statement)
    cut = f"Cut to {answered.row_count:,} rows." if answered.is_cut else ""
    connection = queries.connect(chosen.database)
    try:
        told = provenance.of_edition(connection, statement=statement, note=cut)
        writing.write(chosen, connection, answered.frame, told)
    finally:
        connection.close()


def _shell(chosen: argparse.Namespace) -> int:
    """Read, answer, say what is wrong, read on.

    From a terminal a fault is said and forgotten; from a pipe it is the exit code.
    """
    is_person = sys.stdin.isatty()
    if is_person:
        # Editing of lines and history, for as long as the prompt is open.
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - `input` uses it once it is there
        say(HELP)
    queries.connect(chosen.database).close()
    faults = 0
    for text in _statements(is_person=is_person):
        try:
            if text.startswith("."):
                _dot(chosen.database, text)
            else:
                _answer(chosen, text)
        except FOR_PEOPLE as problem:
            say(f"Could not answer: {problem}")
            faults += 1
        except KeyboardInterrupt:
            say("Stopped.")
    return 2 if faults and not is_person else 0


def _statements(*, is_person: bool) -> Iterator[str]:
    """Each statement or dot command as it is complete, until the end or `.quit`."""
    held = ""
    while True:
        try:
            prompt = ("...> " if held else "sql> ") if is_person else ""
            line = input(prompt)
        except EOFError:
            break
        except KeyboardInterrupt:
            held = ""
            say("")
            continue
        if not held and line.strip().startswith("."):
            if line.strip() in {".quit", ".exit"}:
                return
            yield line.strip()
            continue
        held = f"{held}\n{line}".strip()
        if is_complete(held):
            yield held
            held = ""
    if held:
        yield held


def is_complete(text: str) -> bool:
    """Whether a text ends in a semicolon that ends a statement.

    One within a string, a quoted name or a comment does not: DuckDB's tokenizer knows.
    """
    comment = duckdb.token_type.comment
    starts = [start for start, kind in duckdb.tokenize(text) if kind != comment]
    # The tokenizer counts bytes.
    return bool(starts) and text.encode()[starts[-1] : starts[-1] + 1] == b";"


def _dot(database: Path, command: str) -> None:
    if command == ".tables":
        for name, comment in guard.ask(database, TABLES).frame.itertuples(index=False):
            print(f"{name:<28} {comment}")
    elif command == ".answers":
        for name in catalogue.names():
            print(f"{name:<28} {catalogue.question(name).purpose}")
    else:
        print(HELP)
