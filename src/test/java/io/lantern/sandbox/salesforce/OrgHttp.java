package io.lantern.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain HTTP against a sandbox org, to see status and headers as they are. */
final class OrgHttp {
    static final String DATA = "/services/data/v60.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private String token = "";

    OrgHttp(URI url) {
        this.url = url;
    }

    /** One answer; an empty body is a missing node. */
    record Answer(int status, JsonNode body, HttpResponse<byte[]> raw) {
        String text() {
            return new String(raw.body(), StandardCharsets.UTF_8);
        }

        /** The first header of that name; blank when there is none. */
        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    OrgHttp login() {
        Answer answer = form(
                "/services/oauth2/token",
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "lantern-sandbox",
                        "client_secret", "lantern-sandbox-secret"));
        token = answer.body().path("access_token").asText();
        return this;
    }

    String token() {
        return token;
    }

    OrgHttp withToken(String other) {
        token = other;
        return this;
    }

    Answer form(String path, Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return exchange(HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)))
                .build());
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer query(String soql, String... headers) {
        return get(DATA + "/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8), headers);
    }

    Answer send(String method, String path, @Nullable Object body, String... headers) {
        try {
            byte[] bytes = body == null
                    ? new byte[0]
                    : body instanceof String text
                            ? text.getBytes(StandardCharsets.UTF_8)
                            : JSON.writeValueAsBytes(body);
            HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(bytes));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
            return exchange(request.build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer exchange(HttpRequest request) {
        try {
            HttpResponse<byte[]> raw = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            boolean json = raw.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("application/json"))
                    .isPresent();
            JsonNode body = json && raw.headers().firstValue("Content-Encoding").isEmpty()
                    ? JSON.readTree(raw.body())
                    : JSON.missingNode();
            return new Answer(raw.statusCode(), body, raw);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
