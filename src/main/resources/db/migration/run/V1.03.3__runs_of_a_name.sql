-- The last runs of a workflow, and lists of one agent's runs.
create index run_run_name on run_run (tenant_id, kind, name, seq);
