package io.lantern.hub.provider.vendor;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Why a vendor gave no answer. Holds nothing of what was asked or answered: both are about people, and stack traces
 * reach logs.
 */
final class VendorFault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Kind kind;
    private final @Nullable Duration pause;

    enum Kind {
        /** It wants to be left alone for a while. */
        BUSY("takes no more calls now", ProblemCode.UPSTREAM_UNAVAILABLE),
        /** It failed so often that it is not called for a while. */
        OPEN("failed several times and is left alone for a while", ProblemCode.UPSTREAM_UNAVAILABLE),
        STOPPED("was not waited for: the work was stopped", ProblemCode.UPSTREAM_UNAVAILABLE),
        DOWN("is out of order", ProblemCode.UPSTREAM_UNAVAILABLE),
        TIMEOUT("did not answer in time", ProblemCode.UPSTREAM_TIMEOUT),
        KEY("refused its key", ProblemCode.UPSTREAM_ERROR),
        UNPAID("says that your account there has no credits left", ProblemCode.UPSTREAM_ERROR),
        REFUSED("refused the question", ProblemCode.UPSTREAM_ERROR),
        UNREADABLE("sent something that is not its JSON", ProblemCode.UPSTREAM_ERROR),
        TOO_LARGE("sent an answer of an impossible size", ProblemCode.UPSTREAM_ERROR),
        UNFIT("sent JSON that the card's `answer` cannot read", ProblemCode.UPSTREAM_ERROR);

        private final String words;
        private final ProblemCode code;

        Kind(String words, ProblemCode code) {
            this.words = words;
            this.code = code;
        }
    }

    VendorFault(Kind kind) {
        this(kind, "", null);
    }

    private VendorFault(Kind kind, String detail, @Nullable Duration pause) {
        super(kind.words + detail, null, false, false);
        this.kind = kind;
        this.pause = pause;
    }

    /** @param retryAfter as the vendor said; null when it did not */
    static VendorFault ofStatus(int status, @Nullable Duration retryAfter) {
        Kind kind = switch (status) {
            case 401, 403 -> Kind.KEY;
            case 402 -> Kind.UNPAID;
            case 408, 425, 429 -> Kind.BUSY;
            default -> status >= 500 ? Kind.DOWN : Kind.REFUSED;
        };
        Duration pause = kind == Kind.BUSY && retryAfter == null ? PAUSE : retryAfter;
        return new VendorFault(kind, " (HTTP " + status + ")", pause);
    }

    /** @param cause what went wrong in the route */
    static VendorFault of(@Nullable Throwable cause) {
        if (cause instanceof VendorFault fault) {
            return fault;
        }
        if (cause instanceof CallNotPermittedException) {
            return new VendorFault(Kind.OPEN);
        }
        return new VendorFault(isTimeout(cause) ? Kind.TIMEOUT : Kind.DOWN);
    }

    /** Camel wraps what the socket says, and the socket's own time may be over before that of the whole call. */
    private static boolean isTimeout(@Nullable Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof TimeoutException || one instanceof InterruptedIOException) {
                return true;
            }
        }
        return false;
    }

    /** @return how long it wants to be left alone; null unless it said so */
    @Nullable
    Duration pause() {
        return kind == Kind.BUSY ? pause : null;
    }

    /** @return whether the vendor itself does not work, so that more calls would only make it worse */
    boolean isOutage() {
        return switch (kind) {
            case DOWN, TIMEOUT, UNREADABLE, TOO_LARGE -> true;
            default -> false;
        };
    }

    static ProblemException noKey(VendorCard card) {
        return new ProblemException(
                ProblemCode.NOT_CONFIGURED,
                "Provider `%s` is off: its card's parameter `key` is empty. For a vendor that ships, set lantern.vendors.%s.key."
                        .formatted(card.name(), card.vendor()));
    }

    ProblemException problem(String provider) {
        return new ProblemException(kind.code, "Provider `%s` %s.".formatted(provider, getMessage()));
    }
}
