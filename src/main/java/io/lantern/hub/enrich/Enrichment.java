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
 */
public record Enrichment(CrmRecord record, Map<String, FieldChange> changes) implements Billed {
    public Enrichment {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }

    @Override
    public @Nullable Item billed() {
        return changes.isEmpty() ? null : Item.RECORD_ENRICHED;
    }
}
