package io.lantern.hub.api;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jackson.JacksonConstants;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.util.WebUtils;

/** How Camel's HTTP side and its JSON are set up. */
@Configuration(proxyBeanMethods = false)
class CamelRim {
    /**
     * Operations run on the web server's own threads, whose number is bounded; handing each to another thread and back
     * would cost more than the gate does.
     */
    @Bean(name = "platform-http-engine")
    PlatformHttpEngine onTheServersThreads(@Value("${server.port}") int port) {
        return new SpringBootPlatformHttpEngine(port, Runnable::run) {
            @Override
            public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
                return new OperationConsumer(endpoint, processor);
            }
        };
    }

    private static final class OperationConsumer extends SpringBootPlatformHttpConsumer {
        private OperationConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor, Runnable::run);
        }

        /** Everything is done when this returns, so that Spring need not dispatch the request a second time. */
        @Override
        public @Nullable CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
            super.service(request, response).join();
            return null;
        }

        @Override
        protected void afterProcess(HttpServletResponse response, Exchange exchange) throws Exception {
            GatedResponse answer = WebUtils.getNativeResponse(response, GatedResponse.class);
            if (answer != null && exchange.getMessage().getBody() instanceof InputStream body) {
                exchange.getMessage().setBody(new StreamedAnswer(body, answer::cut));
            }
            super.afterProcess(response, exchange);
        }
    }

    @Bean
    ComponentCustomizer onlyNamedHeaders(Contract contract) {
        HeaderAllowList allowed = new HeaderAllowList(contract.parameterNames());
        return ComponentCustomizer.builder(PlatformHttpComponent.class)
                .build(component -> component.setHeaderFilterStrategy(allowed));
    }

    /** Lets beans in routes take request records: the JSON tree converts to them by Spring's ObjectMapper. */
    @Bean
    CamelContextConfiguration jsonToRecords() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.getGlobalOptions().put(JacksonConstants.ENABLE_TYPE_CONVERTER, "true");
                camel.getGlobalOptions().put(JacksonConstants.TYPE_CONVERTER_TO_POJO, "true");
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // Nothing to do then.
            }
        };
    }

    /** With the wrong folder no route is loaded, Camel is content, and every call would be a 404. */
    @Bean
    ApplicationRunner contractIsBound(
            CamelContext camel, Contract contract, @Value("${camel.main.routes-include-pattern}") String routes) {
        return arguments -> {
            if (camel.getRestRegistry().listAllRestServices().isEmpty()) {
                throw new ProblemException(
                        ProblemCode.NOT_CONFIGURED,
                        "There is no route file that binds the contract in " + routes + ". Set lantern.routes to the"
                                + " folder that holds api.camel.yaml, such as file:/etc/lantern/routes, or leave it"
                                + " out.");
            }
            requireRoutes(contract, camel);
        };
    }

    /** Camel's own check knows no operations that are planned, so it is off in {@code api.camel.yaml}. */
    static void requireRoutes(Contract contract, CamelContext camel) {
        String missing = contract.operations().stream()
                .filter(operation -> !operation.planned())
                .map(Operation::id)
                .filter(id -> camel.getRoute(id) == null)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_CONFIGURED,
                    "These operations of the contract have no route: " + missing
                            + ". Each needs a route with its name as id, from direct:<its name>, in the folder that"
                            + " lantern.routes names.");
        }
    }
}
