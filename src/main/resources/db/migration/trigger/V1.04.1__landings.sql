-- Records that a run is creating in an org: the news of the creation waits for the run that makes it.
create table trigger_landing (
    tenant_id integer                  not null,
    run_id    varchar(40)              not null,
    org       varchar(80)              not null,
    object    varchar(80)              not null,
    begun_at  timestamp with time zone not null,
    primary key (tenant_id, run_id)
);
