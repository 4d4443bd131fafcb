package io.lantern.hub.api;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which setting gave the port that another process has; Spring leaves it to the reader to find out. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortInUseAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {
    private final Environment environment;

    PortInUseAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, PortInUseException cause) {
        String port = String.valueOf(cause.getPort());
        return Stream.of("management.server.port", "server.port")
                .filter(name -> port.equals(environment.getProperty(name)))
                .findFirst()
                .map(name -> new FailureAnalysis(
                        "Port " + port + ", given as " + name + ", is in use by another process.",
                        "Stop that process, or choose another port by --" + name + "=<port>.",
                        cause))
                .orElse(null);
    }
}
