-- Intervals, quantiles and weights: arithmetic alone.

-- Interval of a share (Wilson 1927); fractions are allowed, null without a whole. In
-- spite of rounding it begins at 0 where nobody counts, and ends at 1 where all do.
create macro wilson_low(part, whole, z) as
    case
        when whole > 0 and part > 0 then (
            2 * part + z * z
            - z * sqrt(z * z + 4 * part * greatest(0, 1 - part / whole))
        ) / (2 * (whole + z * z))
        when whole > 0 then 0.0
    end;

create macro wilson_high(part, whole, z) as
    1 - wilson_low(whole - part, whole, z);

-- Interval of one share less another from their Wilson limits (Newcombe 1998, method
-- 10, doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I).
create macro newcombe_low(part, whole, other_part, other_whole, z) as
    part / whole - other_part / other_whole
    - sqrt(
        pow(part / whole - wilson_low(part, whole, z), 2)
        + pow(
            wilson_high(other_part, other_whole, z) - other_part / other_whole, 2
        )
    );

create macro newcombe_high(part, whole, other_part, other_whole, z) as
    -newcombe_low(other_part, other_whole, part, whole, z);

-- Interval of an expected count (Byar; Breslow and Day 1987); below 10 events the
-- table exact_poisson_limits is nearer.
create macro byar_low(events, z) as
    case
        when events = 0 then 0.0
        else events * pow(
            greatest(0, 1 - 1 / (9 * events) - z / (3 * sqrt(events))), 3
        )
    end;

create macro byar_high(events, z) as
    (events + 1) * pow(
        1 - 1 / (9 * (events + 1)) + z / (3 * sqrt(events + 1)), 3
    );

-- Standard deviations below which a normal variable lies with this probability
-- (Wichura 1988, AS 241, doi 10.2307/2347330); null within 1.4e-11 of 0 or 1.
create macro normal_quantile_central(q, r) as
    q
    * (
        (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r
        + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r
        + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
        + 1.3314166789178437745e2) * r + 3.3871328727963666080e0)
    )
    / (
        (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r
        + 3.9307895800092710610e4) * r + 2.1213794301586595867e4) * r
        + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
        + 4.2313330701600911252e1) * r + 1)
    );

create macro normal_quantile_tail(r) as
    (
        (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r
        + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0) * r
        + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
        + 4.63033784615654529590e0) * r + 1.42343711074968357734e0)
    )
    / (
        (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r
        + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r
        + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
        + 2.05319162663775882187e0) * r + 1)
    );

create macro normal_quantile(probability) as
    case
        when abs(probability - 0.5) <= 0.425
            then normal_quantile_central(
                probability - 0.5, 0.180625 - pow(probability - 0.5, 2)
            )
        when least(probability, 1 - probability) > 1.4e-11
            then sign(probability - 0.5) * normal_quantile_tail(
                sqrt(-ln(least(probability, 1 - probability))) - 1.6
            )
    end;

-- Least amount up to which this share of a total lies, over rows with the running total
-- in the order of the amount; null amounts come last and no centile lies among them.
create macro weighted_centile(amount, running, total, centile) as
    min(amount) filter (where running >= centile * total);

-- Weight of a journey in a floating catchment: '2sfca' (Luo and Wang 2003), 'slow' and
-- 'fast' steps by thirds (Luo and Qi 2009), 'gaussian' (Dai 2010).
create macro decay_weight(decay, minutes, within_min) as
    case
        when minutes > within_min then 0
        when decay = '2sfca' or within_min = 0 then 1
        when decay = 'gaussian'
            then (exp(-0.5 * pow(minutes / within_min, 2)) - exp(-0.5))
            / (1 - exp(-0.5))
        when 3 * minutes <= within_min then 1
        when 3 * minutes <= 2 * within_min
            then case decay when 'slow' then 0.68 else 0.42 end
        else case decay when 'slow' then 0.22 else 0.09 end
    end;
