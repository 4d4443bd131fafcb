-- What a run was charged, as a whole and for its parts.
create index credit_charge_run on credit_charge (tenant_id, run_id);
create index credit_entry_run on credit_entry (tenant_id, run_id);
