package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field or function, looked up: how to get its value and what kind of value it is.
 *
 * @param name as the definition has it, for messages and results
 * @param field what is behind it; null for a count and for {@code Owner.Type}
 * @param direct whether it is a field of the queried object itself, so that an index can serve it
 */
record Term(
        Extract extract,
        Kind kind,
        String name,
        @Nullable SObjectField field,
        boolean direct,
        boolean aggregate,
        int start) {

    /** Gets the value from a row (a list of one) or from the rows of a group. */
    interface Extract {
        @Nullable
        Object of(List<Row> rows);
    }

    /** What may be compared with what; the name in messages. */
    enum Kind {
        ID("id"),
        TEXT("string"),
        MULTI("string"),
        NUMBER("double"),
        TRUTH("boolean"),
        DATE("date"),
        DATETIME("dateTime"),
        COMPOUND("address");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        String shown() {
            return shown;
        }

        static Kind of(SObjectField field) {
            return switch (field.type()) {
                case "id", "reference" -> ID;
                case "multipicklist" -> MULTI;
                case "int", "double", "currency", "percent" -> NUMBER;
                case "boolean" -> TRUTH;
                case "date" -> DATE;
                case "datetime" -> DATETIME;
                case "address" -> COMPOUND;
                default -> TEXT;
            };
        }
    }

    private static final int LONGEST_FILTERABLE = 255;

    /** Long text and compound fields can only be read. */
    boolean onlyReadable() {
        return kind == Kind.COMPOUND
                || (field != null && field.type().equals("textarea") && field.length() > LONGEST_FILTERABLE);
    }

    @Nullable
    Object of(List<Row> rows) {
        return extract.of(rows);
    }

    @Nullable
    Object of(Row row) {
        return extract.of(List.of(row));
    }
}
