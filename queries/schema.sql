-- The contract of the database. Categories are foreign keys to `categories`.
-- travel_minutes and postcodes alone have no keys: an index over 3.3 million rows costs
-- 200 MB and 7 s, over 332,000 postcodes 17 MB, so their keys are proved by
-- checks/travel_minutes_twice.sql and its fellows, and by checks/postcodes_astray.sql.
create table vintages (
    vintage_code varchar primary key,
    label varchar not null,
    note varchar not null
);

create table thresholds (
    threshold_code varchar primary key,
    amount double not null,
    unit varchar not null,
    label varchar not null,
    reason varchar not null
);

create table parameters (
    parameter varchar primary key,
    preset varchar not null,
    unit varchar not null,
    label varchar not null
);

create table catchment_weights (
    weights_code varchar primary key,
    near_min double not null check (near_min > 0),
    near_weight double not null check (near_weight <= 1),
    middle_min double not null check (middle_min > near_min),
    middle_weight double not null check (middle_weight <= near_weight),
    far_min double not null check (far_min > middle_min),
    far_weight double not null check (far_weight between 0 and middle_weight),
    reason varchar not null
);

create table exact_poisson_limits (
    events integer not null check (events between 0 and 9),
    confidence double not null check (confidence between 0 and 1),
    z double not null check (z > 0),
    low double not null check (low >= 0),
    high double not null,
    primary key (events, confidence),
    check (low <= events and events < high)
);

create table categories (
    category_code varchar primary key,
    scheme varchar not null,
    label varchar not null,
    category_rank integer not null check (category_rank > 0),
    note varchar not null,
    unique (scheme, category_rank)
);

create table service_types (
    service_type varchar primary key,
    label varchar not null,
    plural varchar not null,
    leg varchar not null check (
        leg in ('health', 'safety', 'health and safety', 'ambulance', 'context')
    ),
    is_default boolean not null,
    type_rank integer not null unique,
    note varchar not null
);

create table sources (
    source_code varchar primary key,
    title varchar not null,
    publisher varchar not null,
    licence varchar not null,
    attribution varchar not null,
    vintage varchar not null,
    published_on varchar not null,
    refresh varchar not null,
    official_page varchar not null,
    address varchar not null,
    address_basis varchar not null check (
        address_basis in ('checked', 'unchecked', 'package', 'register', 'none')
    ),
    file_name varchar not null,
    file_format varchar not null,
    size_bytes varchar not null,
    sha256 varchar not null,
    package varchar not null,
    package_version varchar not null,
    rows_read bigint not null,
    rows_kept bigint not null,
    rows_out_of_scope bigint not null,
    rows_set_aside bigint not null,
    notes varchar not null
);

create table rejected_rows (
    source_code varchar not null references sources,
    row_number bigint not null,
    rule varchar not null,
    reason varchar not null
);

create table boroughs (
    borough_code varchar primary key check (
        regexp_full_match(borough_code, 'E09[0-9]{6}')
    ),
    borough_name varchar not null unique,
    icb_code_2024 varchar not null,
    icb_name_2024 varchar not null,
    icb_code_2026 varchar,
    icb_name_2026 varchar not null,
    mh_trust_code varchar not null,
    mh_trust_name varchar not null,
    bcu_name varchar,
    police_force varchar not null,
    las_area_name varchar not null,
    las_area_basis varchar not null,
    residents bigint not null check (residents > 0),
    smi_prevalence_percent double not null check (smi_prevalence_percent > 0),
    smi_period varchar not null,
    source varchar not null,
    source_date varchar not null,
    confidence varchar not null references categories (category_code),
    note varchar
);

create table areas (
    area_code varchar primary key,
    area_name varchar not null unique,
    borough_code varchar not null references boroughs,
    sub_icb_name varchar not null,
    vintage_code varchar not null references vintages,
    residents bigint not null check (residents >= 0),
    residents_basis varchar not null references categories (category_code),
    point_count bigint not null check (point_count >= 0),
    easting_m double not null check (easting_m between 480000 and 590000),
    northing_m double not null check (northing_m between 140000 and 220000),
    lon double not null,
    lat double not null,
    area_km2 double not null check (area_km2 > 0),
    place_name varchar,
    msoa_code varchar,
    ward_code varchar,
    ward_name varchar,
    deprivation_decile integer check (deprivation_decile between 1 and 10),
    deprivation_rank integer check (deprivation_rank > 0),
    health_deprivation_decile integer check (
        health_deprivation_decile between 1 and 10
    ),
    mental_health_indicator double
);

create table area_people (
    area_code varchar not null references areas,
    age_group varchar not null references categories (category_code),
    residents bigint not null check (residents >= 0),
    basis varchar not null references categories (category_code),
    primary key (area_code, age_group)
);

create table area_neighbours (
    area_code varchar not null references areas,
    neighbour_code varchar not null references areas (area_code),
    primary key (area_code, neighbour_code),
    check (area_code != neighbour_code)
);

create table postcodes (
    postcode varchar not null,
    area_code varchar not null,
    easting_m integer not null check (easting_m between 480000 and 590000),
    northing_m integer not null check (northing_m between 140000 and 220000)
);

create table boundaries (
    boundary_kind varchar not null check (
        boundary_kind in ('area', 'borough', 'london', 'thames', 'msoa', 'ward')
    ),
    boundary_code varchar not null,
    boundary_geojson varchar not null,
    primary key (boundary_kind, boundary_code)
);

create table services (
    service_id varchar primary key,
    service_name varchar not null,
    service_type varchar not null references service_types,
    provider_name varchar,
    ods_code varchar,
    postcode varchar,
    location_basis varchar not null references categories (category_code),
    borough_code varchar references boroughs,
    restriction varchar,
    rooms_count integer check (rooms_count > 0),
    hours_known boolean not null,
    status varchar not null references categories (category_code),
    confidence varchar not null references categories (category_code),
    source_url varchar not null,
    source_date varchar not null,
    second_source varchar,
    note varchar,
    easting_m double,
    northing_m double,
    lon double check (lon between -2 and 2),
    lat double check (lat between 50 and 53),
    is_placed boolean not null,
    check ((easting_m is null) = (lon is null) and (lon is null) = (lat is null))
);

create table corrections (
    correction_id integer primary key,
    service_id varchar not null,
    reported_on date not null,
    what varchar not null,
    resolved_on date,
    resolution varchar
);

create table service_access_modes (
    service_id varchar not null references services,
    access_mode varchar not null references categories (category_code),
    primary key (service_id, access_mode)
);

create table service_age_groups (
    service_id varchar not null references services,
    age_group varchar not null references categories (category_code),
    primary key (service_id, age_group)
);

create table service_boroughs (
    service_id varchar not null references services,
    borough_code varchar not null references boroughs,
    primary key (service_id, borough_code)
);

create table opening_hours (
    service_id varchar not null references services,
    weekday integer not null check (weekday between 0 and 6),
    opens_minute integer not null check (opens_minute between 0 and 1439),
    closes_minute integer not null check (closes_minute between 1 and 2880),
    confidence varchar not null references categories (category_code),
    source_date varchar not null,
    note varchar,
    primary key (service_id, weekday, opens_minute),
    check (opens_minute < closes_minute)
);

create table open_hours (
    service_id varchar not null references services,
    hour_of_week integer not null check (hour_of_week between 0 and 167),
    primary key (service_id, hour_of_week)
);

create table travel_minutes (
    travel_mode varchar not null,
    service_id varchar not null,
    area_code varchar not null,
    minutes decimal(6, 1) not null check (minutes >= 0),
    basis varchar not null
);

create table road_cells (
    travel_mode varchar not null references categories (category_code),
    outcome varchar not null,
    cell_count bigint not null,
    factor double,
    mae_before_min double,
    mae_after_min double,
    primary key (travel_mode, outcome)
);

create table calibration_summary (
    measure varchar primary key,
    amount double not null,
    unit varchar not null
);

create table calibration_by_unit (
    unit_postcode varchar primary key,
    pair_count bigint not null check (pair_count > 0),
    mae_min double not null,
    bias_min double not null
);

create table calibration_by_borough (
    borough_code varchar primary key references boroughs,
    routed_min double not null,
    curve_min double not null,
    routed_rank bigint not null,
    curve_rank bigint not null,
    rank_shift bigint not null
);

create table car_curve (
    term varchar primary key,
    amount double not null,
    unit varchar not null
);

create table area_delays (
    area_code varchar primary key references areas,
    delay_min double not null
);

create table demand (
    area_code varchar not null references areas,
    measure varchar not null,
    period varchar not null,
    amount double not null check (amount >= 0),
    basis varchar not null references categories (category_code),
    primary key (area_code, measure, period)
);

-- Of the file these are always empty: a scenario fills its own (queries/scenarios).
create table plan_people (
    area_code varchar not null,
    residents bigint not null,
    need_before double not null,
    need_after double not null
);

create table plan_reach (
    leg varchar not null check (leg in ('health', 'safety', 'ambulance')),
    area_code varchar not null,
    before_week bit not null,
    after_week bit not null
);

create table plan_minutes (
    leg varchar not null check (leg in ('health', 'safety', 'ambulance')),
    area_code varchar not null,
    is_after boolean not null,
    minutes double not null,
    nearest_week bit not null
);

create table plan_barriers (
    leg varchar check (leg in ('health', 'safety', 'ambulance')),
    service_id varchar not null,
    before varchar not null,
    after varchar not null
);

create table incidents_by_area (
    area_code varchar not null references areas,
    period varchar not null,
    incident_count bigint check (incident_count % 5 = 0),
    is_suppressed boolean not null,
    basis varchar not null references categories (category_code),
    primary key (area_code, period)
);

create table incidents_by_borough (
    borough_code varchar not null references boroughs,
    period varchar not null,
    incident_count bigint check (incident_count % 5 = 0),
    is_suppressed boolean not null,
    basis varchar not null references categories (category_code),
    primary key (borough_code, period)
);

create table incidents_by_borough_month (
    borough_code varchar not null references boroughs,
    month varchar not null check (regexp_full_match(month, '[0-9]{4}-[0-9]{2}')),
    period varchar not null,
    incident_count bigint check (incident_count % 5 = 0),
    is_suppressed boolean not null,
    basis varchar not null references categories (category_code),
    primary key (borough_code, month)
);

create table incidents_by_month (
    month varchar primary key check (regexp_full_match(month, '[0-9]{4}-[0-9]{2}')),
    period varchar not null,
    incident_count bigint check (incident_count % 5 = 0),
    is_suppressed boolean not null,
    basis varchar not null references categories (category_code)
);

create table incidents_by_hour (
    hour_of_week integer primary key check (hour_of_week between 0 and 167),
    period varchar not null,
    incident_count bigint check (incident_count % 5 = 0),
    is_suppressed boolean not null,
    basis varchar not null references categories (category_code)
);

create table incidents_of_london (
    period varchar primary key,
    incident_count bigint check (incident_count % 5 = 0),
    is_suppressed boolean not null,
    basis varchar not null references categories (category_code)
);

create table trend_breaks (
    break_on date primary key,
    label varchar not null,
    source varchar not null,
    note varchar not null
);

create table incident_batches (
    batch_id integer primary key,
    agency varchar not null,
    imported_at timestamp not null,
    first_month varchar,
    last_month varchar,
    incident_count bigint check (incident_count % 5 = 0),
    crisis_count bigint check (crisis_count % 5 = 0),
    set_aside_count bigint not null
);

create table published_figures (
    figure_id varchar primary key,
    measure varchar not null,
    area_code varchar,
    area_name varchar not null,
    period varchar not null,
    amount double,
    amount_text varchar not null,
    unit varchar not null,
    publisher varchar,
    confidence varchar references categories (category_code),
    source_url varchar not null,
    note varchar
);

create table sites (
    source_code varchar not null references sources,
    site_code varchar not null,
    site_name varchar not null,
    site_kind varchar not null references categories (category_code),
    parent_code varchar,
    postcode varchar,
    borough_code varchar not null references boroughs,
    point_basis varchar not null references categories (category_code),
    easting_m double not null,
    northing_m double not null,
    lon double not null,
    lat double not null,
    is_open boolean not null,
    opened_on varchar,
    closed_on varchar,
    primary key (source_code, site_code)
);

create table series (
    source_code varchar not null references sources,
    geography varchar not null check (
        geography in ('area', 'borough', 'icb', 'provider')
    ),
    place_code varchar not null,
    place_name varchar not null,
    measure varchar not null,
    breakdown varchar not null,
    period varchar not null,
    amount double,
    unit varchar not null,
    state varchar not null references categories (category_code),
    check ((amount is not null) = (state = 'known'))
);

create table source_columns (
    source_code varchar not null references sources,
    column_name varchar not null,
    description varchar not null
);

create table edition_needs (
    need varchar primary key,
    source_code varchar references sources,
    otherwise varchar not null,
    cost varchar not null
);

create table files_passed_over (
    file_name varchar not null,
    reason varchar not null
);

create table checks (
    check_name varchar primary key,
    culprit_count bigint not null check (culprit_count = 0)
);

create table builds (
    edition varchar not null,
    built_at timestamp not null,
    schema_fingerprint varchar not null,
    input_fingerprint varchar not null,
    demonstration_seed bigint not null,
    incident_stamp varchar not null
);

comment on table parameters is 'What answers take, by name, with the value taken if none is given';
comment on column parameters.preset is 'JSON';
comment on table catchment_weights is 'Weight of a service by band of minutes, edge within';
comment on column catchment_weights.far_min is 'Minutes; beyond, nothing counts';
comment on column areas.residents is 'Usual residents, persons; see residents_basis';
comment on column areas.deprivation_decile is 'Of England, 1 = most deprived; null: not known';
comment on column areas.mental_health_indicator is 'Indices of Deprivation 2025, higher is worse';
comment on column area_people.residents is 'Persons of the age group; no row: ages not known';
comment on column series.amount is 'Null where state is suppressed or missing';
comment on table area_neighbours is 'Areas that share an edge or a corner, both ways';
comment on column area_neighbours.neighbour_code is 'Touches it; not across the Thames';
comment on table edition_needs is 'Which publication met each need; needs_met says what holds now';
comment on column areas.area_km2 is 'Square km of the shape drawn, generalised to about 20 m';
comment on table exact_poisson_limits is 'Exact limits of a count below 10, where Byar is off';
comment on column exact_poisson_limits.z is 'Standard deviations that leave the same confidence';
comment on column areas.easting_m is 'Mean of distinct postcode points, metres, EPSG:27700';
comment on column areas.northing_m is 'Mean of distinct postcode points, metres, EPSG:27700';
comment on column boroughs.residents is 'Usual residents, persons, Census 2021';
comment on column travel_minutes.minutes is 'Minutes, one decimal, one way, area to service';
comment on column travel_minutes.basis is 'routed, network, calibrated or straight_line';
comment on column open_hours.hour_of_week is '0 = Monday 00:00 to 167 = Sunday 23:00, London time';
comment on column opening_hours.closes_minute is 'Since midnight; over 1440 is past midnight';
comment on column services.hours_known is 'False: neither open nor closed, not known';
comment on column services.is_placed is 'Has a point and is counted: drawn on the map';
comment on column demand.amount is 'Calls a year; modelled unless basis says otherwise';
comment on column incidents_by_area.incident_count is
'Null where withheld (1 to 7, or what gives one away), else nearest 5';
comment on column incidents_by_borough.incident_count is
'Null where withheld (1 to 7, or what gives one away), else nearest 5';
comment on column incidents_by_borough_month.incident_count is
'Null where withheld (1 to 7, or what gives one away), else nearest 5';
comment on column incidents_by_month.incident_count is
'Null where withheld (1 to 7, or what gives one away), else nearest 5';
comment on column incidents_by_hour.incident_count is
'Null where withheld (1 to 7, or what gives one away), else nearest 5';
comment on column incidents_of_london.incident_count is
'Null where withheld (1 to 7, or what gives one away), else nearest 5';
comment on table incidents_by_hour is 'Incidents with a time of day only, London civil time';
comment on column incidents_by_hour.hour_of_week is '0 = Monday 00:00 to 167 = Sunday 23:00';
comment on column incidents_by_month.month is 'Calendar month, yyyy-mm';
comment on column incidents_by_borough_month.month is 'Calendar month, yyyy-mm';
comment on table trend_breaks is 'Days on which what is recorded changed: limits start anew';
comment on column trend_breaks.break_on is 'The month that holds it begins a new phase';
