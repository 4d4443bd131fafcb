package io.lantern.hub.api;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How Tomcat is set up beyond its properties. */
@Configuration(proxyBeanMethods = false)
class WebServer {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> houseErrors(ErrorAnswer answer) {
        return factory -> {
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new HouseErrorValve(answer)));
            // Tomcat would refuse TRACE with an empty body; let through, RequestFilter refuses it with ours.
            factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
        };
    }
}
