package io.lantern.hub.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP server answered.
 *
 * @param pause how long it wants to be left alone; null when it does not say
 * @param body at most a megabyte
 */
public record Reply(int status, @Nullable Duration pause, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @return whether the status is 200 to 299 */
    public boolean isGood() {
        return status / 100 == 2;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** @return the body; a missing node when it is no JSON */
    public JsonNode json() {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return "Reply[" + status + "]";
    }
}
