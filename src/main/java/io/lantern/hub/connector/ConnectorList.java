package io.lantern.hub.connector;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the hub is connected to, and whether it answers. */
public record ConnectorList(List<Entry> connectors) {
    public ConnectorList {
        connectors = List.copyOf(connectors);
    }

    /** As on the wire. */
    public enum Status {
        CONNECTED,
        ERROR,
        NOT_CONFIGURED;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One connection.
     *
     * @param type the kind of system, or the name of a vendor, a model or a webhook
     * @param account whose it is there; null when that is not known
     * @param connectedAt since when it has answered without a break, as far as this node knows; null when it does not
     * @param lastCheckedAt when it was last asked or used; null when it is not configured
     * @param error a sentence, also of what is missing where it is not configured; null when it is connected
     */
    public record Entry(
            String type,
            Status status,
            @Nullable String account,
            @Nullable Instant connectedAt,
            @Nullable Instant lastCheckedAt,
            @Nullable String error) {}
}
