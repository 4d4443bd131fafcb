package io.lantern.hub.api;

import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Finds out who is at the gate, whether they may, and how often they still may. */
@Component
class Doorkeeper {
    private static final String BEARER = "Bearer ";

    private final AccessService access;

    Doorkeeper(AccessService access) {
        this.access = access;
    }

    /**
     * Counts the request against its limit, and says on the answer how much of that is left.
     *
     * @param operation null when the contract has none for this path and method
     * @return who it is; null when there is no key, or none that lives
     * @throws ProblemException {@code rate_limited}
     */
    @Nullable
    Caller identify(HttpServletRequest request, HttpServletResponse response, @Nullable Operation operation) {
        String bearer = bearer(request);
        return bearer == null
                ? null
                : access.authenticate(bearer, Rim.requestId(request, null)).orElse(null);
    }

    /** @return what to tell someone who showed no key, or none that lives */
    ProblemException unauthorized(HttpServletRequest request) {
        return new ProblemException(
                ProblemCode.UNAUTHORIZED,
                bearer(request) == null
                        ? "Send your API key in the header Authorization: Bearer lnt_..."
                        : "The API key is not known: it is mistyped, was revoked or has expired."
                                + " Ask your admin for a new one.");
    }

    /** @throws ProblemException {@code forbidden} */
    void requireScope(Caller caller, Operation operation, HttpServletRequest request) {
        if (!caller.may(operation.scope())) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "The API key " + caller.keyId() + " lacks the scope " + operation.scope()
                            + ". Ask your admin for a key that has it.");
        }
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? null
                : header.substring(BEARER.length()).strip();
    }
}
