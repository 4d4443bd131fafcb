package io.lantern.hub.enrich;

import java.util.Map;

/**
 * What was found of a record that is in no CRM.
 *
 * @param values by the contract's names
 * @param reason one sentence: what was found, or why nothing
 */
public record LookedUp(Map<String, String> values, String reason) {
    public LookedUp {
        values = Map.copyOf(values);
    }
}
