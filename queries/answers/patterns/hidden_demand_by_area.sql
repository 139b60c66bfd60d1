-- purpose: Areas with few recorded incidents for their modelled need, and without support.
-- method:  recorded / expected, where expected is London's recorded total shared out by
--          modelled need. Possible hidden demand: at most half of it recorded
--          (thresholds hidden_ratio), expected above the upper limit of what was
--          recorded (exact or Byar), and nothing suitable in reach. Own definition.
-- limits:  A hint, not a finding: the need is modelled, agencies record differently, and
--          incidents are counted where they happened. Withheld counts have no ratio:
--          most small areas. Of thousands of areas some are flagged by chance. The
--          demonstration is drawn from the modelled need itself.
-- grain:   area_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $z                    standard deviations of the limit; thresholds.Z_95
-- returns: area_code       small area
--          incident_count  to the nearest 5; null where withheld
--          is_suppressed   withheld: 1 to 7, or another could be worked out
--          expected_count  London's total by modelled need; null: no need, or withheld
--          ratio           recorded per expected; null where withheld or none expected
--          is_in_reach     whether anything suitable is in reach at this hour
--          verdict         possible hidden demand, not flagged or not known (withheld)
with

chosen as (
    select any_value(amount) as hidden_ratio,
    from thresholds
    where threshold_code = 'hidden_ratio'
),

reach as (
    select *,
    from reach_by_area(
        $at_hour,
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

expected as (
    select
        area_need.area_code,
        share(area_need.need, sum(area_need.need) over ())
        * (select sum(incident_count), from incidents_of_london) as expected_count,
    from area_need
)

select
    incidents_by_area.area_code,
    incidents_by_area.incident_count,
    incidents_by_area.is_suppressed,
    expected.expected_count,
    share(incidents_by_area.incident_count, expected.expected_count) as ratio,
    reach.is_in_reach,
    case
        when incidents_by_area.is_suppressed or london.is_suppressed
            then 'not known (withheld)'
        when
            not reach.is_in_reach
            and share(incidents_by_area.incident_count, expected.expected_count)
            <= chosen.hidden_ratio
            and coalesce(exact.high, byar_high(incidents_by_area.incident_count, $z))
            < expected.expected_count
            then 'possible hidden demand'
        else 'not flagged'
    end as verdict,
from incidents_by_area
inner join expected using (area_code)
inner join reach using (area_code)
cross join chosen
cross join incidents_of_london as london
left join exact_poisson_limits as exact
    on incidents_by_area.incident_count = exact.events and exact.z = $z
order by incidents_by_area.area_code
