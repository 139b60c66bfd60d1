"""`export`: answers as files in a folder, with a sheet of sources."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

import queries
from queries import catalogue, landing, outputs, provenance, reading, values
from queries.answered import answered
from queries.commands import add_database, add_params, say
from queries.errors import CannotAnswer
from queries.parameters import did_you_mean

if TYPE_CHECKING:
    import duckdb

    from queries.commands import Commands


def add(commands: "Commands") -> None:
    """Add the command to the command line."""
    export = commands.add_parser("export", help="answers into a folder, with sources")
    export.add_argument("folder", type=Path, help="made if it is not there")
    export.add_argument(
        "names", nargs="*", help="answers; all of them if none is named"
    )
    export.add_argument("--format", choices=("csv", "parquet"), default="csv")
    export.set_defaults(run=_export)
    add_params(export)
    add_database(export)


def _export(chosen: argparse.Namespace) -> int:
    asked = [values.question(n) for n in chosen.names or catalogue.names()]
    given = reading.pairs(chosen.param)
    taken_by_any = {name for one in asked for name in landing.takes(one)}
    for name in given.keys() - taken_by_any:
        raise CannotAnswer(
            f"Expected a parameter of these answers, found {name!r}."
            f"{did_you_mean(name, taken_by_any)}"
        )
    connection = queries.connect(chosen.database)
    try:
        # Every value is checked before the first file is written.
        todo = []
        for one in asked:
            mine = {name: given[name] for name in given if name in landing.takes(one)}
            todo.append((one, values.chosen(connection, one, mine)))
        _write(chosen.database, chosen.folder, chosen.format, connection, todo)
    finally:
        connection.close()
    return 0


def _write(
    database: Path,
    folder: Path,
    kind: str,
    connection: "duckdb.DuckDBPyConnection",
    todo: list[tuple[catalogue.Question, dict[str, object]]],
) -> None:
    listed, replaced = [], 0
    for one, taken in todo:
        frame, told = answered(database, connection, one, taken)
        file = f"{one.name}{outputs.SUFFIXES[kind]}"
        content = outputs.rendered(connection, frame, told, kind)
        replaced += outputs.save(folder / file, content)
        listed.append((one.name, one.family, file, len(frame), one.purpose))
    told = provenance.of_edition(connection, note="Answers of this folder.")
    answers = pd.DataFrame(listed, columns="answer family file rows purpose".split())
    replaced += outputs.save(folder / "_answers.csv", outputs.as_csv(answers, told))
    sources = queries.fetch(connection, "sources_counted")
    told = provenance.of_edition(connection, note="Sources of the edition.")
    replaced += outputs.save(folder / "_sources.csv", outputs.as_csv(sources, told))
    say(
        f"Wrote {len(todo)} answers, _answers.csv and _sources.csv to {folder}"
        f"{f'; {replaced} files were replaced' if replaced else ''}."
    )
