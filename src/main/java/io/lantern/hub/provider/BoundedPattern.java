package io.lantern.hub.provider;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/** A caller's pattern, given up after so many steps: some patterns take years on a short text. */
final class BoundedPattern implements RegularExpression {
    private static final int STEPS = 2_000_000;

    private final Pattern pattern;

    /** @throws IllegalArgumentException when it is no pattern */
    BoundedPattern(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    @Override
    public boolean matches(String value) {
        return pattern.matcher(new Counted(value, new int[] {STEPS})).find();
    }

    /** The pattern was not done within its steps. */
    static final class TooSlowException extends RuntimeException {}

    /** A text that counts how often it is looked at. */
    private record Counted(String text, int[] left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new TooSlowException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.substring(start, end), left);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
