-- The incidents of one counting question, with whether an open, suitable service was in
-- reach when each happened. With $asks_reach only those whose place and hour are known.
select
    every_incident.incident,
    every_incident.area_code,
    every_incident.borough_code,
    every_incident.month,
    every_incident.hour_of_week,
    case
        when $asks_reach
            then get_bit(reach.reached_week, every_incident.hour_of_week::integer) = 1
    end as is_in_reach,
from every_incident
left join reach using (area_code)
where
    list_contains($kinds, incident_kind)
    and month between $from_month and $to_month
    and (len($borough_codes) = 0 or list_contains($borough_codes, borough_code))
    and (not $asks_reach or (area_code is not null and hour_of_week is not null))
