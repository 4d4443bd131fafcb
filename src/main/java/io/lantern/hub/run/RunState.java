package io.lantern.hub.run;

/** Where a run stands, answered to who changed that. */
public record RunState(String runId, RunStatus status) {}
