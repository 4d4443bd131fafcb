package io.lantern.sandbox.salesforce.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a change event says of the values without telling them: SHA-256 over the sorted lines {@code Field=value\n}.
 * {@code LanternRecordChange.cls} computes the same for real orgs.
 */
final class Fingerprint {
    private Fingerprint() {}

    /** @param values text of each changed text-like field; null stands for a cleared one */
    static String of(Map<String, ? extends @Nullable Object> values) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(values)
                .forEach((field, value) -> lines.append(field)
                        .append('=')
                        .append(value == null ? "" : value)
                        .append('\n'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
