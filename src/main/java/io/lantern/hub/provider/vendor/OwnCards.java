package io.lantern.hub.provider.vendor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the vendors in step with a folder of your own cards: a file that is dropped, changed or taken away counts
 * within two seconds. Camel's own reload reads files while they are being written, and does not take away.
 */
@Component
class OwnCards implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(OwnCards.class);

    private record Print(FileTime changed, long size) {}

    private final ModelCamelContext camel;
    private final VendorCards known;
    private final VendorSettings settings;
    private final Map<Path, Print> seen = new HashMap<>();
    private final Map<Path, Print> done = new HashMap<>();
    private final Map<Path, Set<String>> loaded = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "provider-cards");
        thread.setDaemon(true);
        return thread;
    });

    OwnCards(CamelContext camel, VendorCards known, VendorSettings settings) {
        this.camel = (ModelCamelContext) camel;
        this.known = known;
        this.settings = settings;
    }

    /**
     * Loads what lies there before any run goes on: a batch that was interrupted would else miss its vendors. No
     * SmartLifecycle: one that needs Camel's context makes Spring start that before its routes are loaded.
     */
    @EventListener(ApplicationStartedEvent.class)
    void start() {
        tried();
        tried();
        timer.scheduleWithFixedDelay(this::tried, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }

    /** Loads at the second look: a file that has changed since the first is still being written. */
    private void tried() {
        try {
            look();
        } catch (IOException | RuntimeException e) {
            // The next second tries again; an exception would end the timer.
            log.warn("The folder of provider cards {} cannot be read: {}", settings.cards(), e.toString());
        }
    }

    private void look() throws IOException {
        Map<Path, Print> there = files();
        for (Map.Entry<Path, Print> file : there.entrySet()) {
            boolean atRest = file.getValue().equals(seen.get(file.getKey()));
            if (atRest && !file.getValue().equals(done.put(file.getKey(), file.getValue()))) {
                load(file.getKey());
            }
        }
        for (Map.Entry<Path, Set<String>> file : loaded.entrySet()) {
            if (!there.containsKey(file.getKey())) {
                file.getValue().forEach(this::remove);
            }
        }
        loaded.keySet().retainAll(there.keySet());
        done.keySet().retainAll(there.keySet());
        seen.clear();
        seen.putAll(there);
    }

    private Map<Path, Print> files() throws IOException {
        if (!Files.isDirectory(settings.cards())) {
            return Map.of();
        }
        try (Stream<Path> all = Files.list(settings.cards())) {
            Map<Path, Print> files = new HashMap<>();
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".camel.yaml")).toList()) {
                files.put(file, new Print(Files.getLastModifiedTime(file), Files.size(file)));
            }
            return files;
        }
    }

    private void load(Path file) throws IOException {
        Map<String, Map<String, Object>> cards;
        try {
            cards = CardFile.read(file);
            Set<String> own = loaded.getOrDefault(file, Set.of());
            cards.forEach((id, parameters) -> check(file, id, parameters, own));
        } catch (IllegalArgumentException e) {
            log.error("{} What was loaded before stays.", e.getMessage());
            return;
        }
        loaded.getOrDefault(file, Set.of()).forEach(this::remove);
        loaded.put(file, new HashSet<>());
        cards.forEach((id, parameters) -> add(file, id, parameters));
    }

    private void check(Path file, String id, Map<String, Object> parameters, Set<String> own) {
        if (camel.getRoute(id) != null && !own.contains(id)) {
            throw new IllegalArgumentException(file + ": there is a provider " + id + " already.");
        }
        RouteTemplateDefinition template = camel.getRouteTemplateDefinition(CardFile.TEMPLATE);
        if (template == null) {
            throw new IllegalArgumentException(
                    file + ": the routes of lantern.routes lack provider/vendor.camel.yaml, which cards are for.");
        }
        List<RouteTemplateParameterDefinition> allowed = template.getTemplateParameters();
        Set<String> names =
                allowed.stream().map(RouteTemplateParameterDefinition::getName).collect(Collectors.toSet());
        Map<String, Object> defaults = new HashMap<>();
        allowed.stream()
                .filter(parameter -> parameter.getDefaultValue() != null)
                .forEach(parameter -> defaults.put(parameter.getName(), parameter.getDefaultValue()));
        CardParameters card = known.parameters(defaults, parameters);
        parameters.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw card.wrong(name, "is not known; there are " + String.join(", ", names));
                });
        VendorCard.of(card);
    }

    private void add(Path file, String id, Map<String, Object> parameters) {
        TemplatedRouteBuilder.builder(camel, CardFile.TEMPLATE)
                .routeId(id)
                .parameters(parameters)
                .add();
        loaded.getOrDefault(file, new HashSet<>()).add(id);
        known.changed();
        log.info("Provider {} is loaded from {}", id, file);
    }

    private void remove(String id) {
        RouteDefinition route = camel.getRouteDefinition(id);
        try {
            camel.removeRouteDefinition(route);
            known.changed();
            log.info("Provider {} is taken away", id);
        } catch (Exception e) {
            throw new IllegalStateException("Provider " + id + " cannot be taken away", e);
        }
    }
}
