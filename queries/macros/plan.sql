-- Before and after: what a scenario would change, from the weeks that it fills in. The
-- tables plan_reach, plan_minutes and plan_people are empty outside a scenario.

-- An amount summed over the rows where a condition holds; 0 where it holds of none.
create macro sum_if(amount, condition) as
    coalesce(sum(amount) filter (where condition), 0);

-- Whether a journey takes longer than another did: one that ends nowhere is longest.
create macro is_longer(after_min, before_min) as
    before_min is not null and (after_min is null or after_min > before_min);

-- One row per area and leg: its people, whether it had and has support in reach at this
-- hour, and minutes to the nearest; null where there is none anywhere.
create macro plan_at_hour(at_hour) as table
    with

    nearest as (
        select
            leg,
            area_code,
            min(minutes) filter (where not is_after) as before_min,
            min(minutes) filter (where is_after) as after_min,
        from plan_minutes
        where get_bit(nearest_week, at_hour) = 1
        group by leg, area_code
    )

    select
        plan_reach.leg,
        plan_reach.area_code,
        areas.borough_code,
        plan_people.residents,
        plan_people.need_before,
        plan_people.need_after,
        get_bit(plan_reach.before_week, at_hour) = 1 as had_reach,
        get_bit(plan_reach.after_week, at_hour) = 1 as has_reach,
        nearest.before_min,
        nearest.after_min,
    from plan_reach
    inner join plan_people using (area_code)
    inner join areas using (area_code)
    left join nearest using (leg, area_code);

-- One row per area and kind of group that it is in: London, its borough, and its fifth
-- of deprivation or, where no decile is known, of need.
create macro plan_groups() as table
    with

    ranked as (
        select count(deprivation_decile) > 0 as is_known,
        from areas
    )

    select
        areas.area_code,
        unnest(['london', 'borough', 'fifth']) as kind_of_group,
        unnest([
            'London',
            areas.borough_code,
            case
                when ranked.is_known then ceil(areas.deprivation_decile / 2)
                else need_fifths.need_fifth
            end::integer::varchar
        ]) as group_code,
        case when ranked.is_known then 'deprivation' else 'need' end as ranking,
    from areas
    cross join ranked
    inner join need_fifths using (area_code);

-- One row per group of a kind and leg: persons and need out of reach at this hour before
-- and after; those who gain and those who lose apart; minutes to the nearest.
create macro plan_by_group(kind, at_hour) as table
    select
        places.leg,
        groups.group_code,
        any_value(groups.ranking) as ranking,
        sum(places.residents)::bigint as residents,
        sum_if(places.residents, not places.had_reach)::bigint as out_residents_before,
        sum_if(places.residents, not places.has_reach)::bigint as out_residents_after,
        sum_if(places.residents, places.has_reach and not places.had_reach)::bigint
            as gained_residents,
        sum_if(places.residents, places.had_reach and not places.has_reach)::bigint
            as lost_residents,
        sum(places.need_before) as need_before,
        sum(places.need_after) as need_after,
        sum_if(places.need_before, not places.had_reach) as out_need_before,
        sum_if(places.need_after, not places.has_reach) as out_need_after,
        sum_if(places.need_after, places.has_reach and not places.had_reach)
            as gained_need,
        sum_if(places.need_after, places.had_reach and not places.has_reach)
            as lost_need,
        share(
            sum(places.residents * places.before_min),
            sum(places.residents) filter (where places.before_min is not null)
        ) as mean_before_min,
        share(
            sum(places.residents * places.after_min),
            sum(places.residents) filter (where places.after_min is not null)
        ) as mean_after_min,
        sum_if(places.residents, is_longer(places.after_min, places.before_min))::bigint
            as longer_residents,
        sum_if(places.residents, is_longer(places.before_min, places.after_min))::bigint
            as shorter_residents,
    from plan_at_hour(at_hour) as places
    inner join plan_groups() as groups using (area_code)
    where groups.kind_of_group = kind
    group by places.leg, groups.group_code;

-- The place of a leg among the three.
create macro leg_rank(leg) as
    list_position(['health', 'safety', 'ambulance'], leg);

-- One row per area and leg: hours of the week gained and lost, hours at which the nearest
-- is farther or nearer, and minutes added over the week; a nearest that goes altogether
-- is farther, by minutes that nobody knows.
create macro plan_over_week() as table
    with

    changed as (
        select
            leg,
            area_code,
            bit_count(after_week & ~before_week) as gained_hours,
            bit_count(before_week & ~after_week) as lost_hours,
            before_week & ~after_week as lost_week,
        from plan_reach
    ),

    anywhere as (
        select
            leg,
            area_code,
            coalesce(bit_or(nearest_week) filter (where not is_after), no_hour())
                as before_week,
            coalesce(bit_or(nearest_week) filter (where is_after), no_hour())
                as after_week,
        from plan_minutes
        group by leg, area_code
    ),

    compared as (
        select
            leg,
            area_code,
            after.minutes - before.minutes as added_min,
            bit_count(before.nearest_week & after.nearest_week) as hour_count,
        from plan_minutes as before
        inner join plan_minutes as after using (leg, area_code)
        where
            not before.is_after
            and after.is_after
            and before.minutes != after.minutes
    ),

    farther as (
        select
            leg,
            area_code,
            sum(hour_count) filter (where added_min > 0) as longer_hours,
            sum(hour_count) filter (where added_min < 0) as shorter_hours,
            sum(hour_count * added_min) filter (where added_min > 0)
                as added_minute_hours,
        from compared
        group by leg, area_code
    )

    select
        changed.leg,
        changed.area_code,
        plan_people.residents,
        plan_people.need_before,
        changed.gained_hours,
        changed.lost_hours,
        changed.lost_week,
        coalesce(farther.longer_hours, 0)
        + bit_count(
            coalesce(anywhere.before_week & ~anywhere.after_week, no_hour())
        ) as longer_hours,
        coalesce(farther.shorter_hours, 0)
        + bit_count(
            coalesce(anywhere.after_week & ~anywhere.before_week, no_hour())
        ) as shorter_hours,
        coalesce(farther.longer_hours, 0) as timed_longer_hours,
        coalesce(farther.added_minute_hours, 0) as added_minute_hours,
    from changed
    inner join plan_people using (area_code)
    left join anywhere using (leg, area_code)
    left join farther using (leg, area_code);

-- One row per group of a kind and leg: who gains and who loses reach over the week, and
-- whose way to the nearest grows longer or shorter, each at some hour or more.
create macro plan_week_by_group(kind) as table
    select
        week.leg,
        groups.group_code,
        count(*) filter (where week.residents > 0 and week.lost_hours > 0) = 0
            as nobody_loses_reach,
        count(*) filter (where week.residents > 0 and week.longer_hours > 0) = 0
            as nobody_goes_farther,
        sum(week.residents * week.gained_hours)::bigint as gained_person_hours,
        sum(week.residents * week.lost_hours)::bigint as lost_person_hours,
        sum_if(week.residents, week.gained_hours > 0)::bigint as gained_residents,
        sum_if(week.residents, week.lost_hours > 0)::bigint as lost_residents,
        sum_if(week.residents, week.longer_hours > 0)::bigint as longer_residents,
        sum_if(week.residents, week.shorter_hours > 0)::bigint as shorter_residents,
        count(*) filter (where week.residents > 0 and week.lost_hours > 0)
            as lost_area_count,
        count(*) filter (where week.residents > 0 and week.longer_hours > 0)
            as longer_area_count,
    from plan_over_week() as week
    inner join plan_groups() as groups using (area_code)
    where groups.kind_of_group = kind
    group by week.leg, groups.group_code;

-- One row per area and service that is, at some hour of the week, the only usable one in
-- reach: those hours. Were it closed, the area would have none at them (n - 1).
create macro sole_weeks_by_area(
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
            candidates.service_id,
            candidates.usable_week,
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
            candidates.is_within
            and candidates.barrier_usable = 'in_reach'
            and bit_count(candidates.usable_week) > 0
    ),

    -- What those before and those behind it in line have, it has not alone.
    alone as (
        select
            area_code,
            service_id,
            usable_week
            & ~coalesce(bit_or(usable_week) over (
                in_line rows between unbounded preceding and 1 preceding
            ), no_hour())
            & ~coalesce(bit_or(usable_week) over (
                in_line rows between 1 following and unbounded following
            ), no_hour()) as sole_week,
        from reached
        window in_line as (partition by area_code order by service_id)
    )

    select
        area_code,
        service_id,
        sole_week,
    from alone
    where bit_count(sole_week) > 0;
