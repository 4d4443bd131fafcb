package io.lantern.hub.workflow;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Puts the one route of a file in the place of the route of that id, once it is known to start. */
final class RouteFile {
    private static final long RUNNING_RUNS_SECONDS = 20;

    /** How Camel's YAML reader and its parser say where: {@code line 12}, {@code line: 12}. */
    private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

    private final ModelCamelContext camel;

    RouteFile(ModelCamelContext camel) {
        this.camel = camel;
    }

    /**
     * @param id what the route must be called
     * @param file for messages
     * @throws RefusedFileException when it cannot be used; then nothing has changed
     */
    void replace(String id, String file, String text) {
        RouteDefinition trial = read(id, file, text);
        String name = WorkflowFiles.TRIAL + id;
        trial.setId(name);
        trial.getInput().setUri("direct:" + name);
        trial.setAutoStartup("false");
        try {
            camel.addRouteDefinition(trial);
        } catch (Exception e) {
            throw refused(file, text, e);
        } finally {
            remove(name);
        }
        RouteDefinition route = read(id, file, text);
        remove(id);
        try {
            camel.addRouteDefinition(route);
        } catch (Exception e) {
            throw refused(file, text, e);
        }
    }

    /** Lets exchanges that are under way end first; who comes meanwhile tries again later. */
    void remove(String id) {
        RouteDefinition route = camel.getRouteDefinition(id);
        if (route == null) {
            return;
        }
        try {
            if (camel.getRoute(id) != null) {
                camel.getRouteController().stopRoute(id, RUNNING_RUNS_SECONDS, TimeUnit.SECONDS);
            }
            camel.removeRouteDefinition(route);
        } catch (Exception e) {
            throw new IllegalStateException("The route " + id + " cannot be taken away", e);
        }
    }

    private RouteDefinition read(String id, String file, String text) {
        List<RouteDefinition> routes;
        try {
            Collection<RoutesBuilder> builders = PluginHelper.getRoutesLoader(camel)
                    .findRoutesBuilders(List.of(ResourceHelper.fromString("file:" + file, text)));
            RouteBuilder builder = (RouteBuilder) builders.iterator().next();
            routes = builder.configureRoutes(camel).getRoutes();
        } catch (Exception e) {
            throw refused(file, text, e);
        }
        if (routes.size() != 1 || !id.equals(routes.get(0).getRouteId())) {
            throw new RefusedFileException(
                    "%s, line 1: must hold one route, with the id %s after its file.".formatted(file, id));
        }
        RouteDefinition route = routes.get(0);
        if (!("direct:" + id).equals(route.getInput().getEndpointUri())) {
            throw new RefusedFileException(
                    "%s, line %d: the route must be from direct:%s.".formatted(file, lineOf(text, "from:"), id));
        }
        if (!"worker".equals(route.getRouteConfigurationId())) {
            throw new RefusedFileException(
                    "%s, line %d: the route needs `routeConfigurationId: worker`, so that a failed run is tried again."
                            .formatted(file, lineOf(text, "id:")));
        }
        return route;
    }

    private static RefusedFileException refused(String file, String text, Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String reason = Objects.requireNonNullElse(
                        cause.getMessage(), cause.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("");
        Matcher line = LINE.matcher(String.valueOf(cause.getMessage()));
        int number = line.find() ? Integer.parseInt(line.group(1)) : lineOf(text, quoted(reason));
        return new RefusedFileException("%s, line %d: %s.".formatted(file, number, reason.replaceAll("[.\\s]+$", "")));
    }

    /** @return the last name in the message that is likely to stand in the file, such as a bean's */
    private static String quoted(String reason) {
        Matcher name = Pattern.compile("(?:[:`'\"] ?)([A-Za-z][\\w.:-]{2,})").matcher(reason);
        return name.find() ? name.group(1) : "route:";
    }

    private static int lineOf(String text, String part) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i + 1;
            }
        }
        return 1;
    }
}
