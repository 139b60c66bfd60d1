"""What becomes of each row: kept, out of scope or refused, by the first rule that fits."""

import duckdb

from geodata.errors import UnmappedCategory
from geodata.own.files import Opened
from geodata.own.mapping import OUT_OF_SCOPE, Mapping
from geodata.own.personal import masked

NAMED_AT_MOST = 200
"""Values named in one message; a column with more is no column of kinds."""

VERDICTS = """
create table verdicts as
with judged as (
select
    picked.row_number,
    picked.reference,
    picked.row_hash,
    borough_of.borough_code,
    coalesce($every::varchar, kind_of.incident_kind) as incident_kind,
    case
        when picked.excluded is not null then exclusions.rule
        when timed.rule is not null then timed.rule
        when located.row_number is null and {blank} then 'place_missing'
        when located.row_number is null and {elsewhere} then 'postcode_outside_london'
        when located.row_number is null then 'place_not_understood'
        when located.is_elsewhere or borough_of.is_elsewhere then 'outside_london'
        when $every::varchar is null and picked.kind_text is null then 'kind_missing'
        when kind_of.incident_kind = 'out_of_scope' then 'kind_out_of_scope'
    end as rule,
    if(picked.excluded is not null, exclusions.reason, null) as reason,
    coalesce(exclusions.outcome = 'out_of_scope', false) as is_excluded,
    picked.kind_text,
from picked
left join timed using (row_number)
left join located using (row_number)
left join borough_of on borough_of.borough_text = picked.borough_cell
left join kind_of on kind_of.kind_text = lower(picked.kind_text)
left join exclusions on exclusions.exclusion = picked.excluded
)
select
    *,
    is_excluded or coalesce(rule in (
        'postcode_outside_london', 'outside_london', 'kind_out_of_scope'
    ), false) as is_out,
from judged
"""
TWICE = """
update verdicts set rule = 'reference_twice'
from (
    select reference, min(row_number) as first_row
    from verdicts
    where rule is null and reference is not null
    group by reference
    having count(*) > 1
) as again
where verdicts.rule is null and verdicts.reference = again.reference
    and verdicts.row_number > again.first_row
"""


def judge(opened: Opened, mapping: Mapping) -> None:
    """Make `verdicts`: a row per row picked, with the rule that takes it out, if any.

    Raises: UnmappedCategory naming every kind without a decision.
    """
    connection = opened.connection
    _decisions(connection, mapping)
    blank, elsewhere = _without_place(mapping)
    connection.execute(
        VERDICTS.format(
            blank=blank,
            elsewhere=elsewhere,
        ),
        {"every": mapping.kinds.every or None},
    )
    _require_mapped(opened)
    connection.execute(TWICE)


def _decisions(connection: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    """Make `kind_of` and `exclusions` from the mapping."""
    connection.execute(
        "create table kind_of (kind_text varchar, incident_kind varchar)"
    )
    pairs = {text.strip().lower(): kind for text, kind in mapping.kinds.kind_of.items()}
    connection.execute(
        "insert into kind_of select unnest($1::varchar[]), unnest($2::varchar[])",
        [list(pairs), list(pairs.values())],
    )
    connection.execute(
        "create table exclusions (exclusion int, outcome varchar, rule varchar, "
        "reason varchar)"
    )
    connection.executemany(
        "insert into exclusions values ($1, $2, $3, $4)",
        [[n, e.outcome, e.rule, e.reason] for n, e in enumerate(mapping.exclusions)]
        or [[-1, "", "", ""]],
    )


def _without_place(mapping: Mapping) -> tuple[str, str]:
    """SQL: whether no cell says where; whether a postcode is of another town."""
    blank, elsewhere = ["true"], ["false"]
    for position, place in enumerate(mapping.where):
        first, second = f"place{position}a", f"place{position}b"
        blank.append(f"{first} is null and {second} is null")
        if place.basis == "postcode":
            elsewhere.append(
                rf"regexp_full_match(packed({first}), '[A-Z]{{1,2}}\d[A-Z\d]?\d[A-Z]{{2}}')"
                f" and packed({first})[:-4] not in (select distinct postcode[:-4] "
                "from postcode_points)"
            )
    return " and ".join(blank), " or ".join(f"coalesce({e}, false)" for e in elsewhere)


def _require_mapped(opened: Opened) -> None:
    unmapped = opened.connection.execute(
        "select distinct kind_text from verdicts where rule is null "
        "and incident_kind is null order by 1"
    ).fetchall()
    if unmapped:
        named = "; ".join(f"'{masked(text)}'" for (text,) in unmapped[:NAMED_AT_MOST])
        more = len(unmapped) - NAMED_AT_MOST
        rest = f" and {more:,} more: is this a column of kinds at all?" * (more > 0)
        raise UnmappedCategory(
            "Expected a decision for every kind of incident in the file, found none for "
            f"{named}{rest}. Map each to one of our kinds, or to '{OUT_OF_SCOPE}', in "
            "the mapping."
        )
