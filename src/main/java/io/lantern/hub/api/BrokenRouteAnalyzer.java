package io.lantern.hub.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Says in one sentence which route file is broken, and where, when the hub cannot start because of it. */
final class BrokenRouteAnalyzer implements FailureAnalyzer {
    private static final String PATTERN = "camel.main.routes-include-pattern";
    private static final String ACTION = "Correct the route file and start the hub again.";

    private final Environment environment;

    BrokenRouteAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause : StartFailures.chain(failure)) {
            if (cause instanceof MarkedYamlEngineException yaml) {
                return new FailureAnalysis(sentence(yaml), ACTION, failure);
            }
            if (cause instanceof FailedToCreateRouteException route) {
                return new FailureAnalysis(sentence(route), ACTION, failure);
            }
            if (cause instanceof NoSuchFileException folder && isRouteFolder(folder)) {
                return new FailureAnalysis(
                        "There is no folder " + folder.getFile() + " to read routes from.",
                        "Set lantern.routes to a folder such as file:/etc/lantern/routes, or leave it out.",
                        failure);
            }
        }
        return null;
    }

    private boolean isRouteFolder(NoSuchFileException folder) {
        String pattern = environment.getProperty(PATTERN, "");
        return folder.getFile() != null && pattern.startsWith("file:" + folder.getFile());
    }

    private static String sentence(MarkedYamlEngineException yaml) {
        String where = yaml.getProblemMark()
                .or(yaml::getContextMark)
                .map(mark -> "Route file " + mark.getName().replaceFirst("^file:", "") + ", line "
                        + (mark.getLine() + 1) + ": ")
                .orElse("A route file: ");
        return where + yaml.getProblem() + ".";
    }

    private String sentence(FailedToCreateRouteException route) {
        Throwable root = StartFailures.root(route);
        String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return place(route.getRouteId(), culprit(root)) + reason + (reason.endsWith(".") ? "" : ".");
    }

    /** Text to look for in the route, to point at the line. */
    private static String culprit(Throwable root) {
        if (root instanceof NoSuchBeanException bean) {
            return bean.getName();
        }
        if (root instanceof NoSuchEndpointException endpoint) {
            return endpoint.getUri().replaceFirst("://.*", ":");
        }
        return "";
    }

    /** Camel knows the route's id but often not its file: the files are few, so look. */
    private String place(String routeId, String culprit) {
        try {
            for (Resource file : routeFiles()) {
                List<String> lines =
                        file.getContentAsString(StandardCharsets.UTF_8).lines().toList();
                int route = lineWith(lines, 0, "id: " + routeId);
                if (route >= 0) {
                    int line = culprit.isEmpty() ? route : Math.max(route, lineWith(lines, route, culprit));
                    String name = file.isFile() ? file.getFile().getPath() : file.getDescription();
                    return "Route file " + name + ", line " + (line + 1) + ", route " + routeId + ": ";
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // The sentence goes without the file then.
        }
        return "Route " + routeId + ": ";
    }

    private Resource[] routeFiles() throws IOException {
        String pattern = environment.getProperty(PATTERN, "");
        return new PathMatchingResourcePatternResolver().getResources(pattern);
    }

    private static int lineWith(List<String> lines, int from, String text) {
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (text.startsWith("id: ") ? line.equals(text) : line.contains(text)) {
                return i;
            }
        }
        return -1;
    }
}
