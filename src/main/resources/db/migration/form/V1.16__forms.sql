-- What people entered into web forms. lead is JSON: what was entered, later with what was found.
create table form_submission (
    tenant_id  integer                     not null,
    id         varchar(40)                 not null,
    run_id     varchar(40)                 not null,
    lead       text                        not null,
    created_at timestamp(6) with time zone not null,
    primary key (tenant_id, id)
);

create index form_submission_run on form_submission (tenant_id, run_id);

create table form_push (
    tenant_id     integer      not null,
    submission_id varchar(40)  not null,
    target        varchar(80)  not null,
    status        varchar(10)  not null,
    external_id   varchar(255),
    error         text,
    primary key (tenant_id, submission_id, target),
    foreign key (tenant_id, submission_id) references form_submission (tenant_id, id)
);

-- The last submission of a person to a form, so that a second click is known for what it is.
create table form_recent (
    tenant_id     integer                     not null,
    form_hash     varchar(64)                 not null,
    submission_id varchar(40)                 not null,
    at            timestamp(6) with time zone not null,
    primary key (tenant_id, form_hash)
);
