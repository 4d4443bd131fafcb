package io.lantern.sandbox.salesforce;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import java.util.function.Function;

/** Lets the faults strike that hit any request, whatever it asks: slow, unavailable, lost reply. */
final class Gate {
    private static final String HTML =
            "<html><head><title>Service Unavailable</title></head><body><h1>Down for Maintenance</h1>"
                    + "<p>Sorry for the inconvenience. We'll be back shortly.</p></body></html>";
    private static final int LONGEST_WAIT = 600_000;

    private final Faults faults;

    Gate(Faults faults) {
        this.faults = faults;
    }

    WebAnswer pass(WebRequest request, Function<WebRequest, WebAnswer> face) {
        String path = request.path();
        Fault slow = faults.strike("slow", path);
        if (slow != null) {
            pause(Math.min(slow.number("millis", 5_000), LONGEST_WAIT));
        }
        Fault unavailable = faults.strike("unavailable", path);
        if (unavailable != null) {
            return WebAnswer.of(unavailable.number("status", 503), "text/html;charset=UTF-8", HTML);
        }
        WebAnswer answer = face.apply(request);
        return faults.strike("drop-reply", path) == null ? answer : answer.dropped();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
