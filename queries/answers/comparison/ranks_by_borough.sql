-- purpose: Rank of each borough's share out of reach, and which boroughs it can't be
--          told from.
-- method:  Rank 1 is the smallest share out; ties share the better rank. Two boroughs
--          are told apart where Newcombe's interval of their difference (1998, method
--          10, on effective numbers of areas) leaves out 0, at error_rate over all n (n
--          - 1) / 2 pairs (Bonferroni). A rank reaches from 1 + boroughs surely better
--          to n - boroughs surely worse; all ranks together hold with chance 1 -
--          error_rate (Al Mohamad, Goeman and van Zwet 2022, who use Tukey's test for
--          means).
-- limits:  Bonferroni is careful: some pairs that do differ are not told apart.
--          Neighbouring areas are in or out together too, so intervals are still rather
--          narrow. The shares are of everybody, not of a sample: an interval says how
--          far a share would move with areas drawn otherwise, not that minutes or
--          registers are right.
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
--          $error_rate           chance of any wrong rank; comparing.RANK_ERROR_RATE
-- returns: borough_code          ONS code
--          borough_name          its name; boroughs without residents are left out
--          out_share             share of residents out of reach, 0 to 1
--          out_rank              1 = smallest share out of reach
--          rank_low              best rank that cannot be ruled out
--          rank_high             worst rank that cannot be ruled out
--          borough_count         boroughs ranked
--          not_told_apart_count  other boroughs that it cannot be told from
--          not_told_apart        their names, comma separated; empty if none
with

pairs as (
    select
        pairs.borough_code,
        count(*) + 1 as borough_count,
        any_value(pairs.out_share) as out_share,
        count(*) filter (where pairs.other_share < pairs.out_share) as smaller_count,
        count(*) filter (where pairs.difference_low > 0) as better_count,
        count(*) filter (where pairs.difference_high < 0) as worse_count,
        count(*) filter (where not pairs.is_told_apart) as not_told_apart_count,
        coalesce(
            string_agg(others.borough_name, ', ' order by others.borough_name) filter (
                where not pairs.is_told_apart
            ),
            ''
        ) as not_told_apart,
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
    inner join boroughs as others on pairs.other_code = others.borough_code
    group by pairs.borough_code
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    pairs.out_share,
    pairs.smaller_count + 1 as out_rank,
    pairs.better_count + 1 as rank_low,
    pairs.borough_count - pairs.worse_count as rank_high,
    pairs.borough_count,
    pairs.not_told_apart_count,
    pairs.not_told_apart,
from pairs
inner join boroughs using (borough_code)
order by out_rank, boroughs.borough_code
