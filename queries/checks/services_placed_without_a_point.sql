-- Services said to have a place but without one, or drawn without a postcode.
select
    service_id,
    location_basis,
    'location and point disagree' as reason,
from services
where
    (location_basis in ('postcode', 'near_postcode')) != (easting_m is not null)
    or (is_placed and postcode is null)
