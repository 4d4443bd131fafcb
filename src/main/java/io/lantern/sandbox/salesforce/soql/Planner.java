package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema.ChildRelationship;
import io.lantern.sandbox.salesforce.soql.Conditions.Compiled;
import io.lantern.sandbox.salesforce.soql.Statement.AllFields;
import io.lantern.sandbox.salesforce.soql.Statement.Children;
import io.lantern.sandbox.salesforce.soql.Statement.Condition;
import io.lantern.sandbox.salesforce.soql.Statement.Item;
import io.lantern.sandbox.salesforce.soql.Statement.Name;
import io.lantern.sandbox.salesforce.soql.Statement.Operand;
import io.lantern.sandbox.salesforce.soql.Statement.Order;
import io.lantern.sandbox.salesforce.soql.Statement.Path;
import io.lantern.sandbox.salesforce.soql.Statement.TypeOf;
import io.lantern.sandbox.salesforce.soql.Statement.Value;
import io.lantern.sandbox.salesforce.soql.Statement.When;
import io.lantern.sandbox.salesforce.store.Records;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up every name of a statement and refuses what the org would refuse. */
final class Planner {
    private static final int MOST_CHILDREN = 20;
    private static final int MOST_ALL_FIELDS = 200;

    private final Records records;
    private final SoqlErrors errors;
    private final boolean includeDeleted;
    private final Paths paths;
    private final Terms terms;
    private final Literals literals;

    Planner(Records records, SoqlErrors errors, boolean includeDeleted) {
        this.records = records;
        this.errors = errors;
        this.includeDeleted = includeDeleted;
        this.paths = new Paths(records, errors);
        this.terms = new Terms(paths, errors);
        this.literals = new Literals(errors, records.clock());
    }

    Plan plan(Statement statement) {
        Name from = statement.from();
        SObjectType type = records.schema().type(from.text());
        if (type == null) {
            throw errors.noSuchType(from.start(), from.text());
        }
        if (type.isEvent()) {
            throw SoqlErrors.plain(
                    "INVALID_TYPE_FOR_OPERATION", "entity type " + type.name() + " does not support query");
        }
        return plan(statement, new Scope(type, statement.alias()));
    }

    private Plan plan(Statement statement, Scope scope) {
        boolean count = isCount(statement);
        boolean grouped = !count && (!statement.groupBy().isEmpty() || selectsAggregate(statement));
        Projection projection = new Projection(paths);
        Grouping grouping = grouped ? grouping(statement, scope) : null;
        if (!grouped && !count) {
            statement.items().forEach(item -> project(item, scope, projection, statement));
        }
        if (statement.having() != null && !grouped) {
            throw errors.malformed(statement.from().start(), "unexpected token: 'HAVING'");
        }
        return new Plan(
                records,
                scope,
                includeDeleted,
                count,
                compile(statement.where(), scope, false),
                compile(statement.having(), scope, true),
                grouping,
                projection,
                order(statement, scope, grouped),
                statement.limit(),
                statement.offset() == null ? 0 : statement.offset());
    }

    private static boolean isCount(Statement statement) {
        return statement.items().size() == 1
                && statement.groupBy().isEmpty()
                && statement.items().get(0) instanceof Value value
                && value.operand().path() == null
                && value.alias() == null;
    }

    private static boolean selectsAggregate(Statement statement) {
        return statement.items().stream().anyMatch(i -> i instanceof Value v && Terms.isAggregate(v.operand()));
    }

    private @Nullable Compiled compile(@Nullable Condition condition, Scope scope, boolean having) {
        return condition == null
                ? null
                : new Conditions(terms, literals, errors, scope, this::semiJoin, having).compile(condition);
    }

    /** The ids that the query inside IN selects. */
    private List<Object> semiJoin(Statement statement) {
        Plan plan = plan(statement);
        Item item = statement.items().get(0);
        if (statement.items().size() != 1 || !(item instanceof Value value)) {
            throw errors.malformed(statement.from().start(), "A semi-join sub-select selects one field");
        }
        Term term = terms.resolve(plan.scope(), value.operand());
        if (term.kind() != Term.Kind.ID) {
            throw errors.malformed(term.start(), "A semi-join sub-select selects an id or a reference");
        }
        return plan.run().rows().stream()
                .flatMap(r -> Stream.ofNullable(r.values().values().iterator().next()))
                .map(Planner::deepest)
                .toList();
    }

    /** {@code Contact.AccountId} shows below its parent; here just the id counts. */
    private static Object deepest(Object value) {
        Object inner = value;
        while (inner instanceof Selected selected) {
            Object next = selected.values().values().iterator().next();
            if (next == null) {
                return "";
            }
            inner = next;
        }
        return inner;
    }

    private void project(Item item, Scope scope, Projection projection, Statement statement) {
        if (item instanceof Value value) {
            field(value, scope, projection);
        } else if (item instanceof Children children) {
            children(children.statement(), scope, projection, statement);
        } else if (item instanceof AllFields all) {
            allFields(all, scope, projection, statement);
        } else if (item instanceof TypeOf typeOf) {
            typeOf(typeOf, scope, projection);
        }
    }

    private void field(Value value, Scope scope, Projection projection) {
        Operand operand = value.operand();
        Name alias = value.alias();
        if (operand.function() == null && alias != null) {
            throw errors.malformed(alias.start(), "only aggregate expressions use field aliasing");
        }
        Path path = Objects.requireNonNull(operand.path());
        Paths.Resolved resolved = paths.resolve(scope, path);
        Term term = terms.resolve(scope, operand);
        boolean added;
        if (operand.function() == null) {
            Paths.Resolved end = new Paths.Resolved(List.of(), resolved.field());
            added = projection.add(resolved.hops(), resolved.name(), rows -> paths.value(end, rows.get(0)));
        } else {
            added = projection.add(List.of(), alias == null ? term.name() : alias.text(), term.extract());
        }
        if (!added) {
            throw errors.at("INVALID_FIELD", path.start(), "duplicate field selected: " + path.text());
        }
    }

    private void children(Statement inner, Scope scope, Projection projection, Statement outer) {
        Name name = inner.from();
        ChildRelationship children = records.schema().childrenOf(scope.type().name()).stream()
                .filter(c -> c.relationshipName().equalsIgnoreCase(name.text()))
                .findFirst()
                .orElseThrow(() -> errors.noSuchChildren(name.start(), name.text()));
        long others = outer.items().stream().filter(i -> i instanceof Children).count();
        if (others > MOST_CHILDREN) {
            throw errors.malformed(name.start(), "A query can have at most 20 child relationships");
        }
        if (projection.has(children.relationshipName())) {
            throw errors.at("INVALID_FIELD", name.start(), "duplicate field selected: " + name.text());
        }
        SObjectType type = Objects.requireNonNull(records.schema().type(children.childSObject()));
        SObjectField reference = Objects.requireNonNull(type.field(children.field()));
        Plan plan = plan(inner, new Scope(type, inner.alias()));
        if (plan.grouping() != null || plan.count()) {
            throw errors.malformed(name.start(), "Aggregate functions cannot be used in a child sub-select");
        }
        projection.children(children.relationshipName(), plan, reference);
    }

    private void allFields(AllFields all, Scope scope, Projection projection, Statement statement) {
        Integer limit = statement.limit();
        if (!all.group().equals("STANDARD") && (limit == null || limit > MOST_ALL_FIELDS)) {
            throw errors.malformed(all.start(), "The SOQL FIELDS function must have a LIMIT of at most 200");
        }
        for (SObjectField field : scope.type().fields()) {
            boolean wanted =
                    all.group().equals("ALL") || field.isCustom() == all.group().equals("CUSTOM");
            if (wanted && !projection.has(field.name())) {
                projection.add(List.of(), field.name(), rows -> rows.get(0).get(field.name()));
            }
        }
    }

    private void typeOf(TypeOf typeOf, Scope scope, Projection projection) {
        SObjectField reference =
                paths.hops(scope.type(), List.of(typeOf.relationship())).get(0);
        Map<String, Projection> byType = new HashMap<>();
        for (When when : typeOf.whens()) {
            SObjectType type = records.schema().type(when.type().text());
            if (type == null) {
                throw errors.noSuchType(when.type().start(), when.type().text());
            }
            byType.put(type.name(), fields(new Scope(type, null), when.fields()));
        }
        Projection otherwise = new Projection(paths);
        for (Path path : typeOf.otherwise()) {
            Name name = path.last();
            List<Name> names = List.of(typeOf.relationship(), name);
            Paths.Resolved resolved = paths.resolve(scope, new Path(names));
            Paths.Resolved end = new Paths.Resolved(List.of(), resolved.field());
            otherwise.add(List.of(), resolved.name(), rows -> paths.value(end, rows.get(0)));
        }
        projection.typeOf(reference, byType, otherwise);
    }

    private Projection fields(Scope scope, List<Path> fields) {
        Projection projection = new Projection(paths);
        fields.forEach(p -> field(new Value(new Operand(null, p, p.start()), null), scope, projection));
        return projection;
    }

    private Grouping grouping(Statement statement, Scope scope) {
        List<Term> by = new ArrayList<>();
        for (Operand operand : statement.groupBy()) {
            Term term = terms.resolve(scope, operand);
            if (term.aggregate() || term.onlyReadable() || term.kind() == Term.Kind.MULTI) {
                throw errors.cannot(operand.start(), operand.text(), "grouped");
            }
            by.add(term);
        }
        Map<String, Term> columns = new LinkedHashMap<>();
        int unnamed = 0;
        for (Item item : statement.items()) {
            if (!(item instanceof Value value)) {
                throw errors.malformed(statement.from().start(), "Grouped query cannot use child relationships");
            }
            Term term = grouped(value.operand(), statement, scope);
            Name alias = value.alias();
            String name = term.name();
            if (alias != null) {
                name = alias.text();
            } else if (value.operand().function() != null) {
                name = "expr" + unnamed++;
            }
            if (columns.putIfAbsent(name, term) != null) {
                throw errors.malformed(value.operand().start(), "duplicate alias: " + name);
            }
        }
        return new Grouping(by, columns);
    }

    private Term grouped(Operand operand, Statement statement, Scope scope) {
        Term term = terms.resolve(scope, operand);
        if (!term.aggregate() && statement.groupBy().stream().noneMatch(g -> terms.same(scope, g, operand))) {
            throw errors.malformed(operand.start(), "Field must be grouped or aggregated: " + operand.text());
        }
        return term;
    }

    private @Nullable Comparator<List<Row>> order(Statement statement, Scope scope, boolean grouped) {
        Comparator<List<Row>> all = null;
        for (Order order : statement.orderBy()) {
            Term term = grouped ? grouped(order.operand(), statement, scope) : terms.resolve(scope, order.operand());
            if (term.onlyReadable() || term.kind() == Term.Kind.MULTI) {
                throw errors.cannot(term.start(), term.name(), "sorted");
            }
            if (term.aggregate() && !grouped) {
                throw errors.malformed(term.start(), "Aggregate functions cannot sort a query without GROUP BY");
            }
            Comparator<@Nullable Object> values = Comparison.order(term, order.descending(), order.nullsLast());
            Comparator<List<Row>> next = (a, b) -> values.compare(term.of(a), term.of(b));
            all = all == null ? next : all.thenComparing(next);
        }
        return all;
    }
}
