"""When each row happened, in London civil time.

An hour that does not exist (the spring gap) is set aside. One that happens twice (the
autumn hour) is kept and counted: civil time without a zone cannot tell the two apart,
so it stands for the first.
Limit of method: a two-digit year is 1969 to 2068.
"""

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd

from geodata.own.mapping import LONDON, When

EARLIEST_YEAR = 1990
"""No agency's log of calls in a spreadsheet goes further back; a birthday does."""

SPRING, AUTUMN = 3, 10
"""Months in which London's clocks change."""

LONG_FORMS = {
    "iso": ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"],
    "day_first": ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y"],
    "month_first": ["%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "%m %d %Y"],
    "month_name": ["%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y"],
    "excel_serial": ["%Y-%m-%d"],
}
"""Forms with a year of four digits. ISO is understood in every order."""
SHORT_FORMS = {
    "iso": ["%Y-%m-%d"],
    "day_first": ["%d/%m/%y", "%d-%m-%y", "%d.%m.%y"],
    "month_first": ["%m/%d/%y", "%m-%d-%y", "%m.%d.%y"],
    "month_name": ["%d %b %y", "%d %B %y"],
    "excel_serial": ["%Y-%m-%d"],
}
CLOCK = (
    r"^(\d{1,2})(?:[:.h]?([0-5]\d))?(?:[:.]([0-5]\d)(?:[.,]\d+)?)?\s*"
    r"([ap])?\.?m?\.?\s*(z|utc|gmt|bst|[+-]\d{2}:?(?:\d{2})?)?$"
)
"""Hours, minutes, seconds, a(m) or p(m), offset; in lower case."""

MACROS = r"""
create macro without_weekday(cell) as
    regexp_replace(trim(cell), '^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+', '', 'i');
create macro clock_part(cell) as lower(trim(regexp_extract(without_weekday(cell),
    '(?:T|,?\s+)(\d{1,2}[:.]\d{2}([:.]\d.*|\s*[apzugb+-].*)?)$', 1, 'i')));
create macro day_part(cell) as regexp_replace(regexp_replace(without_weekday(cell),
    '(?:T|,?\s+)\d{1,2}[:.]\d{2}([:.]\d.*|\s*[apzugb+-].*)?$', '', 'i'),
    '(\d)(st|nd|rd|th)\b', '\1', 'i');
create macro spaced(day) as if(regexp_matches(day, '^\d{4}-'), day,
    regexp_replace(regexp_replace(day, '[-/.,\s]+', ' ', 'g'), 'sept\b', 'Sep', 'i'));
create macro dated(day, long_forms, short_forms) as case
    when regexp_full_match(day, '\d{4}-\d{1,2}-\d{1,2}')
        then try_strptime(day, '%Y-%m-%d')
    when regexp_matches(day, '\d{4}') then try_strptime(day, long_forms)
    else try_strptime(day, short_forms)
end;
create macro seconds_of(h, m, s, half) as case
    when half != '' and h not between 1 and 12 then null
    when h > 23 then null
    else (h + case when half = 'p' and h < 12 then 12
        when half = 'a' and h = 12 then -12 else 0 end) * 3600 + m * 60 + s
end;
create macro clock_s(clock, part) as if(regexp_full_match(clock, '0?[.]\d+'),
    try_cast(round(try_cast(clock as double) * 86400) as bigint) % 86400,
    seconds_of(try_cast(part.h as int), coalesce(try_cast(part.m as int), 0),
        coalesce(try_cast(part.s as int), 0), part.half));
create macro offset_min(words) as case
    when words in ('z', 'utc', 'gmt') then 0
    when words = 'bst' then 60
    when words != '' then (if(words[1] = '-', -1, 1)) * (try_cast(words[2:3] as int) * 60
        + coalesce(try_cast(right(replace(words, ':', ''), -3) as int), 0))
end;
"""

TIMED = """
create table timed as
with cut as (
    select
        row_number,
        day_cell,
        if($is_name, spaced(day_part(day_cell)), day_part(day_cell)) as day,
        if($is_serial, try_cast(day_cell as double), null) as serial,
        if($time_known, nullif(coalesce(regexp_replace(regexp_replace(lower(clock_cell),
            '^\\d{4}-\\d{2}-\\d{2}[ t]', ''), '[.]0+$', ''),
            clock_part(day_cell)), ''), null) as clock,
    from picked
    where excluded is null
),
parted as (
    select
        row_number, day_cell, clock,
        if(serial between 1 and 100000, timestamp '1899-12-30' + to_days(serial::int
            - if(serial::int > serial, 1, 0)), dated(day, $long, $short)) as day_at,
        if($time_known and serial != floor(serial),
            round((serial - floor(serial)) * 86400)::bigint, null) as serial_s,
        regexp_extract(clock, $clock, ['h', 'm', 's', 'half', 'zone']) as part,
    from cut
),
clocked as (
    select
        row_number, day_cell, day_at, clock,
        if(clock is null, serial_s, clock_s(clock, part)) as clock_s,
        offset_min(part.zone) as offset_min,
    from parted
),
placed as (
    select
        *,
        clock_s is not null as has_time,
        day_at + to_seconds(coalesce(clock_s, 0)) as said_at,
        coalesce(offset_min, if($zone = 'UTC', 0, null)) as from_utc_min,
    from clocked
),
civil as (
    select
        *,
        if(has_time and from_utc_min is not null,
            (said_at - to_minutes(from_utc_min)) at time zone 'UTC'
                at time zone 'Europe/London', said_at) as occurred_at,
    from placed
)
select
    row_number,
    occurred_at,
    has_time,
    coalesce(changes.is_repeated and has_time and from_utc_min is null, false)
        as is_twice,
    case
        when day_cell is null then 'date_missing'
        when day_at is null then 'date_not_understood'
        when clock is not null and clock_s is null then 'time_not_understood'
        when has_time and $zone = 'offset' and from_utc_min is null
            then 'time_without_offset'
        when has_time and from_utc_min is null and not changes.is_repeated
            then 'hour_that_does_not_exist'
        when occurred_at > $now then 'date_in_future'
        when year(occurred_at) < $earliest then 'date_too_early'
    end as rule,
from civil
left join changes
    on changes.changed_on = civil.occurred_at::date
    and civil.occurred_at >= changes.starts_at
    and civil.occurred_at < changes.ends_at
"""


@cache
def changes() -> pd.DataFrame:
    """Hours that London's clocks skip or repeat, 1990 to 2099.

    Shape: changed_on, starts_at, ends_at (civil time), is_repeated.
    """
    zone, hour = ZoneInfo(LONDON), dt.timedelta(hours=1)
    rows = []
    for year in range(EARLIEST_YEAR, 2100):
        for month in (SPRING, AUTUMN):
            # Every change of these years falls on a Sunday in the last ten days.
            hours = [
                dt.datetime(year, month, 21, tzinfo=dt.UTC) + hour * n
                for n in range(264)
            ]
            for at in hours:
                before, after = (t.astimezone(zone) for t in (at - hour / 3600, at))
                if before.utcoffset() != after.utcoffset():
                    # 01:00 UTC: civil 01:00 to 02:00 is skipped in spring, and comes
                    # again in autumn.
                    starts = at.replace(tzinfo=None)
                    rows.append((starts, starts + hour, month == AUTUMN))
    found = pd.DataFrame(rows, columns=["starts_at", "ends_at", "is_repeated"])
    return found.assign(changed_on=found["starts_at"].dt.date)


def work_out(
    connection: duckdb.DuckDBPyConnection, when: When, now: dt.datetime
) -> None:
    """Make the table `timed` from `picked`: one row per row that is not excluded.

    Shape: row_number, occurred_at, has_time, is_twice, rule (null where it is well).
    `now` is London civil time.
    """
    connection.register("changes", changes())
    connection.execute(MACROS)
    connection.execute(
        TIMED,
        {
            "is_name": when.order == "month_name",
            "is_serial": when.order == "excel_serial",
            "time_known": when.time_known,
            "long": LONG_FORMS[when.order],
            "short": SHORT_FORMS[when.order],
            "clock": CLOCK,
            "zone": when.zone,
            "now": now,
            "earliest": EARLIEST_YEAR,
        },
    )
