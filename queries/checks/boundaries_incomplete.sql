-- Areas and boroughs without a boundary.
select
    area_code as code,
    'area has no boundary' as reason,
from areas
where
    area_code not in (
        select boundary_code, from boundaries
where boundary_kind = 'area'
    )
union all
select
    borough_code,
    'borough has no boundary',
from boroughs
where
    borough_code not in (
        select boundary_code, from boundaries
where boundary_kind = 'borough'
    )
