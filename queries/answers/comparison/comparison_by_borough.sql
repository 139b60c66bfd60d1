-- purpose: Share of each borough's residents out of reach, with its interval.
-- method:  Share of residents with none in reach. People of one area are all in or out
--          together, so the interval counts areas, not people: Wilson 1927 on Kish's
--          effective number (sum of residents)^2 / sum of residents^2 (Kish 1965).
-- limits:  Neighbouring areas are in or out together too, so intervals are still rather
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
--          $z                    standard deviations of the interval; thresholds.Z_95
-- returns: borough_code     ONS code
--          borough_name     its name
--          residents        persons of the age asked for, all ages where not known
--          out_residents    persons in areas with no support in reach
--          out_share        0 to 1; null without residents
--          out_share_low    lower limit
--          out_share_high   upper limit
--          area_count       small areas
--          effective_areas  equal areas that these count for; null without residents
--          london_share     share of London out of reach
with

shares as (
    select
        *,
        share(sum(out_residents) over (), sum(residents) over ()) as london_share,
    from out_by_borough(
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
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    shares.residents,
    shares.out_residents,
    shares.out_share,
    wilson_low(
        shares.out_share * shares.effective_areas, shares.effective_areas, $z
    ) as out_share_low,
    wilson_high(
        shares.out_share * shares.effective_areas, shares.effective_areas, $z
    ) as out_share_high,
    shares.area_count,
    shares.effective_areas,
    shares.london_share,
from shares
inner join boroughs using (borough_code)
order by boroughs.borough_code
