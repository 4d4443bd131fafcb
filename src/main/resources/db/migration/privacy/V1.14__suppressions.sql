-- Who is never sent to a provider. Only a keyed hash is kept: the list itself must not be a list of addresses.
create table privacy_suppression (
    tenant_id    integer                     not null,
    subject_hash varchar(64)                 not null,
    kind         varchar(10)                 not null,
    created_at   timestamp(6) with time zone not null,
    created_by   varchar(100)                not null,
    primary key (tenant_id, subject_hash)
);
