package io.lantern.hub.privacy;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a suppression is about: a person by e-mail address, or everybody of a domain.
 *
 * @param text lower case, without spaces around it
 */
record Subject(Kind kind, String text) {
    private static final String DOMAIN = "(?:[a-z0-9\\u0080-\\uffff](?:[a-z0-9\\u0080-\\uffff-]{0,61}"
            + "[a-z0-9\\u0080-\\uffff])?\\.)+[a-z0-9\\u0080-\\uffff-]{2,63}";
    private static final Pattern ONE_DOMAIN = Pattern.compile(DOMAIN);
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@" + DOMAIN);

    enum Kind {
        EMAIL,
        DOMAIN;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param field of the request, for the fault
     * @param text an e-mail address, or a domain with or without an at sign in front
     * @throws ProblemException {@code bad_request}
     */
    static Subject parse(String field, String text) {
        String clean = normalised(text);
        if (EMAIL.matcher(clean).matches()) {
            return new Subject(Kind.EMAIL, clean);
        }
        String domain = clean.startsWith("@") ? clean.substring(1) : clean;
        if (ONE_DOMAIN.matcher(domain).matches()) {
            return new Subject(Kind.DOMAIN, domain);
        }
        throw bad(field, "must be an e-mail address such as ada@example.com, or a domain such as example.com");
    }

    /** @throws ProblemException {@code bad_request} when it is not the e-mail address of a person */
    static String email(String field, String text) {
        String clean = normalised(text);
        if (!EMAIL.matcher(clean).matches()) {
            throw bad(field, "must be an e-mail address such as ada@example.com");
        }
        return clean;
    }

    /** @return every suppression that would hide this address: its own, its domain's, those of the domains above it */
    static List<Subject> hiding(@Nullable String email) {
        String clean = email == null ? "" : normalised(email);
        int at = clean.lastIndexOf('@');
        if (at < 0) {
            return List.of();
        }
        List<Subject> subjects = new ArrayList<>();
        subjects.add(new Subject(Kind.EMAIL, clean));
        for (String domain = clean.substring(at + 1); domain.indexOf('.') > 0; ) {
            subjects.add(new Subject(Kind.DOMAIN, domain));
            domain = domain.substring(domain.indexOf('.') + 1);
        }
        return subjects;
    }

    private static String normalised(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static ProblemException bad(String field, String what) {
        return new ProblemException(new Problem(
                ProblemCode.BAD_REQUEST,
                "The field " + field + " " + what + ".",
                List.of(new Problem.Detail(field, what))));
    }
}
