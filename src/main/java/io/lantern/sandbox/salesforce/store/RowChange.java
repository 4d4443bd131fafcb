package io.lantern.sandbox.salesforce.store;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One committed change of one record; several changes of a record in one transaction are one.
 *
 * @param before null for CREATE
 * @param after the row as committed (IsDeleted true for DELETE)
 * @param changed names of the fields that differ, system fields (SystemModstamp, LastModified*) left out
 * @param transactionKey the same for all changes of a transaction
 * @param sequence from 1 inside the transaction
 */
public record RowChange(
        Kind kind,
        @Nullable Row before,
        Row after,
        Set<String> changed,
        Actor actor,
        String transactionKey,
        int sequence,
        Instant committedAt) {
    /** As in a change event's changeType. */
    public enum Kind {
        CREATE,
        UPDATE,
        DELETE,
        UNDELETE
    }

    public RowChange {
        changed = Set.copyOf(changed);
    }
}
