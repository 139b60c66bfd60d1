-- Formulas used more than once: arithmetic that reads no table.

create macro share(part, whole) as
    part / nullif(whole, 0);

-- "Camden 028B (Holborn)": the number of an area with the name that people know.
create macro known_as(area_name, place_name) as
    area_name || coalesce(' (' || place_name || ')', '');

-- "se59rs" as on an envelope: SE5 9RS.
create macro as_postcode(words) as
    regexp_replace(
        regexp_replace(upper(words), '[^A-Z0-9]', '', 'g'), '^(.+)(...)$', '\1 \2'
    );

-- Whether this many tenths of all lie at or below: whole numbers, so a tie is a tie.
create macro holds_tenths(cumulative, total, tenths) as
    10 * cumulative >= tenths * total;

-- Dai 2010: 1 at the door, 0 at the edge of the catchment.
create macro gaussian_weight(minutes, catchment_min) as
    (exp(-0.5 * (minutes / nullif(catchment_min, 0)) ** 2) - exp(-0.5))
    / (1 - exp(-0.5));
