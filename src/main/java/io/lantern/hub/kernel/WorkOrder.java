package io.lantern.hub.kernel;

/**
 * What a run was asked to do: one record of one org. Every step of a workflow gets it, and an effect that must
 * not happen twice is keyed by its {@code runId} and {@code id}.
 *
 * @param org whose record it is
 * @param runId the durable run
 * @param requestId of the request or event that caused it; goes into every audit entry
 * @param object API name in Salesforce's case
 * @param id the record
 */
public record WorkOrder(OrgRef org, String runId, String requestId, String object, SalesforceId id) {}
