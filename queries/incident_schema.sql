-- The second file: row-level incidents, for the program and its steward alone.
create table store (
    stamp varchar not null
);

create table batches (
    batch_id integer primary key,
    agency varchar not null,
    file_name varchar not null,
    file_sha256 varchar not null,
    mapping varchar not null,
    imported_at timestamp not null,
    rows_read bigint not null,
    rows_kept bigint not null,
    rows_already_stored bigint not null,
    rows_out_of_scope bigint not null,
    rows_set_aside bigint not null,
    notes varchar not null,
    undone_at timestamp,
    check (
        rows_read
        = rows_kept + rows_already_stored + rows_out_of_scope + rows_set_aside
    )
);

create table incidents (
    batch_id integer not null,
    row_number bigint not null,
    row_key varchar not null,
    occurred_at timestamp not null,
    has_time boolean not null,
    incident_kind varchar not null,
    easting_m double,
    northing_m double,
    precision_m double,
    location_basis varchar not null,
    area_code varchar,
    borough_code varchar,
    basis varchar not null
);

create table refused_rows (
    batch_id integer not null,
    row_number bigint not null,
    rule varchar not null,
    reason varchar not null,
    cells varchar not null
);

comment on table incidents is 'Row-level incidents: never shown, only counted under the rule';
comment on column incidents.occurred_at is 'London civil time, without zone';
comment on column incidents.precision_m is 'Metres; null where only the borough is known';
comment on column incidents.area_code is 'Null outside every small area of the edition';
comment on column refused_rows.cells is 'JSON of the row without personal columns';
