package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.soql.Literals.Meaning;
import io.lantern.sandbox.salesforce.soql.Statement.And;
import io.lantern.sandbox.salesforce.soql.Statement.Compare;
import io.lantern.sandbox.salesforce.soql.Statement.Condition;
import io.lantern.sandbox.salesforce.soql.Statement.In;
import io.lantern.sandbox.salesforce.soql.Statement.InQuery;
import io.lantern.sandbox.salesforce.soql.Statement.Includes;
import io.lantern.sandbox.salesforce.soql.Statement.Literal;
import io.lantern.sandbox.salesforce.soql.Statement.Not;
import io.lantern.sandbox.salesforce.soql.Statement.Operand;
import io.lantern.sandbox.salesforce.soql.Statement.Or;
import io.lantern.sandbox.salesforce.soql.Term.Kind;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns conditions into tests. There is no third truth value: nothing is less, greater or like a blank, a blank equals
 * only null, and everything that is not so is unequal.
 */
final class Conditions {
    private final Terms terms;
    private final Literals literals;
    private final SoqlErrors errors;
    private final Function<Statement, List<Object>> subquery;
    private final Scope scope;
    private final boolean aggregates;

    /**
     * @param subquery runs the query inside IN and gives what it selects
     * @param aggregates whether this is HAVING
     */
    Conditions(
            Terms terms,
            Literals literals,
            SoqlErrors errors,
            Scope scope,
            Function<Statement, List<Object>> subquery,
            boolean aggregates) {
        this.terms = terms;
        this.literals = literals;
        this.errors = errors;
        this.subquery = subquery;
        this.scope = scope;
        this.aggregates = aggregates;
    }

    /**
     * A condition looked up.
     *
     * @param test of a row (a list of one) or a group
     * @param term the field that must have one of {@code values}; null when the condition says no such thing
     */
    record Compiled(Predicate<List<Row>> test, @Nullable Term term, List<Object> values) {
        static Compiled of(Predicate<List<Row>> test) {
            return new Compiled(test, null, List.of());
        }
    }

    Compiled compile(Condition condition) {
        if (condition instanceof And and) {
            return and(and);
        }
        if (condition instanceof Or or) {
            List<Predicate<List<Row>>> any =
                    or.any().stream().map(c -> compile(c).test()).toList();
            return Compiled.of(rows -> any.stream().anyMatch(t -> t.test(rows)));
        }
        if (condition instanceof Not not) {
            return Compiled.of(compile(not.condition()).test().negate());
        }
        if (condition instanceof Compare compare) {
            return compare(compare);
        }
        if (condition instanceof In in) {
            return in(in);
        }
        return condition instanceof InQuery query ? in(query) : includes((Includes) condition);
    }

    private Compiled and(And and) {
        List<Compiled> all = and.all().stream().map(this::compile).toList();
        Compiled narrow = all.stream().filter(c -> c.term() != null).findFirst().orElse(null);
        Predicate<List<Row>> test = rows -> all.stream().allMatch(c -> c.test().test(rows));
        return narrow == null ? Compiled.of(test) : new Compiled(test, narrow.term(), narrow.values());
    }

    private Compiled compare(Compare compare) {
        Term term = term(compare.operand());
        if (compare.operator().equals("LIKE")) {
            return like(term, compare);
        }
        Meaning meaning = literals.read(term, compare.literal());
        Object value = meaning.value();
        switch (compare.operator()) {
            case "=":
                Predicate<List<Row>> equal = equal(term, meaning);
                return value == null || meaning.end() != null
                        ? Compiled.of(equal)
                        : new Compiled(equal, term, List.of(value));
            case "!=":
                return Compiled.of(equal(term, meaning).negate());
            default:
                return ordered(term, compare, meaning);
        }
    }

    private Predicate<List<Row>> equal(Term term, Meaning meaning) {
        Object value = meaning.value();
        String end = meaning.end();
        if (value == null) {
            return rows -> term.of(rows) == null;
        }
        if (end != null) {
            return rows -> {
                Object actual = term.of(rows);
                return actual != null && Comparison.compare(actual, value) >= 0 && Comparison.compare(actual, end) < 0;
            };
        }
        if (term.kind() == Kind.ID || exact(term)) {
            return rows -> value.equals(term.of(rows));
        }
        return rows -> {
            Object actual = term.of(rows);
            return actual != null && Comparison.compare(actual, value) == 0;
        };
    }

    private static boolean exact(Term term) {
        return term.field() != null && term.field().caseSensitive();
    }

    private Compiled ordered(Term term, Compare compare, Meaning meaning) {
        Object value = meaning.value();
        if (term.kind() == Kind.TRUTH || term.kind() == Kind.MULTI) {
            throw errors.operator(
                    compare.operand().start(),
                    "invalid operator on " + term.kind().shown() + " field");
        }
        if (value == null) {
            return Compiled.of(rows -> false);
        }
        // Against a range of days, after means after its last and before means before its first.
        boolean beyond = compare.operator().equals(">") || compare.operator().equals("<=");
        String end = meaning.end();
        Object edge = beyond && end != null ? end : value;
        String operator = end == null ? compare.operator() : compare.operator().startsWith(">") ? ">=" : "<";
        return Compiled.of(rows -> {
            Object actual = term.of(rows);
            if (actual == null) {
                return false;
            }
            int order = term.kind() == Kind.ID
                    ? actual.toString().compareTo(edge.toString())
                    : Comparison.compare(actual, edge);
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        });
    }

    private Compiled like(Term term, Compare compare) {
        if (term.kind() != Kind.TEXT) {
            throw errors.operator(
                    compare.operand().start(),
                    "invalid operator on " + term.kind().shown() + " field");
        }
        Pattern pattern = literals.like(term, compare.literal());
        return Compiled.of(rows -> {
            Object actual = term.of(rows);
            return actual != null && pattern.matcher(actual.toString()).matches();
        });
    }

    private Compiled in(In in) {
        Term term = term(in.operand());
        List<Object> values = new ArrayList<>();
        List<Predicate<List<Row>>> special = new ArrayList<>();
        for (Literal literal : in.literals()) {
            Meaning meaning = literals.read(term, literal);
            if (meaning.value() == null || meaning.end() != null) {
                special.add(equal(term, meaning));
            } else {
                values.add(meaning.value());
            }
        }
        Predicate<List<Row>> oneOf = oneOf(term, values);
        if (special.isEmpty() && !in.not()) {
            return new Compiled(oneOf, term, values);
        }
        Predicate<List<Row>> any = rows -> oneOf.test(rows) || special.stream().anyMatch(t -> t.test(rows));
        return Compiled.of(in.not() ? any.negate() : any);
    }

    private Compiled in(InQuery in) {
        Term term = term(in.operand());
        if (term.kind() != Kind.ID) {
            throw errors.malformed(
                    term.start(), "The left operand of a semi-join must be an id or a reference: " + term.name());
        }
        List<Object> values = subquery.apply(in.query());
        Predicate<List<Row>> oneOf = oneOf(term, values);
        return in.not() ? Compiled.of(oneOf.negate()) : new Compiled(oneOf, term, values);
    }

    private static Predicate<List<Row>> oneOf(Term term, List<Object> values) {
        boolean asIs = term.kind() == Kind.ID || exact(term);
        Set<Object> set = new HashSet<>(
                asIs ? values : values.stream().map(Comparison::folded).toList());
        return rows -> {
            Object actual = term.of(rows);
            return actual != null && set.contains(asIs ? actual : Comparison.folded(actual));
        };
    }

    private Compiled includes(Includes includes) {
        Term term = term(includes.operand());
        if (term.kind() != Kind.MULTI) {
            throw errors.operator(
                    includes.operand().start(),
                    "includes and excludes are for multi-select picklists, not " + term.name());
        }
        List<Set<String>> alternatives = includes.literals().stream()
                .map(l -> parts(literals.read(term, l).value()))
                .toList();
        Predicate<List<Row>> any = rows -> {
            Set<String> chosen = parts(term.of(rows));
            return alternatives.stream().anyMatch(a -> !a.isEmpty() && chosen.containsAll(a));
        };
        return Compiled.of(includes.not() ? any.negate() : any);
    }

    private static Set<String> parts(@Nullable Object value) {
        return value == null
                ? Set.of()
                : new HashSet<>(List.of(Comparison.folded(value).toString().split(";")));
    }

    private Term term(Operand operand) {
        Term term = terms.resolve(scope, operand);
        if (term.aggregate() && !aggregates) {
            throw errors.malformed(operand.start(), "Aggregate functions belong into SELECT and HAVING");
        }
        if (term.onlyReadable()) {
            throw errors.cannot(term.start(), term.name(), "filtered");
        }
        return term;
    }
}
