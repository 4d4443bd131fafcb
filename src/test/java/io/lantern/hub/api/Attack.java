package io.lantern.hub.api;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One hostile request, as its bytes go over the wire: no client corrects it on the way.
 *
 * @param what names it in a failure
 * @param wire each character is one byte; {@code {key}} stands for the attacker's own key
 */
record Attack(String what, String wire) {
    /**
     * Requests of one kind.
     *
     * @param statuses what each may be answered with
     */
    record Family(String name, List<Integer> statuses, List<Attack> attacks) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A request whose head and framing are right. */
    static Attack of(String what, String method, String target, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Attack(
                what,
                method + " " + target + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n"
                        + new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
