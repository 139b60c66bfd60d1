-- purpose: Slope and relative index of inequality of the share out of reach, over
--          deprivation and need.
-- method:  Groups from most to least deprived (deciles) and neediest to least needy
--          (fifths), each placed at the middle of its share of residents, 0 to 1; a
--          line through their shares out of reach, weighted by residents. SII: the line
--          at 1 less the line at 0; RII: the line at 1 by the line at 0 (Mackenbach and
--          Kunst 1997, doi 10.1016/S0277-9536(96)00073-1; Public Health England,
--          PHEindicatormethods). A group's standard error is half its Wilson interval
--          by z, on the effective number of areas. Intervals in closed form: normal for
--          SII, Fieller 1954 for RII, instead of 100,000 draws.
-- limits:  No transformation, so the line may leave 0 to 1. A line hides a curve: read
--          the groups as well. Neighbouring areas are alike, so intervals are too
--          narrow. SII above 0 and RII above 1 mean that the least deprived are worse
--          off. A group of areas is not its people: the slope says nothing of persons.
-- grain:   ranking
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
--          $least_quantiles      groups a slope needs; thresholds.LEAST_QUANTILES
-- returns: ranking             deprivation or need
--          group_count         groups with residents
--          residents           persons in them
--          left_out_residents  persons whose group is not known
--          share_at_first      the line where the most deprived or neediest stand
--          share_at_last       the line where the least deprived or least needy stand
--          sii                 difference of shares, last less first; null: see reason
--          sii_low             lower end of its interval
--          sii_high            upper end
--          rii                 ratio, last by first; null: see reason
--          rii_low             lower end of its interval
--          rii_high            upper end
--          worse_off           who is, or that it cannot be told; null without a slope
--          reason              why a number is null; null if none is
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
),

placed as (
    select
        ranking,
        out_share,
        (out_share_high - out_share_low) / (2 * $z) as standard_error,
        residents / sum(residents) over (partition by ranking) as weight,
        (
            sum(residents) over (partition by ranking order by quantile)
            - residents / 2
        ) / sum(residents) over (partition by ranking) as middle,
    from groups
    where quantile is not null and residents > 0
),

-- Both ends of the line are sums of shares times fixed numbers. Weights sum to 1 and
-- stand at their middles, so the mean middle is a half.
pulls as (
    select
        *,
        share(
            weight * (middle - 0.5),
            sum(weight * (middle - 0.5) ** 2) over (partition by ranking)
        ) as pull,
    from placed
),

lines as (
    select
        ranking,
        sum((weight - pull / 2) * out_share) as at_first,
        sum((weight + pull / 2) * out_share) as at_last,
        sqrt(sum((pull * standard_error) ** 2)) as slope_error,
        sum(((weight - pull / 2) * standard_error) ** 2) as first_variance,
        sum(((weight + pull / 2) * standard_error) ** 2) as last_variance,
        sum((weight ** 2 - pull ** 2 / 4) * standard_error ** 2) as covariance,
    from pulls
    group by ranking
    having count(*) >= $least_quantiles
),

ratios as (
    select
        *,
        at_last - at_first as sii,
        fieller_low(
            at_last, at_first, last_variance, first_variance, covariance, $z
        ) as rii_low,
        fieller_high(
            at_last, at_first, last_variance, first_variance, covariance, $z
        ) as rii_high,
    from lines
),

totals as (
    select
        ranking,
        count(*) filter (where quantile is not null and residents > 0) as group_count,
        coalesce(sum(residents) filter (where quantile is not null), 0)::bigint
            as residents,
        coalesce(sum(residents) filter (where quantile is null), 0)::bigint
            as left_out_residents,
    from groups
    group by ranking
)

select
    totals.*,
    ratios.at_first as share_at_first,
    ratios.at_last as share_at_last,
    ratios.sii,
    ratios.sii - $z * ratios.slope_error as sii_low,
    ratios.sii + $z * ratios.slope_error as sii_high,
    case
        when ratios.rii_low is not null then ratios.at_last / ratios.at_first
    end as rii,
    ratios.rii_low,
    ratios.rii_high,
    case
        when ratios.sii - $z * ratios.slope_error > 0
            then if(totals.ranking = 'need', 'the least needy', 'the least deprived')
        when ratios.sii + $z * ratios.slope_error < 0
            then if(totals.ranking = 'need', 'the neediest', 'the most deprived')
        when ratios.sii is not null then 'cannot be told'
    end as worse_off,
    case
        when totals.residents = 0 then 'no group is known'
        when ratios.sii is null
            then 'fewer than ' || $least_quantiles || ' groups have residents'
        when ratios.rii_low is null
            then 'no ratio: the line cannot be told from 0 at its first end'
    end as reason,
from totals
left join ratios using (ranking)
order by totals.ranking
