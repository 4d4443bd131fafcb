package io.lantern.hub.trigger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The callout of {@code POST /v1/triggers/salesforce}.
 *
 * @param object Lead, Contact, Account or Opportunity, in any case
 * @param ids 1 to 100 record ids of 15 or 18 characters
 * @param event {@code after_insert}, {@code after_update} or {@code after_undelete}
 * @param orgId the org's name in the settings, or its Salesforce org id
 * @param workflowId null takes the workflow bound to the object
 * @param sync whether to wait for the outcome, up to 10 s; null is false
 */
record TriggerRequest(
        String object,
        List<String> ids,
        String event,
        String orgId,
        @Nullable String workflowId,
        @Nullable Boolean sync) {}
