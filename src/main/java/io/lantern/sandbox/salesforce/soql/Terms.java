package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.soql.Paths.Resolved;
import io.lantern.sandbox.salesforce.soql.Statement.Operand;
import io.lantern.sandbox.salesforce.soql.Statement.Path;
import io.lantern.sandbox.salesforce.soql.Term.Extract;
import io.lantern.sandbox.salesforce.soql.Term.Kind;
import io.lantern.sandbox.salesforce.store.Row;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up fields and functions. */
final class Terms {
    private static final Set<String> AGGREGATES = Set.of("COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX");
    private static final Set<String> PLAIN = Set.of("TOLABEL", "FORMAT", "CONVERTCURRENCY");
    private static final int HOUR_FROM = 11;
    private static final int HOUR_TO = 13;
    private static final int DATE_LENGTH = 10;

    private final Paths paths;
    private final SoqlErrors errors;

    Terms(Paths paths, SoqlErrors errors) {
        this.paths = paths;
        this.errors = errors;
    }

    static boolean isAggregate(Operand operand) {
        return operand.function() != null && AGGREGATES.contains(operand.function());
    }

    Term resolve(Scope scope, Operand operand) {
        String function = operand.function();
        Path path = operand.path();
        if (path == null) {
            if (!"COUNT".equals(function)) {
                throw errors.malformed(operand.start(), "unexpected token: ')'");
            }
            return new Term(rows -> (long) rows.size(), Kind.NUMBER, "count", null, false, true, operand.start());
        }
        Term field = field(scope, path);
        if (function == null || PLAIN.contains(function)) {
            return field;
        }
        return AGGREGATES.contains(function)
                ? aggregate(function, field, operand)
                : partOfDate(function, field, operand);
    }

    private Term field(Scope scope, Path path) {
        Resolved resolved = paths.resolve(scope, path);
        SObjectField field = resolved.field();
        Extract extract = rows -> rows.isEmpty() ? null : paths.value(resolved, rows.get(0));
        Kind kind = field == null ? Kind.TEXT : Kind.of(field);
        return new Term(
                extract,
                kind,
                resolved.name(),
                field,
                resolved.hops().isEmpty(),
                false,
                path.last().start());
    }

    private Term aggregate(String function, Term field, Operand operand) {
        boolean count = function.startsWith("COUNT");
        boolean sum = function.equals("SUM") || function.equals("AVG");
        if ((sum && field.kind() != Kind.NUMBER) || (!count && unordered(field))) {
            throw errors.malformed(
                    operand.start(), "field " + field.name() + " does not support aggregate operator " + function);
        }
        Extract extract = switch (function) {
            case "COUNT" -> rows -> values(field, rows).count();
            case "COUNT_DISTINCT" ->
                rows -> (long) new HashSet<>(
                                values(field, rows).map(Comparison::folded).toList())
                        .size();
            case "SUM" -> rows -> sum(field, rows);
            case "AVG" -> rows -> average(field, rows);
            case "MIN" -> rows -> extreme(field, rows, -1);
            default -> rows -> extreme(field, rows, 1);
        };
        Kind kind = count || sum ? Kind.NUMBER : field.kind();
        return new Term(extract, kind, field.name(), count ? null : field.field(), false, true, operand.start());
    }

    private static boolean unordered(Term field) {
        return field.kind() == Kind.TRUTH || field.kind() == Kind.MULTI || field.onlyReadable();
    }

    private static Stream<Object> values(Term field, List<Row> rows) {
        return rows.stream().flatMap(r -> Stream.ofNullable(field.of(r)));
    }

    private static @Nullable Object sum(Term field, List<Row> rows) {
        return values(field, rows)
                .map(Comparison::decimal)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    private static @Nullable Object average(Term field, List<Row> rows) {
        List<BigDecimal> numbers = values(field, rows).map(Comparison::decimal).toList();
        if (numbers.isEmpty()) {
            return null;
        }
        BigDecimal total = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return total.divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL64);
    }

    private static @Nullable Object extreme(Term field, List<Row> rows, int sign) {
        return values(field, rows)
                .reduce((a, b) -> Integer.signum(Comparison.compare(a, b)) == sign ? a : b)
                .orElse(null);
    }

    private Term partOfDate(String function, Term field, Operand operand) {
        if (field.kind() != Kind.DATE && field.kind() != Kind.DATETIME) {
            throw errors.malformed(
                    operand.start(), "field " + field.name() + " does not support function " + operand.function());
        }
        Kind kind = function.equals("DAY_ONLY") ? Kind.DATE : Kind.NUMBER;
        part(function, "2000-01-01T00:00:00.000+0000", operand.start());
        Extract extract = rows -> {
            Object value = field.of(rows);
            return value == null ? null : part(function, value.toString(), operand.start());
        };
        return new Term(extract, kind, field.name(), null, false, false, operand.start());
    }

    private Object part(String function, String value, int start) {
        LocalDate day = LocalDate.parse(value.substring(0, DATE_LENGTH));
        switch (function) {
            case "DAY_ONLY":
                return day.toString();
            case "CALENDAR_YEAR", "FISCAL_YEAR":
                return (long) day.getYear();
            case "CALENDAR_QUARTER", "FISCAL_QUARTER":
                return (long) day.get(IsoFields.QUARTER_OF_YEAR);
            case "CALENDAR_MONTH", "FISCAL_MONTH":
                return (long) day.getMonthValue();
            case "DAY_IN_MONTH":
                return (long) day.getDayOfMonth();
            case "DAY_IN_YEAR":
                return (long) day.getDayOfYear();
            case "DAY_IN_WEEK":
                return (long) day.getDayOfWeek().getValue() % 7 + 1;
            case "HOUR_IN_DAY":
                return value.length() > DATE_LENGTH ? Long.parseLong(value, HOUR_FROM, HOUR_TO, 10) : 0L;
            default:
                throw errors.malformed(start, "Unknown function: " + function.toLowerCase(Locale.ROOT));
        }
    }

    /** Whether two operands ask for the same, so that one stands for the other in a grouped query. */
    boolean same(Scope scope, Operand one, Operand other) {
        if (!Objects.equals(one.function(), other.function()) || one.path() == null || other.path() == null) {
            return false;
        }
        return paths.resolve(scope, one.path()).equals(paths.resolve(scope, other.path()));
    }
}
