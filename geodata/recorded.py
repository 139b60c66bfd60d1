"""Incident records that publishers' files in the steward's folder bring by themselves.

They are of known formats, so nobody has to confirm what their columns mean. They become
batches of the store like an agency's own; a file that is there already is not stored
again.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from geodata import importing, sources, store
from geodata.inputs import Inputs
from geodata.own import rules
from geodata.own.batches import Batch
from geodata.own.guess import guess
from geodata.readers import Reading
from geodata.rewriting import Addition

RECORDS = ("fire_brigade_incidents", "police_stops")


@dataclass(frozen=True)
class Recorded:
    """Files to store, and what was read of each publication."""

    added: tuple[Addition, ...]
    readings: tuple[Reading, ...]


def recorded(chosen: Inputs, database: Path, into: Path) -> Recorded:
    """Read every file of incident records; results of reading go below `into`."""
    added: list[Addition] = []
    readings = []
    for source_code in RECORDS:
        source = sources.of(source_code)
        read: list[Batch] = []
        words = rules.REFUSED | rules.OUT_OF_SCOPE
        for number, path in enumerate(chosen.files(source_code)):
            mapping = guess(path).mapping
            words |= {e.rule: e.reason for e in mapping.exclusions}
            place = into / f"{source_code}_{number}"
            addition = importing.read_addition(path, mapping, source.publisher, place)
            read.append(addition.batch)
            known = store.already_imported(
                database, addition.file_sha256, addition.mapping
            )
            if known is None:
                added.append(addition)
        if read:
            readings.append(_reading(source_code, read, words))
    return Recorded(tuple(added), tuple(readings))


def _reading(source_code: str, read: list[Batch], words: dict[str, str]) -> Reading:
    refused = pd.concat([batch.refused_frame() for batch in read], ignore_index=True)
    # The rule's own words only: nothing of a row of incidents leaves the store.
    reasons = refused["rule"].map(words).fillna("the line is not of the file's shape")
    return Reading(
        source=sources.of(source_code),
        frame=pd.DataFrame(),
        rows_read=sum(batch.rows_read for batch in read),
        rows_kept=sum(batch.rows_kept for batch in read),
        rows_out_of_scope=sum(batch.rows_out_of_scope for batch in read),
        rejected=refused[["row_number", "rule"]].assign(reason=reasons),
        vintage=_months(read),
        notes=tuple(note for batch in read for note in batch.notes),
    )


def _months(read: list[Batch]) -> str:
    """First and last month of the incidents kept, as '2009-01 to 2017-04'."""
    kept = [str(batch.incidents) for batch in read]
    found = duckdb.execute(
        "select strftime(min(occurred_at), '%Y-%m'), strftime(max(occurred_at), '%Y-%m') "
        "from read_parquet($kept)",
        {"kept": kept},
    ).fetchall()
    first, last = found[0]
    return f"{first} to {last}" if first else ""
