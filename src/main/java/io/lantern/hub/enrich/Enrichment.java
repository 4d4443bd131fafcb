package io.lantern.hub.enrich;

import io.lantern.hub.credit.Billed;
import io.lantern.hub.credit.Item;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the providers made of a record.
 *
 * @param record with the found values in place
 * @param changes field to what changes, with the provider that says so; empty when nothing was found
 * @param billable whether the hub's own providers found something; look-ups that were wished for are paid for by
 *     themselves
 */
public record Enrichment(CrmRecord record, Map<String, FieldChange> changes, boolean billable) implements Billed {
    public Enrichment {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }

    /** @return one sentence a person understands */
    public String summary() {
        return changes.isEmpty()
                ? "Nothing was missing, or nothing was found"
                : "Set " + String.join(", ", changes.keySet());
    }

    @Override
    public @Nullable Item billed() {
        return billable ? Item.RECORD_ENRICHED : null;
    }

    /** @return this and what else changes; a change that is there already stays */
    Enrichment with(Map<String, FieldChange> more) {
        Map<String, FieldChange> all = new LinkedHashMap<>(changes);
        more.forEach(all::putIfAbsent);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        all.forEach((field, change) -> values.put(field, change.to()));
        return new Enrichment(record.with(values), all, billable);
    }
}
