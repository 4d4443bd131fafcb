package io.lantern.hub.connector;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.Problem.Detail;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a target did not take a delivery, as problems: worth another try, or refused for good. */
public final class TargetFault {
    private static final int MOST_WORDS = 500;
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+%'-]+@[\\w-]+(\\.[\\w-]+)*");

    private TargetFault() {}

    /** @param setting that is missing, and what else must be known */
    public static ProblemException notConfigured(String target, String setting) {
        return new ProblemException(
                ProblemCode.NOT_CONFIGURED, "Target `%s` is not configured: set %s.".formatted(target, setting));
    }

    /** The delivery itself cannot be sent there. @param what follows the target's name */
    public static ProblemException unusable(String target, String what) {
        return new ProblemException(ProblemCode.BAD_REQUEST, "Target `%s` %s.".formatted(target, what));
    }

    /** Worth another try. @param why follows the target's name */
    public static ProblemException later(String target, String why, @Nullable Duration wait) {
        return problem(ProblemCode.UPSTREAM_UNAVAILABLE, target, why, "", wait);
    }

    /** Worth another try, when it has been left alone for a while. @param wait null when it does not say how long */
    public static ProblemException limited(String target, @Nullable Duration wait) {
        return problem(
                ProblemCode.RATE_LIMITED,
                target,
                "takes no more deliveries now",
                "",
                wait == null ? Duration.ofSeconds(1) : wait);
    }

    /** Worth another try: nobody knows whether it arrived. */
    public static ProblemException late(String target) {
        return problem(ProblemCode.UPSTREAM_TIMEOUT, target, "did not answer in time", "", null);
    }

    /** Refused for good. @param why follows the target's name @param words the target's own; may be empty */
    public static ProblemException refused(String target, String why, String words) {
        return problem(ProblemCode.UPSTREAM_ERROR, target, why, words, null);
    }

    /** What answered is not what the settings say it is. */
    public static ProblemException foreign(String target) {
        return refused(target, "answered with something that is not of its API; see its address in the settings", "");
    }

    /** What a status other than 2xx means where the target gives it no meaning of its own. */
    public static ProblemException ofStatus(String target, Reply reply, String words) {
        int status = reply.status();
        return switch (status) {
            case 408, 425 -> later(target, "wants to be asked again (HTTP " + status + ")", reply.pause());
            case 429 -> limited(target, reply.pause());
            case 401, 403 -> refused(target, "refused the hub's credentials (HTTP " + status + ")", words);
            case 410 -> refused(target, "says that it is gone for good (HTTP 410)", words);
            default ->
                status >= 500
                        ? later(target, "is out of order (HTTP " + status + ")", reply.pause())
                        : status / 100 == 3
                                ? refused(
                                        target,
                                        "sends the hub elsewhere (HTTP " + status + "), which is not followed",
                                        "")
                                : refused(target, "refused the delivery (HTTP " + status + ")", words);
        };
    }

    /** @param cause what went wrong before there was an answer */
    public static ProblemException broken(String target, @Nullable Throwable cause) {
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof InterruptedIOException || one instanceof TimeoutException) {
                return late(target);
            }
            if (one instanceof SSLException) {
                return later(target, "cannot be spoken to over TLS", null);
            }
        }
        return later(target, "cannot be reached", null);
    }

    private static ProblemException problem(
            ProblemCode code, String target, String why, String words, @Nullable Duration wait) {
        String shown = shown(words);
        return new ProblemException(new Problem(
                code,
                "Target `%s` %s.".formatted(target, why),
                shown.isEmpty() ? List.of() : List.of(new Detail(null, shown)),
                wait == null ? Map.of() : Map.of("retry_after", Math.max(1, wait.toSeconds()))));
    }

    /** What the target says may quote what it was sent: addresses are left out, and only its beginning is kept. */
    private static String shown(String words) {
        String line = ADDRESS.matcher(words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
                .replaceAll("<e-mail>");
        return line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS) + "…";
    }
}
