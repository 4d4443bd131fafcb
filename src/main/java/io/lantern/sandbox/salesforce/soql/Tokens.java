package io.lantern.sandbox.salesforce.soql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query, read one after the other. */
final class Tokens {
    private static final Pattern NEXT = Pattern.compile(
            "(?<datetime>\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2}))"
                    + "|(?<date>\\d{4}-\\d{2}-\\d{2})"
                    + "|(?<number>[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?)"
                    + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)"
                    + "|(?<symbol><=|>=|!=|<>|[(),.:=<>])",
            Pattern.CASE_INSENSITIVE);

    private final List<Token> tokens = new ArrayList<>();
    private int position;

    Tokens(String soql, SoqlErrors errors) {
        Matcher matcher = NEXT.matcher(soql);
        int at = 0;
        while (at < soql.length()) {
            if (Character.isWhitespace(soql.charAt(at))) {
                at++;
            } else if (soql.charAt(at) == '\'') {
                int end = endOfString(soql, at, errors);
                tokens.add(new Token(Token.Kind.STRING, soql.substring(at + 1, end), at));
                at = end + 1;
            } else if (matcher.region(at, soql.length()).lookingAt()) {
                tokens.add(new Token(kind(matcher), matcher.group(), at));
                at = matcher.end();
            } else {
                throw errors.unexpected(new Token(Token.Kind.SYMBOL, soql.substring(at, at + 1), at));
            }
        }
        tokens.add(new Token(Token.Kind.END, "", soql.length()));
    }

    private static int endOfString(String soql, int start, SoqlErrors errors) {
        for (int i = start + 1; i < soql.length(); i++) {
            char c = soql.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '\'') {
                return i;
            }
        }
        throw errors.malformed(start, "mismatched character '<EOF>' expecting '''");
    }

    private static Token.Kind kind(Matcher matcher) {
        if (matcher.group("datetime") != null) {
            return Token.Kind.DATETIME;
        }
        if (matcher.group("date") != null) {
            return Token.Kind.DATE;
        }
        if (matcher.group("number") != null) {
            return Token.Kind.NUMBER;
        }
        return matcher.group("word") == null ? Token.Kind.SYMBOL : Token.Kind.WORD;
    }

    Token peek() {
        return tokens.get(position);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(position + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        if (position < tokens.size() - 1) {
            position++;
        }
        return token;
    }

    boolean takeWord(String word) {
        boolean taken = peek().isWord(word);
        if (taken) {
            next();
        }
        return taken;
    }

    boolean takeSymbol(String symbol) {
        boolean taken = peek().isSymbol(symbol);
        if (taken) {
            next();
        }
        return taken;
    }
}
