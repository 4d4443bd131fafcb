-- One row per lead the hub has begun to convert. A row without converted_at: the hub asked, and may have been killed
-- before it heard the answer.
create table convert_outcome (
    tenant_id      integer                  not null,
    org            varchar(80)              not null,
    lead_id        varchar(18)              not null,
    request_id     varchar(64)              not null,
    owner_id       varchar(18),
    account_id     varchar(18),
    contact_id     varchar(18),
    opportunity_id varchar(18),
    begun_at       timestamp with time zone not null,
    converted_at   timestamp with time zone,
    primary key (tenant_id, org, lead_id)
);

-- Who is at work on a lead, a person or a company at the moment. A lease ends by itself when its holder is killed.
create table convert_lease (
    tenant_id  integer                  not null,
    lease_key  varchar(64)              not null,
    holder     varchar(64)              not null,
    expires_at timestamp with time zone not null,
    primary key (tenant_id, lease_key)
);
