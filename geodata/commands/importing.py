"""`import` and `undo`: an agency's own incidents in, and out again."""

import argparse
import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata import importing, lock
from geodata.commands.building import add_database
from geodata.errors import DataError
from geodata.importing import Imported
from geodata.own import mapping as mappings
from geodata.own.choices import choices
from geodata.own.guess import Guess, guess
from geodata.own.mapping import Mapping
from geodata.refresh import refresh

if TYPE_CHECKING:
    from geodata.commands import Commands


def add(commands: "Commands") -> None:
    """Add the commands to the command line."""
    bring = commands.add_parser("import", help="add an agency's incidents from a file")
    bring.add_argument("file", type=Path, help="CSV, TSV, Excel or Parquet")
    bring.add_argument(
        "--mapping", type=Path, help="what each column means, looked over and confirmed"
    )
    bring.add_argument("--agency", default="own", help="who recorded the incidents")
    bring.add_argument(
        "--yes", action="store_true", help="confirm the guess, if nothing is in doubt"
    )
    bring.add_argument(
        "--look",
        action="store_true",
        help="only say what would be stored; store nothing",
    )
    bring.add_argument("--json", action="store_true", help="answer as JSON")
    bring.set_defaults(run=_import)
    undo = commands.add_parser("undo", help="take an imported batch out again")
    undo.add_argument("batch", type=int, help="its number, as `status` lists it")
    undo.set_defaults(run=_undo)
    for command in (bring, undo):
        add_database(command)


def _import(chosen: argparse.Namespace) -> int:
    if not chosen.file.is_file():
        raise DataError(f"Expected a file of incidents, found none at {chosen.file}.")
    if chosen.mapping is None:
        found = guess(chosen.file)
        if chosen.json:
            print(json.dumps(_told(chosen.file, found)))
            return 0
        confirmed = _confirmed(chosen, found)
        if confirmed is None:
            return 0
    else:
        confirmed = mappings.load(chosen.mapping)
    done = importing.bring(
        chosen.file,
        confirmed,
        chosen.database,
        agency=chosen.agency,
        look_only=chosen.look,
    )
    if chosen.json:
        print(json.dumps(dataclasses.asdict(done)))
    else:
        print(_words(done))
    return 0


def _confirmed(chosen: argparse.Namespace, found: Guess) -> Mapping | None:
    """The guess if it is confirmed; otherwise it is written out to be looked over."""
    print(f"What {chosen.file.name} seems to be:")
    for sentence in found.evidence:
        print(f"  - {sentence}")
    for sentence in found.doubts:
        print(f"  ? {sentence}")
    print(found.preview.to_string(index=False))
    if chosen.look or (chosen.yes and not found.doubts):
        return found.mapping
    if sys.stdin.isatty() and not found.doubts:
        answer = input("Is this right? Store the incidents? [y/N] ")
        if answer.strip().lower() in {"y", "yes"}:
            return found.mapping
    proposal = chosen.file.with_name(f"{chosen.file.name}.mapping.json")
    mappings.save(found.mapping, proposal)
    doubtful = "Mend what is in doubt there" if found.doubts else "Look it over"
    print(
        f"\nNothing is stored yet. The guess is written to {proposal}. {doubtful}, then:"
        f'\n  python -m geodata import "{chosen.file}" --mapping "{proposal}"'
    )
    return None


def _told(file: Path, found: Guess) -> dict[str, Any]:
    return {
        "choices": choices(file, found.mapping),
        "evidence": found.evidence,
        "doubts": found.doubts,
        "preview": found.preview.astype(str).to_dict("records"),
        "mapping": importing.text(found.mapping),
    }


def _words(done: Imported) -> str:
    if done.already_batch is not None:
        return (
            f"This file is already there, read the same way, as batch "
            f"{done.already_batch}. Nothing changed."
        )
    lines = [
        (
            f"{done.rows_read:,} rows read: {done.rows_kept:,} to keep, "
            f"{done.rows_out_of_scope:,} out of scope, {done.rows_set_aside:,} set aside."
        )
    ]
    lines += [f"  set aside, {rule}: {n:,}" for rule, n in done.refused_by_rule.items()]
    lines += [
        f"  out of scope, {rule}: {n:,}"
        for rule, n in done.out_of_scope_by_rule.items()
    ]
    lines += [f"  {note}" for note in done.notes]
    if done.batch_id is None:
        lines.append("Nothing is stored: this was only a look.")
    else:
        number = done.batch_id
        lines += [
            f"Stored as batch {number}; {done.rows_already_stored:,} were there before.",
            f"Rows set aside: python -m geodata rejected --batch {number} --out FILE.csv",
            f"To take it out again: python -m geodata undo {number}",
        ]
    return "\n".join(lines)


def _undo(chosen: argparse.Namespace) -> int:
    with lock.held(chosen.database):
        importing.require_live(chosen.database, chosen.batch)
        refresh(chosen.database, undone=chosen.batch)
    print(f"Batch {chosen.batch} is taken out; its rows are no longer on the disk.")
    return 0
