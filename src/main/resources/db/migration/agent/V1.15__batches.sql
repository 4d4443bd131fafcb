-- The records of a batch. A row without status is still to be done.
create table agent_batch_row (
    tenant_id   integer                     not null,
    run_id      varchar(40)                 not null,
    position    integer                     not null,
    record_id   varchar(255)                not null,
    input       text                        not null,
    status      varchar(20),
    cells       text,
    free        text,
    error       varchar(500),
    finished_at timestamp(6) with time zone,
    primary key (run_id, position)
);

create index agent_batch_row_open on agent_batch_row (run_id, status, position);
