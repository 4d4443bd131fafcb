package io.lantern.sandbox.salesforce.store;

import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What can be done inside {@link OrgStore#inTransaction}. Refusals are {@link OrgFault}; one that the caller catches
 * without {@link #attempt} may leave half of a cascade behind, so catch it around {@code attempt}.
 *
 * <p>A record that does not exist is {@code NOT_FOUND} with status 404, as a single-record REST call says it;
 * collections and SOAP say {@code INVALID_CROSS_REFERENCE_KEY} for the same.
 */
public interface OrgTransaction extends Records {
    Actor actor();

    /**
     * Validates (required, lengths, picklists, references, e-mail, unique, read-only) and stores a new
     * record, with defaults and audit fields.
     *
     * @param values field names in any case, values as JSON has them (text is read where a number or a date is due, as
     *     SOAP sends it); a relationship name with a map of one external id looks the parent up
     * @return the 18-character id
     */
    String create(String type, Map<String, ? extends @Nullable Object> values);

    /** Validates and changes a record; fields not given stay. A converted lead is refused. */
    void update(String type, String id, Map<String, ? extends @Nullable Object> values);

    /**
     * Changes fields without validation or read-only checks: for conversion and merge, which set what clients may not.
     * Deleted records too. Computed fields follow, audit fields move unless given.
     */
    void force(String type, String id, Map<String, ? extends @Nullable Object> values);

    /** Moves to the recycle bin what cascades, then the record; other references to it become blank. */
    void delete(String type, String id);

    /** Takes a record, and what went with it, out of the recycle bin. */
    void undelete(String type, String id);

    /**
     * Runs a part of the transaction: when it throws, just what it did is undone and the exception thrown on. For
     * collections that save the good rows and report the others.
     */
    <T extends @Nullable Object> T attempt(Supplier<T> part);

    /** A durable map that commits with this transaction; see {@link OrgStore#log}. */
    NavigableMap<Long, byte[]> log(String name);
}
