package io.lantern.hub.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Keeps workflows and sources in step with the folders they lie in: a file that is dropped, changed or taken away
 * counts within two seconds. A file that cannot be used is refused, and what was loaded before goes on. Camel's own
 * reload stops the old route before it knows whether the new one can start.
 */
@Component
class WorkflowFiles implements DisposableBean {
    /** Begins the id of a route that is only tried out. */
    static final String TRIAL = "workflow.trial.";

    private static final Logger log = LoggerFactory.getLogger(WorkflowFiles.class);
    private static final String SUFFIX = ".camel.yaml";
    private static final List<String> AREAS = List.of("workflow", "source");

    private final ModelCamelContext camel;
    private final RouteFile routes;
    private final WorkflowSettings settings;
    private final Map<Path, String> seen = new HashMap<>();
    private final Map<Path, String> done = new HashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "workflow-files");
        thread.setDaemon(true);
        return thread;
    });

    WorkflowFiles(CamelContext camel, WorkflowSettings settings) {
        this.camel = (ModelCamelContext) camel;
        this.routes = new RouteFile(this.camel);
        this.settings = settings;
    }

    /** @return id of a workflow to why the file that lies there now is not used */
    Map<String, String> refused() {
        return Map.copyOf(refused);
    }

    /** @return whether the route is one that records go through, and no operation of the contract */
    boolean isWorkflow(@Nullable RouteDefinition route) {
        return route != null && "worker".equals(route.getRouteConfigurationId());
    }

    /** After Camel has its routes and before any run goes on: an interrupted run would else miss its workflow. */
    @EventListener(ApplicationStartedEvent.class)
    void start() {
        if (settings.watched().isEmpty()) {
            return;
        }
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
        for (String area : AREAS) {
            Path folder = settings.watched().orElseThrow().resolve(area);
            try {
                look(area, folder);
            } catch (IOException | RuntimeException e) {
                // The next second tries again; an exception would end the timer.
                log.warn("The folder {} cannot be read: {}", folder, e.toString());
            }
        }
    }

    private void look(String area, Path folder) throws IOException {
        Map<Path, String> there = contents(folder);
        for (Map.Entry<Path, String> file : there.entrySet()) {
            boolean atRest = file.getValue().equals(seen.get(file.getKey()));
            String before = done.getOrDefault(file.getKey(), packaged(area, file.getKey()));
            if (atRest && !file.getValue().equals(before)) {
                load(area, file.getKey(), file.getValue());
            }
            if (atRest) {
                done.put(file.getKey(), file.getValue());
            }
        }
        for (Path gone : List.copyOf(done.keySet())) {
            if (gone.startsWith(folder) && !there.containsKey(gone)) {
                done.remove(gone);
                takeAway(area, gone);
            }
        }
        seen.keySet().removeIf(file -> file.startsWith(folder));
        seen.putAll(there);
    }

    private static Map<Path, String> contents(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Map.of();
        }
        Map<Path, String> contents = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                contents.put(file, Files.readString(file));
            }
        }
        return contents;
    }

    private void load(String area, Path file, String text) {
        String id = id(area, file);
        try {
            routes.replace(id, file.toString(), text);
            refused.remove(name(file));
            log.info("{} is loaded from {}", id, file);
        } catch (RefusedFileException e) {
            refused.put(name(file), e.getMessage());
            log.error("{} What was loaded before goes on.", e.getMessage());
        }
    }

    private void takeAway(String area, Path file) throws IOException {
        String id = id(area, file);
        refused.remove(name(file));
        String shipped = packaged(area, file);
        if (shipped != null) {
            routes.replace(id, "classpath:routes/" + area + "/" + file.getFileName(), shipped);
            log.info("{} is again the one that ships", id);
        } else if (camel.getRouteDefinition(id) != null) {
            routes.remove(id);
            log.info("{} is taken away", id);
        }
    }

    private static @Nullable String packaged(String area, Path file) throws IOException {
        ClassPathResource shipped = new ClassPathResource("routes/" + area + "/" + file.getFileName());
        return shipped.exists() ? shipped.getContentAsString(StandardCharsets.UTF_8) : null;
    }

    private static String id(String area, Path file) {
        return area + "." + name(file);
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
