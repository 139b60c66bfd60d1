-- purpose: The curves of the funnel: limits about London's share by effective number of
--          areas.
-- method:  Score z = (share - London's) / sqrt(London's (1 - London's) / n), n the
--          effective number of areas (Kish 1965); limits are Wilson's interval
--          inverted. Over-dispersion phi = mean of z^2, with the most extreme at either
--          end drawn in (winsorised_share); limits widen by sqrt(phi) where phi > 1
--          (Spiegelhalter 2005, doi 10.1002/sim.1970).
-- limits:  Where phi is large, boroughs differ by far more than chance, and the widened
--          limits say only which stand out from that spread: 'not distinguishable' is
--          not 'the same as London'. Neighbouring areas are in or out together too, so
--          intervals are still rather narrow. The shares are of everybody, not of a
--          sample: an interval says how far a share would move with areas drawn
--          otherwise, not that minutes or registers are right.
-- grain:   effective_areas
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $z                    standard deviations of the interval; thresholds.Z_95
--          $z_outer              standard deviations of the outer limits; thresholds.Z_998
--          $winsorised_share     share at either end; comparing.WINSORISED_SHARE
-- returns: effective_areas  whole numbers, smallest borough's to largest's
--          london_share     share of London out of reach: the middle line
--          inner_low        lower limit for $z, not below 0
--          inner_high       upper limit for $z, not above 1
--          outer_low        lower limit for $z_outer
--          outer_high       upper limit for $z_outer
--          phi              over-dispersion of all boroughs; null: no spread
with

span as (
    select
        any_value(london_share) as london_share,
        any_value(phi) as phi,
        any_value(widening) as widening,
        unnest(
            range(
                floor(min(effective_areas))::bigint,
                ceil(max(effective_areas))::bigint + 1
            )
        ) as effective_areas,
    from funnel_of_boroughs(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        $winsorised_share
    )
),

limits as (
    select
        *,
        funnel_margin(london_share, effective_areas, $z, widening) as inner_margin,
        funnel_margin(
            london_share, effective_areas, $z_outer, widening
        ) as outer_margin,
    from span
)

select
    effective_areas,
    london_share,
    greatest(0, london_share - inner_margin) as inner_low,
    least(1, london_share + inner_margin) as inner_high,
    greatest(0, london_share - outer_margin) as outer_low,
    least(1, london_share + outer_margin) as outer_high,
    phi,
from limits
order by effective_areas
