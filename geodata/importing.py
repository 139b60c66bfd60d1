"""Brings an agency's file into the store of incidents, by a confirmed mapping."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from geodata import inputs, load, lock, store
from geodata.errors import DataError
from geodata.own import publishers, reading
from geodata.own.batches import Batch
from geodata.own.locating import Places
from geodata.own.mapping import Mapping
from geodata.readers import postcodes, registers
from geodata.refresh import refresh
from geodata.rewriting import Addition
from geodata.workplaces import workplace


@dataclass(frozen=True)
class Imported:
    """What became of a file. `rows_read` = kept + already stored + out + set aside.

    `batch_id` is None where nothing was stored; `already_batch` names the batch that
    holds the same file read the same way.
    """

    rows_read: int
    rows_kept: int
    rows_already_stored: int
    rows_out_of_scope: int
    rows_set_aside: int
    refused_by_rule: dict[str, int]
    out_of_scope_by_rule: dict[str, int]
    notes: tuple[str, ...]
    batch_id: int | None = None
    already_batch: int | None = None


def bring(
    path: Path,
    mapping: Mapping,
    database: Path,
    *,
    agency: str = "own",
    look_only: bool = False,
) -> Imported:
    """Read a file by a confirmed mapping and store what can be kept, or only look.

    Importing the same file by the same mapping again changes nothing; a row that an
    earlier batch of the same agency holds is not stored twice.
    Raises: DataError of every kind; the last good files then stay.
    """
    mapping = publishers.filled(mapping)
    with workplace() as into:
        if look_only:
            read = reading.read(
                path, mapping=mapping, places=places(mapping), into=into
            )
            return _imported(read)
        with lock.held(database):
            stored = store.already_imported(database, fingerprint(path), text(mapping))
            if stored is not None:
                return _already(database, stored)
            addition = read_addition(path, mapping, agency, into)
            refresh(database, added=[addition])
            known = store.batches(database)
        last = known.iloc[-1]
        return _imported(
            addition.batch,
            batch_id=int(last["batch_id"]),
            already_stored=int(last["rows_already_stored"]),
        )


def read_addition(path: Path, mapping: Mapping, agency: str, into: Path) -> Addition:
    """The file read by its mapping, ready to store; results of reading go into `into`."""
    read = _read(path, mapping, into)
    return Addition(read, agency, path.name, fingerprint(path), text(mapping))


def _read(path: Path, mapping: Mapping, into: Path) -> Batch:
    try:
        return reading.read(path, mapping=mapping, places=places(mapping), into=into)
    except (OSError, *load.NOT_WRITTEN) as fault:
        raise DataError(
            f"Expected room to read {path.name} in, found: {fault}. Nothing is stored. "
            "Free some space, or name another folder for temporary files in TMPDIR."
        ) from fault


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def text(mapping: Mapping) -> str:
    """A mapping as one line of JSON, equal for equal mappings."""
    return json.dumps(dataclasses.asdict(mapping), sort_keys=True)


def places(mapping: Mapping) -> Places:
    """What the mapping's places are looked up in; postcodes only where it needs them."""
    chosen = inputs.starter()
    boroughs = registers.boroughs(chosen.registers).frame
    found = postcodes.empty()
    if any(place.basis == "postcode" for place in mapping.where):
        found = postcodes.postcodes(chosen.postcodes, set()).frame
    return Places(
        postcodes=found[["postcode", "easting_m", "northing_m"]],
        boroughs=boroughs[["borough_code", "borough_name"]],
    )


def require_live(database: Path, batch_id: int) -> None:
    """Raise DataError unless a batch of this number is stored and not undone."""
    known = store.batches(database)
    live = known.loc[known["undone_at"].isna(), "batch_id"].tolist()
    if batch_id not in live:
        raise DataError(
            f"Expected the number of a batch that is stored, found {batch_id}; stored "
            f"are {live or 'none'}. See them with: python -m geodata status"
        )


def _imported(
    read: Batch, *, batch_id: int | None = None, already_stored: int = 0
) -> Imported:
    return Imported(
        rows_read=read.rows_read,
        rows_kept=read.rows_kept - already_stored,
        rows_already_stored=already_stored,
        rows_out_of_scope=read.rows_out_of_scope,
        rows_set_aside=read.rows_refused,
        refused_by_rule=read.refused_by_rule,
        out_of_scope_by_rule=read.out_of_scope_by_rule,
        notes=read.notes,
        batch_id=batch_id,
    )


def _already(database: Path, batch_id: int) -> Imported:
    known = store.batches(database)
    row = known[known["batch_id"] == batch_id].iloc[0]
    return Imported(
        rows_read=int(row["rows_read"]),
        rows_kept=0,
        rows_already_stored=int(row["rows_kept"] + row["rows_already_stored"]),
        rows_out_of_scope=int(row["rows_out_of_scope"]),
        rows_set_aside=int(row["rows_set_aside"]),
        refused_by_rule={},
        out_of_scope_by_rule={},
        notes=(),
        already_batch=batch_id,
    )
