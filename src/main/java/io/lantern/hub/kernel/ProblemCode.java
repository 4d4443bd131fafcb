package io.lantern.hub.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The error codes of the contract and the HTTP status each is answered with. */
public enum ProblemCode {
    BAD_REQUEST(400),
    UNAUTHORIZED(401),
    INSUFFICIENT_CREDITS(402),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    CONFLICT(409),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    RATE_LIMITED(429),
    INTERNAL_ERROR(500),
    NOT_IMPLEMENTED(501),
    UPSTREAM_ERROR(502),
    UPSTREAM_UNAVAILABLE(503),
    NOT_CONFIGURED(503),
    UPSTREAM_TIMEOUT(504);

    private final int status;

    ProblemCode(int status) {
        this.status = status;
    }

    /** @return the HTTP status */
    public int status() {
        return status;
    }

    /** @return the code as it is on the wire, for example {@code not_found} */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
