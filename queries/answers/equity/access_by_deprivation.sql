-- purpose: People without open, suitable support in reach, by deprivation decile.
-- method:  Share out of reach with Wilson's interval (Wilson 1927, doi
--          10.1080/01621459.1927.10502953) on the effective number of areas, (sum of
--          residents) squared by sum of residents squared (Kish 1965): people of one
--          area are in or out of reach together, so an interval over persons would
--          claim far too much. Default: deciles of England, Indices of Deprivation
--          2025.
-- limits:  Neighbouring areas are alike, so even this interval is too narrow. It says
--          how far the share could differ with other areas of the kind, not that people
--          were sampled. A decile is of the area, not of its people. London has few
--          areas in decile 1.
-- grain:   deprivation_decile
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
-- returns: deprivation_decile     1 = most deprived tenth of England; null: not known
--          decile_label           in words
--          area_count             small areas
--          residents              persons of the age asked for, all ages where not known
--          out_residents          persons in areas with no support in reach
--          out_share              0 to 1; null without residents
--          effective_area_count   areas of equal size that would tell as much
--          out_share_low          lower end of its interval; null without residents
--          out_share_high         upper end of its interval; null without residents
--          mean_min               minutes to the nearest, weighted by residents
--          unreachable_residents  persons with none anywhere, not in mean_min
--          need                   modelled mental-health calls a year
--          out_need               of those, from areas with no support in reach
with

groups as (
    select *,
    from equity_groups(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        $z
    )
    where ranking = 'deprivation'
)

select
    quantile as deprivation_decile,
    case
        when quantile is null then 'Not known'
        when quantile = 1 then '1, most deprived'
        when quantile = 10 then '10, least deprived'
        else quantile::varchar
    end as decile_label,
    area_count,
    residents,
    out_residents,
    out_share,
    effective_area_count,
    out_share_low,
    out_share_high,
    mean_min,
    unreachable_residents,
    need,
    out_need,
from groups
order by quantile nulls last
