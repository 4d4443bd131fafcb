package io.lantern.sandbox.salesforce.schema;

import org.jspecify.annotations.Nullable;

/**
 * Record ids: 15 base-62 characters that mind their case, and three more that hold the case of the first 15 (one bit
 * per upper-case letter of each group of five), so that an id whose case was lost can be repaired.
 */
public final class RecordIds {
    private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Where a real org has the name of its instance; the same for every sandbox, so that ids never differ. */
    private static final String INSTANCE = "Lt0";

    private static final int COUNTER_LENGTH = 9;

    private RecordIds() {}

    /**
     * @param keyPrefix three characters
     * @param counter from 1
     * @return the 18-character id of the record with this number; later numbers sort later
     */
    public static String of(String keyPrefix, long counter) {
        char[] body = new char[COUNTER_LENGTH];
        long rest = counter;
        for (int i = COUNTER_LENGTH - 1; i >= 0; i--) {
            body[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return withSuffix(keyPrefix + INSTANCE + new String(body));
    }

    /**
     * @param id an id made by {@link #of}
     * @return its counter
     */
    public static long counter(String id) {
        long counter = 0;
        for (int i = 15 - COUNTER_LENGTH; i < 15; i++) {
            counter = counter * DIGITS.length() + DIGITS.indexOf(id.charAt(i));
        }
        return counter;
    }

    /**
     * @param id 15 or 18 characters, as clients send it
     * @return the 18-character form with its case repaired, or null when it is no id
     */
    public static @Nullable String normalize(String id) {
        if ((id.length() != 15 && id.length() != 18) || !isBase62(id)) {
            return null;
        }
        if (id.length() == 15) {
            return withSuffix(id);
        }
        String exact = withSuffix(id.substring(0, 15));
        return exact.equals(id) ? exact : repair(id);
    }

    /**
     * @param id15 the case-sensitive 15 characters
     * @return all 18
     */
    public static String withSuffix(String id15) {
        StringBuilder id = new StringBuilder(18).append(id15);
        for (int group = 0; group < 3; group++) {
            int bits = 0;
            for (int position = 0; position < 5; position++) {
                if (isUpper(id15.charAt(group * 5 + position))) {
                    bits |= 1 << position;
                }
            }
            id.append(SUFFIX.charAt(bits));
        }
        return id.toString();
    }

    private static @Nullable String repair(String id) {
        StringBuilder repaired = new StringBuilder(15);
        for (int i = 0; i < 15; i++) {
            int bits = SUFFIX.indexOf(Character.toUpperCase(id.charAt(15 + i / 5)));
            if (bits < 0) {
                return null;
            }
            boolean upper = (bits & (1 << (i % 5))) != 0;
            char c = id.charAt(i);
            if (upper && !Character.isLetter(c)) {
                return null;
            }
            repaired.append(upper ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return withSuffix(repaired.toString());
    }

    private static boolean isBase62(String id) {
        return id.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
