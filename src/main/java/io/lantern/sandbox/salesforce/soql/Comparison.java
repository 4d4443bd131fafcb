package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectField.PicklistValue;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values compare: text without regard to case, numbers by value, dates and datetimes as their text. */
final class Comparison {
    private Comparison() {}

    static BigDecimal decimal(Object number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    /** A form of the value that is equal for equal values. */
    static Object folded(Object value) {
        if (value instanceof String text) {
            return text.toLowerCase(Locale.ROOT);
        }
        return value instanceof Boolean ? value : decimal(value).stripTrailingZeros();
    }

    static int compare(Object one, Object other) {
        if (one instanceof Number && other instanceof Number) {
            return decimal(one).compareTo(decimal(other));
        }
        if (one instanceof Boolean a && other instanceof Boolean b) {
            return a.compareTo(b);
        }
        int folded = one.toString().compareToIgnoreCase(other.toString());
        return folded;
    }

    /** The order of a sorted result; picklists go by the order of their choices. */
    static Comparator<@Nullable Object> order(Term term, boolean descending, boolean nullsLast) {
        Comparator<Object> values = term.field() != null && term.field().type().equals("picklist")
                ? byChoice(term.field())
                : Comparison::compare;
        Comparator<Object> directed = descending ? values.reversed() : values;
        return (a, b) -> {
            if (a == null || b == null) {
                int nullsFirst = a == b ? 0 : a == null ? -1 : 1;
                return nullsLast ? -nullsFirst : nullsFirst;
            }
            return directed.compare(a, b);
        };
    }

    private static Comparator<Object> byChoice(SObjectField field) {
        List<String> choices =
                field.picklistValues().stream().map(PicklistValue::value).toList();
        return Comparator.<Object>comparingInt(value -> {
                    int place = choices.indexOf(value.toString());
                    return place < 0 ? choices.size() : place;
                })
                .thenComparing(Comparison::compare);
    }
}
