package io.lantern.hub.api;

import io.lantern.hub.access.Access;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.access.Limit;
import io.lantern.hub.access.LimitGroup;
import io.lantern.hub.access.RateLimits;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Finds out who is at the gate, whether they may, and how often they still may. */
@Component
class Doorkeeper {
    private static final String BEARER = "Bearer ";

    private final AccessService access;
    private final RateLimits limits;
    private final CreditService credits;

    Doorkeeper(AccessService access, RateLimits limits, CreditService credits) {
        this.access = access;
        this.limits = limits;
        this.credits = credits;
    }

    /** @return what the caller's tenant has left, for the answer's header; nobody has nothing */
    String credits(@Nullable Caller caller) {
        return caller == null ? "0" : credits.remaining(caller.tenant()).toString();
    }

    /**
     * Notes who it is, counts the request against its limit, and says on the answer how much of that is left.
     *
     * @param operation null when the contract has none for this path and method
     * @return who it is; null when there is no key, or none that lives
     * @throws ProblemException {@code rate_limited}; {@code upstream_unavailable} when it is a token and its issuer
     *     does not give its keys
     */
    @Nullable
    Access identify(HttpServletRequest request, HttpServletResponse response, @Nullable Operation operation) {
        String bearer = bearer(request);
        Access found = null;
        ProblemException unchecked = null;
        try {
            found = bearer == null
                    ? null
                    : access.admit(bearer, Rim.requestId(request, null)).orElse(null);
        } catch (ProblemException e) {
            unchecked = e;
        }
        if (found != null) {
            Rim.caller(request, found.caller());
        }
        Limit limit = found == null
                ? limits.takeAnonymous(request.getRemoteAddr())
                : limits.take(found, operation == null ? LimitGroup.SYNC : operation.group());
        response.setHeader("X-RateLimit-Limit", Long.toString(limit.limit()));
        response.setHeader("X-RateLimit-Remaining", Long.toString(limit.remaining()));
        response.setHeader("X-RateLimit-Reset", Long.toString(limit.reset()));
        if (!limit.allowed()) {
            throw exceeded(limit, found);
        }
        if (unchecked != null) {
            throw unchecked;
        }
        return found;
    }

    /** @return what to tell someone who showed no key, or none that lives */
    ProblemException unauthorized(HttpServletRequest request) {
        return new ProblemException(
                ProblemCode.UNAUTHORIZED,
                bearer(request) == null
                        ? "Send your API key in the header Authorization: Bearer lnt_..."
                        : "The API key is not known: it is mistyped, was revoked or has expired. Ask your admin for a"
                                + " new one. What is wrong with a token of an identity provider, the hub's log says.");
    }

    /** @throws ProblemException {@code forbidden} */
    void requireScope(Access access, Operation operation, Map<String, String> pathVariables) {
        if (!access.may(operation.scope(), pathVariables.get("name"))) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "The API key " + access.caller().keyId() + " lacks the scope " + operation.scope()
                            + ". Ask your admin for a key that has it.");
        }
    }

    /** A key that stands in a web page is for the pages it was made for. */
    void requireOrigin(Access access, HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!access.origins().isEmpty() && (origin == null || !access.origins().contains(origin))) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "The API key " + access.caller().keyId()
                            + " may only be used from the web pages it names as origins."
                            + " Ask your admin to add this page's origin, or for a key without origins.");
        }
    }

    /** @return the pages that this call may lead a browser to: the key's, else the one it comes from */
    List<String> origins(Access access, HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!access.origins().isEmpty()) {
            return List.copyOf(access.origins());
        }
        return origin == null ? List.of() : List.of(origin);
    }

    private static ProblemException exceeded(Limit limit, @Nullable Access access) {
        String whose = access == null ? "Calls without a valid API key" : "Calls of this kind with this API key";
        return new ProblemException(new Problem(
                ProblemCode.RATE_LIMITED,
                whose + " are limited to " + limit.limit() + " a minute. Send the request again in "
                        + limit.retryAfterSeconds() + " seconds.",
                List.of(),
                Map.of("retry_after", limit.retryAfterSeconds())));
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        byte[] form = Rim.form(request);
        if (header == null && form != null) {
            return FormShape.token(form).orElse(null);
        }
        return header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? null
                : header.substring(BEARER.length()).strip();
    }
}
