-- purpose: What the shares out of reach of two groups of boroughs differ by, and whether
--          that is sure.
-- method:  As differences_by_borough_pair: two groups are told apart where Newcombe's
--          interval of their difference (1998, method 10, on effective numbers of areas)
--          leaves out 0, at error_rate over all n (n - 1) / 2 pairs (Bonferroni).
-- limits:  Limits hold for all pairs together, so each is wider than for one pair
--          alone. Neighbouring areas are in or out together too, so intervals are still
--          rather narrow. A group is made of whole boroughs; catchments of trusts and
--          boards cut across them in places.
-- grain:   group_name, other_name
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $grouping             icb, icb_2026, trust, bcu or ambulance
--          $error_rate           chance of any wrong rank; comparing.RANK_ERROR_RATE
-- returns: group_name       care board, trust, basic command unit or ambulance area
--          other_name       the other group; each pair twice
--          difference       its share out of reach less the other's, -1 to 1
--          difference_low   lower limit
--          difference_high  upper limit
--          is_told_apart    true: the limits leave out 0
with

shares as (
    select
        *,
        -- Half the error on either side of each of n (n - 1) / 2 pairs.
        normal_quantile(
            1 - $error_rate / (count(*) over () * (count(*) over () - 1))
        ) as pair_z,
    from out_by_group(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        $grouping
    )
    where residents > 0
),

limits as (
    select
        *,
        wilson_low(out_share * effective_areas, effective_areas, pair_z) as low,
        wilson_high(out_share * effective_areas, effective_areas, pair_z) as high,
    from shares
),

pairs as (
    select
        one.group_name,
        other.group_name as other_name,
        one.out_share - other.out_share as difference,
        newcombe_low(one.out_share, one.low, other.out_share, other.high)
            as difference_low,
        newcombe_high(one.out_share, one.high, other.out_share, other.low)
            as difference_high,
    from limits as one
    inner join limits as other on one.group_name <> other.group_name
)

select
    *,
    difference_low > 0 or difference_high < 0 as is_told_apart,
from pairs
order by group_name, other_name
