package io.lantern.hub.api;

import org.apache.camel.CamelContext;
import org.apache.camel.component.jackson.JacksonConstants;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How Camel's HTTP side and its JSON are set up. */
@Configuration(proxyBeanMethods = false)
class CamelRim {
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
}
