-- purpose: London at each hour of the week: people without open, suitable support in
--          reach.
-- method:  At each hour what access_of_london says of it: out of reach is no usable
--          service with minutes <= $within_min; the mean is sum(residents x minutes) /
--          sum(residents) over areas with any. Hours in which the same services are
--          usable are worked out once.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be.
-- grain:   hour_of_week
-- params:  $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: hour_of_week           0 = Monday 00:00 to 167 = Sunday 23:00, London time
--          residents              persons of the age asked for, all ages where not known
--          out_residents          persons in areas with no support in reach
--          out_share              0 to 1; null without residents
--          need                   modelled mental-health calls a year
--          out_need               of those, from areas with no support in reach
--          mean_min               minutes to the nearest, weighted by residents
--          unreachable_residents  persons with none anywhere, not in mean_min
--          usable_count           services open and suitable at this hour, wherever they are
--          unplaced_count         of those, services whose place is not known: in nobody's reach
with

weeks as (
    select *,
    from service_weeks(
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted
    )
),

blocks as (
    select *,
    from week_blocks(
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted
    )
),

reach as (
    select *,
    from reach_by_area_block(
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

by_block as (
    select
        reach.block_hour,
        sum(area_need.residents)::bigint as residents,
        coalesce(
            sum(area_need.residents) filter (where not reach.is_in_reach), 0
        )::bigint as out_residents,
        sum(area_need.need) as need,
        coalesce(
            sum(area_need.need) filter (where not reach.is_in_reach), 0
        ) as out_need,
        share(
            sum(area_need.residents * reach.nearest_min::double),
            sum(area_need.residents) filter (where reach.nearest_min is not null)
        ) as mean_min,
        coalesce(
            sum(area_need.residents) filter (where reach.nearest_min is null), 0
        )::bigint as unreachable_residents,
    from reach
    inner join area_need_of($age) as area_need using (area_code)
    group by reach.block_hour
),

usable as (
    select
        blocks.hour_of_week,
        count(*) as usable_count,
        count(*) filter (where weeks.barrier_usable != 'in_reach') as unplaced_count,
    from blocks
    inner join weeks
        on get_bit(weeks.usable_week, blocks.hour_of_week::int) = 1
    group by blocks.hour_of_week
)

select
    blocks.hour_of_week,
    by_block.residents,
    by_block.out_residents,
    share(by_block.out_residents, by_block.residents) as out_share,
    by_block.need,
    by_block.out_need,
    by_block.mean_min,
    by_block.unreachable_residents,
    coalesce(usable.usable_count, 0) as usable_count,
    coalesce(usable.unplaced_count, 0) as unplaced_count,
from blocks
inner join by_block using (block_hour)
left join usable using (hour_of_week)
order by blocks.hour_of_week
