package io.lantern.sandbox.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import java.util.function.Function;

/** How one vendor speaks: its paths, its key, its shapes. */
interface Vendor {
    /** First part of its paths, and of its names in the counts. */
    String name();

    String keyHeader();

    /** What stands before the key. */
    default String keyPrefix() {
        return "";
    }

    /** Paths without the vendor's own part. */
    Routes<Function<Known, WebAnswer>> routes();

    /** The body of a refusal. */
    JsonNode refused(Refusal refusal);

    default WebAnswer refuse(Refusal refusal) {
        return json(refusal.status(), refused(refusal));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static WebAnswer json(int status, JsonNode body) {
        return WebAnswer.of(status, WebAnswer.JSON, body.toString());
    }
}
