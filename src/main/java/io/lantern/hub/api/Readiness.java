package io.lantern.hub.api;

import com.google.common.base.Suppliers;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether the hub can do its work: routes running and database answering. The org's health is not the hub's. */
@Component
class Readiness {
    private final Supplier<CamelContext> camel;
    private final JdbcClient jdbc;

    Readiness(ObjectProvider<CamelContext> camel, JdbcClient jdbc) {
        this.camel = Suppliers.memoize(camel::getObject);
        this.jdbc = jdbc;
    }

    /** @throws ProblemException with {@code upstream_unavailable} from the opening of the port until the routes run */
    void requireRoutes() {
        if (!routesRun()) {
            throw new ProblemException(
                    ProblemCode.UPSTREAM_UNAVAILABLE,
                    "The hub is starting or stopping. Send the request again in a few seconds.");
        }
    }

    /** @return the parts and whether each is up */
    Map<String, Boolean> parts() {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("routes", routesRun());
        parts.put("database", databaseAnswers());
        return parts;
    }

    private boolean routesRun() {
        return camel.get().isStarted();
    }

    private boolean databaseAnswers() {
        try {
            return jdbc.sql("select 1").query(Integer.class).single() == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
