package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.schema.RecordIds;
import io.lantern.sandbox.salesforce.soql.Statement.Day;
import io.lantern.sandbox.salesforce.soql.Statement.Literal;
import io.lantern.sandbox.salesforce.soql.Statement.Moment;
import io.lantern.sandbox.salesforce.soql.Statement.Null;
import io.lantern.sandbox.salesforce.soql.Statement.Relative;
import io.lantern.sandbox.salesforce.soql.Statement.Text;
import io.lantern.sandbox.salesforce.soql.Statement.Truth;
import io.lantern.sandbox.salesforce.soql.Term.Kind;
import io.lantern.sandbox.salesforce.store.Stamps;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what was written into a value of the field's kind, or refuses it. */
final class Literals {
    private static final int LONGEST = 4000;

    private final SoqlErrors errors;
    private final Clock clock;

    Literals(SoqlErrors errors, Clock clock) {
        this.errors = errors;
        this.clock = clock;
    }

    /**
     * What a literal stands for: the values from one (inclusive) to another (exclusive), or one value.
     *
     * @param value null for blank
     * @param end null when it is one value
     */
    record Meaning(@Nullable Object value, @Nullable String end) {}

    Meaning read(Term term, Literal literal) {
        if (literal instanceof Null) {
            return new Meaning(null, null);
        }
        return switch (term.kind()) {
            case ID -> new Meaning(id(term, literal), null);
            case TEXT, MULTI, COMPOUND -> new Meaning(text(term, literal), null);
            case NUMBER -> new Meaning(number(term, literal), null);
            case TRUTH -> new Meaning(truth(term, literal), null);
            case DATE, DATETIME -> time(term, literal);
        };
    }

    private @Nullable String id(Term term, Literal literal) {
        String text = text(term, literal);
        String id = text == null ? null : RecordIds.normalize(text);
        if (text != null && id == null) {
            throw errors.operator(literal.start(), "invalid ID field: " + text);
        }
        return id;
    }

    private @Nullable String text(Term term, Literal literal) {
        if (!(literal instanceof Text text)) {
            throw errors.wrongLiteral(literal.start(), term.name(), "string", true);
        }
        String value = unescape(text, false);
        return value.isEmpty() ? null : value;
    }

    private Object number(Term term, Literal literal) {
        if (literal instanceof Statement.Number number) {
            return number.number();
        }
        boolean whole = term.field() != null && term.field().type().equals("int");
        throw errors.wrongLiteral(literal.start(), term.name(), whole ? "int" : Kind.NUMBER.shown(), false);
    }

    private Object truth(Term term, Literal literal) {
        if (literal instanceof Truth truth) {
            return truth.truth();
        }
        throw errors.wrongLiteral(literal.start(), term.name(), Kind.TRUTH.shown(), false);
    }

    private Meaning time(Term term, Literal literal) {
        boolean dateOnly = term.kind() == Kind.DATE;
        if (literal instanceof Relative relative) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            DateRange range = DateRange.of(relative.name(), relative.n(), today);
            return new Meaning(edge(range.start(), dateOnly), edge(range.end(), dateOnly));
        }
        if (dateOnly && literal instanceof Day day) {
            LocalDate date = Stamps.readDate(day.date());
            if (date != null) {
                return new Meaning(date.toString(), null);
            }
        }
        if (!dateOnly && literal instanceof Moment moment) {
            Instant instant = Stamps.readInstant(moment.datetime());
            if (instant != null) {
                return new Meaning(Stamps.write(instant), null);
            }
        }
        throw errors.wrongLiteral(literal.start(), term.name(), term.kind().shown(), false);
    }

    private static String edge(LocalDate date, boolean dateOnly) {
        return dateOnly
                ? date.toString()
                : Stamps.write(date.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** The pattern behind LIKE: {@code %} any text, {@code _} any one character, both plain when escaped. */
    Pattern like(Term term, Literal literal) {
        if (!(literal instanceof Text text)) {
            throw errors.wrongLiteral(literal.start(), term.name(), "string", true);
        }
        String escaped = unescape(text, true);
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\' && i + 1 < escaped.length()) {
                i++;
                regex.append(Pattern.quote(escaped.substring(i, i + 1)));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        // Neighbouring any-texts say no more than one, and would make matching slow.
        return Pattern.compile(
                regex.toString().replaceAll("(\\.\\*)+", ".*"),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** @param keep leaves a backslash before {@code \ _ %} for {@link #like} to read */
    private String unescape(Text text, boolean keep) {
        String raw = text.raw();
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            i++;
            char escaped = raw.charAt(i);
            switch (escaped) {
                case 'n', 'N' -> out.append('\n');
                case 'r', 'R' -> out.append('\r');
                case 't', 'T' -> out.append('\t');
                case 'b', 'B' -> out.append('\b');
                case 'f', 'F' -> out.append('\f');
                case '"', '\'' -> out.append(escaped);
                case '\\' -> out.append(keep ? "\\\\" : "\\");
                case 'u' -> {
                    out.append(codeUnit(text, i));
                    i += 4;
                }
                default -> out.append(wildcard(text, escaped, keep));
            }
        }
        if (out.length() > LONGEST) {
            throw errors.malformed(text.start(), "maximum length of a string criterion is 4000 characters");
        }
        return out.toString();
    }

    private String wildcard(Text text, char escaped, boolean keep) {
        if (keep && (escaped == '_' || escaped == '%')) {
            return "\\" + escaped;
        }
        throw illegal(text, "\\" + escaped);
    }

    private char codeUnit(Text text, int at) {
        String raw = text.raw();
        String digits = raw.substring(at + 1, Math.min(at + 5, raw.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw illegal(text, "\\u" + digits);
        }
        return (char) Integer.parseInt(digits, 16);
    }

    private RuntimeException illegal(Text text, String sequence) {
        return errors.malformed(
                text.start(),
                "Invalid string literal '" + text.raw() + "'. Illegal character sequence '" + sequence
                        + "' in string literal.");
    }
}
