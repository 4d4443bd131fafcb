package io.lantern.sandbox.target;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The faults that every target has; a fault's {@code path} says which of them it strikes. */
final class TargetFaults {
    static final Set<String> NAMES = Set.of(
            "unavailable",
            "rate-limit",
            "gone",
            "unauthorized",
            "refused",
            "redirect",
            "slow",
            "hang",
            "trickle",
            "html",
            "drop-reply");

    private static final Map<String, Integer> STATUS =
            Map.of("unavailable", 503, "rate-limit", 429, "gone", 410, "unauthorized", 401, "refused", 400);
    private static final int LONGEST = 600_000;

    private final Faults faults;

    TargetFaults(Faults faults) {
        this.faults = faults;
    }

    /** @return what a fault answers instead of the target; null when none strikes */
    @Nullable
    WebAnswer before(Target target, String path) {
        for (Map.Entry<String, Integer> refusal : STATUS.entrySet()) {
            Fault fault = faults.strike(refusal.getKey(), path);
            if (fault != null) {
                WebAnswer answer = target.refuse(fault.number("status", refusal.getValue()), fault.text("code", ""));
                String wait = fault.text("retry-after", refusal.getKey().equals("rate-limit") ? "1" : "");
                return wait.isEmpty() ? answer : answer.with("Retry-After", wait);
            }
        }
        Fault slow = faults.strike("slow", path);
        if (slow != null) {
            pause(slow.number("millis", 5_000));
        }
        if (faults.strike("hang", path) != null) {
            pause(LONGEST);
        }
        return elsewhere(path);
    }

    private @Nullable WebAnswer elsewhere(String path) {
        Fault redirect = faults.strike("redirect", path);
        if (redirect != null) {
            return WebAnswer.empty(302).with("Location", redirect.text("to", "/sandbox/faults"));
        }
        if (faults.strike("trickle", path) != null) {
            return WebAnswer.streamed(200, WebAnswer.JSON, client -> {
                for (int i = 0; i < LONGEST / 100; i++) {
                    client.write(' ');
                    client.flush();
                    pause(100);
                }
            });
        }
        return faults.strike("html", path) == null
                ? null
                : WebAnswer.of(200, "text/html;charset=UTF-8", "<html><body><h1>Please log in</h1></body></html>");
    }

    /** @return the answer as it leaves; lost, when the connection is cut after the work was done */
    WebAnswer after(WebAnswer answer, String path) {
        return faults.strike("drop-reply", path) == null ? answer : answer.dropped();
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
