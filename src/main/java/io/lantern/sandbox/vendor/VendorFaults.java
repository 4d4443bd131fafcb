package io.lantern.sandbox.vendor;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The faults that every vendor has; a fault's {@code path} says which of them it strikes. */
final class VendorFaults {
    static final Set<String> NAMES = Set.of(
            "unauthorized",
            "no-credits",
            "rate-limit",
            "server-error",
            "slow",
            "hang",
            "html",
            "half-json",
            "huge",
            "drop-reply",
            "wrong-person");

    private static final int HUGE = 20_000_000;

    private final Faults faults;

    VendorFaults(Faults faults) {
        this.faults = faults;
    }

    /** @return what a fault answers instead of the vendor; null when none strikes */
    @Nullable
    WebAnswer before(Vendor vendor, String path) {
        if (faults.strike("unauthorized", path) != null) {
            return vendor.refuse(Refusal.WRONG_KEY);
        }
        if (faults.strike("no-credits", path) != null) {
            return vendor.refuse(Refusal.NO_CREDITS);
        }
        Fault limit = faults.strike("rate-limit", path);
        if (limit != null) {
            return vendor.refuse(Refusal.TOO_MANY).with("Retry-After", limit.text("retry-after", "1"));
        }
        Fault broken = faults.strike("server-error", path);
        if (broken != null) {
            return vendor.refuse(Refusal.broken(broken.number("status", 500)));
        }
        Fault slow = faults.strike("slow", path);
        if (slow != null) {
            Pace.pause(slow.number("millis", 5_000));
        }
        if (faults.strike("hang", path) != null) {
            Pace.pause(Pace.LONGEST);
        }
        return page(path);
    }

    private @Nullable WebAnswer page(String path) {
        if (faults.strike("html", path) != null) {
            return WebAnswer.of(200, "text/html;charset=UTF-8", "<html><body><h1>Please log in</h1></body></html>");
        }
        return faults.strike("huge", path) == null
                ? null
                : WebAnswer.of(200, WebAnswer.JSON, "{\"padding\":\"" + "x".repeat(HUGE) + "\"}");
    }

    boolean wrongPerson(String path) {
        return faults.strike("wrong-person", path) != null;
    }

    /** @return the answer as it leaves: cut in half, lost, or as it is */
    WebAnswer after(WebAnswer answer, String path) {
        WebAnswer sent = answer;
        if (faults.strike("half-json", path) != null) {
            byte[] half = Arrays.copyOf(answer.body(), answer.body().length / 2);
            sent = new WebAnswer(answer.status(), answer.contentType(), answer.headers(), half, false);
        }
        return faults.strike("drop-reply", path) == null ? sent : sent.dropped();
    }
}
