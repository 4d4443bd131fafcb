package io.lantern.hub.api;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says in one sentence why the database cannot be used at the start. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnusableDatabaseAnalyzer implements FailureAnalyzer {
    private static final int H2_IN_USE = 90020;

    private final Environment environment;

    UnusableDatabaseAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause : StartFailures.chain(failure)) {
            if (cause instanceof SQLException sql) {
                return analysis(sql, failure);
            }
        }
        return null;
    }

    private FailureAnalysis analysis(SQLException sql, Throwable failure) {
        if (sql.getErrorCode() == H2_IN_USE) {
            return new FailureAnalysis(
                    "The data folder " + environment.getProperty("lantern.data")
                            + " is in use by another hub, which alone may write to it.",
                    "Stop that hub, or give this one a folder of its own with --lantern.data=<folder>.",
                    failure);
        }
        String message = sql.getMessage() == null
                ? ""
                : sql.getMessage().lines().findFirst().orElse("");
        return new FailureAnalysis(
                "The database " + withoutSecrets(environment.getProperty("spring.datasource.url", ""))
                        + " cannot be used: " + message,
                "Check spring.datasource.url, its user and password, and that the database runs and has disk space.",
                failure);
    }

    private static String withoutSecrets(String url) {
        return url.replaceAll("(?i)(password=)[^&;]*", "$1***");
    }
}
