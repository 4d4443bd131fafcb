package io.lantern.sandbox.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.target.Arrivals;
import io.lantern.sandbox.target.Target;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One channel's webhook. It answers in plain text, as Slack does. */
public final class SlackWebhook implements Target {
    /** Where it takes messages, below its own name; the last part stands for the secret, and everybody knows it. */
    public static final String PATH = "/services/T0LANTERN/B0SANDBOX/lantern-sandbox";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Integer, String> CODES = Map.of(
            400, "invalid_payload",
            401, "invalid_token",
            403, "action_prohibited",
            404, "no_service",
            410, "channel_is_archived",
            429, "rate_limited",
            500, "rollup_error");

    private final Arrivals arrivals;

    public SlackWebhook(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>> routes() {
        return new Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>>()
                .add("POST", "/services/{team}/{webhook}/{secret}", "post", (request, places) -> take(request));
    }

    @Override
    public @Nullable WebAnswer refuseStranger(WebRequest request) {
        return request.path().equals("/slack" + PATH) ? null : refuse(404, "");
    }

    @Override
    public WebAnswer refuse(int status, String code) {
        return WebAnswer.of(status, "text/html", code.isEmpty() ? CODES.getOrDefault(status, "error") : code);
    }

    private WebAnswer take(WebRequest request) {
        JsonNode message;
        try {
            message = JSON.readTree(request.text());
        } catch (JsonProcessingException e) {
            return refuse(400, "invalid_payload");
        }
        if (message.path("text").asText().isBlank() && message.path("blocks").isEmpty()) {
            return refuse(400, "no_text");
        }
        for (JsonNode block : message.path("blocks")) {
            int length = block.at("/text/text").asText().length();
            if (length < 1 || length > (block.path("type").asText().equals("header") ? 150 : 3_000)) {
                return refuse(400, "invalid_blocks");
            }
        }
        arrivals.add("slack", null, Map.of("message", message));
        return WebAnswer.of(200, "text/html", "ok");
    }
}
