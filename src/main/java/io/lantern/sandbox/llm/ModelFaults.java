package io.lantern.sandbox.llm;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The faults that hit a request before the model reads it; those of the answer are with the answer. */
final class ModelFaults {
    static final Set<String> NAMES = Set.of(
            "unauthorized",
            "rate-limit",
            "server-error",
            "slow",
            "hang",
            "html",
            "huge",
            "drop-reply",
            "end-early",
            "slow-tokens",
            "prose",
            "half-json",
            "wrong-shape");

    private static final int LONGEST_WAIT = 600_000;
    private static final int HUGE = 20_000_000;

    private final Faults faults;

    ModelFaults(Faults faults) {
        this.faults = faults;
    }

    /** @return what a fault answers instead of the model; null when none strikes */
    @Nullable
    WebAnswer strike(String path) {
        if (faults.strike("unauthorized", path) != null) {
            throw ApiError.wrongKey();
        }
        Fault limit = faults.strike("rate-limit", path);
        if (limit != null) {
            throw ApiError.rateLimit(limit.text("retry-after", "1"));
        }
        Fault broken = faults.strike("server-error", path);
        if (broken != null) {
            throw ApiError.server(broken.number("status", 500));
        }
        Fault slow = faults.strike("slow", path);
        if (slow != null) {
            pause(slow.number("millis", 5_000));
        }
        if (faults.strike("hang", path) != null) {
            pause(LONGEST_WAIT);
        }
        if (faults.strike("html", path) != null) {
            return WebAnswer.of(200, "text/html;charset=UTF-8", "<html><body><h1>Please log in</h1></body></html>");
        }
        return faults.strike("huge", path) == null
                ? null
                : WebAnswer.of(200, WebAnswer.JSON, "{\"padding\":\"" + "x".repeat(HUGE) + "\"}");
    }

    static void pause(int millis) {
        try {
            Thread.sleep(Math.min(millis, LONGEST_WAIT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
