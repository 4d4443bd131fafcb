-- When a pool that had given out records was deleted; its name stays with its log.
alter table assign_pool add column archived_at timestamp(6) with time zone;

-- What was given out since Salesforce was asked for everybody's open records, whichever pool gave it.
create index assign_assignment_since on assign_assignment (tenant_id, decided_at);
