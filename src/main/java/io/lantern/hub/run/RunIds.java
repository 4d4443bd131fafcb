package io.lantern.hub.run;

import java.security.SecureRandom;
import java.time.Instant;

/** Makes ids of runs: {@code run_} and 22 characters of Crockford's base 32, of which the first ten are the time. */
final class RunIds {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_CHARACTERS = 10;
    private static final int RANDOM_CHARACTERS = 12;
    private static final SecureRandom random = new SecureRandom();

    private RunIds() {}

    static String next(Instant now) {
        StringBuilder id = new StringBuilder("run_");
        append(id, now.toEpochMilli(), TIME_CHARACTERS);
        append(id, random.nextLong(), RANDOM_CHARACTERS);
        return id.toString();
    }

    private static void append(StringBuilder id, long bits, int characters) {
        for (int position = characters - 1; position >= 0; position--) {
            id.append(ALPHABET.charAt((int) (bits >>> (5 * position)) & 31));
        }
    }
}
