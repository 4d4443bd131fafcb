package io.lantern.hub.api;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Only named headers pass the rim, in either direction. Inwards, because Camel's components take orders from headers
 * ({@code CamelHttpUri}, {@code sObjectQuery}, {@code rawPath}, ...); outwards, because Camel would send every request
 * header back, {@code Authorization} included.
 */
final class HeaderAllowList implements HeaderFilterStrategy {
    private static final Set<String> IN = Set.of("accept", "content-type");
    private static final Set<String> OUT = Set.of(
            "cache-control",
            "content-disposition",
            "content-type",
            "etag",
            "location",
            "retry-after",
            "www-authenticate");

    private final Set<String> parameters = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    HeaderAllowList(Set<String> parameters) {
        this.parameters.addAll(parameters);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !IN.contains(name.toLowerCase(Locale.ROOT)) && !parameters.contains(name);
    }
}
