"""`docs`: write the data dictionary and the method cards, or say if they are stale."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import queries
from queries import documents, outputs
from queries.commands import add_database, say
from queries.errors import CannotAnswer

if TYPE_CHECKING:
    from queries.commands import Commands

DOCS = queries.HERE.parent / "docs"


def add(commands: "Commands") -> None:
    """Add the command to the command line."""
    docs = commands.add_parser("docs", help="write docs/dictionary.md and methods.md")
    docs.add_argument(
        "--check", action="store_true", help="only say if they are current"
    )
    docs.add_argument("--folder", type=Path, default=DOCS, help="where they lie")
    docs.set_defaults(run=_docs)
    add_database(docs)


def _docs(chosen: argparse.Namespace) -> int:
    connection = queries.connect(chosen.database)
    try:
        texts = documents.texts(connection)
    finally:
        connection.close()
    stale = [
        name
        for name, text in texts.items()
        if not (chosen.folder / name).exists()
        or (chosen.folder / name).read_text(encoding="utf-8") != text
    ]
    if chosen.check and stale:
        raise CannotAnswer(
            f"Expected {' and '.join(stale)} as the headers and comments are now, found "
            "another text. Write them anew: python -m queries docs"
        )
    for name in () if chosen.check else stale:
        outputs.save(chosen.folder / name, texts[name].encode())
    say(f"Current: {', '.join(texts)} in {chosen.folder}.")
    return 0
