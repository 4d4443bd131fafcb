package io.lantern.sandbox.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.target.Arrivals;
import io.lantern.sandbox.target.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Takes what is signed with its secret, under any name, and refuses everything else with 401. */
public final class WebhookReceiver implements Target {
    /** What it checks signatures with; everybody knows it. */
    public static final String SECRET = "whsec_bGFudGVybi1zYW5kYm94LXdlYmhvb2stc2VjcmV0";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HEADERS = List.of("webhook-id", "webhook-timestamp", "webhook-signature");

    private final Arrivals arrivals;

    public WebhookReceiver(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>> routes() {
        return new Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>>()
                .add("POST", "/{name}", "post", (request, places) -> take(request, places.getOrDefault("name", "")));
    }

    @Override
    public @Nullable WebAnswer refuseStranger(WebRequest request) {
        try {
            new Webhook(SECRET).verify(request.text(), signed(request));
            return null;
        } catch (WebhookVerificationException e) {
            return WebAnswer.of(401, "text/plain;charset=UTF-8", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public WebAnswer refuse(int status, String code) {
        return WebAnswer.of(status, "text/plain;charset=UTF-8", code.isEmpty() ? "refused" : code);
    }

    private WebAnswer take(WebRequest request, String name) {
        try {
            JsonNode body = JSON.readTree(request.text());
            arrivals.add("webhook", request.header("webhook-id"), Map.of("name", name, "body", body));
            return WebAnswer.empty(204);
        } catch (JsonProcessingException e) {
            return refuse(400, "no JSON");
        }
    }

    private static Map<String, List<String>> signed(WebRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : HEADERS) {
            String value = request.header(name);
            headers.put(name, value == null ? List.of() : List.of(value));
        }
        return headers;
    }
}
