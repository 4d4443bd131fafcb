package io.lantern.hub.assign;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects everything wrong with a request, to answer it once. */
final class Faults {
    private final List<Problem.Detail> details = new ArrayList<>();

    void add(String field, String message) {
        details.add(new Problem.Detail(field, message));
    }

    /** @param what the sentence's beginning, for example {@code The pool was not created} */
    void throwIfAny(String what) {
        if (details.isEmpty()) {
            return;
        }
        String message = details.size() == 1
                ? "`%s` %s.".formatted(details.get(0).field(), details.get(0).message())
                : "%s: %d fields are wrong; see details.".formatted(what, details.size());
        throw new ProblemException(new Problem(ProblemCode.BAD_REQUEST, message, details));
    }

    /** @return the text trimmed, or null when it is absent or blank */
    static @Nullable String text(@Nullable String text) {
        String trimmed = text == null ? "" : text.strip();
        return trimmed.isEmpty() ? null : trimmed;
    }

    @Nullable
    String required(String field, @Nullable String value) {
        String text = text(value);
        if (text == null) {
            add(field, "is required");
        }
        return text;
    }

    @Nullable
    SalesforceId id(String field, @Nullable String value) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        SalesforceId id = SalesforceId.parse(text).orElse(null);
        if (id == null) {
            add(field, "must be a Salesforce id of 15 or 18 characters with a right checksum");
        }
        return id;
    }

    @Nullable
    SalesforceId user(String field, @Nullable String value) {
        SalesforceId id = id(field, value);
        if (id != null && !id.keyPrefix().equals("005")) {
            add(field, "must be the id of a user; those begin with 005");
            return null;
        }
        return id;
    }

    /** @param absent what it is when the value is absent */
    int number(String field, @Nullable String value, int absent, int max) {
        String text = text(value);
        if (text == null) {
            return absent;
        }
        if (text.matches("[1-9]\\d{0,6}") && Integer.parseInt(text) <= max) {
            return Integer.parseInt(text);
        }
        add(field, "must be a whole number from 1 to " + max);
        return absent;
    }

    /** @param example what a right value looks like */
    <T> @Nullable T parsed(String field, @Nullable String value, String example, Function<String, T> parse) {
        String text = required(field, value);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (DateTimeException wrong) {
            add(field, "must be like " + example);
            return null;
        }
    }
}
