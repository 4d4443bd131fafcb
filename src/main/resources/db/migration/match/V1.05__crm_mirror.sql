-- A copy of what matching needs of the orgs. Derived: it can be thrown away at any time.
create table match_mirror (
    tenant_id integer                     not null,
    org       varchar(100)                not null,
    object    varchar(80)                 not null,
    record_id varchar(18)                 not null,
    fields    text                        not null,
    stamp     timestamp(6) with time zone not null,
    primary key (tenant_id, org, object, record_id)
);

-- Up to where an object was copied. No row: not yet, or not to the end.
create table match_mirror_state (
    tenant_id integer                     not null,
    org       varchar(100)                not null,
    object    varchar(80)                 not null,
    fields    varchar(4000)               not null,
    watermark timestamp(6) with time zone not null,
    loaded_at timestamp(6) with time zone not null,
    primary key (tenant_id, org, object)
);
