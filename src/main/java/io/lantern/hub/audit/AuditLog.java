package io.lantern.hub.audit;

import java.util.List;

/** Where every deciding room writes. */
public interface AuditLog {
    /**
     * Appends an entry in the caller's transaction, so that a decision and its entry commit together. Safe to
     * repeat: a second entry with the same tenant, idempotency key, action and record is dropped.
     */
    void append(AuditEntry entry);

    /** As {@link #append} for each, in order, with fewer trips to the database. */
    default void appendAll(List<AuditEntry> entries) {
        entries.forEach(this::append);
    }
}
