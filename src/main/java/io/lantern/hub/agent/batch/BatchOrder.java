package io.lantern.hub.agent.batch;

import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.PartUse;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.run.RunWork.Ticket;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a batch was asked to do, as its run keeps it.
 *
 * @param keyId public part of the key that asked
 * @param tags what its credits are counted under
 */
record BatchOrder(
        TenantId tenant,
        String runId,
        String requestId,
        BatchAgent agent,
        Credits maxCredits,
        String keyId,
        Map<String, String> tags) {
    static Map<String, Object> input(BatchAgent agent, BatchRequest request, Caller caller) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("entity_type", request.entityType());
        input.put("max_credits", request.maxCredits());
        input.put("key", caller.keyId());
        input.put("tags", caller.tags());
        return input;
    }

    static BatchOrder of(Ticket ticket) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (ticket.input().get("tags") instanceof Map<?, ?> sent) {
            sent.forEach((name, value) -> tags.put(String.valueOf(name), String.valueOf(value)));
        }
        return new BatchOrder(
                ticket.tenant(),
                ticket.runId(),
                ticket.requestId(),
                BatchAgent.named(ticket.name()).orElseThrow(),
                new Credits(new BigDecimal(String.valueOf(ticket.input().get("max_credits")))),
                String.valueOf(ticket.input().get("key")),
                tags);
    }

    /** @return one lookup of one record, the same in every execution of the run */
    ChargedWork work(BatchRow row, BatchLookup lookup) {
        return ChargedWork.ofRunPart(tenant, runId, part(row, lookup), lookup.operation(), requestId)
                .countedFor(null, keyId, tags);
    }

    /** @return the name of one lookup of one record in the ledger */
    static String part(BatchRow row, BatchLookup lookup) {
        return row.position() + "/" + lookup.wireName();
    }

    /** @return which record a line of the ledger is about */
    static int position(PartUse use) {
        return Integer.parseInt(use.part().substring(0, use.part().indexOf('/')));
    }

    /** @return which lookup a line of the ledger is about */
    static String lookup(PartUse use) {
        return use.part().substring(use.part().indexOf('/') + 1);
    }
}
