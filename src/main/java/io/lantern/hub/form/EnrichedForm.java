package io.lantern.hub.form;

import io.lantern.hub.credit.Billed;
import io.lantern.hub.credit.Item;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A submission with what was found.
 *
 * @param lead snake_case name to value
 * @param notes one sentence for each look-up that was not made
 */
public record EnrichedForm(Map<String, Object> lead, List<String> notes) implements Billed {
    public EnrichedForm {
        lead = Collections.unmodifiableMap(new LinkedHashMap<>(lead));
        notes = List.copyOf(notes);
    }

    @Override
    public Item billed() {
        return Item.FORM;
    }
}
