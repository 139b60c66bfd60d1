"""Writes what came of a file: incidents, refused rows, and counts of them all."""

from pathlib import Path

from geodata.errors import UnexpectedFile
from geodata.own import rules, verdicts
from geodata.own.batches import Batch
from geodata.own.files import Opened
from geodata.own.mapping import Mapping
from geodata.own.staging import number, quoted

BEYOND = "cells beyond the header"

INCIDENTS = """
copy (
    with copies as (
        select row_hash from verdicts where rule is null and reference is null
        group by row_hash having count(*) > 1
    ),
    counted as (
        select row_number,
            row_number() over (partition by row_hash order by row_number) as copy_number
        from verdicts semi join copies using (row_hash)
        where rule is null and reference is null
    )
    select
        verdicts.row_number,
        if(verdicts.reference is not null, md5('reference ' || verdicts.reference),
            md5(concat(row_hash, ' ', coalesce(copy_number, 1)))) as row_key,
        timed.occurred_at,
        timed.has_time,
        verdicts.incident_kind,
        located.easting_m,
        located.northing_m,
        located.precision_m,
        located.location_basis,
        verdicts.borough_code,
    from verdicts
    inner join timed using (row_number)
    inner join located using (row_number)
    left join counted using (row_number)
    where verdicts.rule is null
    order by verdicts.row_number
) to {file} (format parquet)
"""
REFUSED = """
copy (
    select verdicts.row_number, rule, coalesce(reason, words.words) as reason,
        to_json({{{cells}}})::varchar as cells
    from verdicts
    inner join source using (row_number)
    left join words on words.code = verdicts.rule
    where rule is not null and not is_out
    union all by name
    select row_number, rule, reason || {withheld} as reason, {aside_cells} as cells
    from aside
    order by row_number
) to {file} (format parquet)
"""


def batch(opened: Opened, mapping: Mapping, into: Path) -> Batch:
    """Judge every row, write the two files, and count.

    Raises: UnmappedCategory naming every kind without a decision.
    """
    verdicts.judge(opened, mapping)
    _words(opened)
    incidents, refused = into / "incidents.parquet", into / "refused.parquet"
    into.mkdir(parents=True, exist_ok=True)
    opened.connection.execute(INCIDENTS.format(file=quoted(str(incidents))))
    opened.connection.execute(
        REFUSED.format(file=quoted(str(refused)), **_cells(opened, mapping))
    )
    by_rule = _by_rule(opened, quoted(str(refused)))
    out = _by_rule(opened, "verdicts where is_out")
    kept = number(opened.connection, f"select count(*) from {quoted(str(incidents))}")
    _require_all_accounted(opened, kept + sum(by_rule.values()) + sum(out.values()))
    return Batch(
        incidents=incidents,
        refused=refused,
        rows_read=opened.rows_counted,
        rows_kept=kept,
        rows_refused=sum(by_rule.values()),
        refused_by_rule=by_rule,
        out_of_scope_by_rule=out,
        columns=_columns(opened, mapping),
        notes=(*opened.notes, *_notes(opened, mapping)),
    )


def _by_rule(opened: Opened, rows: str) -> dict[str, int]:
    """How many of some rows fall to each rule."""
    return dict(
        opened.connection.execute(
            f"select rule, count(*) from {rows} group by 1 order by 1"
        ).fetchall()
    )


def _words(opened: Opened) -> None:
    known = rules.REFUSED | rules.OUT_OF_SCOPE
    opened.connection.execute(
        "create table words as select unnest($1::varchar[]) as code, "
        "unnest($2::varchar[]) as words",
        [list(known), list(known.values())],
    )


def _kept(opened: Opened, mapping: Mapping) -> dict[int, str]:
    """Position and name of each column that a refused row may show."""
    kept = set(mapping.kept())
    return {n: name for n, name in enumerate(opened.columns) if name in kept}


def _cells(opened: Opened, mapping: Mapping) -> dict[str, str]:
    """SQL of a refused row's cells, by the column's name, without personal columns."""
    kept = _kept(opened, mapping)
    withhold = bool(mapping.personal)
    width = len(opened.columns)
    beyond = f"array_to_string(from_json(cells, '[\"varchar\"]')[{width + 1}:], ' | ')"
    in_place = [f"{quoted(name)}: c{n}" for n, name in kept.items()]
    listed = [f"{quoted(name)}: cells->>'$[{n}]'" for n, name in kept.items()]
    listed.append(f"{quoted(BEYOND)}: {beyond}")
    return {
        "cells": ", ".join(in_place),
        "withheld": quoted(rules.WITHHELD if withhold else ""),
        "aside_cells": "'{}'"
        if withhold
        else f"to_json({{{', '.join(listed)}}})::varchar",
    }


def _columns(opened: Opened, mapping: Mapping) -> tuple[str, ...]:
    return tuple(_kept(opened, mapping).values())


def _notes(opened: Opened, mapping: Mapping) -> list[str]:
    counted = {
        "kept rows have no time of day": "has_time = false",
        "kept rows fall in the hour that autumn repeats; taken as the first": "is_twice",
    }
    notes = []
    for words, condition in counted.items():
        count = number(
            opened.connection,
            "select count(*) from verdicts inner join timed using (row_number) "
            f"where verdicts.rule is null and {condition}",
        )
        if count:
            notes.append(f"{count:,} {words}.")
    alike = number(
        opened.connection,
        "select coalesce(sum(n - 1), 0) from (select count(*) as n from verdicts "
        "where rule is null and reference is null group by row_hash having n > 1)",
    )
    if alike:
        notes.append(
            f"{alike:,} kept rows are like an earlier one in all columns read, and have "
            "no reference to tell them apart; each counts."
        )
    known = {*mapping.kept(), *mapping.personal}
    unread = [column for column in opened.columns if column not in known]
    if unread:
        notes.append(f"Columns that the mapping does not know were not read: {unread}.")
    return notes


def _require_all_accounted(opened: Opened, accounted: int) -> None:
    if accounted != opened.rows_counted:
        raise UnexpectedFile(
            f"Expected to account for {opened.rows_counted:,} rows, found {accounted:,} "
            "kept, refused or out of scope. Nothing was kept; please report this file's "
            "kind to those who made the program."
        )
