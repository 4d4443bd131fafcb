package io.lantern.hub.connector;

import io.lantern.hub.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing to deliver.
 *
 * @param key at most 200 characters; the same key to the same target is the same delivery, however often it is tried
 * @param requestId of the request it comes from, as answered in {@code X-Request-Id}
 * @param subject short title, for e-mail and chat
 * @param text for people, without markup; may be empty
 * @param record what it is about, by the contract's field names: {@code email, first_name, last_name, company, title,
 *     phone, country} and others; may be empty
 * @param options of the kind of target, such as {@code to} for e-mail; docs/reference/connectors.md lists them
 */
public record Delivery(
        TenantId tenant,
        String key,
        String requestId,
        String subject,
        String text,
        Map<String, @Nullable Object> record,
        Map<String, String> options) {
    private static final int LONGEST_KEY = 200;

    public Delivery {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("The key of a delivery has 1 to 200 characters");
        }
        record = Collections.unmodifiableMap(new LinkedHashMap<>(record));
        options = Map.copyOf(options);
    }

    /** @return an option; empty when it is not given */
    public String option(String name) {
        return options.getOrDefault(name, "").strip();
    }

    /**
     * Names this delivery to the receiver. It says nothing of the key, which callers choose, and holds only letters,
     * digits and an underscore, so that it can stand in any header.
     *
     * @param target for example {@code webhook.crm}
     */
    public String id(String target) {
        String whole = tenant.value() + "\n" + target + "\n" + key;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return "msg_" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Delivery[" + requestId + "]";
    }
}
