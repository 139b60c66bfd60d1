-- Codes used in a column that belongs to another scheme.
select
    used.column_name,
    used.code,
    'code of another scheme' as reason,
from (
    select
'status' as column_name,
'status' as scheme,
status as code,
from services
    union all
    select
'confidence',
'confidence',
confidence,
from services
    union all
    select
'location_basis',
'location_basis',
location_basis,
from services
    union all
    select
'access_mode',
'access_mode',
access_mode,
from service_access_modes
    union all
    select
'age_group',
'age_group',
age_group,
from service_age_groups
    union all
    select
'residents_basis',
'basis',
residents_basis,
from areas
    union all
    select
'demand basis',
'basis',
basis,
from demand
) as used
inner join categories on used.code = categories.category_code
where categories.scheme != used.scheme
