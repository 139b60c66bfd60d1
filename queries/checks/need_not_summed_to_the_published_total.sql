-- The modelled need, where it does not sum to the published total it was spread from.
select
    round(sum(demand.amount)) as spread,
    'modelled need does not sum to the published total' as reason,
from demand
where demand.measure = 'mental_health_calls'
having
    abs(
        sum(demand.amount)
        - (
            select figures.amount,
            from published_figures as figures
            where
                figures.measure = 'LAS mental-health related calls attended'
                and figures.area_code = 'E12000007'
        )
    ) > 1
