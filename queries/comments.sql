-- Words for every table, view and column that queries/schema.sql and views.sql leave
-- without. A test demands some for each; docs/dictionary.md is made of them.

comment on table vintages is 'Which publication of a geography or of numbers a code stands for';
comment on column vintages.vintage_code is 'Code, such as lsoa_2021';
comment on column vintages.label is 'In words';
comment on column vintages.note is 'What to know of it';

comment on table thresholds is 'Numbers that someone chose, each with its unit and reason';
comment on column thresholds.threshold_code is 'Code';
comment on column thresholds.amount is 'In the unit beside it';
comment on column thresholds.unit is 'In words';
comment on column thresholds.label is 'Short name';
comment on column thresholds.reason is 'Why this number, and whose precedent it follows';

comment on column parameters.parameter is 'Name, as in a header and behind $ in an answer';
comment on column parameters.unit is 'In words; code and codes are of the tables of words';
comment on column parameters.label is 'What it means, with the codes or the edge of its range';

comment on table categories is 'Words for every code, by scheme';
comment on column categories.category_code is 'Code, unique among all schemes';
comment on column categories.scheme is 'Which list of codes it belongs to';
comment on column categories.label is 'In words';
comment on column categories.category_rank is
    'Order within the scheme; of causes 1 is met first, the mildest';
comment on column categories.note is 'What to know of it';

comment on table service_types is 'Kinds of service, and which leg of support each counts for';
comment on column service_types.service_type is 'Code';
comment on column service_types.label is 'In words, one of them';
comment on column service_types.plural is 'In words, several';
comment on column service_types.leg is
    'health, safety, health and safety, ambulance or context; context is never counted';
comment on column service_types.is_default is
    'Counted for the health leg unless somebody chooses otherwise';
comment on column service_types.type_rank is 'Order in lists';
comment on column service_types.note is 'What to know of it';

comment on table sources is 'Publications of the edition, and what became of their rows';
comment on column sources.source_code is 'Code';
comment on column sources.title is 'Of the publication';
comment on column sources.publisher is 'Who published it';
comment on column sources.licence is 'Under which it may be used';
comment on column sources.attribution is 'Line to print with anything made from it';
comment on column sources.vintage is 'Of its content, as the file itself says where it does';
comment on column sources.published_on is 'Year, month or day of publication; blank: not known';
comment on column sources.refresh is 'How often the publisher renews it';
comment on column sources.official_page is 'Where the publisher describes it';
comment on column sources.address is 'Where it is downloaded from; blank: by hand, or in a package';
comment on column sources.address_basis is
    'How far the address is trusted: checked, unchecked, package, register, none';
comment on column sources.file_name is 'Of the file read';
comment on column sources.file_format is 'Of the file read';
comment on column sources.size_bytes is 'Bytes of the file as registered; blank: not fixed';
comment on column sources.sha256 is 'Fingerprint of the file as registered; blank: not fixed';
comment on column sources.package is 'Installed package that holds it; blank: none';
comment on column sources.package_version is 'Version of that package; blank: none';
comment on column sources.rows_read is 'Rows in the file = kept + out of scope + set aside';
comment on column sources.rows_kept is 'Rows used';
comment on column sources.rows_out_of_scope is
    'Rows not ours by design, such as places outside London';
comment on column sources.rows_set_aside is
    'Rows that should have been used and could not be, each in rejected_rows';
comment on column sources.notes is 'Faults seen and mended';

comment on table rejected_rows is 'Rows set aside, one per row and rule it broke';
comment on column rejected_rows.source_code is 'Publication';
comment on column rejected_rows.row_number is 'In its file, from 0 behind the header';
comment on column rejected_rows.rule is 'That it broke';
comment on column rejected_rows.reason is 'In words';

comment on table boroughs is 'The 32 boroughs of London and the City, one row each';
comment on column boroughs.borough_code is 'ONS code, E09 and six digits';
comment on column boroughs.borough_name is 'Name';
comment on column boroughs.icb_code_2024 is 'Integrated care board to March 2026, ONS code';
comment on column boroughs.icb_name_2024 is 'Integrated care board to March 2026';
comment on column boroughs.icb_code_2026 is
    'Integrated care board from April 2026, ONS code; null: not yet published';
comment on column boroughs.icb_name_2026 is 'Integrated care board from April 2026';
comment on column boroughs.mh_trust_code is 'Mental health trust, ODS code';
comment on column boroughs.mh_trust_name is 'Mental health trust';
comment on column boroughs.bcu_name is
    'Basic command unit of the Metropolitan Police; null in the City';
comment on column boroughs.police_force is 'Metropolitan Police, or City of London Police';
comment on column boroughs.las_area_name is 'Area of the London Ambulance Service';
comment on column boroughs.las_area_basis is 'assumed, or how the ambulance area is known';
comment on column boroughs.smi_prevalence_percent is
    'Percent, 0 to 100, of registered patients with severe mental illness';
comment on column boroughs.smi_period is 'Financial year of that percentage';
comment on column boroughs.source is 'Where the row comes from';
comment on column boroughs.source_date is 'Date of the source, as the source gives it';
comment on column boroughs.confidence is 'high, medium or low';
comment on column boroughs.note is 'What to know of it; null: nothing';

comment on table areas is 'Small areas (LSOA) of London, of the vintage that the edition stands on';
comment on column areas.area_code is 'ONS code of the lower layer super output area';
comment on column areas.area_name is 'ONS name, such as Camden 028B';
comment on column areas.borough_code is 'Borough it lies in';
comment on column areas.sub_icb_name is 'Sub-ICB location that serves it';
comment on column areas.vintage_code is 'Of the boundaries: lsoa_2011 or lsoa_2021';
comment on column areas.residents_basis is 'published, or estimated from borough totals';
comment on column areas.point_count is
    'Distinct postcode points; 0: its point is a centroid of the shape';
comment on column areas.lon is 'Degrees, EPSG:4326, of the same point';
comment on column areas.lat is 'Degrees, EPSG:4326, of the same point';
comment on column areas.place_name is 'Name that people know; null: not known';
comment on column areas.msoa_code is 'Middle layer super output area, ONS code; null: not known';
comment on column areas.ward_code is 'Electoral ward, ONS code; null: not known';
comment on column areas.ward_name is 'Electoral ward; null: not known';

comment on table postcodes is
    'Postcodes of London and the area each lies in; those out of use are among them';
comment on column postcodes.postcode is 'As on an envelope: one space before the last three';
comment on column postcodes.area_code is 'Small area that its point lies in';
comment on column postcodes.easting_m is 'Of its point, metres, EPSG:27700';
comment on column postcodes.northing_m is 'Of its point, metres, EPSG:27700';
comment on column areas.deprivation_rank is 'Of England, 1 = most deprived; null: not known';
comment on column areas.health_deprivation_decile is
    'Health domain, of England, 1 = most deprived; null: not known';

comment on table area_people is
    'Residents of small areas by age group; no row where ages are not known';
comment on column area_people.area_code is 'Small area';
comment on column area_people.age_group is 'adults (18 and over) or under_18s';
comment on column area_people.basis is 'published, or estimated';

comment on table boundaries is 'Shapes of areas, boroughs, wards, London and the Thames';
comment on column boundaries.boundary_kind is 'area, borough, london, thames, msoa or ward';
comment on column boundaries.boundary_code is 'ONS code of what is bounded';
comment on column boundaries.boundary_geojson is
    'GeoJSON geometry, degrees, EPSG:4326; generalised, for drawing';

comment on table services is
    'The register of crisis services, one row each; some have no known place';
comment on column services.service_id is 'Code of the register';
comment on column services.service_name is 'Name';
comment on column services.service_type is 'Kind of service';
comment on column services.provider_name is 'Who runs it; null: not known';
comment on column services.ods_code is 'NHS organisation code; null: none or not known';
comment on column services.postcode is 'Of the site; null: not known';
comment on column services.location_basis is 'postcode, near_postcode, mobile or no_location';
comment on column services.borough_code is 'Where it stands; null: outside London or not known';
comment on column services.restriction is 'Who alone is taken; null: nobody is left out';
comment on column services.rooms_count is 'Rooms; null: not known';
comment on column services.status is
    'open, open_unverified, planned or closed; only the first two count';
comment on column services.confidence is
    'high, medium or low as registered; see service_confidences';
comment on column services.source_url is 'Where it is described';
comment on column services.source_date is 'Date of the source, as the source gives it';
comment on column services.second_source is 'Another source that says the same; null: none';
comment on column services.note is 'What to know of it; null: nothing';
comment on column services.easting_m is 'Metres, EPSG:27700; null: no known place';
comment on column services.northing_m is 'Metres, EPSG:27700; null: no known place';
comment on column services.lon is 'Degrees, EPSG:4326; null: no known place';
comment on column services.lat is 'Degrees, EPSG:4326; null: no known place';

comment on table corrections is 'Reports that a service is registered wrongly';
comment on column corrections.correction_id is 'Number of the report';
comment on column corrections.service_id is 'Service reported on';
comment on column corrections.reported_on is 'Day of the report';
comment on column corrections.what is 'What is said to be wrong';
comment on column corrections.resolved_on is
    'Day it was resolved; null: open, and the service counts as low confidence';
comment on column corrections.resolution is 'What was found; null: open';

comment on table service_access_modes is 'How people may arrive at each service; no row: not known';
comment on column service_access_modes.service_id is 'Service';
comment on column service_access_modes.access_mode is
    'walk_in, referral, from_ae or police_ambulance';

comment on table service_age_groups is 'Whom each service takes by age; no row: not known';
comment on column service_age_groups.service_id is 'Service';
comment on column service_age_groups.age_group is 'adults or under_18s';

comment on table service_boroughs is 'Boroughs a service covers on wheels, or may stand in';
comment on column service_boroughs.service_id is 'Service';
comment on column service_boroughs.borough_code is 'One of the boroughs';

comment on table opening_hours is
    'Spans of opening as registered, one row per service, day and start';
comment on column opening_hours.service_id is 'Service';
comment on column opening_hours.weekday is 'Day the span begins, 0 = Monday to 6 = Sunday';
comment on column opening_hours.opens_minute is 'Minutes since midnight, London time';
comment on column opening_hours.confidence is 'high, medium or low';
comment on column opening_hours.source_date is 'Date of the source, as the source gives it';
comment on column opening_hours.note is 'What to know of it; null: nothing';

comment on table open_hours is 'Hours of the week throughout which a service is open, one row each';
comment on column open_hours.service_id is 'Service';

comment on table travel_minutes is 'Minutes from every small area to every placed service, by mode';
comment on column travel_minutes.travel_mode is 'walk, car or blue_light';
comment on column travel_minutes.service_id is 'Service';
comment on column travel_minutes.area_code is 'Small area';

comment on table road_cells is
    'For how many pairs of area and service a file of roads gives the minutes';
comment on column road_cells.travel_mode is 'car or walk';
comment on column road_cells.outcome is 'served, or why the calibrated curve stays';
comment on column road_cells.cell_count is 'Pairs of area and service';
comment on column road_cells.factor is
    'Minutes in use per free-flow minute; null but for served cars';
comment on column road_cells.mae_before_min is
    'Minutes, mean absolute difference to the curve before scaling';
comment on column road_cells.mae_after_min is
    'Minutes, mean absolute difference to the curve after scaling';

comment on table calibration_summary is
    'How wrong calibrated car minutes are, each hospital left out in turn';
comment on column calibration_summary.measure is 'Name of the measure of error';
comment on column calibration_summary.amount is 'In the unit beside it';
comment on column calibration_summary.unit is 'In words';

comment on table calibration_by_unit is 'Error of calibrated car minutes by hospital left out';
comment on column calibration_by_unit.unit_postcode is
    'Postcode of the hospital of the routed matrix';
comment on column calibration_by_unit.pair_count is 'Pairs of area and hospital';
comment on column calibration_by_unit.mae_min is 'Minutes, mean absolute error';
comment on column calibration_by_unit.bias_min is 'Minutes, mean of calibrated less routed';

comment on table calibration_by_borough is
    'Routed and calibrated minutes to the nearest hospital by borough';
comment on column calibration_by_borough.borough_code is 'Borough';
comment on column calibration_by_borough.routed_min is
    'Minutes, routed, mean weighted by residents';
comment on column calibration_by_borough.curve_min is
    'Minutes, calibrated, mean weighted by residents';
comment on column calibration_by_borough.routed_rank is '1 = shortest routed minutes';
comment on column calibration_by_borough.curve_rank is '1 = shortest calibrated minutes';
comment on column calibration_by_borough.rank_shift is 'Places by which the borough moves';

comment on table car_curve is
    'Terms of the curve of car minutes, fitted to routed ones; see queries/car_curve.py';
comment on column car_curve.term is 'Name of the term';
comment on column car_curve.amount is 'In the unit beside it';
comment on column car_curve.unit is 'In words';

comment on table area_delays is 'What journeys from an area take beyond the curve';
comment on column area_delays.area_code is 'Small area';
comment on column area_delays.delay_min is 'Minutes by car; below 0 where they take less';

comment on table demand is 'Demand of small areas in a year, by measure';
comment on column demand.area_code is 'Small area';
comment on column demand.measure is 'What is counted; mental_health_calls';
comment on column demand.period is 'First and last month';
comment on column demand.basis is 'modelled, published or recorded';

comment on table plan_people is 'People of a scenario, by small area; empty outside one';
comment on column plan_people.area_code is 'Small area';
comment on column plan_people.residents is 'Persons of the age asked for';
comment on column plan_people.need_before is 'Modelled calls a year, as in the edition';
comment on column plan_people.need_after is 'Modelled calls a year, in the scenario';

comment on table plan_reach is
    'Hours of the week with support in reach, before and after; empty outside a scenario';
comment on column plan_reach.leg is 'health, safety or ambulance';
comment on column plan_reach.area_code is 'Small area';
comment on column plan_reach.before_week is 'A bit for each hour, Monday 00:00 first';
comment on column plan_reach.after_week is 'A bit for each hour, Monday 00:00 first';

comment on table plan_minutes is
    'Minutes to the nearest usable service, by hours; empty outside a scenario';
comment on column plan_minutes.leg is 'health, safety or ambulance';
comment on column plan_minutes.area_code is 'Small area';
comment on column plan_minutes.is_after is 'True: in the scenario; false: as it is';
comment on column plan_minutes.minutes is 'Minutes to it, one way';
comment on column plan_minutes.nearest_week is
    'A bit for each hour at which it is the nearest, Monday 00:00 first';

comment on table plan_barriers is
    'Services that a scenario changes, and what bars them; empty outside a scenario';
comment on column plan_barriers.leg is 'Leg that its type counts for; null: none asked';
comment on column plan_barriers.service_id is 'Register id; NEW1 and on: not in the register';
comment on column plan_barriers.before is 'counts, not there, not open, or a code of cause';
comment on column plan_barriers.after is 'counts, not there, not open, or a code of cause';

comment on table incidents_by_area is 'Incidents of a crisis by small area, as disclosed';
comment on column incidents_by_area.area_code is 'Small area';
comment on column incidents_by_area.period is 'First and last month';
comment on column incidents_by_area.is_suppressed is 'Withheld: 1 to 7, or what gives one away';
comment on column incidents_by_area.basis is 'recorded, or demonstration: invented';

comment on table incidents_by_borough is 'Incidents of a crisis by borough, as disclosed';
comment on column incidents_by_borough.borough_code is 'Borough';
comment on column incidents_by_borough.period is 'First and last month';
comment on column incidents_by_borough.is_suppressed is 'Withheld: 1 to 7, or what gives one away';
comment on column incidents_by_borough.basis is 'recorded, or demonstration: invented';

comment on table incident_batches is 'Imports of incidents by agency, as far as may be shown';
comment on column incident_batches.batch_id is 'Number of the import';
comment on column incident_batches.agency is 'Who recorded them';
comment on column incident_batches.imported_at is 'UTC';
comment on column incident_batches.first_month is 'Of the incidents; null: none stored';
comment on column incident_batches.last_month is 'Of the incidents; null: none stored';
comment on column incident_batches.incident_count is
    'Stored, of all kinds; null for 1 to 7, else nearest 5';
comment on column incident_batches.crisis_count is
    'Of those, of a kind that counts as a crisis; null for 1 to 7, else nearest 5';
comment on column incident_batches.set_aside_count is 'Rows that could not be used';

comment on table published_figures is 'Single published numbers, as compiled in the register';
comment on column published_figures.figure_id is 'Code of the register';
comment on column published_figures.measure is 'What is counted, in the publisher''s words';
comment on column published_figures.area_code is 'ONS code of the place; null: none';
comment on column published_figures.area_name is 'Place, in the publisher''s words';
comment on column published_figures.period is 'As the publisher gives it';
comment on column published_figures.amount is 'In the unit beside it; null: no single number';
comment on column published_figures.amount_text is 'As published';
comment on column published_figures.unit is 'In words';
comment on column published_figures.publisher is 'Who published it; null: see source_url';
comment on column published_figures.confidence is 'high, medium or low; null: not judged';
comment on column published_figures.source_url is 'Where it stands';
comment on column published_figures.note is 'What to know of it; null: nothing';

comment on table sites is 'Sites of NHS, ambulance and fire services as their publishers list them';
comment on column sites.source_code is 'Publication';
comment on column sites.site_code is 'Publisher''s code of the site';
comment on column sites.site_name is 'Name';
comment on column sites.site_kind is 'Kind of site';
comment on column sites.parent_code is 'Publisher''s code of its organisation; null: none';
comment on column sites.postcode is 'Of the site; null: not given';
comment on column sites.borough_code is 'Borough it lies in';
comment on column sites.point_basis is 'published_point, or postcode_point';
comment on column sites.easting_m is 'Metres, EPSG:27700';
comment on column sites.northing_m is 'Metres, EPSG:27700';
comment on column sites.lon is 'Degrees, EPSG:4326';
comment on column sites.lat is 'Degrees, EPSG:4326';
comment on column sites.is_open is 'Open when published';
comment on column sites.opened_on is 'Date, as the publisher gives it; null: not given';
comment on column sites.closed_on is
    'Date, as the publisher gives it; null or blank: not closed or not given';

comment on table series is 'Published numbers by place and period';
comment on column series.source_code is 'Publication';
comment on column series.geography is 'Kind of place: area, borough, icb or provider';
comment on column series.place_code is 'Code of the place';
comment on column series.place_name is 'Name of the place';
comment on column series.measure is 'What is counted';
comment on column series.breakdown is 'Of whom or what; all: undivided';
comment on column series.period is 'As the publisher gives it';
comment on column series.unit is 'Of amount, in words';
comment on column series.state is 'known, suppressed or missing';

comment on table source_columns is 'What columns of a publication mean, in its own words';
comment on column source_columns.source_code is 'Publication';
comment on column source_columns.column_name is 'Column of its file';
comment on column source_columns.description is 'In the publisher''s words';

comment on column edition_needs.need is 'What an edition can have';
comment on column edition_needs.source_code is 'Publication that met it; null: none did';
comment on column edition_needs.otherwise is 'What is taken without it';
comment on column edition_needs.cost is 'What is lost without it';

comment on table files_passed_over is 'Files of the folder that the build did not use';
comment on column files_passed_over.file_name is 'Name';
comment on column files_passed_over.reason is 'Why it was not used';

comment on table checks is 'Checks that the build passed';
comment on column checks.check_name is 'Noun phrase for the rows it looks for';
comment on column checks.culprit_count is 'Rows it found: none';

comment on table builds is 'The stamp of the build, one row';
comment on column builds.edition is 'starter, full or own';
comment on column builds.built_at is 'UTC';
comment on column builds.schema_fingerprint is
    'Twelve digits that change with schema, views, macros and comments';
comment on column builds.input_fingerprint is 'SHA-256 of the input files';
comment on column builds.demonstration_seed is 'Seed of the invented incidents';
comment on column builds.incident_stamp is 'Which state of the incidents the counts are of';

comment on column needs_met.need is 'What an edition can have';
comment on column needs_met.source_code is 'Publication that met it; null: none did';
comment on column needs_met.taken is 'What is taken without it; null: it is met';
comment on column needs_met.cost is 'What is lost without it; null: it is met';

comment on column service_confidences.service_id is 'Service';
comment on column service_confidences.confidence is 'high, medium or low';

comment on column services_known.service_id is 'Code of the register';
comment on column services_known.service_name is 'Name';
comment on column services_known.service_type_label is 'Kind of service in words';
comment on column services_known.service_type is 'Kind of service, code';
comment on column services_known.provider_name is 'Who runs it; null: not known';
comment on column services_known.postcode is 'Of the site; null: not known';
comment on column services_known.borough_name is
    'Where it stands; null: outside London or not known';
comment on column services_known.location_basis is 'postcode, near_postcode, mobile or no_location';
comment on column services_known.restriction is 'Who alone is taken; null: nobody is left out';
comment on column services_known.rooms_count is 'Rooms; null: not known';
comment on column services_known.hours_known is 'False: neither open nor closed, not known';
comment on column services_known.status is
    'open, open_unverified, planned or closed; only the first two count';
comment on column services_known.confidence is
    'high, medium or low; low while a correction is open';
comment on column services_known.source_url is 'Where it is described';
comment on column services_known.source_date is 'Date of the source, as the source gives it';
comment on column services_known.note is 'What to know of it; null: nothing';
comment on column services_known.lon is 'Degrees, EPSG:4326; null: no known place';
comment on column services_known.lat is 'Degrees, EPSG:4326; null: no known place';
comment on column services_known.is_placed is 'Has a point and is counted: drawn on the map';
comment on column services_known.access_modes is
    'Ways of arriving in words, comma separated; null: not known';
comment on column services_known.age_groups is
    'Ages taken in words, comma separated; null: not known';

comment on column area_need.area_code is 'Small area';
comment on column area_need.borough_code is 'Borough it lies in';

comment on view areas_known is 'Every small area with its names, residents, need and deprivation';
comment on column areas_known.area_code is 'ONS code of the lower layer super output area';
comment on column areas_known.area_name is 'ONS name, such as Camden 028B';
comment on column areas_known.place_name is 'Name that people know; null: not known';
comment on column areas_known.borough_code is 'Borough it lies in';
comment on column areas_known.borough_name is 'Name of the borough';
comment on column areas_known.icb_name_2026 is 'Integrated care board from April 2026';
comment on column areas_known.ward_name is 'Electoral ward; null: not known';
comment on column areas_known.residents is 'Usual residents, persons; see residents_basis';
comment on column areas_known.residents_basis is 'published, or estimated from borough totals';
comment on column areas_known.need is 'Modelled mental-health calls a year, not recorded ones';
comment on column areas_known.need_per_1000 is
    'Modelled mental-health calls a year per 1,000 residents; null: nobody lives there';
comment on column areas_known.deprivation_decile is
    'Of England, 1 = most deprived; null: not known';
comment on column areas_known.lon is 'Degrees, EPSG:4326, of its point weighted by postcodes';
comment on column areas_known.lat is 'Degrees, EPSG:4326, of its point weighted by postcodes';

comment on view open_hours_by_service is 'Every service with its open hours of the week';
comment on column open_hours_by_service.service_id is 'Code of the register';
comment on column open_hours_by_service.service_name is 'Name';
comment on column open_hours_by_service.service_type_label is 'Kind of service in words';
comment on column open_hours_by_service.status is 'open, open_unverified, planned or closed';
comment on column open_hours_by_service.hours_known is 'False: neither open nor closed, not known';
comment on column open_hours_by_service.open_hour_count is
    'Hours a week, 0 to 168, open throughout; null: not known';
comment on column open_hours_by_service.weekend_hour_count is
    'Of those on Saturday and Sunday, 0 to 48; null: not known';

comment on view travel_minutes_known is
    'Minutes from every small area to every placed service, with names';
comment on column travel_minutes_known.travel_mode is 'walk, car or blue_light';
comment on column travel_minutes_known.area_code is 'Small area';
comment on column travel_minutes_known.area_name is 'ONS name of the area';
comment on column travel_minutes_known.borough_name is 'Borough of the area';
comment on column travel_minutes_known.service_id is 'Service';
comment on column travel_minutes_known.service_name is 'Name of the service';
comment on column travel_minutes_known.service_type_label is 'Kind of service in words';
comment on column travel_minutes_known.minutes is 'Minutes, one decimal, one way, area to service';
comment on column travel_minutes_known.basis is 'routed, network, calibrated or straight_line';

comment on column catchment_weights.weights_code is 'Code: slow or fast';
comment on column catchment_weights.near_min is 'Minutes; the edge of the first band counts in it';
comment on column catchment_weights.near_weight is 'Weight, 0 to 1, of the first band';
comment on column catchment_weights.middle_min is
    'Minutes; the edge of the second band counts in it';
comment on column catchment_weights.middle_weight is 'Weight, 0 to 1, of the second band';
comment on column catchment_weights.far_weight is 'Weight, 0 to 1, of the third band';
comment on column catchment_weights.reason is 'Where the weights come from';
comment on column exact_poisson_limits.events is 'Count, 0 to 9';
comment on column exact_poisson_limits.confidence is 'Of the interval, 0 to 1';
comment on column exact_poisson_limits.low is 'Lower limit of the expected count';
comment on column exact_poisson_limits.high is 'Upper limit of the expected count';
comment on column area_neighbours.area_code is 'Small area';
comment on column area_recorded.area_code is 'Small area';
comment on column borough_neighbours.borough_code is 'Borough';
comment on table incidents_by_borough_month is
    'Incidents of a crisis by borough and month, as disclosed';
comment on column incidents_by_borough_month.borough_code is 'Borough';
comment on column incidents_by_borough_month.period is 'First and last month of all';
comment on column incidents_by_borough_month.is_suppressed is
    'Withheld: 1 to 7, or what gives one away';
comment on column incidents_by_borough_month.basis is 'recorded, or demonstration: invented';
comment on column incidents_by_hour.period is 'First and last month of all';
comment on column incidents_by_hour.is_suppressed is 'Withheld: 1 to 7, or what gives one away';
comment on column incidents_by_hour.basis is 'recorded, or demonstration: invented';
comment on table incidents_by_month is 'Incidents of a crisis in London by month, as disclosed';
comment on column incidents_by_month.period is 'First and last month of all';
comment on column incidents_by_month.is_suppressed is 'Withheld: 1 to 7, or what gives one away';
comment on column incidents_by_month.basis is 'recorded, or demonstration: invented';
comment on table incidents_of_london is 'Incidents of a crisis in London, as disclosed';
comment on column incidents_of_london.period is 'First and last month of all';
comment on column incidents_of_london.is_suppressed is 'Withheld: 1 to 7, or what gives one away';
comment on column incidents_of_london.basis is 'recorded, or demonstration: invented';
comment on column trend_breaks.label is 'In words';
comment on column trend_breaks.source is 'Where the day comes from';
comment on column trend_breaks.note is 'What to know of it';
