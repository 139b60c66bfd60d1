-- purpose: Months of recorded incidents of a borough with limits of common variation.
-- method:  XmR chart: mean +/- 2.66 x mean moving range of neighbouring months, anew from
--          each known break (table trend_breaks). Signals: beyond the limits; 7 months
--          on one side; 7 each higher or lower than the last; 2 of 3 beyond two thirds of
--          the limit on one side (Making Data Count, NHS England; Wheeler 1993).
-- limits:  Rounding to 5 blurs small counts: below about 30 a month signals mean little.
--          Withheld months are gaps; being low, they leave the mean too high. The first
--          and the last month may be recorded in part. A break is one of recording, not
--          of need. The lower limit stops at 0.
-- grain:   month
-- params:  $borough_code  ONS code of the borough
-- returns: month           calendar month, yyyy-mm
--          break_label     known break that began this phase; null: none yet
--          incident_count  to the nearest 5; null where withheld
--          is_suppressed   withheld: a gap in the chart
--          mean_count      mean of the phase; null where every month is withheld
--          lower_limit     incidents a month; null without two neighbouring months
--          upper_limit     incidents a month; null without two neighbouring months
--          signal          why this month is one; null: common variation
select
    trend.month,
    trend_breaks.label as break_label,
    trend.incident_count,
    trend.is_suppressed,
    trend.mean_count,
    trend.lower_limit,
    trend.upper_limit,
    trend.signal,
from incident_trend_of($borough_code) as trend
left join trend_breaks using (break_on)
order by trend.month
