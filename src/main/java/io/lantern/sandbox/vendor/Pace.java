package io.lantern.sandbox.vendor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lantern.sandbox.control.ControlApi;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import java.util.Map;
import java.util.function.Supplier;

/** How long a call takes, and how many may be made at once. Threads share it. */
final class Pace {
    static final int LONGEST = 600_000;

    private int millis;
    private int atOnce;
    private int now;
    private int most;
    private long refused;

    /** @param atOnce 0: as many as come */
    Pace(int millis, int atOnce) {
        set(millis, atOnce);
    }

    WebAnswer take(Supplier<WebAnswer> work, Supplier<WebAnswer> tooMany) {
        int wait = enter();
        if (wait < 0) {
            return tooMany.get();
        }
        try {
            pause(wait);
            return work.get();
        } finally {
            leave();
        }
    }

    /** @param request may carry {@code millis} and {@code at_once}; what it leaves out stays */
    WebAnswer set(WebRequest request) {
        Map<String, String> said = request.parameters();
        synchronized (this) {
            set(number(said, "millis", millis), number(said, "at_once", atOnce));
            most = now;
            refused = 0;
        }
        return shown();
    }

    /** @return the settings, and since they were set the most calls at once and how many were refused */
    synchronized WebAnswer shown() {
        return ControlApi.json(200, new Shown(millis, atOnce, most, refused));
    }

    static void pause(int millis) {
        if (millis <= 0) {
            return;
        }
        try {
            Thread.sleep(Math.min(millis, LONGEST));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void set(int millis, int atOnce) {
        if (millis < 0 || atOnce < 0) {
            throw new IllegalArgumentException("millis and at_once are whole numbers from 0");
        }
        this.millis = millis;
        this.atOnce = atOnce;
    }

    /** @return how long the call takes; -1 when there are too many */
    private synchronized int enter() {
        if (atOnce > 0 && now >= atOnce) {
            refused++;
            return -1;
        }
        now++;
        most = Math.max(most, now);
        return millis;
    }

    private synchronized void leave() {
        now--;
    }

    private record Shown(
            int millis,
            @JsonProperty("at_once") int atOnce,
            @JsonProperty("most_at_once") int most,
            long refused) {}

    private static int number(Map<String, String> said, String name, int otherwise) {
        String text = said.get(name);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a whole number, not " + text, e);
        }
    }
}
