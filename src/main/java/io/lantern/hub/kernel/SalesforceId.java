package io.lantern.hub.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Salesforce record id, always held in its 18-character form.
 *
 * <p>The suffix holds one bit per upper-case letter of each group of five characters, written with the
 * alphabet {@code A-Z0-5}; it lets a reader notice that the case of the first 15 was damaged on the way.
 *
 * @param value 18 characters: 15 case-sensitive base-62 characters and the 3-character checksum
 */
public record SalesforceId(@JsonValue String value) {
    private static final Pattern BASE_62 = Pattern.compile("[A-Za-z0-9]+");
    private static final String SUFFIX_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    public SalesforceId {
        if (value.length() != 18 || !value.substring(15).equals(suffix(value))) {
            throw new IllegalArgumentException("Not an 18-character Salesforce id: " + value);
        }
    }

    /**
     * Reads an id as people and systems send it.
     *
     * @param text 15 or 18 characters
     * @return the id, or empty when the length, an character or the checksum is wrong
     */
    public static Optional<SalesforceId> parse(String text) {
        if (!BASE_62.matcher(text).matches()) {
            return Optional.empty();
        }
        return switch (text.length()) {
            case 15 -> Optional.of(new SalesforceId(text + suffix(text)));
            case 18 -> text.substring(15).equals(suffix(text)) ? Optional.of(new SalesforceId(text)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /**
     * @param text 15 or 18 characters
     * @return the id
     * @throws IllegalArgumentException when it is none
     */
    @JsonCreator
    public static SalesforceId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("Not a Salesforce id: " + text));
    }

    /** @return the three characters that tell the object, for example {@code 00Q} for a lead */
    public String keyPrefix() {
        return value.substring(0, 3);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String suffix(String id) {
        StringBuilder suffix = new StringBuilder(3);
        for (int group = 0; group < 3; group++) {
            int bits = 0;
            for (int position = 0; position < 5; position++) {
                char c = id.charAt(group * 5 + position);
                if (c >= 'A' && c <= 'Z') {
                    bits |= 1 << position;
                }
            }
            suffix.append(SUFFIX_ALPHABET.charAt(bits));
        }
        return suffix.toString();
    }
}
