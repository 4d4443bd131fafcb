package io.lantern.hub.api;

import io.lantern.hub.kernel.Caller;
import jakarta.servlet.ServletRequest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the parts of the rim tell each other about one request, as request attributes. */
final class Rim {
    static final String REQUEST_ID_HEADER = "X-Request-Id";

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String ID = Rim.class.getName() + ".id";
    private static final String CALLER = "caller";
    private static final String OPERATION = Rim.class.getName() + ".operation";
    private static final String CHECKED = Rim.class.getName() + ".checked";
    private static final String HANG_UP = Rim.class.getName() + ".hangUp";
    private static final String FORM = Rim.class.getName() + ".form";
    private static final String ORIGINS = Rim.class.getName() + ".origins";
    private static final String CUT = Rim.class.getName() + ".cut";
    private static final String GIVEN_UP = Rim.class.getName() + ".givenUp";

    private Rim() {}

    /** @return the id of the request, made at the first call */
    static String requestId(ServletRequest request, @Nullable String asked) {
        String known = (String) request.getAttribute(ID);
        if (known == null) {
            known = asked != null && REQUEST_ID.matcher(asked).matches() ? asked : newRequestId();
            request.setAttribute(ID, known);
        }
        return known;
    }

    static void caller(ServletRequest request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    static @Nullable Caller caller(ServletRequest request) {
        return (Caller) request.getAttribute(CALLER);
    }

    static void operation(ServletRequest request, Operation operation) {
        request.setAttribute(OPERATION, operation);
    }

    static @Nullable Operation operation(ServletRequest request) {
        return (Operation) request.getAttribute(OPERATION);
    }

    static void passed(ServletRequest request, RequestCheck.Checked checked) {
        request.setAttribute(CHECKED, checked);
    }

    /** @return what the gate let through; null when the request did not pass it */
    static RequestCheck.@Nullable Checked passed(ServletRequest request) {
        return (RequestCheck.Checked) request.getAttribute(CHECKED);
    }

    /** The body of an HTML form, read early because the key may stand in it. */
    static void form(ServletRequest request, byte[] body) {
        request.setAttribute(FORM, body);
    }

    /** @return null when there is none, or it was not read early */
    static byte @Nullable [] form(ServletRequest request) {
        return (byte[]) request.getAttribute(FORM);
    }

    /** Origins that a page may be sent on to. */
    static void origins(ServletRequest request, List<String> origins) {
        request.setAttribute(ORIGINS, origins);
    }

    static @Nullable Object origins(ServletRequest request) {
        return request.getAttribute(ORIGINS);
    }

    static void hangUpWith(ServletRequest request, Runnable hangUp) {
        request.setAttribute(HANG_UP, hangUp);
    }

    /** The rest of the request's body will not be read. */
    static void giveUp(ServletRequest request) {
        request.setAttribute(GIVEN_UP, true);
    }

    /** Closes the connection if the request was given up; to be called when the answer is on its way. */
    static void hangUpIfGivenUp(ServletRequest request) {
        if (request.getAttribute(GIVEN_UP) != null && request.getAttribute(HANG_UP) instanceof Runnable hangUp) {
            hangUp.run();
        }
    }

    static void cutWith(ServletRequest request, Runnable cut) {
        request.setAttribute(CUT, cut);
    }

    static void cut(ServletRequest request) {
        if (request.getAttribute(CUT) instanceof Runnable cut) {
            cut.run();
        }
    }

    /** 22 characters of base64url, from 132 bits; a dash or underscore is fine in an id. It is unique, not secret. */
    private static String newRequestId() {
        byte[] bits = new byte[17];
        ThreadLocalRandom.current().nextBytes(bits);
        return "req_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bits).substring(0, 22);
    }
}
