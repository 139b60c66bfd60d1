-- purpose: Enhanced two-step floating catchment (E2SFCA): usable sites per 100,000 people.
-- grain:   area_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
-- returns: area_code        small area
--          sites_per_100000 usable sites per 100,000 residents of the age asked for
-- Luo and Qi 2009, slow weights 1, 0.68, 0.22 for up to 10, 20 and 30 minutes; each site
-- counts one, since rooms are known for few.
with

barriers as (
    select *,
    from service_barriers(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted
    )
),

weighted as (
    select
        travel_minutes.area_code,
        travel_minutes.service_id,
        case
            when travel_minutes.minutes <= 10 then 1.0::double
            when travel_minutes.minutes <= 20 then 0.68::double
            else 0.22::double
        end as weight,
    from travel_minutes
    inner join barriers using (service_id)
    where
        travel_minutes.travel_mode = $mode
        and barriers.barrier = 'in_reach'
        and travel_minutes.minutes <= 30
),

supply as (
    select
        weighted.service_id,
        1 / sum(weighted.weight * area_need.residents) as per_resident,
    from weighted
    inner join area_need_of($age) as area_need using (area_code)
    group by weighted.service_id
    having sum(weighted.weight * area_need.residents) > 0
),

catchment as (
    select
        weighted.area_code,
        100000 * sum(weighted.weight * supply.per_resident) as sites_per_100000,
    from weighted
    inner join supply using (service_id)
    group by weighted.area_code
)

select
    areas.area_code,
    coalesce(catchment.sites_per_100000, 0) as sites_per_100000,
from areas
left join catchment using (area_code)
order by areas.area_code
