-- purpose: Which boroughs' shares out of reach stand out from London's, beyond their
--          spread.
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
-- grain:   borough_code
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
-- returns: borough_code     ONS code
--          borough_name     its name; boroughs without residents are left out
--          out_share        share of residents out of reach, 0 to 1
--          london_share     share of London out of reach
--          effective_areas  equal areas that its own count for
--          inner_low        lower limit for $z, not below 0
--          inner_high       upper limit for $z, not above 1
--          outer_low        lower limit for $z_outer
--          outer_high       upper limit for $z_outer
--          z_score          standard errors from London's share, not widened; or null
--          phi              over-dispersion of all boroughs; null: no spread
--          verdict          lower, higher or not distinguishable, by the inner limits
--          is_beyond_outer  true: beyond the outer limits as well
with

limits as (
    select
        *,
        funnel_margin(london_share, effective_areas, $z, widening) as inner_margin,
        funnel_margin(
            london_share, effective_areas, $z_outer, widening
        ) as outer_margin,
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
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    limits.out_share,
    limits.london_share,
    limits.effective_areas,
    greatest(0, limits.london_share - limits.inner_margin) as inner_low,
    least(1, limits.london_share + limits.inner_margin) as inner_high,
    greatest(0, limits.london_share - limits.outer_margin) as outer_low,
    least(1, limits.london_share + limits.outer_margin) as outer_high,
    limits.z_score,
    limits.phi,
    case
        when limits.out_share < limits.london_share - limits.inner_margin then 'lower'
        when limits.out_share > limits.london_share + limits.inner_margin then 'higher'
        else 'not distinguishable'
    end as verdict,
    abs(limits.out_share - limits.london_share) > limits.outer_margin
        as is_beyond_outer,
from limits
inner join boroughs using (borough_code)
order by boroughs.borough_code
