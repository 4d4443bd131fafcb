package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderAllowListTest {
    private final HeaderAllowList headers = new HeaderAllowList(Set.of("page", "run_id"));
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelHttpUri",
                "camelhttpresponsecode",
                "CamelBeanMethodName",
                "sObjectQuery",
                "sObjectName",
                "apexUrl",
                "rawPath",
                "rawMethod",
                "rawHttpHeaders",
                "apiVersion",
                "Authorization",
                "Cookie",
                "X-Api-Key"
            })
    void whatGivesCamelOrdersOrHoldsSecretsStaysOutside(String name) {
        assertThat(headers.applyFilterToExternalHeaders(name, "x", exchange)).isTrue();
        assertThat(headers.applyFilterToCamelHeaders(name, "x", exchange)).isTrue();
    }

    @Test
    void parametersComeInAndDoNotGoOut() {
        assertThat(headers.applyFilterToExternalHeaders("page", "1", exchange)).isFalse();
        assertThat(headers.applyFilterToCamelHeaders("page", "1", exchange)).isTrue();
    }

    @Test
    void contentTypeAndRetryAfterGoOut() {
        assertThat(headers.applyFilterToCamelHeaders("Content-Type", "x", exchange))
                .isFalse();
        assertThat(headers.applyFilterToCamelHeaders("Retry-After", "x", exchange))
                .isFalse();
    }
}
