-- purpose: What the shares out of reach of two boroughs differ by, and whether that is
--          sure.
-- method:  Two boroughs are told apart where Newcombe's interval of their difference
--          (1998, method 10, on effective numbers of areas) leaves out 0, at error_rate
--          over all n (n - 1) / 2 pairs (Bonferroni).
-- limits:  Limits hold for all pairs together, so each is wider than for one pair
--          alone. Neighbouring areas are in or out together too, so intervals are still
--          rather narrow. The shares are of everybody, not of a sample: an interval
--          says how far a share would move with areas drawn otherwise, not that minutes
--          or registers are right.
-- grain:   borough_code, other_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $error_rate           chance of any wrong rank; comparing.RANK_ERROR_RATE
-- returns: borough_code     ONS code
--          other_code       the other's ONS code; each pair twice
--          borough_name     its name
--          other_name       the other's name
--          difference       its share out of reach less the other's, -1 to 1
--          difference_low   lower limit
--          difference_high  upper limit
--          is_told_apart    true: the limits leave out 0
select
    pairs.borough_code,
    pairs.other_code,
    ones.borough_name,
    others.borough_name as other_name,
    pairs.out_share - pairs.other_share as difference,
    pairs.difference_low,
    pairs.difference_high,
    pairs.is_told_apart,
from borough_pairs(
    $at_hour,
    $types,
    $age,
    $access,
    $floor_rank,
    $count_unknown_hours,
    $count_restricted,
    $mode,
    $within_min,
    $error_rate
) as pairs
inner join boroughs as ones on pairs.borough_code = ones.borough_code
inner join boroughs as others on pairs.other_code = others.borough_code
order by pairs.borough_code, pairs.other_code
