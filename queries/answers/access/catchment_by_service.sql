-- purpose: What each usable service supplies, to how many, and what goes undelivered.
-- method:  Delivered: sum P_i S_j W(d_ij)^2 / sum W(d_kj) P_k, the share that M2SFCA
--          hands out (Delamater 2013, doi 10.1016/j.healthplace.2013.07.012). E2SFCA
--          hands out all of S_j, if anybody competes. Default slow.
-- limits:  Undelivered is what distance costs by the chosen weights, not empty rooms
--          counted.
-- grain:   service_id
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           edge of equal and gaussian, minutes; thresholds.REACH
--          $weights              slow, fast, equal or gaussian
--          $supply               sites: each counts one; rooms: its rooms, if known
-- returns: service_id           register id of a usable, placed service
--          service_name         its name
--          type_label           its type in words
--          supply_state         counted, rooms_not_known or nobody_in_catchment
--          supply               sites or rooms; null where rooms are not known
--          competing_residents  persons in the catchment, by weight of the journey
--          delivered            what M2SFCA hands out of it; null where not known
--          undelivered          the rest; null where not known
with

catchments as (
    select
        service_number,
        sum(weight * residents) as competing_residents,
        sum(weight ** 2 * residents) as near_residents,
    from catchment_pairs(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        $weights,
        $supply
    )
    group by service_number
),

usable as (
    select
        barriers.service_id,
        services.service_name,
        service_types.label as type_label,
        case when $supply = 'rooms' then services.rooms_count else 1 end as supply,
        coalesce(catchments.competing_residents, 0) as competing_residents,
        coalesce(
            share(catchments.near_residents, catchments.competing_residents), 0
        ) as delivered_share,
    from service_barriers(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted
    ) as barriers
    inner join services using (service_id)
    inner join service_types on services.service_type = service_types.service_type
    left join catchments on services.rowid = catchments.service_number
    where barriers.barrier = 'in_reach' and services.is_placed
)

select
    service_id,
    service_name,
    type_label,
    case
        when supply is null then 'rooms_not_known'
        when competing_residents = 0 then 'nobody_in_catchment'
        else 'counted'
    end as supply_state,
    supply,
    competing_residents,
    supply * delivered_share as delivered,
    supply * (1 - delivered_share) as undelivered,
from usable
order by service_id
