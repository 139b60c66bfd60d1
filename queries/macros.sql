-- Formulas used more than once. The table macros are views with parameters: they hold
-- in one place what "open and suitable" and "in reach" mean, for every answer.
create macro share(part, whole) as
    part / nullif(whole, 0);

-- "Camden 028B (Holborn)": the number of an area with the name that people know.
create macro known_as(area_name, place_name) as
    area_name || coalesce(' (' || place_name || ')', '');

-- One row per area: residents of this age where ages are known, else all residents, and
-- the modelled need of all ages.
create macro area_need_of(age) as table
    select
        areas.area_code,
        areas.borough_code,
        coalesce(area_people.residents, areas.residents) as residents,
        coalesce(demand.amount, 0) as need,
    from areas
    left join area_people
        on areas.area_code = area_people.area_code and area_people.age_group = age
    left join demand
        on
            areas.area_code = demand.area_code
            and demand.measure = 'mental_health_calls'
            and demand.basis = 'modelled';

-- One row per counted service of the types asked for: what stands between it and a
-- person who comes at this hour. 'in_reach' here means usable wherever it can be reached.
create macro service_barriers(
    at_hour, types, age, access, floor_rank, count_unknown_hours, count_restricted
) as table
    select
        services.service_id,
        services.service_type,
        services.location_basis,
        services.is_placed,
        case
            when age not in (
                select ages.age_group,
                from service_age_groups as ages
                where ages.service_id = services.service_id
            ) then 'age_not_taken'
            when access not in (
                select modes.access_mode,
                from service_access_modes as modes
                where modes.service_id = services.service_id
            ) then 'access_not_taken'
            when services.restriction is not null and not count_restricted
                then 'restricted'
            when confidences.category_rank < floor_rank then 'confidence_below_floor'
            when
                at_hour in (
                    select hours.hour_of_week,
                    from open_hours as hours
                    where hours.service_id = services.service_id
                ) then 'in_reach'
            when services.hours_known then 'closed_at_this_hour'
            when count_unknown_hours then 'in_reach'
            else 'hours_not_known'
        end as barrier,
    from services
    inner join service_confidences using (service_id)
    inner join categories as confidences
        on service_confidences.confidence = confidences.category_code
    where
        services.status in ('open', 'open_unverified')
        and list_contains(types, services.service_type);

-- One row per area: minutes to the nearest usable service, how many are in reach and,
-- where none is, the mildest cause. A car on duty reaches the boroughs it covers; a
-- service whose place is unknown may stand in any of its possible boroughs.
create macro reach_by_area(
    at_hour,
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

    barriers as (
        select *,
        from service_barriers(
            at_hour,
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted
        )
    ),

    placed as (
        select
            travel_minutes.area_code,
            travel_minutes.service_id,
            travel_minutes.minutes,
            travel_minutes.minutes <= within_min as is_within,
            barriers.barrier,
        from travel_minutes
        inner join barriers using (service_id)
        where travel_minutes.travel_mode = mode
    ),

    unplaced as (
        select
            areas.area_code,
            barriers.service_id,
            null::decimal(6, 1) as minutes,
            true as is_within,
            case
                when barriers.location_basis = 'mobile' then barriers.barrier
                else 'location_unknown'
            end as barrier,
        from barriers
        inner join service_boroughs using (service_id)
        inner join areas using (borough_code)
        where
            not barriers.is_placed
            and (
                barriers.location_basis = 'mobile'
                or barriers.barrier in ('in_reach', 'hours_not_known')
            )
    ),

    candidates as (
        select *, from placed
        union all
        select *, from unplaced
    ),

    by_area as (
        select
            candidates.area_code,
            min(candidates.minutes) filter (
                where candidates.barrier = 'in_reach'
            ) as nearest_min,
            arg_min(
                candidates.service_id, (candidates.minutes, candidates.service_id)
            ) filter (
                where
                candidates.barrier = 'in_reach' and candidates.minutes is not null
            ) as nearest_service_id,
            count(*) filter (
                where candidates.barrier = 'in_reach' and candidates.is_within
            ) as in_reach_count,
            min(causes.category_rank) filter (
                where candidates.is_within
            ) as cause_rank,
        from candidates
        inner join categories as causes
            on candidates.barrier = causes.category_code
        group by candidates.area_code
    )

    select
        areas.area_code,
        by_area.nearest_min,
        by_area.nearest_service_id,
        coalesce(by_area.in_reach_count, 0) as in_reach_count,
        coalesce(causes.category_code, 'none_in_reach') as cause_code,
        coalesce(by_area.in_reach_count, 0) > 0 as is_in_reach,
    from areas
    left join by_area using (area_code)
    left join categories as causes
        on by_area.cause_rank = causes.category_rank and causes.scheme = 'cause';

-- One row per area: the three legs of support at this hour, each with its cause. The
-- legs of safety and ambulance are asked for someone brought by police or ambulance.
create macro legs_by_area_at(
    at_hour,
    types,
    safety_types,
    ambulance_types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min
) as table
    with

    health as (
        select *,
        from reach_by_area(
            at_hour,
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

    safety as (
        select *,
        from reach_by_area(
            at_hour,
            safety_types,
            age,
            'police_ambulance',
            floor_rank,
            count_unknown_hours,
            count_restricted,
            'blue_light',
            within_min
        )
    ),

    ambulance as (
        select *,
        from reach_by_area(
            at_hour,
            ambulance_types,
            age,
            'police_ambulance',
            floor_rank,
            count_unknown_hours,
            count_restricted,
            'blue_light',
            within_min
        )
    )

    select
        areas.area_code,
        health.cause_code as health_cause,
        safety.cause_code as safety_cause,
        ambulance.cause_code as ambulance_cause,
        health.is_in_reach as has_health,
        safety.is_in_reach as has_safety,
        ambulance.is_in_reach as has_ambulance,
        health.is_in_reach::int
        + safety.is_in_reach::int
        + ambulance.is_in_reach::int as leg_count,
    from areas
    inner join health using (area_code)
    inner join safety using (area_code)
    inner join ambulance using (area_code);

-- One row per area: hours of the week without a usable service in reach, of 168. Asked at
-- an hour that no week has, a service that is suitable but for its hours is closed.
create macro hours_without_by_area(
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
        select
            open_hours.service_id,
            bitstring_agg(open_hours.hour_of_week, 0, 167) as open_bits,
        from open_hours
        group by open_hours.service_id
    ),

    suitable as (
        select
            barriers.service_id,
            barriers.is_placed,
            barriers.location_basis,
            case
                when barriers.barrier = 'in_reach' then repeat('1', 168)::bit
                else weeks.open_bits
            end as open_bits,
        from service_barriers(
            -1,
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted
        ) as barriers
        left join weeks using (service_id)
        where barriers.barrier in ('in_reach', 'closed_at_this_hour')
    ),

    within as (
        select
            travel_minutes.area_code,
            suitable.open_bits,
        from travel_minutes
        inner join suitable using (service_id)
        where
            travel_minutes.travel_mode = mode
            and travel_minutes.minutes <= within_min
            and suitable.is_placed
        union all
        select
            areas.area_code,
            suitable.open_bits,
        from suitable
        inner join service_boroughs using (service_id)
        inner join areas using (borough_code)
        where not suitable.is_placed and suitable.location_basis = 'mobile'
    ),

    by_area as (
        select
            within.area_code,
            bit_count(bit_or(within.open_bits)) as hours_open,
        from within
        group by within.area_code
    )

    select
        areas.area_code,
        168 - coalesce(by_area.hours_open, 0) as hours_without,
    from areas
    left join by_area using (area_code);

-- One row per area: what is looked at for clusters. A state other than 'known' says why
-- the amount is null.
create macro measured_by_area(
    pattern_measure,
    at_hour,
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
        reach.area_code,
        reach.nearest_min::double as amount,
        case when reach.nearest_min is null then 'unreachable' else 'known' end as state,
    from reach_by_area(
        at_hour,
        types,
        age,
        access,
        floor_rank,
        count_unknown_hours,
        count_restricted,
        mode,
        within_min
    ) as reach
    where pattern_measure = 'minutes_to_nearest'
    union all
    select
        hours.area_code,
        hours.hours_without::double,
        'known',
    from hours_without_by_area(
        types,
        age,
        access,
        floor_rank,
        count_unknown_hours,
        count_restricted,
        mode,
        within_min
    ) as hours
    where pattern_measure = 'hours_without_support'
    union all
    select
        area_need.area_code,
        1000 * share(area_need.need, area_need.residents),
        case when area_need.residents = 0 then 'no_residents' else 'known' end,
    from area_need
    where pattern_measure = 'need_per_1000'
    union all
    select
        areas.area_code,
        1000 * share(area_recorded.incident_count, areas.residents),
        case
            when area_recorded.recorded_state in ('suppressed', 'missing')
                then area_recorded.recorded_state
            when areas.residents = 0 then 'no_residents'
            else 'known'
        end,
    from areas
    inner join area_recorded using (area_code)
    where pattern_measure = 'incidents_per_1000';

-- One row per area: need against the median resident's, and whether support is in reach.
create macro quadrants_by_area(
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min,
    need_tie_per_1000
) as table
    with

    rates as (
        select
            area_need.area_code,
            area_need.residents,
            1000 * share(area_need.need, area_need.residents) as need_per_1000,
        from area_need
    ),

    ranked as (
        select
            rates.need_per_1000,
            sum(rates.residents) over (order by rates.need_per_1000) as up_to_here,
            sum(rates.residents) over () as everybody,
        from rates
        where rates.residents > 0
    ),

    median as (
        select min(ranked.need_per_1000) as need_per_1000,
        from ranked
        where 2 * ranked.up_to_here >= ranked.everybody
    )

    select
        rates.area_code,
        rates.need_per_1000,
        median.need_per_1000 as median_per_1000,
        reach.nearest_min::double as nearest_min,
        reach.is_in_reach,
        case
            when rates.residents = 0 then 'no_residents'
            when rates.need_per_1000 - median.need_per_1000 > need_tie_per_1000
                then if(
                    reach.is_in_reach, 'high_need_in_reach', 'high_need_poor_access'
                )
            when reach.is_in_reach then 'lower_need_in_reach'
            else 'lower_need_poor_access'
        end as quadrant,
    from rates
    inner join reach_by_area(
        at_hour,
        types,
        age,
        access,
        floor_rank,
        count_unknown_hours,
        count_restricted,
        mode,
        within_min
    ) as reach using (area_code)
    cross join median;
