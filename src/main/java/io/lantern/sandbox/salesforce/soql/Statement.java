package io.lantern.sandbox.salesforce.soql;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A query as written. Names are not looked up yet. */
record Statement(
        List<Item> items,
        Name from,
        @Nullable String alias,
        @Nullable Condition where,
        List<Operand> groupBy,
        @Nullable Condition having,
        List<Order> orderBy,
        @Nullable Integer limit,
        @Nullable Integer offset) {

    /** A name and where it stands. */
    record Name(String text, int start) {}

    /** {@code Account.Owner.Name}. */
    record Path(List<Name> names) {
        int start() {
            return names.get(0).start();
        }

        Name last() {
            return names.get(names.size() - 1);
        }

        String text() {
            return names.stream().map(Name::text).collect(Collectors.joining("."));
        }
    }

    /**
     * A field, or a function of one.
     *
     * @param function upper case; null for the field itself
     * @param path null only for {@code COUNT()}
     */
    record Operand(@Nullable String function, @Nullable Path path, int start) {
        String text() {
            String inner = path == null ? "" : path.text();
            return function == null ? inner : function + "(" + inner + ")";
        }
    }

    /** What is selected. */
    sealed interface Item permits Value, Children, AllFields, TypeOf {}

    record Value(Operand operand, @Nullable Name alias) implements Item {}

    record Children(Statement statement) implements Item {}

    /** @param group {@code ALL}, {@code STANDARD} or {@code CUSTOM} */
    record AllFields(String group, int start) implements Item {}

    record TypeOf(Name relationship, List<When> whens, List<Path> otherwise) implements Item {}

    record When(Name type, List<Path> fields) {}

    /** What rows must satisfy. */
    sealed interface Condition permits And, Or, Not, Compare, In, InQuery, Includes {}

    record And(List<Condition> all) implements Condition {}

    record Or(List<Condition> any) implements Condition {}

    record Not(Condition condition) implements Condition {}

    /** @param operator {@code = != < <= > >= LIKE} */
    record Compare(Operand operand, String operator, Literal literal) implements Condition {}

    record In(Operand operand, boolean not, List<Literal> literals) implements Condition {}

    record InQuery(Operand operand, boolean not, Statement query) implements Condition {}

    record Includes(Operand operand, boolean not, List<Literal> literals) implements Condition {}

    record Order(Operand operand, boolean descending, boolean nullsLast) {}

    /** A value as written, and where. */
    sealed interface Literal permits Text, Number, Truth, Null, Day, Moment, Relative {
        int start();
    }

    /** @param raw with its escapes: what they mean depends on the operator */
    record Text(String raw, int start) implements Literal {}

    record Number(BigDecimal number, int start) implements Literal {}

    record Truth(boolean truth, int start) implements Literal {}

    record Null(int start) implements Literal {}

    record Day(String date, int start) implements Literal {}

    record Moment(String datetime, int start) implements Literal {}

    /** @param n the number after the colon; 1 without one */
    record Relative(String name, int n, int start) implements Literal {}
}
