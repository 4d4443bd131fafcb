package io.lantern.hub.audit.chain;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says, in the form that is hashed: its columns in this order, each as its length in bytes of UTF-8, a
 * colon and its text, or {@code -} for none; times as in {@code 2026-03-01T16:20:11.042Z}. Lengths keep columns from
 * flowing into each other (as in bencode).
 */
record Content(
        int tenant, long seq, Instant occurredAt, String action, String object, String objectId, Further further) {

    /** The rest of the columns, in the order of the table. */
    record Further(List<@Nullable Object> columns) {}

    /** What an erasure leaves in place of a reason, and of a diff. */
    static final String ERASED = "Erased";

    static final String NO_DIFF = "{}";

    private static final int REASON = 4;
    private static final int DIFF = 7;

    /** What the first link of every chain follows. */
    static final String NOTHING = "0".repeat(64);

    /** @return lower-case hex SHA-256 of the canonical form */
    String hash() {
        StringBuilder text = new StringBuilder(512);
        append(text, tenant);
        append(text, seq);
        append(text, occurredAt);
        append(text, action);
        append(text, object);
        append(text, objectId);
        further.columns().forEach(column -> append(text, column));
        return sha256(text.toString());
    }

    /** @return whether an erasure left nothing to read here */
    boolean isErased() {
        return ERASED.equals(further.columns().get(REASON))
                && NO_DIFF.equals(further.columns().get(DIFF));
    }

    /** @return the hash of a link with this content behind a link with that hash */
    static String chained(String previousHash, String contentHash) {
        return sha256(previousHash + contentHash);
    }

    private static void append(StringBuilder text, @Nullable Object column) {
        if (column == null) {
            text.append('-');
            return;
        }
        String value = column.toString();
        text.append(value.getBytes(StandardCharsets.UTF_8).length).append(':').append(value);
    }

    private static String sha256(String text) {
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    }
}
