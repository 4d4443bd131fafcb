package io.lantern.sandbox.salesforce.soql;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads statements; conditions are left to {@link ConditionParser}. */
final class Parser {
    private static final Set<String> CLAUSES =
            Set.of("WHERE", "USING", "WITH", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR", "UPDATE", "ALL");
    private static final Set<String> FIELD_GROUPS = Set.of("ALL", "STANDARD", "CUSTOM");
    private static final Set<String> MODES = Set.of("SECURITY_ENFORCED", "USER_MODE", "SYSTEM_MODE");
    private static final int HIGHEST_OFFSET = 2000;
    private static final int DEEPEST = 6;

    private final Tokens tokens;
    private final SoqlErrors errors;
    private final ConditionParser conditions;
    private int depth;

    Parser(Tokens tokens, SoqlErrors errors) {
        this.tokens = tokens;
        this.errors = errors;
        this.conditions = new ConditionParser(tokens, errors, this);
    }

    Statement parse() {
        Statement statement = statement();
        if (!tokens.peek().is(Token.Kind.END)) {
            throw errors.unexpected(tokens.peek());
        }
        return statement;
    }

    Statement statement() {
        depth++;
        if (depth > DEEPEST) {
            throw errors.malformed(tokens.peek().start(), "SOQL queries can be nested at most five levels deep");
        }
        word("SELECT");
        List<Item> items = new ArrayList<>();
        do {
            items.add(item());
        } while (tokens.takeSymbol(","));
        word("FROM");
        Name from = name();
        String alias = alias();
        if (tokens.takeWord("USING")) {
            word("SCOPE");
            name();
        }
        Condition where = tokens.takeWord("WHERE") ? conditions.parse() : null;
        mode();
        List<Operand> groupBy = groupBy();
        Condition having = tokens.takeWord("HAVING") ? conditions.parse() : null;
        List<Order> orderBy = orderBy();
        Integer limit = tokens.takeWord("LIMIT") ? count() : null;
        Integer offset = offset();
        purpose();
        depth--;
        return new Statement(items, from, alias, where, groupBy, having, orderBy, limit, offset);
    }

    private Item item() {
        if (tokens.takeSymbol("(")) {
            Statement statement = statement();
            symbol(")");
            return new Children(statement);
        }
        if (tokens.peek().isWord("TYPEOF") && tokens.peek(1).is(Token.Kind.WORD)) {
            return typeOf();
        }
        if (tokens.peek().isWord("FIELDS") && tokens.peek(1).isSymbol("(")) {
            return allFields();
        }
        if (tokens.peek().isWord("FROM")) {
            throw errors.unexpected(tokens.peek());
        }
        Operand operand = operand();
        Token next = tokens.peek();
        if (!next.is(Token.Kind.WORD) || next.isWord("FROM")) {
            return new Value(operand, null);
        }
        Token after = tokens.peek(1);
        if (!after.isSymbol(",") && !after.isWord("FROM")) {
            throw errors.unexpected(next);
        }
        return new Value(operand, name());
    }

    private Item allFields() {
        int start = tokens.next().start();
        symbol("(");
        Token group = tokens.next();
        String name = group.text().toUpperCase(Locale.ROOT);
        if (!FIELD_GROUPS.contains(name)) {
            throw errors.unexpected(group);
        }
        symbol(")");
        return new AllFields(name, start);
    }

    private Item typeOf() {
        tokens.next();
        Name relationship = name();
        List<When> whens = new ArrayList<>();
        List<Path> otherwise = List.of();
        while (tokens.takeWord("WHEN")) {
            Name type = name();
            word("THEN");
            whens.add(new When(type, paths()));
        }
        if (whens.isEmpty()) {
            throw errors.unexpected(tokens.peek());
        }
        if (tokens.takeWord("ELSE")) {
            otherwise = paths();
        }
        word("END");
        return new TypeOf(relationship, whens, otherwise);
    }

    private List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        do {
            paths.add(path());
        } while (tokens.takeSymbol(","));
        return paths;
    }

    /** A field or a function of a field. */
    Operand operand() {
        Token first = tokens.peek();
        if (!first.is(Token.Kind.WORD)) {
            throw errors.unexpected(first);
        }
        if (!tokens.peek(1).isSymbol("(")) {
            return new Operand(null, path(), first.start());
        }
        String function = tokens.next().text().toUpperCase(Locale.ROOT);
        symbol("(");
        if (tokens.takeSymbol(")")) {
            return new Operand(function, null, first.start());
        }
        Path path = path();
        symbol(")");
        return new Operand(function, path, first.start());
    }

    private Path path() {
        List<Name> names = new ArrayList<>();
        do {
            names.add(name());
        } while (tokens.takeSymbol("."));
        return new Path(names);
    }

    private Name name() {
        Token token = tokens.next();
        if (!token.is(Token.Kind.WORD)) {
            throw errors.unexpected(token);
        }
        return new Name(token.text(), token.start());
    }

    private @Nullable String alias() {
        tokens.takeWord("AS");
        Token token = tokens.peek();
        boolean clause = CLAUSES.contains(token.text().toUpperCase(Locale.ROOT));
        return token.is(Token.Kind.WORD) && !clause ? tokens.next().text() : null;
    }

    private void mode() {
        if (tokens.takeWord("WITH")) {
            Token mode = tokens.next();
            if (!MODES.contains(mode.text().toUpperCase(Locale.ROOT))) {
                throw errors.unexpected(mode);
            }
        }
    }

    private List<Operand> groupBy() {
        List<Operand> operands = new ArrayList<>();
        if (tokens.takeWord("GROUP")) {
            word("BY");
            do {
                operands.add(operand());
            } while (tokens.takeSymbol(","));
        }
        return operands;
    }

    private List<Order> orderBy() {
        List<Order> orders = new ArrayList<>();
        if (tokens.takeWord("ORDER")) {
            word("BY");
            do {
                orders.add(order());
            } while (tokens.takeSymbol(","));
        }
        return orders;
    }

    private Order order() {
        Operand operand = operand();
        boolean descending = tokens.takeWord("DESC");
        if (!descending) {
            tokens.takeWord("ASC");
        }
        boolean nullsLast = descending;
        if (tokens.takeWord("NULLS")) {
            nullsLast = tokens.takeWord("LAST");
            if (!nullsLast) {
                word("FIRST");
            }
        }
        return new Order(operand, descending, nullsLast);
    }

    private @Nullable Integer offset() {
        if (!tokens.takeWord("OFFSET")) {
            return null;
        }
        Integer offset = count();
        if (offset > HIGHEST_OFFSET) {
            throw SoqlErrors.plain("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
        }
        return offset;
    }

    private Integer count() {
        Token token = tokens.next();
        if (!token.is(Token.Kind.NUMBER) || !token.text().matches("\\d{1,9}")) {
            throw errors.unexpected(token);
        }
        return Integer.valueOf(token.text());
    }

    private void purpose() {
        if (tokens.peek().isWord("FOR") && !tokens.peek(1).isWord("UPDATE")) {
            tokens.next();
            Token purpose = tokens.next();
            if (!purpose.isWord("VIEW") && !purpose.isWord("REFERENCE")) {
                throw errors.unexpected(purpose);
            }
        }
    }

    void word(String word) {
        if (!tokens.takeWord(word)) {
            throw errors.unexpected(tokens.peek());
        }
    }

    void symbol(String symbol) {
        if (!tokens.takeSymbol(symbol)) {
            throw errors.unexpected(tokens.peek());
        }
    }
}
