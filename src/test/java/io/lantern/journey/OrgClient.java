package io.lantern.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plain REST client of the sandbox org and of the hub, as a script would be one. */
final class OrgClient {
    static final String HUB_KEY = "lnt_sandbox_0000000000000000000000000000000000000000000";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "/services/data/v60.0";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI org;
    private final String token;

    OrgClient(URI org) {
        this.org = org;
        this.token = login();
    }

    /** Creates a lead by a call of its own; returns its id. */
    String createLead(Map<String, String> fields) {
        return send("POST", DATA + "/sobjects/Lead", fields).path("id").asText();
    }

    /** Creates leads, 200 a call; returns their ids in order. */
    List<String> createLeads(List<Map<String, String>> leads) {
        List<String> ids = new ArrayList<>();
        for (int from = 0; from < leads.size(); from += 200) {
            List<Map<String, Object>> records = new ArrayList<>();
            for (Map<String, String> lead : leads.subList(from, Math.min(from + 200, leads.size()))) {
                Map<String, Object> record = new LinkedHashMap<>(lead);
                record.put("attributes", Map.of("type", "Lead"));
                records.add(record);
            }
            for (JsonNode result : send("POST", DATA + "/composite/sobjects", Map.of("records", records))) {
                if (!result.path("success").asBoolean()) {
                    throw new IllegalStateException("not created: " + result);
                }
                ids.add(result.path("id").asText());
            }
        }
        return ids;
    }

    /** All rows of a query, every page. */
    List<JsonNode> query(String soql) {
        List<JsonNode> rows = new ArrayList<>();
        @Nullable String path = DATA + "/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8);
        while (path != null) {
            JsonNode page = send("GET", path, null);
            page.path("records").forEach(rows::add);
            path = page.path("done").asBoolean()
                    ? null
                    : page.path("nextRecordsUrl").asText();
        }
        return rows;
    }

    /** Sends a request to the org with the session of this client; a status of 400 or more is an exception. */
    JsonNode send(String method, String path, @Nullable Object body) {
        return send(http, org.resolve(path), method, token, body);
    }

    /** Sends a request to a hub with the sandbox's key. */
    static JsonNode hub(URI hub, String method, String path, @Nullable Object body) {
        return send(HttpClient.newHttpClient(), hub.resolve(path), method, HUB_KEY, body);
    }

    private String login() {
        String form = "grant_type=client_credentials&client_id=lantern-sandbox&client_secret=lantern-sandbox-secret";
        HttpRequest request = HttpRequest.newBuilder(org.resolve("/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return exchange(http, request).path("access_token").asText();
    }

    private static JsonNode send(HttpClient http, URI uri, String method, String token, @Nullable Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(Duration.ofSeconds(60))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            return exchange(http, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode exchange(HttpClient http, HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(response.body(), StandardCharsets.UTF_8);
            if (response.statusCode() >= 400) {
                throw new IllegalStateException(request.uri() + " answered " + response.statusCode() + " " + text);
            }
            return text.isBlank() ? JSON.nullNode() : JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
