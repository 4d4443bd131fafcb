package io.lantern.sandbox.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code /sandbox/requests} and {@code /sandbox/faults} of one part of the sandbox. Needs no login. */
public final class ControlApi {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final Faults faults;
    private final Set<String> names;
    private final Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>> routes = new Routes<>();

    /** @param names of the faults there are; docs/reference/sandbox.md says what each does */
    public ControlApi(Faults faults, Set<String> names) {
        this.faults = faults;
        this.names = Set.copyOf(names);
        add("GET", "/requests", (request, places) -> json(200, faults.counts().snapshot()));
        add("DELETE", "/requests", (request, places) -> done(faults.counts()::reset));
        add("GET", "/faults", (request, places) -> active());
        add("DELETE", "/faults", (request, places) -> done(faults::clearAll));
        add("PUT", "/faults/{name}", (request, places) -> set(request, places.getOrDefault("name", "")));
        add("DELETE", "/faults/{name}", (request, places) -> done(() -> faults.clear(places.getOrDefault("name", ""))));
    }

    /** Adds something that only this part of the sandbox has. @param pattern below {@code /sandbox} */
    public ControlApi add(String method, String pattern, BiFunction<WebRequest, Map<String, String>, WebAnswer> does) {
        routes.add(method, pattern, "", does);
        return this;
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
        }
    }

    /** @return {@code {"error": text}} */
    public static WebAnswer sentence(int status, String text) {
        return json(status, Map.of("error", text));
    }

    /** @param body anything Jackson writes */
    public static WebAnswer json(int status, Object body) {
        try {
            return WebAnswer.of(status, WebAnswer.JSON, MAPPER.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WebAnswer done(Runnable work) {
        work.run();
        return WebAnswer.empty(204);
    }

    private WebAnswer active() {
        List<Map<String, @Nullable Object>> active = new ArrayList<>();
        faults.active().forEach(fault -> active.add(shown(fault)));
        return json(200, Map.of("faults", active));
    }

    private WebAnswer set(WebRequest request, String name) {
        if (!names.contains(name)) {
            return sentence(404, "There is no fault named %s; docs/reference/sandbox.md lists them.".formatted(name));
        }
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        tree(request.body())
                .fields()
                .forEachRemaining(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        try {
            return json(200, shown(faults.set(name, parameters)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("count, probability and seconds are numbers: " + e.getMessage(), e);
        }
    }

    private static JsonNode tree(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, @Nullable Object> shown(Fault fault) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", fault.name());
        json.put("count", fault.count());
        json.put("probability", fault.probability());
        json.put("until", fault.until() == null ? null : fault.until().toString());
        json.put("path", fault.path());
        json.put("parameters", fault.parameters());
        return json;
    }
}
