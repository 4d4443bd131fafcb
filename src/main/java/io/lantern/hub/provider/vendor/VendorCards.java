package io.lantern.hub.provider.vendor;

import com.google.common.base.Suppliers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The cards of the routes that run now: each is read from the parameters its route was made with. */
@Component
class VendorCards {
    private static final Logger log = LoggerFactory.getLogger(VendorCards.class);
    private static final String PREFIX = "provider.";

    private record Read(RouteDefinition route, Optional<VendorCard> card) {}

    private final CamelContext camel;
    private volatile Supplier<List<VendorCard>> on = looking();
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    VendorCards(CamelContext camel) {
        this.camel = camel;
    }

    /** @return the vendors that have a key, as of the last half second */
    List<VendorCard> all() {
        return on.get();
    }

    /** @return every card, with a key or without */
    List<VendorCard> loaded() {
        return camel.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.startsWith(PREFIX))
                .sorted()
                .flatMap(id -> card(id).stream())
                .toList();
    }

    /** A card has come or gone. */
    void changed() {
        on = looking();
    }

    private Supplier<List<VendorCard>> looking() {
        return Suppliers.memoizeWithExpiration(this::look, Duration.ofMillis(500));
    }

    private List<VendorCard> look() {
        return loaded().stream().filter(VendorCard::isOn).toList();
    }

    /** @param provider for example {@code hunter.email} */
    Optional<VendorCard> find(String provider) {
        return card(PREFIX + provider);
    }

    /** @return the card of the route this message is in */
    VendorCard of(Exchange message) {
        return card(message.getFromRouteId())
                .orElseThrow(() -> new IllegalStateException(message.getFromRouteId() + " has no valid card"));
    }

    private Optional<VendorCard> card(String routeId) {
        RouteDefinition route = ((ModelCamelContext) camel).getRouteDefinition(routeId);
        if (route == null || route.getTemplateParameters() == null) {
            return Optional.empty();
        }
        return read.compute(routeId, (id, last) -> last != null && last.route() == route ? last : read(route))
                .card();
    }

    private Read read(RouteDefinition route) {
        try {
            return new Read(
                    route,
                    Optional.of(VendorCard.of(
                            parameters(route.getTemplateDefaultParameters(), route.getTemplateParameters()))));
        } catch (IllegalArgumentException e) {
            log.error("{} It is not asked until that is mended.", e.getMessage());
            return new Read(route, Optional.empty());
        }
    }

    /** @return what a card's file gives, over what its template has by default */
    CardParameters parameters(@Nullable Map<String, Object> defaults, Map<String, Object> given) {
        Map<String, Object> values = new HashMap<>(defaults == null ? Map.of() : defaults);
        values.putAll(given);
        return new CardParameters(values, camel::resolvePropertyPlaceholders);
    }
}
