-- purpose: How many services of the types asked for are usable at every hour, open and
--          close, or are never usable, and why.
-- method:  A service is usable at the hours at which services_at_hour finds it open and
--          suitable. What bars one that never is: the first of age, way of arriving,
--          restriction, confidence, hours.
-- limits:  Counts services, wherever they are: one far away counts as one next door, and
--          one whose place is not known is in nobody's reach.
-- grain:   week_kind, cause_code
-- params:  $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
-- returns: week_kind       always, changing or never: usable at all, some or none of 168 hours
--          cause_code      in_reach for always and changing; else what bars it
--          cause           its label
--          service_count   services
--          unplaced_count  of those, services whose place is not known
with

suitability as (
    select *,
    from service_suitability($types, $age, $access, $floor_rank, $count_restricted)
),

judged as (
    select
        suitability.is_placed or suitability.location_basis = 'mobile' as is_placed,
        case
            when weeks.is_changing then 'changing'
            when bit_count(weeks.usable_week) > 0 then 'always'
            else 'never'
        end as week_kind,
        barrier_at(
            suitability.lasting_barrier,
            bit_count(weeks.usable_week) > 0,
            suitability.hours_known,
            $count_unknown_hours
        ) as cause_code,
    from suitability
    inner join service_weeks(
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted
    ) as weeks using (service_id)
)

select
    judged.week_kind,
    judged.cause_code,
    causes.label as cause,
    count(*) as service_count,
    count(*) filter (where not judged.is_placed) as unplaced_count,
from judged
inner join categories as causes
    on judged.cause_code = causes.category_code and causes.scheme = 'cause'
group by judged.week_kind, judged.cause_code, causes.label
order by judged.week_kind, judged.cause_code
