package io.lantern.sandbox.salesforce.store;

import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be done inside {@link OrgStore#inTransaction}. Refusals are {@link OrgFault}. */
public interface OrgTransaction {
    Actor actor();

    /**
     * Validates (required, lengths, picklists, references, e-mail, unique, read-only) and stores a new record, with
     * defaults and audit fields.
     *
     * @param values field names in any case, values as JSON has them
     * @return the 18-character id
     */
    String create(String type, Map<String, ? extends @Nullable Object> values);

    /** Validates and changes a record; fields not given stay. A converted lead is refused. */
    void update(String type, String id, Map<String, ? extends @Nullable Object> values);

    /** Changes fields without validation or read-only checks: for conversion and merge, which set what clients may not. */
    void force(String type, String id, Map<String, ? extends @Nullable Object> values);

    /** Moves to the recycle bin (and what cascades). */
    void delete(String type, String id);

    void undelete(String type, String id);

    /** @return the row as this transaction sees it, deleted or not */
    @Nullable
    Row find(String type, String id);

    Stream<Row> rows(String type);

    Stream<Row> rows(String type, String field, Object value);

    /** A durable map that commits with this transaction. */
    NavigableMap<Long, byte[]> log(String name);
}
