package io.lantern.hub.trigger.landing;

import io.lantern.hub.credit.Billed;
import io.lantern.hub.credit.Item;
import io.lantern.hub.kernel.WorkOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an arrival has come to be.
 *
 * @param order the record, for the steps behind
 * @param created whether this run made the record
 * @param known whether the org had the record under another id than the sender gave
 * @param filled API names of the fields that took a sent value on a record that was there
 * @param ignored names that were sent and that the object has no writable field for, or no room
 * @param doneBy run that was started by the record's creation and does the work; null when this run does
 */
public record Landed(
        WorkOrder order,
        boolean created,
        boolean known,
        List<String> filled,
        List<String> ignored,
        @Nullable String doneBy)
        implements Billed {
    public Landed {
        filled = List.copyOf(filled);
        ignored = List.copyOf(ignored);
    }

    /** @return why nothing more is to be done, in one sentence; null when the workflow goes on */
    public @Nullable String ending() {
        if (doneBy != null) {
            return "The lead was made; run %s does the rest".formatted(doneBy);
        }
        return known ? "The person is an open lead already; its blanks were filled and its owner stays" : null;
    }

    /** A lead that is known already costs what any record does, though the workflow ends with it. */
    @Override
    public @Nullable Item billed() {
        return known ? Item.RECORD : null;
    }
}
