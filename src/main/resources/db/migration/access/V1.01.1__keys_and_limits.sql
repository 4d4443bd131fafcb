alter table access_key add column created_by varchar(80) default 'start' not null;
alter table access_key add column last_used_at timestamp with time zone;
-- After a rotation the secret before lives on for a while.
alter table access_key add column previous_prefix varchar(12);
alter table access_key add column previous_hmac varchar(64);
alter table access_key add column previous_until timestamp with time zone;
-- Web pages that may use the key, parted by spaces; empty: none is named.
alter table access_key add column origins varchar(2000) default '' not null;
-- Requests a minute; null: as the tenant's plan says.
alter table access_key add column limit_sync integer;
alter table access_key add column limit_batch integer;
alter table access_key add column limit_credits integer;
alter table access_key add column limit_burst integer;
alter table access_key add column limit_agents integer;

create unique index access_key_previous on access_key (previous_hmac);
create index access_key_tenant on access_key (tenant_id, key_id);

-- Token buckets of Bucket4j, which inserts the id before the rest. Used on PostgreSQL only; on H2 they are in memory.
create table access_bucket (
    id varchar(120) not null primary key,
    tenant_id integer,
    state bytea,
    expires_at bigint
);

create index access_bucket_expiry on access_bucket (expires_at);
