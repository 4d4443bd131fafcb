package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.soql.Statement.And;
import io.lantern.sandbox.salesforce.soql.Statement.Compare;
import io.lantern.sandbox.salesforce.soql.Statement.Condition;
import io.lantern.sandbox.salesforce.soql.Statement.Day;
import io.lantern.sandbox.salesforce.soql.Statement.In;
import io.lantern.sandbox.salesforce.soql.Statement.InQuery;
import io.lantern.sandbox.salesforce.soql.Statement.Includes;
import io.lantern.sandbox.salesforce.soql.Statement.Literal;
import io.lantern.sandbox.salesforce.soql.Statement.Moment;
import io.lantern.sandbox.salesforce.soql.Statement.Not;
import io.lantern.sandbox.salesforce.soql.Statement.Null;
import io.lantern.sandbox.salesforce.soql.Statement.Operand;
import io.lantern.sandbox.salesforce.soql.Statement.Or;
import io.lantern.sandbox.salesforce.soql.Statement.Relative;
import io.lantern.sandbox.salesforce.soql.Statement.Text;
import io.lantern.sandbox.salesforce.soql.Statement.Truth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what stands after WHERE and HAVING. */
final class ConditionParser {
    private static final Set<String> COMPARISONS = Set.of("=", "!=", "<>", "<", "<=", ">", ">=");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}\\d+");

    /** Parentheses deeper than this are no query but an attack on the stack. */
    private static final int DEEPEST = 200;

    private final Tokens tokens;
    private final SoqlErrors errors;
    private final Parser statements;
    private int depth;

    ConditionParser(Tokens tokens, SoqlErrors errors, Parser statements) {
        this.tokens = tokens;
        this.errors = errors;
        this.statements = statements;
    }

    Condition parse() {
        Condition first = one();
        if (!tokens.peek().isWord("AND") && !tokens.peek().isWord("OR")) {
            return first;
        }
        String word = tokens.peek().text().toUpperCase(Locale.ROOT);
        List<Condition> parts = new ArrayList<>(List.of(first));
        while (tokens.takeWord(word)) {
            parts.add(one());
        }
        // Which of AND and OR binds tighter must be said with parentheses.
        if (tokens.peek().isWord("AND") || tokens.peek().isWord("OR")) {
            throw errors.unexpected(tokens.peek());
        }
        return word.equals("AND") ? new And(parts) : new Or(parts);
    }

    private Condition one() {
        depth++;
        if (depth > DEEPEST) {
            throw errors.malformed(tokens.peek().start(), "The query is nested too deeply");
        }
        try {
            if (tokens.takeWord("NOT")) {
                return new Not(one());
            }
            if (tokens.takeSymbol("(")) {
                Condition inner = parse();
                statements.symbol(")");
                return inner;
            }
            return simple();
        } finally {
            depth--;
        }
    }

    private Condition simple() {
        Operand operand = statements.operand();
        Token operator = tokens.next();
        if (operator.is(Token.Kind.SYMBOL) && COMPARISONS.contains(operator.text())) {
            return new Compare(operand, operator.text().equals("<>") ? "!=" : operator.text(), literal());
        }
        if (operator.isWord("LIKE")) {
            return new Compare(operand, "LIKE", literal());
        }
        boolean not = operator.isWord("NOT");
        Token second = not ? tokens.next() : operator;
        if (second.isWord("IN")) {
            return in(operand, not);
        }
        if (!not && (second.isWord("INCLUDES") || second.isWord("EXCLUDES"))) {
            statements.symbol("(");
            return new Includes(operand, second.isWord("EXCLUDES"), literals());
        }
        throw errors.unexpected(second);
    }

    private Condition in(Operand operand, boolean not) {
        if (tokens.peek().isSymbol(":")) {
            throw bind();
        }
        statements.symbol("(");
        if (tokens.peek().isWord("SELECT")) {
            Statement query = statements.statement();
            statements.symbol(")");
            return new InQuery(operand, not, query);
        }
        return new In(operand, not, literals());
    }

    private List<Literal> literals() {
        List<Literal> literals = new ArrayList<>();
        do {
            literals.add(literal());
        } while (tokens.takeSymbol(","));
        statements.symbol(")");
        return literals;
    }

    private Literal literal() {
        if (tokens.peek().isSymbol(":")) {
            throw bind();
        }
        Token token = tokens.next();
        return switch (token.kind()) {
            case STRING -> new Text(token.text(), token.start());
            case NUMBER -> new Statement.Number(number(token), token.start());
            case DATE -> new Day(token.text(), token.start());
            case DATETIME -> new Moment(token.text(), token.start());
            case WORD -> word(token);
            default -> throw errors.unexpected(token);
        };
    }

    private BigDecimal number(Token token) {
        // A huge exponent is a few characters here and gigabytes when compared.
        if (token.text().matches(".*[eE][+-]?0*[1-9]\\d{2,}")) {
            throw errors.unexpected(token);
        }
        return new BigDecimal(token.text());
    }

    private Literal word(Token token) {
        String word = token.text().toUpperCase(Locale.ROOT);
        if (word.equals("TRUE") || word.equals("FALSE")) {
            return new Truth(word.equals("TRUE"), token.start());
        }
        if (word.equals("NULL")) {
            return new Null(token.start());
        }
        if (CURRENCY.matcher(token.text()).matches()) {
            return new Statement.Number(new BigDecimal(token.text().substring(3)), token.start());
        }
        if (!DateRange.isName(word)) {
            throw errors.unexpected(token);
        }
        int n = 1;
        if (DateRange.needsNumber(word)) {
            statements.symbol(":");
            Token count = tokens.next();
            if (!count.text().matches("\\d{1,5}")) {
                throw errors.unexpected(count);
            }
            n = Integer.parseInt(count.text());
        }
        return new Relative(word, n, token.start());
    }

    private RuntimeException bind() {
        return errors.malformed(tokens.peek().start(), "Bind variables only allowed in Apex code");
    }
}
