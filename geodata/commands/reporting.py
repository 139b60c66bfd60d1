"""`status`, `check`, `sources`, `rejected`, `report` and `resolve`: the truth of it."""

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

import queries
from geodata import corrections, importing, lock, store
from geodata.asking import asked
from geodata.commands.building import add_database
from geodata.errors import DataError, FailedChecks
from geodata.refresh import refresh

if TYPE_CHECKING:
    from geodata.commands import Commands


def add(commands: "Commands") -> None:
    """Add the commands to the command line."""
    status = commands.add_parser("status", help="edition, batches, corrections, files")
    status.set_defaults(run=_status)
    check = commands.add_parser("check", help="run every check on the database again")
    check.set_defaults(run=_check)
    sources = commands.add_parser("sources", help="what became of each source's rows")
    sources.set_defaults(run=_sources)
    rejected = commands.add_parser(
        "rejected", help="rows set aside, by rule or in full"
    )
    rejected.add_argument("--batch", type=int, help="of one imported batch")
    rejected.add_argument("--out", type=Path, help="write them to this CSV file")
    rejected.set_defaults(run=_rejected)
    report = commands.add_parser("report", help="report that a site is wrong")
    report.add_argument("service", help="its service_id")
    report.add_argument("what", help="what is wrong, and where that is known from")
    report.set_defaults(run=_report)
    resolve = commands.add_parser("resolve", help="close a report with what was found")
    resolve.add_argument("number", type=int)
    resolve.add_argument("resolution")
    resolve.set_defaults(run=_resolve)
    for command in (status, check, sources, rejected, report, resolve):
        add_database(command)


def _asked(database: Path, statement: str) -> pd.DataFrame:
    return asked(database, statement)[0]


def _print(frame: pd.DataFrame) -> None:
    print(frame.to_string(index=False, na_rep=""))


def _status(chosen: argparse.Namespace) -> int:
    built = _asked(chosen.database, "select * from builds").iloc[0]
    print(f"Database: {chosen.database}")
    print(f"Edition: {built['edition']}, built {built['built_at']:%Y-%m-%d %H:%M} UTC")
    needs = _asked(chosen.database, "select * from needs_met where cost is not null")
    for need in needs.itertuples():
        print(f"Without {need.need}: took {need.taken}. {need.cost}")
    for file in _asked(chosen.database, "select * from files_passed_over").itertuples():
        print(f"Not used: {file.file_name}: {file.reason}")
    known = store.batches(chosen.database)
    live = known[known["undone_at"].isna()]
    print(f"Imported batches: {len(live)} stored, {len(known) - len(live)} undone")
    if len(known):
        columns = "batch_id agency file_name imported_at rows_read undone_at".split()
        _print(known[columns])
    stamp = store.stamp(chosen.database)
    if stamp != built["incident_stamp"]:
        print(
            "The counts of incidents are older than the incidents. Count them again "
            "with: python -m geodata refresh"
        )
    reports = corrections.listed(chosen.database)
    still_open = reports[reports["resolved_on"].isna()]
    print(f"Reports of wrong sites: {len(still_open)} open of {len(reports)}")
    if len(still_open):
        _print(still_open[["correction_id", "service_id", "reported_on", "what"]])
    return 0


def _check(chosen: argparse.Namespace) -> int:
    failures = []
    for name, statement in queries.checks().items():
        culprits = len(_asked(chosen.database, statement))
        print(f"  {culprits:6,}  {name.replace('_', ' ')}")
        if culprits:
            failures.append(name)
    second = store.miscounted(chosen.database)
    print(f"  {len(second):6,}  batches whose rows are not the ones counted at import")
    if failures or len(second):
        raise FailedChecks(
            f"Expected every check to find nothing; {failures or 'the batches'} found "
            "rows. Build anew: make build. If that does not mend it, the file was changed "
            "by hand."
        )
    print("Every check found nothing.")
    return 0


def _sources(chosen: argparse.Namespace) -> int:
    _print(
        _asked(
            chosen.database,
            "select source_code, vintage, rows_read, rows_kept, rows_out_of_scope, "
            "rows_set_aside, licence from sources order by source_code",
        )
    )
    return 0


def _rejected(chosen: argparse.Namespace) -> int:
    if chosen.batch is None:
        frame = _asked(chosen.database, "select * from rejected_rows order by all")
        grouped = frame.groupby(["source_code", "rule"]).size().reset_index(name="rows")
    else:
        importing.require_live(chosen.database, chosen.batch)
        found = store.refused(chosen.database, chosen.batch)
        cells = pd.DataFrame([json.loads(c) for c in found["cells"]], index=found.index)
        frame = pd.concat([cells, found.drop(columns="cells")], axis="columns")
        grouped = found.groupby(["rule"]).size().reset_index(name="rows")
    if chosen.out is None:
        _print(grouped)
        return 0
    try:
        frame.to_csv(chosen.out, index=False)
    except OSError as fault:
        raise DataError(
            f"Expected to write {chosen.out}, found: {fault}. Name another place."
        ) from fault
    print(f"{len(frame):,} rows set aside are in {chosen.out}")
    return 0


def _report(chosen: argparse.Namespace) -> int:
    known = _asked(chosen.database, "select service_id from services")
    if chosen.service not in set(known["service_id"]):
        raise DataError(
            f"Expected the service_id of a registered service, found '{chosen.service}'. "
            "They are the first column of geodata/registers/services.csv."
        )
    with lock.held(chosen.database):
        today = dt.datetime.now(dt.UTC).date()
        number = corrections.report(chosen.database, chosen.service, chosen.what, today)
        refresh(chosen.database)
    print(
        f"Report {number} is kept. {chosen.service} counts with low confidence until: "
        f'python -m geodata resolve {number} "what was found"'
    )
    return 0


def _resolve(chosen: argparse.Namespace) -> int:
    with lock.held(chosen.database):
        today = dt.datetime.now(dt.UTC).date()
        corrections.resolve(chosen.database, chosen.number, chosen.resolution, today)
        refresh(chosen.database)
    print(f"Report {chosen.number} is closed.")
    return 0
