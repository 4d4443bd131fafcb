-- When the record came into being, so that the time to its assignment can be told; null when not known.
alter table audit_entry add column record_created_at timestamp(6) with time zone;

-- Entries that are not in the chain yet: written with the entry, removed when it is linked.
create table audit_unlinked (
    tenant_id integer not null,
    seq       bigint  not null,
    primary key (tenant_id, seq)
);

insert into audit_unlinked (tenant_id, seq) select tenant_id, seq from audit_entry;

-- The chain: one link per entry, in the order they were linked. A link outlives its entry.
create table audit_link (
    tenant_id    integer                     not null,
    number       bigint                      not null,
    seq          bigint                      not null,
    occurred_at  timestamp(6) with time zone not null,
    content_hash varchar(64)                 not null,
    hash         varchar(64)                 not null,
    gone         varchar(10),
    gone_at      timestamp(6) with time zone,
    primary key (tenant_id, number),
    constraint audit_link_seq unique (seq)
);

create index audit_link_time on audit_link (tenant_id, occurred_at);

-- Where the chain ends; its row is the lock that one writer at a time holds.
create table audit_head (
    tenant_id integer     not null primary key,
    number    bigint      not null,
    hash      varchar(64) not null
);

create table audit_retention (
    tenant_id     integer     not null primary key,
    days          varchar(500) not null,
    legal_hold    boolean     not null,
    archive_to_s3 boolean     not null
);
