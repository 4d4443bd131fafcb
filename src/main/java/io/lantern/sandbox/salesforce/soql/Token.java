package io.lantern.sandbox.salesforce.soql;

/**
 * One word of a query.
 *
 * @param text as written; of a string what stands between the quotes, escapes and all
 * @param start where it begins in the query
 */
record Token(Kind kind, String text, int start) {
    enum Kind {
        WORD,
        STRING,
        NUMBER,
        DATE,
        DATETIME,
        SYMBOL,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }
}
