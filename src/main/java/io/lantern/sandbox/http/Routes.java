package io.lantern.sandbox.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a path stands for. Patterns are written {@code /sobjects/{type}/{id}}; the first that fits counts, and
 * literal parts match in any case.
 *
 * @param <T> what a route leads to
 */
public final class Routes<T> {
    private final List<Route<T>> routes = new ArrayList<>();

    /** Adds a route. @param name for counting, for example {@code rest.query} */
    public Routes<T> add(String method, String pattern, String name, T target) {
        routes.add(new Route<>(method, WebRequest.cut(pattern), name, target));
        return this;
    }

    /** Adds a route that is looked at before all others so far. */
    public Routes<T> addFirst(String method, String pattern, String name, T target) {
        routes.add(0, new Route<>(method, WebRequest.cut(pattern), name, target));
        return this;
    }

    /** @return the route of a method and path, or null */
    public @Nullable Match<T> find(String method, List<String> segments) {
        for (Route<T> route : routes) {
            Map<String, String> places = route.method.equals(method) ? places(route.parts, segments) : null;
            if (places != null) {
                return new Match<>(route.name, places, route.target);
            }
        }
        return null;
    }

    /** @return whether the path is known with another method */
    public boolean knows(List<String> segments) {
        return routes.stream().anyMatch(route -> places(route.parts, segments) != null);
    }

    private static @Nullable Map<String, String> places(List<String> parts, List<String> segments) {
        if (parts.size() != segments.size()) {
            return null;
        }
        Map<String, String> places = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{")) {
                places.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equalsIgnoreCase(segments.get(i))) {
                return null;
            }
        }
        return places;
    }

    /** A route found, with the values of its places. */
    public record Match<T>(String name, Map<String, String> places, T target) {}

    private record Route<T>(String method, List<String> parts, String name, T target) {}
}
