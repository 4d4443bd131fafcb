package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.Schema;
import java.time.Clock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records as somebody sees them: everyone as of the last commit, a transaction with its own writes. */
public interface Records {
    Schema schema();

    /** The org's time. */
    Clock clock();

    /**
     * @param type in any case
     * @param id 15 or 18 characters
     * @return the row, deleted or not; null when there never was one of this type
     */
    @Nullable
    Row find(String type, String id);

    /** @return every row of a type, deleted ones too, in id order; nothing for an unknown type */
    Stream<Row> rows(String type);

    /**
     * Reads from an index where there is one: ids, references, e-mail addresses, external ids and other fields that
     * look up a record.
     *
     * @param field in any case
     * @return rows, deleted ones too, in id order, whose field equals the value (text without regard to case)
     */
    Stream<Row> rows(String type, String field, Object value);
}
