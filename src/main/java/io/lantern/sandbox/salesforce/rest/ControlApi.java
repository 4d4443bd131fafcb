package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a test may ask of the sandbox below {@code /sandbox}: counts, faults, sessions, keys. Needs no login. */
public final class ControlApi {
    /** Faults there are; docs/reference/sandbox.md says what each does. */
    private static final Set<String> HTTP_FAULTS = Set.of(
            "unauthorized",
            "request-limit",
            "row-lock",
            "unavailable",
            "slow",
            "drop-reply",
            "retired-version",
            "login-refused",
            "session-lifetime",
            "soap-login-off",
            "queue-owned-convert",
            "duplicate-rule");

    private final Org org;
    private final OAuth oauth;
    private final Set<String> eventFaults;
    private final Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>> routes = new Routes<>();

    /** @param eventFaults names of the faults the event side knows */
    public ControlApi(Org org, OAuth oauth, Set<String> eventFaults) {
        this.org = org;
        this.oauth = oauth;
        this.eventFaults = Set.copyOf(eventFaults);
        routes.add(
                        "GET",
                        "/requests",
                        "",
                        (request, places) -> json(200, org.faults().counts().snapshot()))
                .add("DELETE", "/requests", "", (request, places) -> reset())
                .add("GET", "/faults", "", (request, places) -> faults())
                .add("DELETE", "/faults", "", (request, places) -> clearAll())
                .add("PUT", "/faults/{name}", "", (request, places) -> set(request, places.getOrDefault("name", "")))
                .add("DELETE", "/faults/{name}", "", (request, places) -> clear(places.getOrDefault("name", "")))
                .add("DELETE", "/sessions", "", (request, places) -> expire())
                .add("POST", "/refresh-tokens", "", (request, places) -> refreshToken(request))
                .add("PUT", "/jwt-keys/{client}", "", (request, places) -> register(request, places));
    }

    /** Answers a path below {@code /sandbox}. */
    public WebAnswer serve(WebRequest request) {
        List<String> segments = request.segments();
        var match = routes.find(request.method(), segments.subList(1, segments.size()));
        if (match == null) {
            return sentence(
                    404,
                    "There is no %s %s; see docs/reference/sandbox.md.".formatted(request.method(), request.path()));
        }
        try {
            return match.target().apply(request, match.places());
        } catch (IllegalArgumentException e) {
            return sentence(400, String.valueOf(e.getMessage()));
        } catch (OrgFault e) {
            return sentence(400, e.text());
        }
    }

    private WebAnswer reset() {
        org.faults().counts().reset();
        return WebAnswer.empty(204);
    }

    private WebAnswer faults() {
        List<Map<String, @Nullable Object>> active = new ArrayList<>();
        org.faults().active().forEach(fault -> active.add(json(fault)));
        return json(200, Map.of("faults", active));
    }

    private WebAnswer clearAll() {
        org.faults().clearAll();
        return WebAnswer.empty(204);
    }

    private WebAnswer set(WebRequest request, String name) {
        if (!HTTP_FAULTS.contains(name) && !eventFaults.contains(name)) {
            return sentence(404, "There is no fault named %s; docs/reference/sandbox.md lists them.".formatted(name));
        }
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        JsonNode body = Json.parse(request.body());
        body.fields()
                .forEachRemaining(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        try {
            return json(200, json(org.faults().set(name, parameters)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("count, probability and seconds are numbers: " + e.getMessage(), e);
        }
    }

    private WebAnswer clear(String name) {
        org.faults().clear(name);
        return WebAnswer.empty(204);
    }

    private WebAnswer expire() {
        org.sessions().revokeAll();
        return WebAnswer.empty(204);
    }

    private WebAnswer refreshToken(WebRequest request) {
        String username = Json.parse(request.body()).path("username").asText(OAuth.RUN_AS);
        Row user = org.user(username);
        if (user == null) {
            return sentence(404, "There is no user named " + username + ".");
        }
        return json(201, Map.of("refresh_token", oauth.refreshTokens().issue(user.id(), username)));
    }

    private WebAnswer register(WebRequest request, Map<String, String> places) {
        try {
            oauth.keys().register(places.getOrDefault("client", ""), request.text());
            return WebAnswer.empty(204);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, @Nullable Object> json(Fault fault) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", fault.name());
        json.put("count", fault.count());
        json.put("probability", fault.probability());
        json.put("until", fault.until() == null ? null : fault.until().toString());
        json.put("path", fault.path());
        json.put("parameters", fault.parameters());
        return json;
    }

    private static WebAnswer sentence(int status, String text) {
        return json(status, Map.of("error", text));
    }

    private static WebAnswer json(int status, Object body) {
        return WebAnswer.of(status, WebAnswer.JSON, new String(Json.bytes(body), StandardCharsets.UTF_8));
    }
}
