package io.lantern.hub.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place between two entries: everything after it is still to come. Opaque to callers.
 *
 * @param after time of the last entry handed out, in whole microseconds
 * @param seq number of the last entry handed out
 */
record LogCursor(Instant after, long seq) {
    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18}):(\\d{1,18})");
    private static final long MICROS = 1_000_000;

    String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, after);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + ":" + seq).getBytes(StandardCharsets.US_ASCII));
    }

    static Optional<LogCursor> parse(String text) {
        try {
            Matcher parts = TEXT.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            if (!parts.matches()) {
                return Optional.empty();
            }
            long micros = Long.parseLong(parts.group(1));
            Instant after =
                    Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
            return Optional.of(new LogCursor(after, Long.parseLong(parts.group(2))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
