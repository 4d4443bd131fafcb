-- How far a run is that works on many records; null for one that does not.
alter table run_run add column progress_done integer;
alter table run_run add column progress_total integer;
