-- The clock: all 168 hours of a week at once. A week is a bit string, bit 0 for Monday
-- 00:00 to bit 167 for Sunday 23:00: services' weeks are joined by "or" over those in
-- reach, so that no hour is worked out by itself.
create macro hours_of_week() as table
    select unnest(range(7 * 24))::int as hour_of_week,;

-- The hour before: Sunday 23:00 before Monday 00:00.
create macro hour_before(hour_of_week) as
    (hour_of_week + 7 * 24 - 1) % (7 * 24);

create macro no_hour() as
    bitstring('0', 7 * 24);

-- One row per counted service of the types asked for: the hours at which it is usable,
-- and what it is then to an area that can reach it, and what bars it at the others.
create macro service_weeks(
    types, age, access, floor_rank, count_unknown_hours, count_restricted
) as table
    with

    open_weeks as (
        select
            open_hours.service_id,
            bitstring_agg(open_hours.hour_of_week, 0, 167) as open_week,
        from open_hours
        group by open_hours.service_id
    ),

    judged as (
        select
            suitability.*,
            coalesce(open_weeks.open_week, no_hour()) as open_week,
            barrier_at(
                suitability.lasting_barrier,
                true,
                suitability.hours_known,
                count_unknown_hours
            ) as barrier_open,
            barrier_at(
                suitability.lasting_barrier,
                false,
                suitability.hours_known,
                count_unknown_hours
            ) as barrier_shut,
        from
            service_suitability(types, age, access, floor_rank, count_restricted)
                as suitability
        left join open_weeks using (service_id)
    ),

    weeks as (
        select
            judged.*,
            case
                when judged.barrier_shut = 'in_reach' then ~no_hour()
                when judged.barrier_open = 'in_reach' then judged.open_week
                else no_hour()
            end as usable_week,
        from judged
    )

    select
        service_id,
        service_type,
        is_placed,
        usable_week,
        bit_count(usable_week) between 1 and 167 as is_changing,
        case
            when is_placed then 'in_reach'
            else barrier_unplaced('in_reach', location_basis)
        end as barrier_usable,
        case
            when is_placed then barrier_shut
            else barrier_unplaced(barrier_shut, location_basis)
        end as barrier_unusable,
    from weeks;

-- One row per area and service that may serve it, with the service's week: a service
-- without a place may stand, or drive, in any of its boroughs and has no minutes.
create macro candidate_weeks(
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min
) as table
    with

    weeks as (
        select *,
        from service_weeks(
            types, age, access, floor_rank, count_unknown_hours, count_restricted
        )
    )

    select
        travel_minutes.area_code,
        travel_minutes.minutes,
        travel_minutes.minutes <= within_min as is_within,
        weeks.service_id,
        weeks.usable_week,
        weeks.is_changing,
        weeks.barrier_usable,
        weeks.barrier_unusable,
    from travel_minutes
    inner join weeks using (service_id)
    where travel_minutes.travel_mode = mode
    union all
    select
        areas.area_code,
        null::decimal(6, 1) as minutes,
        true as is_within,
        weeks.service_id,
        weeks.usable_week,
        weeks.is_changing,
        weeks.barrier_usable,
        weeks.barrier_unusable,
    from weeks
    inner join service_boroughs using (service_id)
    inner join areas using (borough_code)
    where not weeks.is_placed;

-- One row per area: the hours of the week with a usable service in reach.
create macro reached_week_by_area(
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min
) as table
    with

    reached as (
        select
            candidates.area_code,
            bit_or(candidates.usable_week) as reached_week,
        from
            candidate_weeks(
                types,
                age,
                access,
                floor_rank,
                count_unknown_hours,
                count_restricted,
                mode,
                within_min
            ) as candidates
        where candidates.is_within and candidates.barrier_usable = 'in_reach'
        group by candidates.area_code
    )

    select
        areas.area_code,
        coalesce(reached.reached_week, no_hour()) as reached_week,
    from areas
    left join reached using (area_code);

-- One row per area and service that is its nearest usable one at some hour, with those
-- hours; and one, without minutes, for the hours at which cars on duty cover the area. In
-- line by minutes, each service has the hours that no nearer one has; beyond the first
-- that is always usable nobody need look.
create macro served_weeks_by_area(
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min
) as table
    with

    usable as (
        select
            candidates.area_code,
            candidates.minutes,
            candidates.service_id,
            candidates.usable_week,
            candidates.is_changing,
        from
            candidate_weeks(
                types,
                age,
                access,
                floor_rank,
                count_unknown_hours,
                count_restricted,
                mode,
                within_min
            ) as candidates
        where
            candidates.barrier_usable = 'in_reach'
            and bit_count(candidates.usable_week) > 0
    ),

    always as (
        select
            area_code,
            min(minutes) as minutes,
        from usable
        where not is_changing and minutes is not null
        group by area_code
    ),

    in_line as (
        select
            area_code,
            minutes,
            '' as service_id,
            ~no_hour() as usable_week,
        from always
        union all
        select
            usable.area_code,
            usable.minutes,
            usable.service_id,
            usable.usable_week,
        from usable
        left join always using (area_code)
        where
            usable.is_changing
            and usable.minutes is not null
            and (always.minutes is null or usable.minutes < always.minutes)
    ),

    taken as (
        select
            area_code,
            minutes,
            usable_week
            & ~coalesce(
                bit_or(usable_week) over (
                    partition by area_code
                    order by minutes, service_id
                    rows between unbounded preceding and 1 preceding
                ),
                no_hour()
            ) as served_week,
        from in_line
    )

    select
        area_code,
        minutes,
        served_week,
    from taken
    where bit_count(served_week) > 0
    union all
    select
        area_code,
        null as minutes,
        bit_or(usable_week) as served_week,
    from usable
    where minutes is null
    group by area_code;

-- One row per area and service that is its nearest usable one at some hour, with those
-- hours: cars on duty have no minutes and are nobody's nearest.
create macro nearest_weeks_by_area(
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min
) as table
    select
        area_code,
        minutes,
        served_week as nearest_week,
    from
        served_weeks_by_area(
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted,
            mode,
            within_min
        )
    where minutes is not null;

-- One row per borough and hour of the week: what access_by_borough says of the hour, in
-- sums. Areas whose weeks are alike are taken together before hours are told apart.
create macro persons_by_borough_hour(
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min
) as table
    with

    reached as (
        select
            area_need.borough_code,
            weeks.reached_week,
            sum(area_need.residents)::bigint as residents,
            sum(area_need.need) as need,
        from
            reached_week_by_area(
                types,
                age,
                access,
                floor_rank,
                count_unknown_hours,
                count_restricted,
                mode,
                within_min
            ) as weeks
        inner join area_need_of(age) as area_need using (area_code)
        group by area_need.borough_code, weeks.reached_week
    ),

    nearest as (
        select
            area_need.borough_code,
            weeks.nearest_week,
            sum(area_need.residents)::bigint as residents,
            sum(area_need.residents * weeks.minutes::double) as person_minutes,
        from
            nearest_weeks_by_area(
                types,
                age,
                access,
                floor_rank,
                count_unknown_hours,
                count_restricted,
                mode,
                within_min
            ) as weeks
        inner join area_need_of(age) as area_need using (area_code)
        group by area_need.borough_code, weeks.nearest_week
    ),

    reached_by_hour as (
        select
            reached.borough_code,
            hours.hour_of_week,
            sum(reached.residents)::bigint as residents,
            coalesce(
                sum(reached.residents) filter (
                    where get_bit(reached.reached_week, hours.hour_of_week) = 0
                ),
                0
            )::bigint as out_residents,
            sum(reached.need) as need,
            coalesce(
                sum(reached.need) filter (
                    where get_bit(reached.reached_week, hours.hour_of_week) = 0
                ),
                0
            ) as out_need,
        from reached
        cross join hours_of_week() as hours
        group by reached.borough_code, hours.hour_of_week
    ),

    nearest_by_hour as (
        select
            nearest.borough_code,
            hours.hour_of_week,
            sum(nearest.residents)::bigint as timed_residents,
            sum(nearest.person_minutes) as person_minutes,
        from nearest
        inner join hours_of_week() as hours
            on get_bit(nearest.nearest_week, hours.hour_of_week) = 1
        group by nearest.borough_code, hours.hour_of_week
    )

    select
        reached_by_hour.borough_code,
        reached_by_hour.hour_of_week,
        reached_by_hour.residents,
        reached_by_hour.out_residents,
        reached_by_hour.need,
        reached_by_hour.out_need,
        nearest_by_hour.person_minutes,
        coalesce(nearest_by_hour.timed_residents, 0) as timed_residents,
    from reached_by_hour
    left join nearest_by_hour using (borough_code, hour_of_week);

-- Hours of the longest unbroken run of ones in a week, Sunday running on into Monday.
create macro longest_spell(week) as
    least(
        bit_count(week),
        list_max(
            list_transform(
                string_split(week::varchar || week::varchar, '0'),
                lambda run: length(run)
            )
        )
    );

-- First hour of the longest run of ones, the earliest of equals; null where there is none.
create macro longest_spell_from(week) as
    case
        when bit_count(week) > 0
            then
                instr(week::varchar || week::varchar, repeat('1', longest_spell(week)))
                - 1
    end;

-- One row per service and hour of the week at which it becomes usable or ceases to be.
create macro service_turns(
    types, age, access, floor_rank, count_unknown_hours, count_restricted
) as table
    with

    turned as (
        select
            hours.hour_of_week,
            weeks.service_id,
            get_bit(weeks.usable_week, hours.hour_of_week) = 1 as is_opening,
            get_bit(weeks.usable_week, hour_before(hours.hour_of_week)) = 1
                as was_usable,
        from hours_of_week() as hours
        cross join
            service_weeks(
                types, age, access, floor_rank, count_unknown_hours, count_restricted
            ) as weeks
        where weeks.is_changing
    )

    select
        hour_of_week,
        service_id,
        is_opening,
    from turned
    where is_opening != was_usable;

-- One row per closing of a service and area that had it in reach: whether the area is
-- left with none, and whether this closing alone did it.
create macro closings_by_area(
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min
) as table
    with

    closings as (
        select
            turns.hour_of_week,
            turns.service_id,
            candidates.area_code,
            get_bit(reached.reached_week, turns.hour_of_week) = 0 as is_decisive,
            count(*) over (
                partition by candidates.area_code, turns.hour_of_week
            ) as closing_count,
        from
            service_turns(
                types, age, access, floor_rank, count_unknown_hours, count_restricted
            ) as turns
        inner join
            candidate_weeks(
                types,
                age,
                access,
                floor_rank,
                count_unknown_hours,
                count_restricted,
                mode,
                within_min
            ) as candidates
            using (service_id)
        inner join
            reached_week_by_area(
                types,
                age,
                access,
                floor_rank,
                count_unknown_hours,
                count_restricted,
                mode,
                within_min
            ) as reached
            using (area_code)
        where
            not turns.is_opening
            and candidates.is_within
            and candidates.barrier_usable = 'in_reach'
    )

    select
        hour_of_week,
        service_id,
        area_code,
        is_decisive,
        is_decisive and closing_count = 1 as is_alone,
    from closings;
