-- Formulas used more than once: arithmetic that reads no table.

create macro share(part, whole) as
    part / nullif(whole, 0);

-- "Camden 028B (Holborn)": the number of an area with the name that people know.
create macro known_as(area_name, place_name) as
    area_name || coalesce(' (' || place_name || ')', '');

-- Whether this many tenths of all lie at or below: whole numbers, so a tie is a tie.
create macro holds_tenths(cumulative, total, tenths) as
    10 * cumulative >= tenths * total;

-- Dai 2010: 1 at the door, 0 at the edge of the catchment.
create macro gaussian_weight(minutes, catchment_min) as
    (exp(-0.5 * (minutes / catchment_min) ** 2) - exp(-0.5)) / (1 - exp(-0.5));

-- Wilson's interval of a share: part of whole, either may be fractional (an effective
-- number), z in standard deviations. Null where whole is 0.
create macro wilson_low(part, whole, z) as
    case
        when whole > 0
            then greatest(
                0,
                (
                    2 * part + z * z
                    - z * sqrt(z * z + 4 * part * (1 - part / nullif(whole, 0)))
                ) / (2 * (whole + z * z))
            )
    end;

create macro wilson_high(part, whole, z) as
    case
        when whole > 0
            then least(
                1,
                (
                    2 * part + z * z
                    + z * sqrt(z * z + 4 * part * (1 - part / nullif(whole, 0)))
                ) / (2 * (whole + z * z))
            )
    end;

-- An aggregate: how many areas of equal size would tell as much as these do (Kish).
create macro effective_count(weight) as
    share(sum(weight)::double * sum(weight)::double, sum(weight::double * weight));

-- Ends of the interval of top / bottom, two normal numbers that go together (Fieller
-- 1954): the ratios r for which top - r bottom is within z of 0, between the roots of
-- (bottom² - z² bottom_variance) r² - 2 (top bottom - z² covariance) r + (top² - z²
-- top_variance). Null where bottom cannot be told from 0.
create macro fieller_end(
    side, top, bottom, top_variance, bottom_variance, covariance, z
) as
    case
        when bottom > 0 and bottom * bottom > z * z * bottom_variance
            then (
                top * bottom - z * z * covariance
                + side * sqrt(
                    greatest(
                        0,
                        (top * bottom - z * z * covariance) ** 2
                        - (bottom * bottom - z * z * bottom_variance)
                        * (top * top - z * z * top_variance)
                    )
                )
            ) / (bottom * bottom - z * z * bottom_variance)
    end;

create macro fieller_low(
    top, bottom, top_variance, bottom_variance, covariance, z
) as
    fieller_end(-1, top, bottom, top_variance, bottom_variance, covariance, z);

create macro fieller_high(
    top, bottom, top_variance, bottom_variance, covariance, z
) as
    fieller_end(1, top, bottom, top_variance, bottom_variance, covariance, z);
