-- purpose: Hours of the week with no open, suitable support in reach, by small area.
-- method:  Count of the 168 hours at which access_by_area finds none in reach. The
--          longest spell is the longest run of such hours, Sunday running on into
--          Monday; the earliest of equals. The worst hour is one without support before
--          one with, then the longest minutes (none anywhere is longest), then the
--          earliest.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be. Hours count alike: an hour
--          at night weighs what one by day does, whoever needs it.
-- grain:   area_code
-- params:  $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: area_code            small area
--          area_name            its name
--          borough_code         its borough
--          residents            persons of the age asked for, all ages where not known
--          hours_without        hours of the week, 0 to 168, with none in reach
--          longest_spell_hours  hours of the longest unbroken spell without, 0 to 168
--          spell_from_hour      hour of the week at which it begins; null where there is none
--          worst_hour           hour of the week at which it is worst
--          worst_min            minutes to the nearest then; null where there is none anywhere
with

reached as (
    select *,
    from reached_week_by_area(
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    )
),

nearest as (
    select *,
    from nearest_weeks_by_area(
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    )
),

-- Few weeks differ: text is made of each once, not for every area.
spells as (
    select
        weeks.reached_week,
        longest_spell(~weeks.reached_week) as longest_spell_hours,
        longest_spell_from(~weeks.reached_week) as spell_from_hour,
    from (select distinct reached_week, from reached) as weeks
),

timed as (
    select
        area_code,
        bit_or(nearest_week) as timed_week,
    from nearest
    group by area_code
),

minutes_by_week as (
    select
        reached.area_code,
        reached.reached_week,
        null as minutes,
        ~coalesce(timed.timed_week, no_hour()) as week,
    from reached
    left join timed using (area_code)
    union all
    select
        reached.area_code,
        reached.reached_week,
        nearest.minutes::double as minutes,
        nearest.nearest_week as week,
    from nearest
    inner join reached using (area_code)
),

parts as (
    select
        area_code,
        minutes,
        false as is_in_reach,
        week & ~reached_week as week,
    from minutes_by_week
    union all
    select
        area_code,
        minutes,
        true as is_in_reach,
        week & reached_week as week,
    from minutes_by_week
),

worst as (
    select
        area_code,
        min((
            is_in_reach,
            -coalesce(minutes, 'infinity'::double),
            bit_position(bitstring('1', 1), week) - 1
        )) as hour,
    from parts
    where bit_count(week) > 0
    group by area_code
)

select
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    area_need.residents,
    bit_count(~reached.reached_week) as hours_without,
    spells.longest_spell_hours,
    spells.spell_from_hour,
    worst.hour[3] as worst_hour,
    nullif(-worst.hour[2], 'infinity'::double) as worst_min,
from areas
inner join area_need_of($age) as area_need using (area_code)
inner join reached using (area_code)
inner join spells using (reached_week)
inner join worst using (area_code)
order by areas.area_code
