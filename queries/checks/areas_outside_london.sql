-- Areas whose point is not in London's envelope on the ground (EPSG:4326).
select
    area_code,
    'point outside London' as reason,
from areas
where not (lon between -0.6 and 0.4 and lat between 51.2 and 51.8)
