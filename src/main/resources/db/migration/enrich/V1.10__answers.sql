-- Answers that are given again for nothing until they expire. asked_email and found_email are kept beside the answer so
-- that a person's rows can be found. input_hash is SHA-256 of the normalised inputs with the record's id.
create table enrich_answer (
    tenant_id   integer                     not null,
    service     varchar(20)                 not null,
    input_hash  varchar(64)                 not null,
    record_id   varchar(255)                not null,
    asked_email varchar(254),
    found_email varchar(254),
    answer      text                        not null,
    found_at    timestamp(6) with time zone not null,
    expires_at  timestamp(6) with time zone not null,
    primary key (tenant_id, service, input_hash)
);

create index enrich_answer_record on enrich_answer (tenant_id, record_id);
create index enrich_answer_asked on enrich_answer (tenant_id, asked_email);
create index enrich_answer_found on enrich_answer (tenant_id, found_email);
create index enrich_answer_expiry on enrich_answer (expires_at);
