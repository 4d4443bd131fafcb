-- One row per POST with an Idempotency-Key: claimed while its first request runs, then its answer. answer is sealed.
create table api_idempotency (
    tenant_id       integer                     not null,
    operation       varchar(80)                 not null,
    idempotency_key varchar(255)                not null,
    request_hash    varchar(64)                 not null,
    effect_key      varchar(40)                 not null,
    claimed_by      varchar(40)                 not null,
    claimed_until   timestamp(6) with time zone,
    status          integer,
    content_type    varchar(100),
    answer          bytea,
    expires_at      timestamp(6) with time zone not null,
    primary key (tenant_id, operation, idempotency_key)
);

create index api_idempotency_expiry on api_idempotency (expires_at);
