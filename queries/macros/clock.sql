-- The clock: all 168 hours of a week at once. A service's week is a bit string, bit 0 for
-- Monday 00:00 to bit 167 for Sunday 23:00; hours in which the same services are usable
-- are one block, named for its first hour, and are worked out once.
create macro hours_of_week() as table
    select unnest(range(7 * 24)) as hour_of_week,;

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

-- One row per hour of the week: the block that it is in.
create macro week_blocks(
    types, age, access, floor_rank, count_unknown_hours, count_restricted
) as table
    with

    usable as (
        select
            hours.hour_of_week,
            list(weeks.service_id order by weeks.service_id) filter (
                where get_bit(weeks.usable_week, hours.hour_of_week::int) = 1
            ) as service_ids,
        from hours_of_week() as hours
        left join
            service_weeks(
                types, age, access, floor_rank, count_unknown_hours, count_restricted
            ) as weeks
            on weeks.is_changing
        group by hours.hour_of_week
    )

    select
        hour_of_week,
        min(hour_of_week) over (partition by service_ids) as block_hour,
    from usable;

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

-- One row per area and block of hours: what reach_by_area says of each hour of the block.
-- Services that are the same at every hour are summed up once, not for every block.
create macro reach_by_area_block(
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

    blocks as (
        select distinct blocks.block_hour,
        from
            week_blocks(
                types, age, access, floor_rank, count_unknown_hours, count_restricted
            ) as blocks
    ),

    candidates as (
        select *,
        from candidate_weeks(
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted,
            mode,
            within_min
        )
    ),

    lasting as (
        select
            area_code,
            minutes,
            is_within,
            service_id,
            case
                when bit_count(usable_week) > 0 then barrier_usable
                else barrier_unusable
            end as barrier,
        from candidates
        where not is_changing
    ),

    by_area as (
        select
            lasting.area_code,
            min(lasting.minutes) filter (
                where lasting.barrier = 'in_reach'
            ) as nearest_min,
            count(*) filter (
                where lasting.barrier = 'in_reach' and lasting.is_within
            ) as in_reach_count,
            min(causes.category_rank) filter (where lasting.is_within) as cause_rank,
        from lasting
        inner join categories as causes on lasting.barrier = causes.category_code
        group by lasting.area_code
    ),

    changing as (
        select
            candidates.area_code,
            candidates.minutes,
            candidates.is_within,
            blocks.block_hour,
            case get_bit(candidates.usable_week, blocks.block_hour::int)
                when 1 then candidates.barrier_usable
                else candidates.barrier_unusable
            end as barrier,
        from candidates
        cross join blocks
        where candidates.is_changing
    ),

    by_area_block as (
        select
            changing.area_code,
            changing.block_hour,
            min(changing.minutes) filter (
                where changing.barrier = 'in_reach'
            ) as nearest_min,
            count(*) filter (
                where changing.barrier = 'in_reach' and changing.is_within
            ) as in_reach_count,
            min(causes.category_rank) filter (where changing.is_within) as cause_rank,
        from changing
        inner join categories as causes on changing.barrier = causes.category_code
        group by changing.area_code, changing.block_hour
    )

    select
        areas.area_code,
        blocks.block_hour,
        least(by_area.nearest_min, by_area_block.nearest_min) as nearest_min,
        coalesce(by_area.in_reach_count, 0)
        + coalesce(by_area_block.in_reach_count, 0) as in_reach_count,
        least(by_area.cause_rank, by_area_block.cause_rank) as cause_rank,
        coalesce(by_area.in_reach_count, 0)
        + coalesce(by_area_block.in_reach_count, 0) > 0 as is_in_reach,
    from areas
    cross join blocks
    left join by_area using (area_code)
    left join by_area_block using (area_code, block_hour);

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
            then instr(week::varchar || week::varchar, repeat('1', longest_spell(week))) - 1
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
            get_bit(weeks.usable_week, hours.hour_of_week::int) = 1 as is_opening,
            get_bit(weeks.usable_week, hour_before(hours.hour_of_week)::int) = 1
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

-- One row per step of the clock and area: services in reach before and after it.
create macro reach_by_area_step(
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

    blocks as (
        select *,
        from week_blocks(
            types, age, access, floor_rank, count_unknown_hours, count_restricted
        )
    ),

    steps as (
        select
            blocks.hour_of_week,
            blocks.block_hour as block_after,
            earlier.block_hour as block_before,
        from blocks
        inner join blocks as earlier
            on hour_before(blocks.hour_of_week) = earlier.hour_of_week
        where blocks.block_hour != earlier.block_hour
    ),

    reach as (
        select
            area_code,
            block_hour,
            in_reach_count,
        from reach_by_area_block(
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted,
            mode,
            within_min
        )
    )

    select
        steps.hour_of_week,
        reach.area_code,
        earlier.in_reach_count as count_before,
        reach.in_reach_count as count_after,
    from steps
    inner join reach on steps.block_after = reach.block_hour
    inner join reach as earlier
        on
            steps.block_before = earlier.block_hour
            and reach.area_code = earlier.area_code;

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
    select
        turns.hour_of_week,
        turns.service_id,
        candidates.area_code,
        steps.count_after = 0 as is_decisive,
        steps.count_after = 0 and steps.count_before = 1 as is_alone,
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
        reach_by_area_step(
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted,
            mode,
            within_min
        ) as steps
        on
            turns.hour_of_week = steps.hour_of_week
            and candidates.area_code = steps.area_code
    where
        not turns.is_opening
        and candidates.is_within
        and candidates.barrier_usable = 'in_reach';
