package io.lantern.hub.match;

import io.lantern.hub.kernel.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule as it was written, {@code field:operator}; nothing is known yet of the object it is for.
 *
 * @param text as written
 * @param field alias, compound or Salesforce field name
 * @param least of {@code fuzzy}: least similarity, above 0 to 1; else 1
 */
record ParsedRule(String text, String field, Operator operator, double least) {
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_.]*");
    private static final Pattern FUZZY = Pattern.compile("(?i)fuzzy(0?\\.[0-9]{1,4}|1(?:\\.0{1,4})?)");

    enum Operator {
        /** The texts are the same, character by character. */
        EXACT,
        /** The values are the same in the form the field is compared in. */
        EQ,
        /** One of the values is part of the other. */
        CONTAINS,
        /** The values are alike. */
        FUZZY
    }

    /**
     * @param path of the rule in the request, for example {@code rules.by[1]}
     * @param faults gets a line when the text is no rule, with the position of what is wrong
     */
    static Optional<ParsedRule> parse(String path, String text, List<Problem.Detail> faults) {
        String rule = text.strip();
        int colon = rule.indexOf(':');
        if (colon < 0) {
            faults.add(fault(
                    path, text, rule.length(), "a colon and an operator are missing, as in `%s:eq`".formatted(rule)));
            return Optional.empty();
        }
        String field = rule.substring(0, colon).strip();
        Matcher name = FIELD.matcher(field);
        if (!name.matches()) {
            int wrong = name.lookingAt() ? name.end() : 0;
            faults.add(
                    fault(path, text, wrong, "a field is expected: letters, digits, `_` and `.`, as in `domain:eq`"));
            return Optional.empty();
        }
        String operator = rule.substring(colon + 1).strip();
        Matcher fuzzy = FUZZY.matcher(operator);
        if (fuzzy.matches() && Double.parseDouble(fuzzy.group(1)) > 0) {
            return Optional.of(new ParsedRule(rule, field, Operator.FUZZY, Double.parseDouble(fuzzy.group(1))));
        }
        for (Operator known : List.of(Operator.EXACT, Operator.EQ, Operator.CONTAINS)) {
            if (known.name().equalsIgnoreCase(operator)) {
                return Optional.of(new ParsedRule(rule, field, known, 1));
            }
        }
        String said = operator.isEmpty() ? "nothing" : "`" + operator + "`";
        faults.add(fault(
                path,
                text,
                colon + 1,
                "an operator is expected, not %s: exact, eq, contains, or fuzzy with the least similarity as in fuzzy0.85"
                        .formatted(said)));
        return Optional.empty();
    }

    /** @param position from 0, in the text without the spaces around it */
    static Problem.Detail fault(String path, String text, int position, String message) {
        return new Problem.Detail(path, "`%s`, at character %d: %s".formatted(text.strip(), position + 1, message));
    }
}
